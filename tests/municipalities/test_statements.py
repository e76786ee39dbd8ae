"""Does a gemeente say what it stands for, and can everyone read what it said before?"""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from municipalities import policy, statements
from municipalities.models import Statement, Subject
from samenspel.errors import DomainError, StaleRevision
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "Tot € 2.000 om te beginnen, zonder plan vooraf."


def as_(client: Any, who: Any) -> Any:
    client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(cast: SimpleNamespace, slug: str = "geld") -> str:
    return reverse("municipalities:statement", args=[cast.municipality.code, slug])


def say(cast: SimpleNamespace, text: str, subject: Subject = Subject.MONEY, seen: str = "") -> Statement:
    return statements.say(cast.municipality, subject, text, seen=seen, by=cast.official.person)


def test_who_decides_for_the_gemeente_writes_and_everyone_who_signed_in_reads(
    cast: SimpleNamespace, client: Any
) -> None:
    sent = as_(client, cast.official).post(page(cast), {"text": TEXT, "seen": ""})
    assert sent.url == reverse("municipalities:detail", args=[cast.municipality.code])
    for who in (cast.reader, cast.elsewhere, cast.outsider, cast.other_coach):
        assert TEXT in as_(client, who).get(sent.url).content.decode()
        assert TEXT in as_(client, who).get(page(cast)).content.decode()


@pytest.mark.parametrize("who", ["clerk", "elsewhere", "chair", "coach", "administrator", "outsider"])
def test_nobody_else_changes_it_or_is_offered_to(cast: SimpleNamespace, client: Any, who: str) -> None:
    say(cast, TEXT)
    person = as_(client, getattr(cast, who))
    assert "<textarea" not in person.get(page(cast)).content.decode()
    assert person.post(page(cast), {"text": "Anders", "seen": ""}).status_code == 403
    assert Statement.objects.count() == 1


def test_a_change_keeps_the_earlier_text_with_its_dates(cast: SimpleNamespace, client: Any) -> None:
    first = say(cast, TEXT)
    say(cast, "Tot € 5.000, met een plan.", seen=str(first.uuid))
    seen = as_(client, cast.chair).get(page(cast)).content.decode()
    assert TEXT in seen
    assert "Tot € 5.000, met een plan." in seen
    assert "van " in seen
    now = as_(client, cast.chair).get(reverse("municipalities:detail", args=[cast.municipality.code]))
    assert TEXT not in now.content.decode()


def test_an_empty_text_takes_it_back_and_the_history_says_so(cast: SimpleNamespace, client: Any) -> None:
    first = say(cast, TEXT)
    say(cast, "", seen=str(first.uuid))
    detail = reverse("municipalities:detail", args=[cast.municipality.code])
    assert "Hulp voor initiatieven" not in as_(client, cast.chair).get(detail).content.decode()
    assert "Ingetrokken." in as_(client, cast.chair).get(page(cast)).content.decode()


def test_the_same_text_twice_is_one_row_and_nothing_is_no_text(cast: SimpleNamespace) -> None:
    assert say(cast, TEXT) == say(cast, f" {TEXT} ")
    with pytest.raises(DomainError):
        say(cast, "  ", Subject.HEAT)


def test_two_colleagues_at_once_see_both_texts(cast: SimpleNamespace, client: Any) -> None:
    say(cast, TEXT)
    with pytest.raises(StaleRevision):
        say(cast, "Anders.")
    answer = as_(client, cast.official).post(page(cast), {"text": "Anders.", "seen": ""})
    assert answer.status_code == 422
    for words in (TEXT, "Anders.", "Iemand was je net voor"):
        assert words in answer.content.decode()
    newest = str(Statement.objects.get().uuid)
    client.post(page(cast), {"text": "Anders.", "seen": newest, "keuze": "mine"})
    assert Statement.objects.first().text == "Anders."  # type: ignore[union-attr]


def test_a_gemeente_that_merged_says_nothing_new(cast: SimpleNamespace) -> None:
    cast.municipality.valid_until = factories.timezone.localdate()
    assert not policy.may_state(factories.user_of(cast.official), cast.municipality)


def test_a_file_shows_when_the_gemeente_last_changed_what_it_stands_for(
    cast: SimpleNamespace, client: Any
) -> None:
    room = reverse("initiatives:room", args=[cast.file.uuid])
    assert "Uitgangspunten van de gemeente" not in as_(client, cast.chair).get(room).content.decode()
    say(cast, TEXT)
    assert "Uitgangspunten van de gemeente</a> (gewijzigd op" in client.get(room).content.decode()


def test_who_asks_for_help_reads_the_offer_beside_the_question(cast: SimpleNamespace, client: Any) -> None:
    say(cast, TEXT)
    asking = reverse("initiatives:ladder-add", args=[cast.file.uuid]) + "?soort=vraag"
    assert TEXT in as_(client, cast.chair).get(asking).content.decode()


def test_every_subject_has_an_address_and_a_question() -> None:
    assert set(statements.SLUGS) == set(statements.QUESTIONS) == set(Subject)
    assert {*statements.PRINCIPLES, *statements.OFFER} == set(Subject)
