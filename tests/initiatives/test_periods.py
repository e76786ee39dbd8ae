"""Can the days of a phase be corrected, with a reason and with the old day still readable?"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import decisions, review
from initiatives.actions.parts import propose_part_step
from initiatives.actions.periods import correct_days
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


def correct(
    cast: SimpleNamespace, period: PhasePeriod, day: date | None = None, until: date | None = None
) -> None:
    period.refresh_from_db()
    correct_days(
        period,
        starts_on=day or period.starts_on,
        ends_on=until,
        seen=period.starts_on,
        seen_until=period.ends_on,
        reason="Het begon eerder.",
        **factories.acting(cast.file, cast.clerk),
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
    [(1, "moet nog komen"), (0, "de dag die er al staat")],
)
def test_a_day_on_which_it_cannot_have_begun_is_refused(
    cast: SimpleNamespace, second: PhasePeriod, days: int, words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        correct(cast, second, timezone.localdate() + days * DAY)


def test_a_phase_that_ended_has_a_last_day_of_its_own_and_may_overlap_the_next(
    cast: SimpleNamespace, second: PhasePeriod
) -> None:
    today, first = timezone.localdate(), cast.file.periods.order_by("pk")[0]
    for until, words in ((today + DAY, "moet nog komen"), (first.starts_on - DAY, "De fase begon op")):
        with pytest.raises(DomainError, match=words) as refused:
            correct(cast, first, until=until)
        assert refused.value.field == "ends_on"
    correct(cast, second, today - 30 * DAY)
    with pytest.raises(DomainError, match="De fase eindigde op"):
        correct(cast, first, today)
    correct(cast, first, until=today - 10 * DAY)
    correct(cast, second, today - 70 * DAY)  # also before the phase that came before it
    days = list(cast.file.periods.order_by("pk").values_list("starts_on", "ends_on"))
    assert days == [(today - 60 * DAY, today - 10 * DAY), (today - 70 * DAY, None)]
    assert "Einde van Opstarten verbeterd" in text(get(cast.reader, "timeline", cast.file.uuid))
    shown = " ".join(text(get(cast.reader, "course", cast.file.uuid)).split())
    assert "als laatste dag" in shown
    # in the order in which they began
    assert shown.index("Uitwerken</a>") < shown.index("Opstarten</strong>")


def test_the_days_of_a_part_can_be_corrected_too_and_no_other_part_moves(
    cast: SimpleNamespace, second: PhasePeriod
) -> None:
    for part, to in (
        ("Blok Noord", Phase.ELABORATION),
        ("Dorpsstraat", Phase.ELABORATION),
        ("Blok Noord", Phase.DEVELOPMENT),
    ):
        step = propose_part_step(
            cast.file,
            part=part,
            to=to,
            reason="Zij zijn al zover.",
            own_key=True,
            **factories.acting(cast.file, cast.chair),
        )
        decisions.turn_key(step, verdict=KeyVerdict.ACCEPT, **factories.acting(cast.file, cast.official))
    north, street, further = cast.file.periods.filter(leading=False).order_by("pk")
    earlier = timezone.localdate() - 5 * DAY
    correct(cast, north, earlier - 20 * DAY)
    correct(cast, street, earlier - 20 * DAY)
    address = reverse("initiatives:period-correct", args=[further.uuid])
    assert address in text(get(cast.clerk, "course", cast.file.uuid))
    shown = text(signed_in(cast.clerk).get(address))
    assert "Wanneer begon Blok Noord: Ontwikkelen?" in shown
    assert "Tot wanneer?" not in shown
    sent = {"seen": str(further.starts_on), "starts_on": str(earlier), "reason": "De aannemer begon eerder."}
    assert signed_in(cast.clerk).post(address, sent).status_code == 302
    parts = cast.file.periods.filter(leading=False).order_by("pk").values_list("part", "ends_on")
    assert list(parts) == [("Blok Noord", earlier), ("Dorpsstraat", None), ("Blok Noord", None)]
    told = cast.file.events.filter(kind=EventKind.FACT_RECORDED).order_by("-pk")[0]
    assert "Noord" not in str(told.payload)
    timeline = text(get(cast.reader, "timeline", cast.file.uuid))
    assert "Begin van Ontwikkelen, in een deel van de buurt, verbeterd" in timeline


def test_two_who_correct_at_once_do_not_undo_each_other(cast: SimpleNamespace, second: PhasePeriod) -> None:
    seen = second.starts_on
    correct(cast, second, seen - 3 * DAY)
    with pytest.raises(DomainError, match="net"):
        correct_days(
            second, starts_on=seen - DAY, seen=seen, reason="Nee.", **factories.acting(cast.file, cast.chair)
        )


def test_the_page_asks_for_a_reason_and_the_old_day_stays_readable(
    cast: SimpleNamespace, second: PhasePeriod
) -> None:
    address = reverse("initiatives:period-correct", args=[second.uuid])
    assert address in text(get(cast.clerk, "course", cast.file.uuid))
    assert address not in text(get(cast.reader, "course", cast.file.uuid))
    assert "Tot wanneer?" not in text(signed_in(cast.clerk).get(address))  # it is not over
    sent = {"seen": str(second.starts_on), "starts_on": str(second.starts_on - 5 * DAY), "reason": ""}
    clerk = signed_in(cast.clerk)
    assert clerk.post(address, sent).status_code == 422
    assert clerk.post(address, sent | {"reason": "De brief was van eerder."}).status_code == 302
    shown = " ".join(text(get(cast.reader, "course", cast.file.uuid)).split())
    assert "Hier stond eerst" in shown
    assert "De brief was van eerder." in shown
    assert "Begin van Uitwerken verbeterd" in text(get(cast.reader, "timeline", cast.file.uuid))
    first = cast.file.periods.order_by("pk")[0]
    address = reverse("initiatives:period-correct", args=[first.uuid])
    assert "Tot wanneer?" in text(clerk.get(address))
    sent = {"seen": str(first.starts_on), "seen_until": str(first.ends_on), "starts_on": str(first.starts_on)}
    sent |= {"reason": "Het liep door.", "ends_on": str(first.ends_on + 2 * DAY)}
    assert clerk.post(address, sent | {"ends_on": ""}).status_code == 422  # a phase that ended has a last day
    assert clerk.post(address, sent).status_code == 302
    assert cast.file.periods.get(pk=first.pk).ends_on == first.ends_on + 2 * DAY


def test_erasing_a_person_blanks_the_reason_and_keeps_the_days(
    cast: SimpleNamespace, second: PhasePeriod
) -> None:
    first, day = cast.file.periods.order_by("pk")[0], second.starts_on
    correct(cast, second, day - DAY)
    correct(cast, first, until=day - 2 * DAY)
    blank_words_of(cast.clerk.person)
    facts = cast.file.facts.filter(name__startswith="period.").order_by("pk")
    assert [fact.value["words"] for fact in facts] == [{"reason": BLANK}] * 2
    assert [fact.value["codes"]["old"] for fact in facts] == [str(day), str(day - DAY)]


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
