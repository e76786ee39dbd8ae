"""The people and rows tests are about; names match the story of Zeebuurt."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from contacts.models import Access, Function, FunctionKind, Organisation, Person, Side
from initiatives.actions.register import Profile, register
from initiatives.formats.loading import load_plan_format
from initiatives.models import Collaboration, PlanFormat
from initiatives.terms import LegalForm, Technique, WantedRole
from municipalities.models import Municipality

_numbers = count(1)
FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def plan_format(number: int = 1) -> PlanFormat:
    """The stappenplan with this number; the cast works with the first."""
    for earlier in range(1, number):
        load_plan_format(FIXTURES / f"stappenplan-{earlier}.json")
    return load_plan_format(FIXTURES / f"stappenplan-{number}.json")[0]


def municipality(name: str = "Eskerveen", population: int = 41_000, **fields: Any) -> Municipality:
    organisation = Organisation.objects.create(
        kind=Side.MUNICIPALITY, name=name, short_name="de gemeente", place=name
    )
    return Municipality.objects.create(
        organisation=organisation,
        code=f"GX{next(_numbers):04d}",
        province="Gelderland",
        population=population,
        population_year=2026,
        lon=5.6,
        lat=52.3,
        **fields,
    )


def organisation(name: str, kind: Side = Side.SUPPORT, **fields: Any) -> Organisation:
    return Organisation.objects.create(kind=kind, name=name, **fields)


def function(
    name: str,
    organisation: Organisation,
    *,
    access: Access = Access.WORK,
    kind: FunctionKind = FunctionKind.OTHER,
    title: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Function:
    """A person with a user and one function; the address follows from the name."""
    address = f"{name.split()[0].lower()}{next(_numbers)}@example.org"
    user = User.objects.create_user(address)
    person = Person.objects.create(name=name, email=address, user=user)
    return Function.objects.create(
        person=person,
        organisation=organisation,
        kind=kind,
        title=title,
        access=access,
        starts_on=starts_on or timezone.localdate() - timedelta(days=30),
        ends_on=ends_on,
    )


def profile(name: str = "Zeebuurt Warm", **fields: Any) -> Profile:
    values: dict[str, Any] = {
        "area_name": "Zeebuurt",
        "legal_form": LegalForm.ASSOCIATION,
        "ambition": "Een buurt zonder aardgas, betaalbaar voor iedereen.",
        "technique": Technique.OPEN,
        "wanted_role": WantedRole.EQUAL,
    }
    return Profile(name=name, **{**values, **fields})


def collaboration(by_function: Function, in_municipality: Municipality, **fields: Any) -> Collaboration:
    plan_format()
    return register(in_municipality, profile(**fields), by_function=by_function)


def make_cast() -> SimpleNamespace:
    """Zeebuurt in Eskerveen: its people, and next to it another gemeente, initiative and support organisation."""
    eskerveen, elders = municipality("Eskerveen"), municipality("Elderveld")
    support = organisation("Steunpunt Buurtwarmte", Side.SUPPORT)
    other_support = organisation("Andere Steun", Side.SUPPORT)
    coach = function("Marit de Wit", support, kind=FunctionKind.COACH, title="buurtbegeleider")
    colleague = function("Piet Collega", support, kind=FunctionKind.COACH)
    coordinator = function(
        "Cora Coördinator", support, access=Access.COORDINATE, kind=FunctionKind.COORDINATOR
    )
    file = collaboration(coach, eskerveen)
    zeebuurt = file.initiative.organisation
    chair = function("Samira Bakker", zeebuurt, access=Access.COORDINATE, kind=FunctionKind.CHAIR)
    member = function("Joke Jansen", zeebuurt, access=Access.WORK, kind=FunctionKind.TREASURER)
    reader = function("Bram Lezer", zeebuurt, access=Access.READ, kind=FunctionKind.VOLUNTEER)
    official = function(
        "Ruben Smit", eskerveen.organisation, access=Access.DECIDE, kind=FunctionKind.OFFICIAL
    )
    clerk = function("Els Medewerker", eskerveen.organisation, access=Access.WORK, kind=FunctionKind.OFFICIAL)
    former = function(
        "Henk Vertrokken", zeebuurt, access=Access.DECIDE, ends_on=timezone.localdate() - timedelta(days=1)
    )
    elsewhere = function("Eva Elders", elders.organisation, access=Access.DECIDE, kind=FunctionKind.OFFICIAL)
    other_coach = function("Otto Ander", other_support, kind=FunctionKind.COACH)
    other_file = collaboration(other_coach, elders, name="Elders Samen", area_name="Lindeveld")
    other_member = function(
        "Nora Buur", other_file.initiative.organisation, access=Access.COORDINATE, kind=FunctionKind.CHAIR
    )
    administrator = User.objects.create_user("beheer@example.org", is_administrator=True)
    Person.objects.create(name="Bea Beheer", email="beheer@example.org", user=administrator)
    outsider = User.objects.create_user("niemand@example.org")
    Person.objects.create(name="Olaf Outsider", email="niemand@example.org", user=outsider)
    return SimpleNamespace(
        file=file,
        other_file=other_file,
        municipality=eskerveen,
        elsewhere_municipality=elders,
        support=support,
        coach=coach,
        colleague=colleague,
        coordinator=coordinator,
        chair=chair,
        member=member,
        reader=reader,
        official=official,
        clerk=clerk,
        former=former,
        elsewhere=elsewhere,
        other_coach=other_coach,
        other_member=other_member,
        administrator=administrator,
        outsider=outsider,
    )


def user_of(who: Function | User) -> User:
    """A fresh user object, as a new request would have."""
    return User.objects.get(pk=who.pk if isinstance(who, User) else who.person.user_id)


def seat(file: Collaboration, who: Function) -> Any:
    return file.participations.get(organisation=who.organisation_id)


def acting(file: Collaboration, who: Function) -> dict[str, Any]:
    """Who does it and from which seat, for any action."""
    return {"by": who.person, "seat": seat(file, who)}


def later_format(folder: Path, number: int, **changes: Any) -> PlanFormat:
    """A stappenplan on the one before it, with these `changed`, `added` and `removed` items."""
    path = folder / f"stappenplan-{number}.json"
    path.write_text(json.dumps({"number": number, "based_on": number - 1, "note": "Nieuw.", **changes}))
    return load_plan_format(path)[0]
