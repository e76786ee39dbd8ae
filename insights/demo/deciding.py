"""Where does a partner decide along in the demonstration, and say how it sees a goal?"""

from contacts.models import Access, Function, FunctionKind, Side
from initiatives.actions import decisions, people, plan, review
from initiatives.models import Collaboration
from initiatives.terms import Actor, GoalStatus, ItemState, Phase
from insights.demo.cast import make_person
from insights.demo.days import seat_of


def zonnewijk(file: Collaboration, cast: dict[str, Function]) -> None:
    """The network operator holds a key of the next step, and asked something before it says yes."""
    fatma, seat = cast["Zonnewijk van onderop"].person, seat_of(file, Side.INITIATIVE)
    partner = people.add_partner(
        file,
        name="Netbeheer Veluwezoom",
        short_name="de netbeheerder",
        place="Apeldoorn",
        by=fatma,
        seat=seat,
    )
    johan = make_person(
        "Johan Prins", partner.organisation, FunctionKind.OTHER, "gebiedsregisseur", Access.DECIDE
    )
    step = decisions.propose_phase_step(
        file,
        to=Phase.IMPLEMENTATION,
        reason="De eerste straat kan open, want het riool gaat er toch uit. De rest van het plan loopt door.",
        partners=[partner],
        by=fatma,
        seat=seat,
        own_key=True,
    )
    question = review.ask(
        step,
        text="Hoeveel huizen in deze straat doen mee? Dan weten wij of de kabel zwaar genoeg is.",
        by=johan.person,
        seat=partner,
    )
    review.answer(question, text="31 van de 44. De lijst krijg je deze week.", by=fatma, seat=seat)
    pulled = file.plan_items.get(format_item__key="development-activity-prepare-investments")
    plan.change_activity(
        pulled,
        revision=pulled.revision,
        state=ItemState.DOING,
        actor=Actor.PARTNER,
        partner=partner,
        due_on=pulled.due_on,
        by=fatma,
        seat=seat,
    )
    plan.give_view(
        file.plan_items.goals().filter(phase=file.phase, track=pulled.track)[0],
        status=GoalStatus.PARTLY,
        remark="De kabel is besteld. Over het station beslissen wij in het voorjaar.",
        by=johan.person,
        seat=partner,
    )
