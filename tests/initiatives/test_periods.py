"""Can the day on which a phase began be corrected, with a reason and with the old day still readable?"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import decisions, review
from initiatives.actions.periods import correct_start
from initiatives.erasure import BLANK, blank_words_of
from initiatives.models import Collaboration, DecisionNote, PhasePeriod
from initiatives.terms import EventKind, KeyVerdict, Phase
from samenspel.errors import DomainError
from tests import factories
from tests.initiatives.test_decision_views import get, text
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def second(cast: SimpleNamespace) -> PhasePeriod:
    """Elaboration, entered today; the file began sixty days ago."""
    today = timezone.localdate()
    cast.file.periods.update(starts_on=today - 60 * DAY)
    step = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Klaar.",
        own_key=True,
        **factories.acting(cast.file, cast.chair),
    )
    decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, **factories.acting(cast.file, cast.official))
    return Collaboration.objects.get(pk=cast.file.pk).periods.get(phase=Phase.ELABORATION)


def correct(cast: SimpleNamespace, period: PhasePeriod, day: date, reason: str = "Het begon eerder.") -> None:
    period.refresh_from_db()
    correct_start(
        period, starts_on=day, seen=period.starts_on, reason=reason, **factories.acting(cast.file, cast.clerk)
    )


def test_the_phase_before_ends_when_the_next_turns_out_to_have_begun(
    cast: SimpleNamespace, second: PhasePeriod
) -> None:
    earlier = timezone.localdate() - 10 * DAY
    correct(cast, second, earlier)
    first, now = cast.file.periods.order_by("pk")
    assert (first.ends_on, now.starts_on, now.ends_on) == (earlier, earlier, None)
    told = cast.file.events.filter(kind=EventKind.FACT_RECORDED).first()
    assert (told.payload["old"], told.payload["new"]) == (str(timezone.localdate()), str(earlier))
    assert "eerder" not in str(told.payload)


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "moet nog komen"), (-61, "De fase ervoor begon op"), (0, "de dag die er al staat")],
)
def test_a_day_on_which_it_cannot_have_begun_is_refused(
    cast: SimpleNamespace, second: PhasePeriod, days: int, words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        correct(cast, second, timezone.localdate() + days * DAY)


def test_two_who_correct_at_once_do_not_undo_each_other(cast: SimpleNamespace, second: PhasePeriod) -> None:
    seen = second.starts_on
    correct(cast, second, seen - 3 * DAY)
    with pytest.raises(DomainError, match="net"):
        correct_start(
            second, starts_on=seen - DAY, seen=seen, reason="Nee.", **factories.acting(cast.file, cast.chair)
        )


def test_the_page_asks_for_a_reason_and_the_old_day_stays_readable(
    cast: SimpleNamespace, second: PhasePeriod
) -> None:
    address = reverse("initiatives:period-correct", args=[second.uuid])
    assert address in text(get(cast.clerk, "course", cast.file.uuid))
    assert address not in text(get(cast.reader, "course", cast.file.uuid))
    sent = {"seen": str(second.starts_on), "starts_on": str(second.starts_on - 5 * DAY), "reason": ""}
    clerk = signed_in(cast.clerk)
    assert clerk.post(address, sent).status_code == 422
    assert clerk.post(address, sent | {"reason": "De brief was van eerder."}).status_code == 302
    shown = " ".join(text(get(cast.reader, "course", cast.file.uuid)).split())
    assert "Hier stond eerst" in shown
    assert "De brief was van eerder." in shown
    assert "Begin van Uitwerken verbeterd" in text(get(cast.reader, "timeline", cast.file.uuid))


def test_erasing_a_person_blanks_the_reason_and_keeps_the_days(
    cast: SimpleNamespace, second: PhasePeriod
) -> None:
    correct(cast, second, second.starts_on - DAY)
    blank_words_of(cast.clerk.person)
    fact = cast.file.facts.get(name="period.start")
    assert fact.value["words"] == {"reason": BLANK}
    assert fact.value["codes"]["old"] == str(second.starts_on)


# --- what was said beside a decision -------------------------------------------------------------------------


def test_the_database_keeps_what_was_said_and_lets_only_its_words_be_blanked(cast: Any) -> None:
    step = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Klaar.",
        own_key=False,
        **factories.acting(cast.file, cast.coach),
    )
    note = review.ask(step, text="Wie betaalt?", **factories.acting(cast.file, cast.official))
    rows = DecisionNote.objects.filter(pk=note.pk)
    for change in (
        {"kind": "answer"},
        {"by": cast.coach.person},
        {"participation": factories.seat(cast.file, cast.chair)},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    blank_words_of(cast.official.person)
    assert rows.get().text == BLANK
