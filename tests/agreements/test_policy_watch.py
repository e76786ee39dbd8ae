"""Where policy names an initiative, what each version says of it, and who hears that a passage is gone."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.actions import policy_watch as actions
from agreements.models import Passage, PassageAnswer, PolicyMention
from initiatives.erasure import blank_words_of
from initiatives.history import timeline
from initiatives.models import Letter
from initiatives.plan import results
from initiatives.plan.formalised import formalised
from initiatives.terms import PassageState, PolicyKind
from samenspel.errors import DomainError
from tests import factories
from tests.factories import acting
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = timedelta(days=1)
TODAY = timezone.localdate
QUOTE = "De buurt Zeebuurt werkt haar eigen plan uit, samen met de gemeente."
MY_WORK = reverse("insights:my-work")


def page(name: str, *args: Any) -> str:
    return reverse(f"agreements:{name}", args=args)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def name(cast: SimpleNamespace, who: Any = None, file: Any = None, **extra: Any) -> PolicyMention:
    values = {
        "version": "2024",
        "adopted_on": TODAY() - 400 * DAY,
        "body": "council",
        "quote": QUOTE,
        **extra,
    }
    file = file or cast.file
    return actions.name_in_policy(
        file,
        kind=PolicyKind.HEAT_PROGRAMME,
        name="Warmteprogramma",
        said=actions.Said(PassageState.NAMED, **values),
        stands_behind=(who or cast.official) is cast.chair,
        **acting(file, who or cast.official),
    )


def say(
    cast: SimpleNamespace, mention: PolicyMention, state: PassageState, who: Any = None, **extra: Any
) -> Passage:
    values = {"version": "2026", "adopted_on": TODAY() - DAY, "body": "council", **extra}
    seen = str(mention.passages.all()[0].uuid)
    by = acting(mention.collaboration, who or cast.official)
    return actions.say_of_next_version(mention, actions.Said(state, **values), seen=seen, **by)


def sent(
    mention: PolicyMention, state: str, *others: tuple[PolicyMention, str], **extra: Any
) -> dict[str, Any]:
    data = {"version": "2026", "adopted_on": (TODAY() - DAY).isoformat(), "body": "council", **extra}
    for one, said in ((mention, state), *others):
        data |= {f"{one.uuid}-state": said, f"{one.uuid}-seen": str(one.passages.all()[0].uuid)}
    return data


def formal(cast: SimpleNamespace) -> str:
    found = formalised(results.results_of(cast.file))
    return found.why if found else ""


# --- a document that names the initiative ---------------------------------------------------------------


def test_the_initiative_says_where_it_is_named_and_that_it_stands_behind_it(cast: SimpleNamespace) -> None:
    address = page("policy-add", cast.file.uuid)
    assert address in text_of(signed_in(cast.chair).get(page("list", cast.file.uuid)))
    data = {
        "kind": "heat_programme", "name": "Warmteprogramma", "version": "2024", "adopted_on": "2024-05-14",
        "body": "council", "quote": QUOTE, "place": "bladzijde 12", "stands_behind": "on",
    }  # fmt: skip
    for _ in range(2):  # pressed twice
        assert signed_in(cast.chair).post(address, data).status_code == 302
    assert Passage.objects.count() == 1
    shown = text_of(signed_in(cast.reader).get(page("list", cast.file.uuid)))
    for words in ("In beleid genoemd", QUOTE, "bladzijde 12", "14 mei 2024", "Het initiatief staat achter"):
        assert words in shown
    assert formal(cast) == "genoemd in Warmteprogramma, versie 2024"
    assert not list(timeline.broken_links(cast.file))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"quote": " "}, "Vul ‘Wat staat er over het initiatief?’ in"),
        ({"version": ""}, "Vul ‘Welke versie?’ in"),
        ({"body": ""}, "Maak een keuze bij ‘Door wie?’"),
        ({"adopted_on": (TODAY() + DAY).isoformat()}, "Deze dag moet nog komen"),
        ({"expected_on": "2024-05-14"}, "De volgende versie komt na deze"),
        ({"expected_on": "2300-01-01"}, "jaartal"),
        ({"kind": "verzonnen"}, "iets uit de lijst"),
        ({"quote": "x" * 1001}, "te lang"),
    ],
)
def test_what_is_not_said_well_is_asked_for_in_words(
    cast: SimpleNamespace, wrong: dict[str, str], words: str
) -> None:
    data = {
        "kind": "note", "name": "Woonvisie", "version": "1", "adopted_on": "2024-05-14", "body": "council",
        "quote": QUOTE, **wrong,
    }  # fmt: skip
    answer = signed_in(cast.member).post(page("policy-add", cast.file.uuid), data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not PolicyMention.objects.exists()


def test_the_same_document_twice_is_one_with_versions(cast: SimpleNamespace) -> None:
    name(cast)
    with pytest.raises(DomainError, match="staat er al"):
        name(cast, cast.chair, quote="Iets anders.")


def test_hostile_words_are_shown_as_words(cast: SimpleNamespace) -> None:
    name(cast, quote="<script>alert(1)</script>", place="<b>", url="https://voorbeeld.nl/?a=1&b=2")
    shown = text_of(signed_in(cast.chair).get(page("list", cast.file.uuid)))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


# --- a next version -------------------------------------------------------------------------------------


def test_a_passage_that_stands_keeps_its_words_and_what_the_initiative_said_of_them(
    cast: SimpleNamespace,
) -> None:
    mention = name(cast, cast.chair)
    kept = say(cast, mention, PassageState.STANDS)
    assert kept.quote == QUOTE
    assert formal(cast) == "genoemd in Warmteprogramma, versie 2024"


def test_other_words_ask_the_initiative_again_whether_it_stands_behind_them(cast: SimpleNamespace) -> None:
    mention = name(cast, cast.chair)
    say(cast, mention, PassageState.CHANGED, quote="De gemeente onderzoekt wat kan in Zeebuurt.")
    assert not formal(cast)
    shown = text_of(signed_in(cast.chair).get(page("list", cast.file.uuid)))
    assert "Wij staan hierachter" in shown
    assert QUOTE in shown, "what stood there stays among the versions"
    stand = {"result": str(mention.passages.all()[0].milestone.uuid), "stands": "on"}
    signed_in(cast.chair).post(reverse("initiatives:stand-behind", args=[cast.file.uuid]), stand)
    assert formal(cast) == "genoemd in Warmteprogramma, versie 2026"


def test_a_passage_that_is_gone_alarms_all_until_a_side_says_what_it_did(cast: SimpleNamespace) -> None:
    mention = name(cast, cast.chair)
    Letter.objects.all().delete()
    say(cast, mention, PassageState.GONE)
    assert not formal(cast)
    told = set(Letter.objects.values_list("person__name", flat=True))
    assert {"Samira Bakker", "Marit de Wit"} <= told
    overview = reverse("insights:overview", args=[cast.file.uuid])
    for who in (cast.chair, cast.official, cast.coach):
        assert "is weg uit “Warmteprogramma”" in text_of(signed_in(who).get(MY_WORK))
        assert "is weg uit “Warmteprogramma”" in text_of(signed_in(who).get(overview))
    assert "is weg uit" not in text_of(signed_in(cast.elsewhere).get(MY_WORK))
    assert signed_in(cast.coach).get(page("policy-answer", mention.uuid)).status_code == 403
    assert signed_in(cast.chair).post(page("policy-answer", mention.uuid), {"text": ""}).status_code == 422
    said = {"text": "Wij vroegen de raad om ons terug te zetten."}
    for _ in range(2):
        assert signed_in(cast.chair).post(page("policy-answer", mention.uuid), said).status_code == 302
    assert PassageAnswer.objects.count() == 1
    for who in (cast.chair, cast.official, cast.coach):
        assert "is weg uit" not in text_of(signed_in(who).get(MY_WORK))
        assert "is weg uit" not in text_of(signed_in(who).get(overview))
    shown = text_of(signed_in(cast.reader).get(page("list", cast.file.uuid)))
    for words in (said["text"], "de passage is weg", f"“{QUOTE}”"):
        assert words.lower() in shown.lower()
    timeline_page = text_of(
        signed_in(cast.reader).get(reverse("initiatives:timeline", args=[cast.file.uuid]))
    )
    assert "Nieuwe versie, de passage is weg: warmteprogramma" in timeline_page
    assert not list(timeline.broken_links(cast.file))


def test_a_later_version_may_name_it_again_and_the_alarm_is_over(cast: SimpleNamespace) -> None:
    mention = name(cast)
    say(cast, mention, PassageState.GONE)
    with pytest.raises(DomainError):
        say(cast, mention, PassageState.STANDS)
    say(
        cast,
        mention,
        PassageState.CHANGED,
        version="2026b",
        adopted_on=TODAY(),
        quote="Zeebuurt doet weer mee.",
    )
    assert "is weg uit" not in text_of(signed_in(cast.chair).get(MY_WORK))
    gone = mention.passages.get(state=PassageState.GONE)
    with pytest.raises(DomainError, match="intussen een nieuwe versie"):
        actions.say_what_was_done(gone, text="Te laat.", **acting(cast.file, cast.chair))


def test_when_the_next_version_is_late_my_work_asks_and_not_yet_is_an_answer(cast: SimpleNamespace) -> None:
    mention = name(cast, expected_on=TODAY() - DAY)
    asked = "Staat jullie passage er nog in?"
    assert asked in text_of(signed_in(cast.chair).get(MY_WORK))
    assert asked not in text_of(signed_in(cast.reader).get(MY_WORK))
    address = page("policy-version", mention.uuid)
    later = (TODAY() + 90 * DAY).isoformat()
    data = sent(mention, "waits", version="", adopted_on="", body="", expected_on=later)
    assert signed_in(cast.chair).post(address, {**data, "expected_on": ""}).status_code == 422
    assert signed_in(cast.chair).post(address, data).status_code == 302
    assert asked not in text_of(signed_in(cast.chair).get(MY_WORK))
    assert mention.passages.all()[0].version == "2024"


def test_a_mention_that_was_wrong_goes_with_a_reason_and_may_come_again(cast: SimpleNamespace) -> None:
    mention = name(cast, cast.chair)
    address = page("policy-version", mention.uuid)
    assert signed_in(cast.clerk).post(address, sent(mention, "withdrawn")).status_code == 422
    data = sent(mention, "withdrawn", **{f"{mention.uuid}-reason": "Dat gaat over een andere buurt."})
    assert signed_in(cast.clerk).post(address, data).status_code == 302
    assert not formal(cast)
    assert "In beleid genoemd" not in text_of(signed_in(cast.chair).get(page("list", cast.file.uuid)))
    assert signed_in(cast.chair).get(address).status_code == 302
    assert name(cast).pk != mention.pk


def test_who_was_too_late_is_told_and_nothing_is_lost(cast: SimpleNamespace) -> None:
    mention = name(cast)
    stale = sent(mention, "gone")
    say(cast, mention, PassageState.STANDS)
    answer = signed_in(cast.chair).post(page("policy-version", mention.uuid), stale)
    assert answer.status_code == 422
    assert "Iemand was je net voor" in text_of(answer)
    assert mention.passages.count() == 2


# --- one version for all whom it names ------------------------------------------------------------------


@pytest.fixture
def neighbours(cast: SimpleNamespace) -> tuple[PolicyMention, PolicyMention, PolicyMention]:
    """The same document names three: two at this gemeente, and one at another where it is called the same."""
    beside = factories.collaboration(
        cast.coach, cast.municipality, name="Havenwijk Warm", area_name="Havenwijk"
    )
    return (
        name(cast),
        name(cast, cast.official, beside, quote="Havenwijk volgt later."),
        name(cast, cast.other_coach, cast.other_file, quote="Elders."),
    )


def test_a_gemeente_says_it_once_for_all_initiatives_that_the_document_names(
    cast: SimpleNamespace, neighbours: Any
) -> None:
    ours, beside, elsewhere = neighbours
    listed = text_of(signed_in(cast.clerk).get(page("policy-documents", cast.municipality.code)))
    for words in ("Warmteprogramma", "Zeebuurt Warm", "Havenwijk Warm"):
        assert words in listed
    assert "Elders Samen" not in listed
    address = page("policy-version", ours.uuid) + "?van=gemeente"
    form = text_of(signed_in(cast.clerk).get(address))
    assert "Havenwijk Warm" in form
    assert str(elsewhere.uuid) not in form
    answer = signed_in(cast.clerk).post(address, sent(ours, "stands", (beside, "gone"), (elsewhere, "gone")))
    assert answer.url == page("policy-documents", cast.municipality.code)
    states = [mention.passages.all()[0].state for mention in neighbours]
    assert states == [PassageState.STANDS, PassageState.GONE, PassageState.NAMED]
    assert "Havenwijk Warm" in text_of(signed_in(cast.official).get(MY_WORK))


def test_an_initiative_says_it_for_itself_alone(cast: SimpleNamespace, neighbours: Any) -> None:
    ours, beside, _elsewhere = neighbours
    assert "Havenwijk" not in text_of(signed_in(cast.chair).get(page("policy-version", ours.uuid)))
    signed_in(cast.chair).post(page("policy-version", ours.uuid), sent(ours, "stands", (beside, "gone")))
    assert beside.passages.count() == 1
    listed = text_of(signed_in(cast.chair).get(page("policy-documents", cast.municipality.code)))
    assert "Havenwijk" not in listed


def test_one_that_cannot_be_keeps_all_of_them_as_they_were(cast: SimpleNamespace, neighbours: Any) -> None:
    ours, beside, _elsewhere = neighbours
    answer = signed_in(cast.official).post(
        page("policy-version", ours.uuid), sent(ours, "stands", (beside, "changed"))
    )
    assert answer.status_code == 422
    assert "Neem de zinnen over" in text_of(answer)
    assert ours.passages.count() == beside.passages.count() == 1


def test_who_only_reads_sees_it_and_writes_nowhere(cast: SimpleNamespace, neighbours: Any) -> None:
    ours, _beside, _elsewhere = neighbours
    reader = factories.function("Rita Raad", cast.municipality.organisation, access="read")
    listed = text_of(signed_in(reader).get(page("policy-documents", cast.municipality.code)))
    assert "Zeebuurt Warm" in listed
    assert "Leg een nieuwe versie vast" not in listed
    assert signed_in(reader).get(page("policy-version", ours.uuid)).status_code == 403
    assert signed_in(cast.elsewhere).get(page("policy-version", ours.uuid)).status_code == 404


def test_erasing_who_answered_blanks_her_words_keeps_the_passage_and_no_alarm_comes_back(
    cast: SimpleNamespace,
) -> None:
    mention = name(cast)
    quote = mention.passages.all()[0].quote
    gone = say(cast, mention, PassageState.GONE)
    actions.say_what_was_done(gone, text="Mijn woorden.", **acting(cast.file, cast.chair))
    blank_words_of(cast.chair.person)
    blank_words_of(mention.passages.all()[0].by)
    assert PassageAnswer.objects.get().text == "(gewist)"
    assert quote  # of a public text, whoever typed it
    assert mention.passages.last().quote == quote
    assert "is weg uit" not in text_of(signed_in(cast.official).get(MY_WORK))
