"""Which invented collaborations does someone see who tries Samenspel out?

Everything goes through the same actions as the pages use, so the demo is also a run of the main flow. Names of
people and initiatives are invented; the gemeenten exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agreements import actions as agreements
from agreements.actions import settling
from agreements.draft import Draft
from agreements.models import Agreement
from agreements.settling.rows import settle
from agreements.terms import Form, Length, Verdict
from agreements.text import wording
from contacts.models import Access, Function, FunctionKind, Organisation, Person, Side
from initiatives import coach_steps
from initiatives.actions import decisions, endings, notes, people, plan, steps
from initiatives.actions.layers import say_where_it_lies
from initiatives.actions.parts import propose_part_step
from initiatives.actions.register import Profile, register
from initiatives.models import (
    Assignment,
    Collaboration,
    GoalView,
    Letter,
    Participation,
    PhasePeriod,
    PlanFormat,
)
from initiatives.terms import (
    Channel,
    Circle,
    EndKind,
    GoalStatus,
    ItemState,
    KeyVerdict,
    Layer,
    LegalForm,
    Phase,
    Role,
    Technique,
    WantedRole,
)
from insights import demo_room
from municipalities.models import Municipality

DOMAIN = "proef.example"


@dataclass(frozen=True)
class Story:
    """One initiative of the demo."""

    name: str
    place: str  # the gemeente
    area: str
    legal_form: LegalForm
    technique: Technique
    role: WantedRole
    ambition: str
    phase: Phase = Phase.STARTUP
    weeks: int = 10  # since this phase began
    reached: int = 0  # goals of this phase that both sides see as reached
    differ: Sequence[tuple[int, str, str]] = field(
        default=()
    )  # goal number, words of gemeente and initiatief


STORIES = (
    Story(
        "Meidoornkwartier Warm",
        "Doetinchem",
        "Meidoornkwartier",
        LegalForm.ASSOCIATION,
        Technique.HEAT_NETWORK,
        WantedRole.EQUAL,
        "Alle 640 woningen zonder aardgas, betaalbaar, ook voor huurders. De buurt beslist mee.",
        Phase.ELABORATION,
        42,
        3,
        (
            (2, "De kosten per woning ontbreken nog.", "Het kernteam heeft versie 3 vastgesteld."),
            (
                6,
                "Wij willen weten of ook de huurders meedoen.",
                "We spraken 214 van de 640 huishoudens. Dat was de afspraak.",
            ),
        ),
    ),
    Story(
        "Hofwijk Samen",
        "Doetinchem",
        "Hofwijk",
        LegalForm.NONE,
        Technique.OPEN,
        WantedRole.THINK_ALONG,
        "Samen uitzoeken wat er kan, en niemand vergeten.",
        weeks=6,
        reached=1,
    ),
    Story(
        "Buurtwarmte Lindeveld",
        "Lochem",
        "Lindeveld",
        LegalForm.FOUNDATION,
        Technique.INDIVIDUAL,
        WantedRole.EQUAL,
        "Eerst isoleren, daarna samen warmtepompen kopen.",
        weeks=14,
        reached=3,
    ),
    Story(
        "Zonnewijk van onderop",
        "Apeldoorn",
        "Zonnewijk",
        LegalForm.COOPERATIVE,
        Technique.HEAT_NETWORK,
        WantedRole.DO_IT,
        "Een warmtenet dat van de buurt zelf is.",
        Phase.DEVELOPMENT,
        30,
        2,
    ),
    Story(
        "Dorp Esveld aardgasvrij",
        "Winterswijk",
        "Esveld",
        LegalForm.NONE,
        Technique.GREEN_GAS,
        WantedRole.DO_IT,
        "Warmte uit het dorp, voor het dorp.",
        weeks=20,
    ),
    Story(
        "Molenhoek Verwarmt",
        "Zutphen",
        "Molenhoek",
        LegalForm.ASSOCIATION,
        Technique.MIXED,
        WantedRole.EQUAL,
        "In 2035 van het gas, met een plan dat bij de buurt past.",
        weeks=25,
        reached=6,
    ),
    Story(
        "Warm Waterkant",
        "Zutphen",
        "Waterkant",
        LegalForm.NONE,
        Technique.HEAT_NETWORK,
        WantedRole.EQUAL,
        "Warmte uit de rivier.",
        weeks=30,
    ),
)


def is_loaded() -> bool:
    return User.objects.filter(email=f"marit@{DOMAIN}").exists()


@transaction.atomic
def load() -> int:
    """Makes the people and files of the demo once. Returns how many files were made."""
    if is_loaded():
        return 0
    cast = _people()
    files = {story.name: _file(story, cast) for story in STORIES}
    _meidoorn(files["Meidoornkwartier Warm"], cast)
    _lindeveld(files["Buurtwarmte Lindeveld"], cast)
    demo_room.fill(files["Meidoornkwartier Warm"], cast, cast["Meidoornkwartier Warm"])
    demo_room.ask(files["Hofwijk Samen"], cast, cast["Hofwijk Samen"])
    _molenhoek(files["Molenhoek Verwarmt"], cast)
    _esveld(files["Dorp Esveld aardgasvrij"], cast)
    _waterkant(files["Warm Waterkant"], cast)
    Letter.objects.all().delete()  # the story was told at once: nobody needs mail about it
    return len(files)


# --- people -------------------------------------------------------------------------------------------


def _people() -> dict[str, Function]:
    support = Organisation.objects.create(
        kind=Side.SUPPORT, name="Steunpunt Buurtwarmte Oost", short_name="het steunpunt", place="Deventer"
    )
    doetinchem = Organisation.objects.get(municipality__code=_municipality("Doetinchem").code)
    cast = {
        "marit": _person("Marit de Wit", support, FunctionKind.COACH, "buurtbegeleider", Access.WORK),
        "joost": _person(
            "Joost van Dam", support, FunctionKind.COORDINATOR, "coördinator", Access.COORDINATE
        ),
        "ruben": _person("Ruben Smit", doetinchem, FunctionKind.OFFICIAL, "adviseur warmte", Access.DECIDE),
        "hanneke": _person(
            "Hanneke Postma", doetinchem, FunctionKind.MANAGER, "programmamanager energie", Access.COORDINATE
        ),
    }
    administrator = User.objects.create_user(f"beheer@{DOMAIN}", is_administrator=True)
    Person.objects.create(name="Bea Beheer", email=administrator.email, user=administrator)
    return cast


def _person(
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
        starts_on=_ago(weeks=60),
    )


def _municipality(name: str) -> Municipality:
    return Municipality.objects.select_related("organisation").get(
        organisation__name=name, valid_until__isnull=True
    )


# --- files --------------------------------------------------------------------------------------------


def _file(story: Story, cast: dict[str, Function]) -> Collaboration:
    collaboration = register(
        _municipality(story.place),
        Profile(
            name=story.name,
            area_name=story.area,
            legal_form=story.legal_form,
            ambition=story.ambition,
            technique=story.technique,
            wanted_role=story.role,
            phase=story.phase,
            phase_reason="" if story.phase == Phase.STARTUP else "De eerste fase was er al voor dit dossier.",
        ),
        by_function=cast["marit"],
        plan_format=PlanFormat.objects.get(number=NEWER.get(story.name, 1)),
    )
    began = _ago(weeks=story.weeks)
    PhasePeriod.objects.filter(collaboration=collaboration).update(starts_on=began)
    Participation.objects.filter(collaboration=collaboration).update(starts_on=began)
    chair = _chair(story, collaboration)
    cast[story.name] = chair
    _contact(collaboration, Side.INITIATIVE, chair, cast)
    if story.place == "Doetinchem":
        _contact(
            collaboration,
            Side.MUNICIPALITY,
            cast["ruben"],
            cast,
            mandate="het budget voor onderzoek en de inzet van collega’s",
        )
    Assignment.objects.filter(participation__collaboration=collaboration).update(starts_on=began)
    _goals(story, collaboration, cast)
    notes.log_contact(
        collaboration,
        on=_ago(weeks=2 if story.reached else 7),
        channel=Channel.PHONE,
        summary="Gebeld over de volgende stap. Het kernteam komt eind van de maand bij elkaar.",
        circle=Circle.EVERYONE if story.reached else Circle.OWN,
        by=cast["marit"].person,
        seat=_seat(collaboration, Side.SUPPORT),
    )
    return collaboration


# The files run since before the second stappenplan came, except this one: elsewhere it can be taken over.
NEWER = {"Buurtwarmte Lindeveld": 2}
CHAIRS = {
    "Meidoornkwartier Warm": ("Samira Bakker", FunctionKind.CHAIR, "voorzitter van het kernteam"),
    "Hofwijk Samen": ("Tineke Vos", FunctionKind.CORE_TEAM, "lid van het kernteam"),
    "Buurtwarmte Lindeveld": ("Bram Kuiper", FunctionKind.CHAIR, "voorzitter"),
    "Zonnewijk van onderop": ("Fatma Yılmaz", FunctionKind.CHAIR, "voorzitter"),
    "Dorp Esveld aardgasvrij": ("Ş. Ćosić-van ’t Hof", FunctionKind.CHAIR, "voorzitter van de werkgroep"),
    "Molenhoek Verwarmt": ("Wim Dekker", FunctionKind.CHAIR, "voorzitter"),
    "Warm Waterkant": ("Ria Smeets", FunctionKind.CORE_TEAM, "lid van het kernteam"),
}


def _chair(story: Story, collaboration: Collaboration) -> Function:
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
            starts_on=_ago(weeks=20),
        )
    return _person(name, organisation, kind, title, Access.COORDINATE)


def _contact(
    collaboration: Collaboration, side: Side, function: Function, cast: dict[str, Function], mandate: str = ""
) -> None:
    people.assign(
        _seat(collaboration, side),
        function,
        role=Role.CONTACT,
        mandate=mandate,
        by=cast["marit"].person,
        seat=_seat(collaboration, Side.SUPPORT),
    )


def _goals(story: Story, collaboration: Collaboration, cast: dict[str, Function]) -> None:
    goals = list(collaboration.plan_items.filter(kind="goal", phase=story.phase).order_by("order"))
    apart = {number for number, _m, _i in story.differ}
    shared = [goal for number, goal in enumerate(goals, 1) if number not in apart][: story.reached]
    for goal in shared:
        _view(goal, Side.MUNICIPALITY, GoalStatus.REACHED, "", cast)
        _view(goal, Side.INITIATIVE, GoalStatus.REACHED, "", cast)
    for number, municipality, initiative in story.differ:
        _view(goals[number - 1], Side.MUNICIPALITY, GoalStatus.PARTLY, municipality, cast)
        _view(goals[number - 1], Side.INITIATIVE, GoalStatus.REACHED, initiative, cast)


def _view(goal: Any, side: Side, status: GoalStatus, remark: str, cast: dict[str, Function]) -> GoalView:
    collaboration = goal.collaboration
    by = cast["ruben"] if side == Side.MUNICIPALITY else cast[collaboration.initiative.organisation.name]
    return plan.give_view(goal, seat=_seat(collaboration, side), status=status, remark=remark, by=by.person)


def _meidoorn(file: Collaboration, cast: dict[str, Function]) -> None:
    """The richest file: evidence, members, an agreement with a version, and a step that waits for the gemeente."""
    samira, organisation = cast["Meidoornkwartier Warm"], file.initiative.organisation
    piet = _person("Piet Jansen", organisation, FunctionKind.VOLUNTEER, "vrijwilliger", Access.READ)
    seat = _seat(file, Side.INITIATIVE)
    people.assign(seat, piet, role=Role.DEPUTY, by=samira.person, seat=seat)
    support_goal = file.plan_items.filter(kind="goal", phase=Phase.ELABORATION).order_by("order")[5]
    notes.add_evidence(
        support_goal,
        title="Verslag huisbezoeken",
        quote="We belden aan bij 331 huizen en spraken 214 huishoudens. 61 procent wil meer weten.",
        by=samira.person,
        seat=seat,
    )
    for item in file.plan_items.filter(kind="activity", phase=Phase.ELABORATION).order_by("order")[:2]:
        plan.change_activity(
            item, revision=item.revision, state=ItemState.DONE, actor=item.actor, by=samira.person, seat=seat
        )
    partner = people.add_partner(
        file,
        name="Woonbedrijf De Veenhof",
        short_name="De Veenhof",
        place="Doetinchem",
        by=samira.person,
        seat=seat,
    )
    els = _person(
        "Els de Groot", partner.organisation, FunctionKind.DIRECTOR, "gebiedsregisseur", Access.DECIDE
    )
    agreement = _agreement(file, Form.COLLABORATION_AGREEMENT, cast, partners=[partner])
    _fill(
        agreement,
        cast,
        {
            "stip": "alle 640 woningen in het Meidoornkwartier zijn warm zonder aardgas, en wonen blijft betaalbaar",
            "horizon_jaar": "2035",
            "aanleiding_gemeente": "Het Meidoornkwartier is een van de eerste buurten in het warmteprogramma.",
            "initiatief_besluit_orgaan": "ledenvergadering",
            "initiatief_besluit_datum": _ago(weeks=3).isoformat(),
            "gemeente_besluit_orgaan": "college",
            "einddatum_fase": _ahead(weeks=70).isoformat(),
            "doelen": [
                {
                    "goal": "Een plan dat uitgevoerd en betaald kan worden",
                    "measure": "vastgesteld door raad en leden",
                    "target": "één plan",
                    "when": _ahead(weeks=70).isoformat(),
                },
                {
                    "goal": "Steun in de buurt",
                    "measure": "vragenlijst onder alle huishoudens",
                    "target": "70 procent",
                    "when": _ahead(weeks=40).isoformat(),
                },
            ],
            "taken": [
                {
                    "task": "Gesprekken met bewoners en buurtavonden",
                    "who": "initiative",
                    "decides": "initiative",
                    "helps": "municipality",
                    "ready": _ahead(weeks=30).isoformat(),
                },
                {
                    "task": "Gegevens over gebouwen en leidingen",
                    "who": "municipality",
                    "decides": "municipality",
                    "ready": _ahead(weeks=14).isoformat(),
                },
                {"task": "De huurders betrekken", "who": "partner-1", "helps": "initiative"},
            ],
            "opzegtermijn_maanden": "3",
        },
    )
    agreements.publish(agreement, by=samira.person, seat=seat)
    _answers(file, cast["marit"])
    _part_and_layer(file, cast)
    _settle(agreement, {"municipality": cast["ruben"], "initiative": samira, "partner-1": els})
    decisions.propose_phase_step(
        file,
        to=Phase.DEVELOPMENT,
        reason="Het kernteam wil door. De vraag over huurders nemen we mee als eerste actie.",
        by=samira.person,
        seat=seat,
        own_key=True,
    )


def _answers(file: Collaboration, coach: Function) -> None:
    """What the coach of the richest file knows, beside what lies there already."""
    said: tuple[tuple[str, str, list[str], str], ...] = (
        ("ambitions", "motive", ["own_wish", "wider"], "Warm wonen, en elkaar weer kennen."),
        ("ambitions", "mix", ["connector", "technician"], "Een penningmeester met ervaring."),
        ("arrange", "informed", ["official"], "Via Ruben. De wethouder volgt na de zomer."),
    )
    asked = {(question.step, question.key): question for question in coach_steps.questions()}
    seat = _seat(file, Side.SUPPORT)
    for step, key, chosen, text in said:
        steps.answer(file, asked[step, key], chosen=chosen, text=text, seen="", by=coach.person, seat=seat)
    steps.say_how_i_help(
        file,
        stances={"ambitions": "away", "talk": "coach"},
        hand_back=_ahead(weeks=40),
        by=coach.person,
        seat=seat,
    )


def _part_and_layer(file: Collaboration, cast: dict[str, Function]) -> None:
    """One block of houses runs ahead, and the members' meeting has something to decide."""
    samira, seat = cast["Meidoornkwartier Warm"].person, _seat(file, Side.INITIATIVE)
    step = propose_part_step(
        file,
        part="Blok Noord",
        to=Phase.IMPLEMENTATION,
        on=_ago(weeks=12),
        reason="De corporatie vervangt hier nu de ketels. Wachten zou zonde zijn.",
        by=samira,
        seat=seat,
        own_key=True,
    )
    decisions.turn_key(
        step, seat=_seat(file, Side.MUNICIPALITY), by=cast["ruben"].person, verdict=KeyVerdict.ACCEPT
    )
    say_where_it_lies(
        file,
        of=seat,
        layer=Layer.MEMBERS,
        what="Het plan op hoofdlijnen",
        since=_ago(weeks=3),
        expected_on=_ahead(weeks=2),
        by=samira,
        seat=seat,
    )


