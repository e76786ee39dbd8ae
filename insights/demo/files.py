"""What happened in each file of the demonstration?"""

from dataclasses import replace
from typing import Any

from agreements import actions as agreements
from agreements.terms import Form
from contacts.models import Access, Function, FunctionKind, Side
from initiatives.actions import decisions, endings, minutes, notes, people, plan, steps
from initiatives.actions.layers import say_where_it_lies
from initiatives.actions.parts import propose_part_step
from initiatives.actions.register import Profile, change_profile, facts_of, register
from initiatives.coaching import steps as coach_steps
from initiatives.models import (
    Assignment,
    Collaboration,
    GoalView,
    Participation,
    PhasePeriod,
    PlanFormat,
)
from initiatives.terms import (
    Channel,
    Circle,
    EndKind,
    Experience,
    GoalStatus,
    ItemState,
    KeyVerdict,
    Layer,
    Phase,
    Role,
)
from insights.demo.agreements import confirm_receipt, draft_of, fill_in, settle_some
from insights.demo.annexes import hang
from insights.demo.cast import make_chair, make_contact, make_person, municipality_of
from insights.demo.days import ago, ahead, seat_of
from insights.demo.intention import sign_intention
from insights.demo.stories import Story

# The files run since before the second stappenplan came, except this one: elsewhere it can be taken over.
NEWER = {"Buurtwarmte Lindeveld": 3}


