"""What does a partner pick up, who sees nothing else of the file, and on which goals does it give its view?

What names it, it reads by title and day. Once an activity of the current phase that lies with it has begun, it reads the
goals in that cell as well, and says how it sees them. The parties decide that themselves, by naming and by beginning.
Where an activity lies with a partner and does not say which, that is the only one in the file, or one that holds a key in
it. The partner reads what the goal is and what it said of it itself, not what the others said.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from contacts.models import Access, Side
from initiatives.models import DecisionKey, GoalView, Participation, PlanItem
from initiatives.people.partners import organisations_of, seat_of
from initiatives.plan.forms import GoalViewForm
from initiatives.policy import Ability
from initiatives.terms import BEGUN, TO_DO, Actor, Status
from samenspel.access import guard


def items_of(user: Any) -> QuerySet[PlanItem]:
    """What names a partner of this user and is not done: the most urgent first."""
    organisations = organisations_of(user)
    if not organisations:
        return PlanItem.objects.none()
    own = Participation.objects.in_force().filter(organisation__in=organisations)
    items = PlanItem.objects.filter(partner__in=own, state__in=TO_DO)
    return (
        items.exclude(collaboration__status=Status.ENDED)
        .select_related(
            "partner__organisation",
            "collaboration__initiative__organisation",
            "collaboration__municipality__organisation",
        )
        .order_by(F("due_on").asc(nulls_last=True), "collaboration", "order", "pk")
    )


def _pulled() -> QuerySet[PlanItem]:
    return PlanItem.objects.activities().filter(actor=Actor.PARTNER, state__in=BEGUN)


def _goals(pulled: QuerySet[PlanItem]) -> QuerySet[PlanItem]:
    beside = {name: OuterRef(name) for name in ("collaboration", "phase", "track")}
    goals = PlanItem.objects.goals().kept().filter(Exists(pulled.filter(**beside)))
    return goals.filter(phase=F("collaboration__phase")).exclude(collaboration__status=Status.ENDED)


def seats_of(user: Any) -> QuerySet[Participation]:
    """Where this user's partners are asked for their view, the newest first."""
    organisations = organisations_of(user)
    if not organisations:
        return Participation.objects.none()
    seats = Participation.objects.in_force().filter(side=Side.PARTNER, organisation__in=organisations)
    others = Participation.objects.in_force().filter(
        side=Side.PARTNER, collaboration=OuterRef("collaboration")
    )
    is_meant = ~Exists(others.exclude(pk=OuterRef("pk"))) | Exists(
        DecisionKey.objects.filter(participation=OuterRef("pk"))
    )
    here = {"collaboration": OuterRef("collaboration")}
    by_name = Exists(_goals(_pulled().filter(partner=OuterRef(OuterRef("pk")))).filter(**here))
    unnamed = Exists(_goals(_pulled().filter(partner=None)).filter(**here))
    return (
        seats.annotate(is_meant=Q(is_meant))
        .filter(Q(by_name) | Q(is_meant=True) & Q(unnamed))
        .select_related(
            "organisation",
            "collaboration__initiative__organisation",
            "collaboration__municipality__organisation",
        )
        .order_by("-pk")
    )


def _lies_with(seat: Any) -> Q:
    """seat: a row of `seats_of`, which knows whether it is meant where no partner is named."""
    return Q(partner=seat) | Q(partner=None) if seat.is_meant else Q(partner=seat)


def goals_of(seat: Participation) -> QuerySet[PlanItem]:
    goals = _goals(_pulled().filter(_lies_with(seat)))
    return goals.filter(collaboration=seat.collaboration_id).select_related("collaboration")


def rows_of(seat: Participation) -> list[dict[str, Any]]:
    """Each goal with what this partner said last, and a form for what it says now: two queries."""
    goals = list(goals_of(seat))
    views = GoalView.objects.filter(item__in=goals, participation=seat).select_related("by").order_by("pk")
    newest = {view.item_id: view for view in views}
    return [
        {
            "item": goal,
            "view": newest.get(goal.pk),
            "form": view_form(goal, initial={"status": getattr(newest.get(goal.pk), "status", "")}),
        }
        for goal in goals
    ]


def view_form(goal: PlanItem, data: Any = None, **options: Any) -> GoalViewForm:
    """Ids carry the goal, because the page holds several."""
    return GoalViewForm(data, auto_id=f"kijk-{goal.uuid}-%s", **options)


def pulled_by(seat: Participation) -> list[str]:
    """What the partner picked up in this phase: why it is asked."""
    here = _pulled().filter(_lies_with(seat), collaboration=seat.collaboration_id)
    here = here.filter(phase=seat.collaboration.phase)
    return list(here.values_list("title", flat=True))


# Everyone at the partner reads it; who works there says how the partner sees it.
_AT_WORK = frozenset({Ability.VIEW, Ability.GIVE_VIEW})
GRANTS: Mapping[Access, frozenset[Ability]] = dict.fromkeys(
    (Access.WORK, Access.DECIDE, Access.COORDINATE), _AT_WORK
)


def abilities(user: Any, seat: Participation) -> frozenset[Ability]:
    return GRANTS.get(seat_of(user, seat).access, frozenset({Ability.VIEW}))


def _find(user: Any, uuid: UUID) -> Participation | None:
    return seats_of(user).filter(uuid=uuid).first()


def _saw_before(user: Any, uuid: UUID) -> bool:
    """The seat is hers still, though no goal in it asks for her view any more."""
    own = Participation.objects.filter(side=Side.PARTNER, organisation__in=organisations_of(user))
    return own.filter(uuid=uuid).exists()


needs_on_partner_seat = guard(Participation, abilities, find=_find, saw_before=_saw_before)