def _settle(agreement: Agreement, speakers: dict[str, Function]) -> None:
    """Some articles stand, the gemeente proposes another text for one, and one waits until later."""
    parties = {party.key: party for party in agreement.parties.select_related("organisation")}
    articles = {article.clause_key: article for article in agreement.articles.all()}
    now = settle(Draft(agreement))
    for key in ("stip_op_de_horizon", "gebied"):
        for party, who in speakers.items():
            settling.give_stance(
                articles[key],
                party=parties[party],
                seen=now[articles[key].pk].text_hash,
                verdict=Verdict.ACCEPT,
                by=who.person,
            )
    asked, gemeente = articles["aanleiding"], speakers["municipality"]
    settling.say(
        asked,
        owner=parties["initiative"].organisation,
        own_only=False,
        text="Kan er een datum bij? Vorig jaar bleef dit liggen.",
        by=speakers["initiative"].person,
    )
    words = wording.plain_text(Draft(agreement).composed(asked).blocks)
    settling.propose_text(
        asked,
        party=parties["municipality"],
        text=f"{words} De gemeente levert de gegevens voor 1 maart.",
        reason="Zo weet iedereen wanneer het er ligt.",
        decides=True,
        by=gemeente.person,
    )


def _lindeveld(file: Collaboration, cast: dict[str, Function]) -> None:
    """A draft that still misses a few values: the coach is to move."""
    agreement = _agreement(file, Form.LETTER_OF_INTENT, cast)
    _fill(
        agreement,
        cast,
        {
            "intentie": "Samen een wijkplan maken: eerst isoleren, daarna gezamenlijk warmtepompen inkopen.",
            "stip": "alle woningen in Lindeveld zijn zonder aardgas warm te krijgen",
            "horizon_jaar": "2034",
            "volgend_document": "sok",
            "taken": [
                {
                    "task": "Buurtonderzoek",
                    "who": "initiative",
                    "decides": "initiative",
                    "ready": _ahead(weeks=12).isoformat(),
                },
                {
                    "task": "Geld voor het onderzoek",
                    "who": "municipality",
                    "decides": "municipality",
                    "ready": _ahead(weeks=8).isoformat(),
                },
            ],
            "eerste_stappen": [
                {
                    "task": "Bewonersavond in het dorpshuis",
                    "who": "initiative",
                    "ready": _ahead(weeks=5).isoformat(),
                }
            ],
        },
    )


