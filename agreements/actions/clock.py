"""Of what does the clock warn: an agreement that ends soon or ran out, and a day to look back?

The clock looks often and says each thing once: a row per agreement, day and distance, which the database keeps single.
"""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from agreements.actions.ending import close_addenda_of_what_is_over, end_what_is_over
from agreements.actions.going_out import let_go_whose_day_came
from agreements.actions.heirs import name_successors
from agreements.actions.living import record, take_terms
from agreements.living import evaluations, term
from agreements.living.said import EVALUATION
from agreements.models import Agreement, Article, ClockWarning, Evaluation, FieldValue
from agreements.terms import ArticleState, Relation, Stage, Warned
from initiatives.models import PhasePeriod
from initiatives.terms import EventKind, Status


def look(today: date | None = None) -> int:
    """Ends what is over, and says what comes. Returns how many things were said."""
    today = today or timezone.localdate()
    end_what_is_over(today)
    let_go_whose_day_came(today)
    close_addenda_of_what_is_over()
    name_successors()
    _look_back_after_a_phase()
    return _tell_of_ends(today) + _tell_of_evaluations(today)


def _holding() -> QuerySet[Agreement]:
    found = Agreement.objects.filter(stage=Stage.IN_FORCE).exclude(relation=Relation.AMENDS)
    return found.exclude(collaboration__status=Status.ENDED).select_related("collaboration")


def _tell_of_ends(today: date) -> int:
    said = ClockWarning.objects.filter(agreement=OuterRef("pk"), about=Warned.ENDS)
    over = said.filter(days=0, on=OuterRef("ends_on"))
    soon = _holding().filter(ends_on__lte=today + timedelta(days=term.SOON)).exclude(Exists(over))
    told = 0
    for agreement in soon:
        last = term.last_day(agreement.ends_on, renews=agreement.renews, today=today)
        days = term.mark(agreement.starts_on, last, today)
        if last is None or days is None:
            continue
        kind = EventKind.TERM_NEARS if days else EventKind.TERM_PASSED
        told += _tell(agreement, Warned.ENDS, last, days, kind)
    return told


def _tell_of_evaluations(today: date) -> int:
    said = ClockWarning.objects.filter(
        agreement=OuterRef("pk"), about=Warned.EVALUATION, on=OuterRef("looks_back_on")
    )
    asked = _holding().filter(looks_back_on__lte=today + evaluations.AHEAD).exclude(Exists(said))
    return sum(
        _tell(agreement, Warned.EVALUATION, agreement.looks_back_on, 0, EventKind.EVALUATION_DUE)
        for agreement in asked
    )


def _look_back_after_a_phase() -> None:
    """Where the text asks to look back after each phase: a phase began since the last time."""
    asks = FieldValue.objects.filter(
        agreement=OuterRef("pk"), variable="evaluatie_ritme", value=evaluations.EACH_PHASE
    )
    stands = Article.objects.filter(
        agreement=OuterRef("pk"), clause_key=EVALUATION, state=ArticleState.ACTIVE, own_text=""
    )
    now = PhasePeriod.objects.filter(collaboration=OuterRef("collaboration"), leading=True, ends_on=None)
    looked = Evaluation.objects.filter(agreement=OuterRef("pk"), held_on__gte=OuterRef("began"))
    waiting = (
        _holding()
        .filter(Exists(asks), Exists(stands), looks_back_on=None)
        .annotate(began=Subquery(now.values("starts_on")[:1]))
        .filter(began__gt=F("starts_on"))
        .exclude(Exists(looked))
    )
    for agreement in waiting:
        with transaction.atomic():
            take_terms(agreement)


def _tell(agreement: Agreement, about: Warned, on: date | None, days: int, kind: EventKind) -> bool:
    """Once: who writes the row says it."""
    if on is None:
        return False
    try:
        with transaction.atomic():
            row = {"agreement": agreement, "about": about, "on": on, "days": days}
            if ClockWarning.objects.filter(**row).exists():
                return False
            ClockWarning.objects.create(**row)
            record(agreement, kind, None, None, on=on.isoformat(), days=days)
    except IntegrityError:
        return False  # another clock was first
    return True
