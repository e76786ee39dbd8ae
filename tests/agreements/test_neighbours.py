"""Do neighbours read only what every party said yes to, word for word, for as long as they all want that?"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from agreements import verifying
from agreements.actions import ending
from agreements.actions.amending import amend
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, NeighbourSummary, Publication
from agreements.neighbours import actions, beginning, page, private, reading, words
from agreements.terms import Stage
from contacts.actions import erase_person
from contacts.models import Person, Side
from initiatives.actions import decisions, people, review
from initiatives.history import held, timeline
from initiatives.models import Letter
from initiatives.terms import DecisionState, EndKind, EventKind, KeyVerdict
from samenspel.errors import DomainError, StaleRevision
from tests import factories
from tests.agreements import living_table as lt
from tests.agreements import neighbours as at

# --- the rules alone --------------------------------------------------------------------------------------


def test_english_is_a_choice_and_then_as_whole_as_the_dutch() -> None:
    assert words.missing(at.TEXT) == []
    assert words.missing(at.BOTH) == []
    half = {words.DUTCH: at.DUTCH, words.ENGLISH: {**at.TEXT[words.ENGLISH], "want": "Warm homes."}}
    lacking = {key for language, key in words.missing(half) if language == words.ENGLISH}
    assert lacking == set(words.KEYS) - {"want"}


@pytest.mark.parametrize("key", ["title", "want", "agreed", "meaning", "ask"])
def test_neighbours_cannot_do_without_these_parts(key: str) -> None:
    text = {**at.TEXT, words.DUTCH: {**at.DUTCH, key: ""}}
    assert words.missing(text) == [(words.DUTCH, key)]


def test_what_is_not_decided_and_who_does_what_may_be_left_out() -> None:
    text = {**at.TEXT, words.DUTCH: {**at.DUTCH, "tasks": "", "undecided": ""}}
    assert words.missing(text) == []
    assert [section.key for section in words.sections(text[words.DUTCH])] == [
        "want",
        "agreed",
        "meaning",
        "ask",
    ]


@pytest.mark.parametrize("key", words.KEYS)
def test_what_is_too_long_is_refused_beside_its_field(key: str) -> None:
    with pytest.raises(DomainError) as refusal:
        words.clean({words.ENGLISH: {key: "x" * (words.MAX_PART + 1)}})
    assert refusal.value.field == f"en-{key}"


def test_text_is_plain_paragraphs_and_bullets_and_nothing_else() -> None:
    hostile = "<script>x()</script>\u202e\x00 **vet**\n\n# Kop\n- punt\n* nog een"
    kept = words.clean({words.DUTCH: {"agreed": hostile}})[words.DUTCH]["agreed"]
    assert "\u202e" not in kept
    assert "\x00" not in kept
    (section,) = words.sections({"agreed": kept})
    assert [block["type"] for block in section.blocks] == ["p", "p", "list"]
    assert section.blocks[0]["spans"][0]["t"].startswith("<script>"), (
        "a template escapes it; nothing reads it"
    )


def test_one_changed_letter_or_choice_gives_another_mark() -> None:
    version = {"number": 2, "date": "2026-11-25", "text_hash": "a" * 64, "parties": [{"name": "A"}]}

    def mark(text: Any = at.TEXT, findable: bool = False, area: str = "Zeebuurt") -> str:
        place = {"area": area, "municipality": "Eskerveen"}
        day = date(2026, 11, 25)
        return words.text_hash(words.frozen(text, findable=findable, version=version, place=place, since=day))

    other = {**at.TEXT, words.DUTCH: {**at.DUTCH, "ask": at.DUTCH["ask"] + "!"}}
    assert len({mark(), mark(other), mark(at.BOTH), mark(findable=True), mark(area="Elders")}) == 5
    assert mark() == mark()


@pytest.mark.parametrize(
    "text",
    [
        "Bel Samira Bakker.",
        "bel samira  bakker",
        "Mail SAMIRA@example.org",
        "Bel 06-12 34 56 78",
        "Bel +31 6 12345678",
        "Bel 0031612345678.",
        "Bel (06) 12.34.56.78",
    ],
)
def test_a_persons_name_address_or_number_is_recognised_however_it_is_written(text: str) -> None:
    samira = Person(name="Samira Bakker", email="samira@example.org", phone="06 12345678")
    assert private.tells_of(samira, text)
    assert "(gewist)" in private.blanked(samira, text, "(gewist)")


@pytest.mark.parametrize(
    "text", ["Samira helpt.", "Bakker Smit", "06 12 34 56 79", "In 2035", "samira@example.organisatie", ""]
)
def test_another_text_is_left_alone(text: str) -> None:
    samira = Person(name="Samira Bakker", email="samira@example.org", phone="06 12345678")
    assert not private.tells_of(samira, text)
    assert not private.tells_of(Person(name="Samira"), text)


# --- writing ----------------------------------------------------------------------------------------------


@pytest.fixture
def agreement(cast: SimpleNamespace) -> Agreement:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    return at.start(cast)


def kinds(cast: Any) -> list[str]:
    return list(cast.file.events.order_by("seq").values_list("kind", flat=True))


def test_it_begins_with_what_the_agreement_says_and_keeps_nothing_yet(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    first = beginning.first_words(agreement)
    assert "Zeebuurt" in first[words.DUTCH]["title"]
    assert first[words.DUTCH]["undecided"].startswith("- ")
    assert first[words.DUTCH]["meaning"] == "", (
        "what it means for a neighbour no agreement says: people write it"
    )
    words.clean(first)  # fits
    assert not NeighbourSummary.objects.exists()


def test_both_sides_write_in_one_text_and_who_comes_late_sees_both(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    at.write(cast, agreement)
    with pytest.raises(StaleRevision) as twice, transaction.atomic():
        at.write(cast, agreement, {words.DUTCH: {"title": "Anders"}}, who="official", revision=0)
    clash = page.clash_of(twice.value.current, words.clean({words.DUTCH: {"title": "Anders"}}))
    assert clash["who"] == "Samira"
    assert clash["parts"][0] == {
        "name": "Titel (Nederlands)",
        "theirs": at.DUTCH["title"],
        "mine": "Anders",
    }
    changed = at.write(cast, agreement, at.BOTH, who="official")
    assert (changed.revision, changed.by) == (2, cast.official.person)
    assert at.write(cast, agreement, at.BOTH, revision=1).revision == 2, "the same text again changes nothing"
    assert kinds(cast).count(EventKind.SUMMARY_STARTED) == 1


def test_nobody_puts_a_person_on_a_public_page_but_she_herself(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    with_ruben = {**at.TEXT, words.DUTCH: {**at.DUTCH, "ask": f"Mail {cast.official.person.email}"}}
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        at.write(cast, agreement, with_ruben)
    assert refusal.value.field == "nl-ask"
    at.write(cast, agreement, with_ruben, who="official")
    later = {**with_ruben, words.DUTCH: {**with_ruben[words.DUTCH], "want": "Warm."}}
    assert at.write(cast, agreement, later).by == cast.chair.person, "what she chose may stay"


def test_a_summary_is_only_of_what_holds(cast: SimpleNamespace, agreement: Agreement) -> None:
    summary = at.write(cast, agreement)
    Agreement.objects.filter(pk=agreement.pk).update(stage=Stage.SHARED)
    for act in (lambda: at.write(cast, agreement, at.BOTH), lambda: at.put_forward(cast, summary)):
        with pytest.raises(DomainError, match="als de overeenkomst geldt"), transaction.atomic():
            act()


def test_addresses_are_short_readable_and_never_the_same(cast: SimpleNamespace, agreement: Agreement) -> None:
    assert at.write(cast, agreement).slug == "zeebuurt"
    second = at.start(cast)
    assert at.write(cast, second).slug == "zeebuurt-eskerveen"
    assert at.write(cast, at.start(cast)).slug == "zeebuurt-2"


# --- publishing together ----------------------------------------------------------------------------------


def test_it_is_public_with_the_last_yes_and_not_before(cast: SimpleNamespace, agreement: Agreement) -> None:
    summary = at.write(cast, agreement, at.BOTH)
    decision = at.put_forward(cast, summary)
    assert reading.published("zeebuurt") is None
    assert decision.state == DecisionState.OPEN
    at.say_yes(cast, decision)
    publication = reading.published("zeebuurt")
    assert publication.content[words.ENGLISH] == at.ENGLISH
    assert publication.text_hash == words.text_hash(publication.content) == decision.payload["text_hash"]
    turned = cast.file.events.filter(kind=EventKind.KEY_TURNED)
    assert {event.payload["text_hash"] for event in turned} == {publication.text_hash}, (
        "each yes names the text"
    )
    assert kinds(cast).count(EventKind.SUMMARY_PUBLISHED) == 1
    assert list(timeline.broken_links(cast.file)) == []


def test_a_coach_puts_forward_and_decides_nothing(cast: SimpleNamespace, agreement: Agreement) -> None:
    decision = at.put_forward(cast, at.write(cast, agreement, who="coach"), who="coach")
    assert not decision.keys.exclude(verdict="").exists()
    at.say_yes(cast, decision, "chair")
    assert reading.published("zeebuurt") is None
    at.say_yes(cast, decision, "official")
    assert reading.published("zeebuurt") is not None


def test_one_no_with_a_reason_publishes_nothing_and_leaves_the_words(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    summary = at.write(cast, agreement)
    decision = at.put_forward(cast, summary)
    review.give_back(decision, remark="Zeg ook iets tegen huurders.", **at.party(cast, "official"))
    assert reading.published("zeebuurt") is None
    stand = page.stand_of(agreement)
    assert stand["returned"].decision == decision
    assert not stand["lying"]
    again = at.put_forward(cast, at.write(cast, agreement, at.BOTH))
    at.say_yes(cast, again)
    assert reading.published("zeebuurt") is not None


def test_writing_on_changes_nothing_of_what_lies_there_or_is_public(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    summary = at.write(cast, agreement)
    decision = at.put_forward(cast, summary)
    at.write(cast, agreement, at.BOTH, who="official")
    at.say_yes(cast, decision)
    public = reading.published("zeebuurt")
    assert public.content[words.ENGLISH] == {}, "they said yes to the text without English"
    newer = at.put_forward(cast, NeighbourSummary.objects.get(), who="official")
    assert reading.published("zeebuurt") == public, "what stands stays up until everyone says yes again"
    at.say_yes(cast, newer, "chair")
    assert reading.published("zeebuurt").content[words.ENGLISH] == at.ENGLISH
    assert Publication.objects.live().count() == 1


def test_who_read_an_older_text_cannot_put_forward_a_newer_one(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    summary = at.write(cast, agreement)
    at.write(cast, agreement, at.BOTH, who="official")
    with pytest.raises(DomainError, match="net veranderd"), transaction.atomic():
        at.put_forward(cast, summary)


def test_the_same_is_put_forward_once_and_not_again_when_it_stands(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    summary = at.write(cast, agreement)
    decision = at.put_forward(cast, summary)
    with pytest.raises(DomainError, match="ligt al een voorstel"), transaction.atomic():
        at.put_forward(cast, summary)
    at.say_yes(cast, decision)
    with pytest.raises(DomainError, match="staat er al"), transaction.atomic():
        at.put_forward(cast, summary)


def test_what_is_unfinished_is_not_put_forward(cast: SimpleNamespace, agreement: Agreement) -> None:
    summary = at.write(cast, agreement, {words.DUTCH: {**at.DUTCH, "meaning": ""}})
    with pytest.raises(DomainError, match="Wat betekent dit voor jou"):
        at.put_forward(cast, summary)


def test_a_partner_that_the_agreement_names_says_yes_too(cast: SimpleNamespace, agreement: Agreement) -> None:
    by = at.party(cast, "chair")
    seat = people.add_partner(cast.file, name="Woonbedrijf", short_name="Woonbedrijf", place="Zeebuurt", **by)
    director = factories.function("Dirk Partner", seat.organisation, access="decide")
    agreement.parties.create(
        organisation=seat.organisation, key="partner-1", order=3, short_name="Woonbedrijf"
    )
    decision = at.put_forward(cast, at.write(cast, agreement))
    at.say_yes(cast, decision)
    assert reading.published("zeebuurt") is None
    decisions.turn_key(decision, seat=seat, by=director.person, verdict=KeyVerdict.ACCEPT)
    assert reading.published("zeebuurt") is not None


def test_a_party_that_left_cannot_be_passed_over(cast: SimpleNamespace, agreement: Agreement) -> None:
    stranger = factories.organisation("Weggegaan", Side.PARTNER)
    agreement.parties.create(organisation=stranger, key="partner-1", order=3, short_name="Weggegaan")
    with pytest.raises(DomainError, match="Weggegaan"):
        at.put_forward(cast, at.write(cast, agreement))


def test_an_agreement_that_ended_meanwhile_is_not_published(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    decision = at.put_forward(cast, at.write(cast, agreement))
    Agreement.objects.filter(pk=agreement.pk).update(stage=Stage.ENDED)
    with pytest.raises(DomainError), transaction.atomic():
        at.say_yes(cast, decision)
    assert reading.published("zeebuurt") is None
    assert not decision.keys.filter(participation__side=Side.MUNICIPALITY).exclude(verdict="").exists()


def test_when_an_agreement_ends_nobody_is_asked_any_more_to_publish(cast: SimpleNamespace) -> None:
    agreement = lt.in_force(cast)
    decision = at.put_forward(cast, at.write(cast, agreement))
    us = lt.speaks(cast, agreement)
    ending.give_notice(agreement, party=us.party, on=lt.in_days(200), reason="Klaar.", by=us.by)
    ending.end_what_is_over(lt.in_days(201))
    decision.refresh_from_db()
    assert decision.state == DecisionState.WITHDRAWN


# --- taking it down ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["chair", "official"])
def test_one_party_takes_it_down_at_once_and_the_other_reads_why(
    who: str, cast: SimpleNamespace, agreement: Agreement
) -> None:
    summary = at.publish(cast, agreement)
    Letter.objects.all().delete()
    held = getattr(cast, who)
    for reason in ("", "   "):
        with pytest.raises(DomainError), transaction.atomic():
            actions.take_down(summary, reason=reason, by=held.person, organisation=held.organisation)
    actions.take_down(summary, reason="Er staat een fout in.", by=held.person, organisation=held.organisation)
    assert reading.published("zeebuurt") is None
    assert page.stand_of(agreement)["taken_down"].ended_reason == "Er staat een fout in."
    other = cast.official if who == "chair" else cast.chair
    assert set(Letter.objects.values_list("person", flat=True)) == {other.person_id}
    with pytest.raises(DomainError, match="al weg"), transaction.atomic():
        actions.take_down(summary, reason="Nog eens", by=held.person, organisation=held.organisation)
    at.say_yes(cast, at.put_forward(cast, summary))
    assert reading.published("zeebuurt") is not None, "back again takes a yes of everyone"


def test_it_can_be_taken_down_after_the_file_has_ended(cast: SimpleNamespace, agreement: Agreement) -> None:
    summary = at.publish(cast, agreement)
    decisions.end(cast.file, end_kind=EndKind.REACHED, reason="Klaar.", **at.party(cast, "official"))
    assert reading.published("zeebuurt") is not None
    actions.take_down(summary, reason="Voorbij.", by=cast.chair.person, organisation=cast.chair.organisation)
    assert reading.published("zeebuurt") is None


def test_a_page_says_when_what_it_tells_of_is_over_or_was_changed(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    at.publish(cast, agreement)

    def shown() -> dict[str, Any]:
        return reading.page_of(reading.published("zeebuurt"), words.DUTCH)

    assert (shown()["over"], shown()["changed_since"]) == (False, False)
    at.in_force(agreement)
    assert shown()["changed_since"]
    Agreement.objects.filter(pk=agreement.pk).update(stage=Stage.ENDED)
    assert shown()["over"]


def test_a_page_says_that_an_addendum_changed_what_it_tells(cast: SimpleNamespace) -> None:
    agreement = lt.in_force(cast)
    at.publish(cast, agreement)
    addendum = amend(agreement, changes=["duur"], **at.party(cast, "coach"))
    assert not reading.page_of(reading.published("zeebuurt"), words.DUTCH)["changed_since"]
    lt.sign(cast, addendum)
    assert reading.page_of(reading.published("zeebuurt"), words.DUTCH)["changed_since"]
    at.publish(cast, agreement, at.BOTH)
    assert not reading.page_of(reading.published("zeebuurt"), words.DUTCH)["changed_since"]


# --- what stays, and what goes with a person ----------------------------------------------------------------


def test_the_database_keeps_what_was_put_forward_and_one_public_text(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    summary = at.publish(cast, agreement)
    row = Publication.objects.get()
    for change in ({"text_hash": "b" * 64}, {"version": agreement.versions.last()}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Publication.objects.filter(pk=row.pk).update(**change)
    other = at.put_forward(cast, at.write(cast, agreement, at.BOTH))
    with pytest.raises(IntegrityError), transaction.atomic():
        other.publication.__class__.objects.filter(decision=other).update(published_at=row.published_at)
    assert summary.publications.count() == 2


def test_who_is_erased_leaves_the_public_page_and_it_goes_down(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    address = cast.chair.person.email
    at.publish(cast, agreement, {**at.TEXT, words.DUTCH: {**at.DUTCH, "ask": f"Mail {address}"}})
    erase_person(cast.chair.person, None)
    assert reading.published("zeebuurt") is None
    assert not [*verifying.publications(), *held.changed_rows()]  # and the chain holds what is left of it
    for content in (NeighbourSummary.objects.get().words, Publication.objects.get().content):
        assert address not in str(content)
        assert content[words.DUTCH]["want"] == at.DUTCH["want"]