def open_file(story: Story, cast: dict[str, Function]) -> Collaboration:
    collaboration = register(
        municipality_of(story.place),
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
    began = ago(weeks=story.weeks)
    PhasePeriod.objects.filter(collaboration=collaboration).update(starts_on=began)
    Participation.objects.filter(collaboration=collaboration).update(starts_on=began)
    chair = make_chair(story, collaboration)
    cast[story.name] = chair
    make_contact(collaboration, Side.INITIATIVE, chair, cast)
    if story.place == "Doetinchem":
        make_contact(
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
        on=ago(weeks=2 if story.reached else 7),
        channel=Channel.PHONE,
        summary="Gebeld over de volgende stap. Het kernteam komt eind van de maand bij elkaar.",
        circle=Circle.EVERYONE if story.reached else Circle.OWN,
        by=cast["marit"].person,
        seat=seat_of(collaboration, Side.SUPPORT),
    )
    return collaboration


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
    return plan.give_view(goal, seat=seat_of(collaboration, side), status=status, remark=remark, by=by.person)


def meidoorn(file: Collaboration, cast: dict[str, Function]) -> None:
    """The richest file: evidence, members, an agreement with a version, and a step that waits for the gemeente."""
    samira, organisation = cast["Meidoornkwartier Warm"], file.initiative.organisation
    piet = make_person("Piet Jansen", organisation, FunctionKind.VOLUNTEER, "vrijwilliger", Access.READ)
    seat = seat_of(file, Side.INITIATIVE)
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
    els = make_person(
        "Els de Groot", partner.organisation, FunctionKind.DIRECTOR, "gebiedsregisseur", Access.DECIDE
    )
    sign_intention(file, cast, samira)
    agreement = draft_of(file, Form.COLLABORATION_AGREEMENT, cast, partners=[partner])
    fill_in(agreement, cast, _wanted_together())
    hang(agreement, cast)
    agreements.publish(agreement, by=samira.person, seat=seat)
    confirm_receipt(agreement, "municipality", cast["ruben"])
    _answers(file, cast["marit"])
    _part_and_layer(file, cast)
    settle_some(agreement, {"municipality": cast["ruben"], "initiative": samira, "partner-1": els})
    _settled_minutes(file, samira, cast["ruben"])
    decisions.propose_phase_step(
        file,
        to=Phase.DEVELOPMENT,
        reason="Het kernteam wil door. De vraag over huurders nemen we mee als eerste actie.",
        by=samira.person,
        seat=seat,
        own_key=True,
    )


def _wanted_together() -> dict[str, Any]:
    """What the gemeente, the initiative and the corporation wrote in their collaboration agreement so far."""
    return {
        "stip": "alle 640 woningen in het Meidoornkwartier zijn warm zonder aardgas, en wonen blijft betaalbaar",
        "horizon_jaar": "2035",
        "aanleiding_gemeente": "Het Meidoornkwartier is een van de eerste buurten in het warmteprogramma.",
        "initiatief_besluit_orgaan": "ledenvergadering",
        "initiatief_besluit_datum": ago(weeks=3).isoformat(),
        "gemeente_besluit_orgaan": "college",
        "einddatum_fase": ahead(weeks=70).isoformat(),
        "doelen": [
            {
                "goal": "Een plan dat uitgevoerd en betaald kan worden",
                "measure": "vastgesteld door raad en leden",
                "target": "één plan",
                "when": ahead(weeks=70).isoformat(),
            },
            {
                "goal": "Steun in de buurt",
                "measure": "vragenlijst onder alle huishoudens",
                "target": "70 procent",
                "when": ahead(weeks=40).isoformat(),
            },
        ],
        "taken": [
            {
                "task": "Gesprekken met bewoners en buurtavonden",
                "who": "initiative",
                "decides": "initiative",
                "helps": "municipality",
                "ready": ahead(weeks=30).isoformat(),
            },
            {
                "task": "Gegevens over gebouwen en leidingen",
                "who": "municipality",
                "decides": "municipality",
                "ready": ahead(weeks=14).isoformat(),
            },
            {"task": "De huurders betrekken", "who": "partner-1", "helps": "initiative"},
        ],
        "opzegtermijn_maanden": "3",
    }


def _settled_minutes(file: Collaboration, samira: Function, ruben: Function) -> None:
    """Of one talk both sides said: this is what was said."""
    seat = seat_of(file, Side.INITIATIVE)
    moment = notes.log_contact(
        file,
        on=ago(weeks=3),
        channel=Channel.TALK,
        summary="Aan de keukentafel gesproken. De gemeente zoekt een zaal. Het kernteam nodigt de huurders uit.",
        circle=Circle.EVERYONE,
        by=samira.person,
        seat=seat,
    )
    asked = minutes.propose(moment, by=samira.person, seat=seat, own_key=True)
    theirs = seat_of(file, Side.MUNICIPALITY)
    decisions.turn_key(asked, seat=theirs, by=ruben.person, verdict=KeyVerdict.ACCEPT)


def _answers(file: Collaboration, coach: Function) -> None:
    """What the coach of the richest file knows, beside what lies there already."""
    said: tuple[tuple[str, str, list[str], str], ...] = (
        ("ambitions", "motive", ["own_wish", "wider"], "Warm wonen, en elkaar weer kennen."),
        ("ambitions", "mix", ["connector", "technician"], "Een penningmeester met ervaring."),
        ("arrange", "informed", ["official"], "Via Ruben. De wethouder volgt na de zomer."),
    )
    asked = {(question.step, question.key): question for question in coach_steps.questions()}
    seat = seat_of(file, Side.SUPPORT)
    for step, key, chosen, text in said:
        steps.answer(file, asked[step, key], chosen=chosen, text=text, seen="", by=coach.person, seat=seat)
    steps.say_how_i_help(
        file,
        stances={"ambitions": "away", "talk": "coach"},
        hand_back=ahead(weeks=40),
        by=coach.person,
        seat=seat,
    )


def _part_and_layer(file: Collaboration, cast: dict[str, Function]) -> None:
    """One block of houses runs ahead, and the members' meeting has something to decide."""
    samira, seat = cast["Meidoornkwartier Warm"].person, seat_of(file, Side.INITIATIVE)
    step = propose_part_step(
        file,
        part="Blok Noord",
        to=Phase.IMPLEMENTATION,
        on=ago(weeks=12),
        reason="De corporatie vervangt hier nu de ketels. Wachten zou zonde zijn.",
        by=samira,
        seat=seat,
        own_key=True,
    )
    decisions.turn_key(
        step, seat=seat_of(file, Side.MUNICIPALITY), by=cast["ruben"].person, verdict=KeyVerdict.ACCEPT
    )
    say_where_it_lies(
        file,
        of=seat,
        layer=Layer.MEMBERS,
        what="Het plan op hoofdlijnen",
        since=ago(weeks=3),
        expected_on=ahead(weeks=2),
        by=samira,
        seat=seat,
    )


def lindeveld(file: Collaboration, cast: dict[str, Function]) -> None:
    """A draft that still misses a few values: the coach is to move. Who starts, gets other steps than who did it before."""
    facts = replace(facts_of(file), experience=Experience.FIRST)
    seat = seat_of(file, Side.SUPPORT)
    change_profile(file, facts, revision=file.revision, by=cast["marit"].person, seat=seat)
    agreement = draft_of(file, Form.LETTER_OF_INTENT, cast)
    fill_in(
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
                    "ready": ahead(weeks=12).isoformat(),
                },
                {
                    "task": "Geld voor het onderzoek",
                    "who": "municipality",
                    "decides": "municipality",
                    "ready": ahead(weeks=8).isoformat(),
                },
            ],
            "eerste_stappen": [
                {
                    "task": "Bewonersavond in het dorpshuis",
                    "who": "initiative",
                    "ready": ahead(weeks=5).isoformat(),
                }
            ],
        },
    )


def molenhoek(file: Collaboration, cast: dict[str, Function]) -> None:
    """All goals shared; the coach proposes the next phase and turns no key."""
    decisions.propose_phase_step(
        file,
        to=Phase.ELABORATION,
        reason="Alle doelen zijn gedeeld. Het is tijd voor een plan op hoofdlijnen.",
        by=cast["marit"].person,
        seat=seat_of(file, Side.SUPPORT),
        own_key=False,
    )


def esveld(file: Collaboration, cast: dict[str, Function]) -> None:
    """Nobody but the coach signs in: contacts without an account."""
    people.add_contact(
        seat_of(file, Side.MUNICIPALITY),
        name="J. Wolters",
        email="",
        phone="0543 00 00 00",
        kind=FunctionKind.OFFICIAL,
        title="beleidsmedewerker duurzaamheid",
        role=Role.CONTACT,
        by=cast["marit"].person,
        seat=seat_of(file, Side.SUPPORT),
    )


def waterkant(file: Collaboration, cast: dict[str, Function]) -> None:
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
        seat=seat_of(file, Side.INITIATIVE),
    )