def _molenhoek(file: Collaboration, cast: dict[str, Function]) -> None:
    """All goals shared; the coach proposes the next phase and turns no key."""
    decisions.propose_phase_step(
        file,
        to=Phase.ELABORATION,
        reason="Alle doelen zijn gedeeld. Het is tijd voor een plan op hoofdlijnen.",
        by=cast["marit"].person,
        seat=_seat(file, Side.SUPPORT),
        own_key=False,
    )


def _esveld(file: Collaboration, cast: dict[str, Function]) -> None:
    """Nobody but the coach signs in: contacts without an account."""
    people.add_contact(
        _seat(file, Side.MUNICIPALITY),
        name="J. Wolters",
        email="",
        phone="0543 00 00 00",
        kind=FunctionKind.OFFICIAL,
        title="beleidsmedewerker duurzaamheid",
        role=Role.CONTACT,
        by=cast["marit"].person,
        seat=_seat(file, Side.SUPPORT),
    )


def _waterkant(file: Collaboration, cast: dict[str, Function]) -> None:
    """An honest ending."""
    endings.end_well(
        file,
        end_kind=EndKind.NO_COMMON_GROUND,
        reason="De rivier blijkt te ver weg. We gaan ieder onze eigen weg.",
        thanks="Dank aan iedereen die meezocht, ook op zaterdag.",
        lessons=(
            "Vraag het waterschap al in de eerste maand.",
            "Een open avond in de kroeg werkt beter dan een brief.",
        ),
        aftercare="Ria blijft te bellen voor vragen uit de straat.",
        by=cast["Warm Waterkant"].person,
        seat=_seat(file, Side.INITIATIVE),
    )


