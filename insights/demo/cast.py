"""Who are the people of the demonstration? Their names are invented; the gemeenten exist."""

from accounts.models import User
from contacts.models import Access, Function, FunctionKind, Organisation, Person, Side
from initiatives.actions import people
from initiatives.models import Collaboration
from initiatives.terms import Role
from insights.demo.days import ago, seat_of
from insights.demo.stories import Story
from municipalities.models import Municipality

DOMAIN = "proef.example"


def make_people() -> dict[str, Function]:
    support = Organisation.objects.create(
        kind=Side.SUPPORT, name="Steunpunt Buurtwarmte Oost", short_name="het steunpunt", place="Deventer"
    )
    doetinchem = Organisation.objects.get(municipality__code=municipality_of("Doetinchem").code)
    cast = {
        "marit": make_person("Marit de Wit", support, FunctionKind.COACH, "buurtbegeleider", Access.WORK),
        "joost": make_person(
            "Joost van Dam", support, FunctionKind.COORDINATOR, "coördinator", Access.COORDINATE
        ),
        "ruben": make_person(
            "Ruben Smit", doetinchem, FunctionKind.OFFICIAL, "adviseur warmte", Access.DECIDE
        ),
        "hanneke": make_person(
            "Hanneke Postma", doetinchem, FunctionKind.MANAGER, "teamleider energie", Access.COORDINATE
        ),
    }
    make_person(
        "Aisha Meijer",
        Organisation.objects.create(
            kind=Side.PARTNER, name="Provincie Gelderland", place="Arnhem", province="Gelderland"
        ),
        FunctionKind.PROGRAMME_MANAGER,
        "programmamanager warmte",
        Access.FIGURES,
    )
    administrator = User.objects.create_user(f"beheer@{DOMAIN}", is_administrator=True)
    Person.objects.create(name="Bea Beheer", email=administrator.email, user=administrator)
    return cast


def make_person(
    name: str, organisation: Organisation, kind: FunctionKind, title: str, access: Access, phone: str = ""
) -> Function:
    email = f"{name.split()[0].lower()}@{DOMAIN}"
    user = User.objects.create_user(email)
    person = Person.objects.create(name=name, email=email, phone=phone or "06 00 00 00 00", user=user)
    return Function.objects.create(
        person=person,
        organisation=organisation,
        kind=kind,
        title=title,
        access=access,
        starts_on=ago(weeks=60),
    )


def municipality_of(name: str) -> Municipality:
    return Municipality.objects.select_related("organisation").get(
        organisation__name=name, valid_until__isnull=True
    )


CHAIRS = {
    "Meidoornkwartier Warm": ("Samira Bakker", FunctionKind.CHAIR, "voorzitter van het kernteam"),
    "Hofwijk Samen": ("Tineke Vos", FunctionKind.CORE_TEAM, "lid van het kernteam"),
    "Buurtwarmte Lindeveld": ("Bram Kuiper", FunctionKind.CHAIR, "voorzitter"),
    "Zonnewijk van onderop": ("Fatma Yılmaz", FunctionKind.CHAIR, "voorzitter"),
    "Dorp Esveld aardgasvrij": ("Ş. Ćosić-van ’t Hof", FunctionKind.CHAIR, "voorzitter van de werkgroep"),
    "Molenhoek Verwarmt": ("Wim Dekker", FunctionKind.CHAIR, "voorzitter"),
    "Warm Waterkant": ("Ria Smeets", FunctionKind.CORE_TEAM, "lid van het kernteam"),
}


def make_chair(story: Story, collaboration: Collaboration) -> Function:
    name, kind, title = CHAIRS[story.name]
    organisation = collaboration.initiative.organisation
    if story.name == "Dorp Esveld aardgasvrij":  # known by name only: this side never signs in
        person = Person.objects.create(name=name)
        return Function.objects.create(
            person=person,
            organisation=organisation,
            kind=kind,
            title=title,
            access=Access.NONE,
            starts_on=ago(weeks=20),
        )
    return make_person(name, organisation, kind, title, Access.COORDINATE)


def make_contact(
    collaboration: Collaboration, side: Side, function: Function, cast: dict[str, Function], mandate: str = ""
) -> None:
    people.assign(
        seat_of(collaboration, side),
        function,
        role=Role.CONTACT,
        mandate=mandate,
        by=cast["marit"].person,
        seat=seat_of(collaboration, Side.SUPPORT),
    )
