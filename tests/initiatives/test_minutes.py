"""Do both sides settle what was said, once, in these words, and does everyone read that afterwards?"""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import decisions, minutes, notes, people
from initiatives.deciding import minutes as reading
from initiatives.models import ContactMoment, JointDecision
from initiatives.terms import Channel, Circle, DecisionState, EndKind, EventKind, KeyVerdict
from samenspel.errors import DomainError
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
SAID = "De gemeente zoekt een zaal. Wij vragen de huurders."


def talk(cast: SimpleNamespace, circle: Circle = Circle.EVERYONE) -> ContactMoment:
    return notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel=Channel.TALK,
        summary=SAID,
        circle=circle,
        **factories.acting(cast.file, cast.chair),
    )


def proposed(cast: SimpleNamespace, moment: ContactMoment, *partners: Any) -> JointDecision:
    who = factories.acting(cast.file, cast.chair)
    return minutes.propose(moment, partners=partners, own_key=True, **who)


def answer(
    cast: SimpleNamespace, decision: JointDecision, who: Any, verdict: KeyVerdict = KeyVerdict.ACCEPT
) -> None:
    decisions.turn_key(
        JointDecision.objects.get(pk=decision.pk),
        verdict=verdict,
        remark="" if verdict == KeyVerdict.ACCEPT else "Wij zochten geen zaal.",
        **factories.acting(cast.file, who),
    )


def kinds(cast: SimpleNamespace) -> list[str]:
    return list(cast.file.events.order_by("seq").values_list("kind", flat=True))


def test_minutes_stand_once_both_sides_said_yes_and_are_not_asked_again(cast: SimpleNamespace) -> None:
    moment = talk(cast)
    decision = proposed(cast, moment)
    assert EventKind.MINUTES_SETTLED not in kinds(cast)
    answer(cast, decision, cast.official)
    assert kinds(cast)[-3:] == [EventKind.KEY_TURNED, EventKind.MINUTES_SETTLED, EventKind.DECISION_CLOSED]
    assert reading.of_moments([moment])[moment.uuid].is_settled
    with pytest.raises(DomainError, match="al vastgesteld"):
        proposed(cast, moment)


def test_a_named_partner_is_waited_for(cast: SimpleNamespace) -> None:
    who = factories.acting(cast.file, cast.chair)
    woonstee = people.add_partner(cast.file, name="Woonstee", short_name="", place="", **who)
    decision = proposed(cast, talk(cast), woonstee)
    answer(cast, decision, cast.official)
    decision.refresh_from_db()
    assert decision.state == DecisionState.OPEN


def test_what_came_back_can_be_proposed_again(cast: SimpleNamespace) -> None:
    moment = talk(cast)
    answer(cast, proposed(cast, moment), cast.official, KeyVerdict.RETURN)
    answer(cast, proposed(cast, moment), cast.official)
    assert kinds(cast).count(EventKind.MINUTES_SETTLED) == 1


def test_what_not_everyone_reads_is_not_put_before_them(cast: SimpleNamespace) -> None:
    with pytest.raises(DomainError, match="Deel het eerst"):
        proposed(cast, talk(cast, Circle.WITH_COACH))
    assert not JointDecision.objects.exists()


def test_words_that_were_erased_are_not_settled_and_settled_words_say_that_they_were(
    cast: SimpleNamespace,
) -> None:
    open_one, settled = talk(cast), talk(cast, Circle.OWN)
    settled = notes.share(settled, circle=Circle.EVERYONE, **factories.acting(cast.file, cast.chair))
    before = proposed(cast, settled)
    answer(cast, before, cast.official)
    waiting = proposed(cast, open_one)
    ContactMoment.objects.update(summary="(gewist)")
    with pytest.raises(DomainError, match="gewist"):
        answer(cast, waiting, cast.official)
    url = reverse("initiatives:decision", args=[before.uuid])
    assert "is hier later gewist" in signed_in(cast.chair).get(url).content.decode()


def test_a_file_that_stops_takes_the_question_along(cast: SimpleNamespace) -> None:
    decision = proposed(cast, talk(cast))
    who = factories.acting(cast.file, cast.official)
    decisions.end(cast.file, end_kind=EndKind.REACHED, reason="Klaar.", **who)
    decision.refresh_from_db()
    assert decision.state == DecisionState.WITHDRAWN
    with pytest.raises(DomainError):
        proposed(cast, ContactMoment.objects.get())


def test_from_the_talk_to_the_day_it_was_settled(cast: SimpleNamespace) -> None:
    """A member asks, the sides decide, and the talk says on which day and by whom."""
    moment = talk(cast)
    log = reverse("initiatives:contact-log", args=[cast.file.uuid])
    ask = reverse("initiatives:minutes-propose", args=[moment.uuid])
    assert ask in signed_in(cast.member).get(log).content.decode()
    assert ask not in signed_in(cast.reader).get(log).content.decode()
    page = signed_in(cast.chair).post(ask, follow=True)
    assert "Is dit wat er gezegd is?" in page.content.decode()
    assert SAID in page.content.decode()
    assert signed_in(cast.chair).post(ask).url == page.redirect_chain[-1][0]  # pressed twice
    turn = reverse("initiatives:key-turn", args=[JointDecision.objects.get().uuid])
    told = signed_in(cast.official).post(turn, {"verdict": "accept"}, follow=True).content.decode()
    assert "Het verslag is vastgesteld." in told
    after = signed_in(cast.reader).get(log).content.decode()
    assert "Vastgesteld op" in after
    assert ask not in after
    timeline = signed_in(cast.reader).get(reverse("initiatives:timeline", args=[cast.file.uuid]))
    assert "is vastgesteld" in timeline.content.decode()