def _agreement(
    file: Collaboration, form: Form, cast: dict[str, Function], partners: Sequence[Participation] = ()
) -> Agreement:
    agreement = agreements.start(
        file,
        form=form,
        length=Length.SHORT,
        title=file.initiative.organisation.name,
        partners=partners,
        by=cast["marit"].person,
        seat=_seat(file, Side.SUPPORT),
    )
    for party in agreement.parties.select_related("organisation"):
        functions = {"municipality": ["de wethouder Energie en Wonen"], "initiative": ["de voorzitter"]}
        agreements.change_party(
            party,
            agreements.PartyDetails(
                short_name=party.short_name,
                functions=functions.get(party.key, ["de directeur-bestuurder"]),
                place=party.organisation.place,
                kvk=party.organisation.kvk,
            ),
            by=cast["marit"].person,
            seat=_seat(file, Side.SUPPORT),
        )
    return agreement


def _fill(agreement: Agreement, cast: dict[str, Function], values: dict[str, Any]) -> None:
    seat = _seat(agreement.collaboration, Side.SUPPORT)
    kept = {row.variable: row.revision for row in agreement.values.all()}
    for name, value in values.items():
        agreements.save_field(
            agreement, name, value, revision=kept.get(name, 0), by=cast["marit"].person, seat=seat
        )


def _seat(collaboration: Collaboration, side: Side) -> Participation:
    return collaboration.participations.select_related("organisation").get(side=side)


def _ago(*, weeks: int) -> date:
    return timezone.localdate() - timedelta(weeks=weeks)


def _ahead(*, weeks: int) -> date:
    return timezone.localdate() + timedelta(weeks=weeks)
