"""A running draft keeps its format, and takes over a newer version one article at a time, knowing what that costs."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements import actions as drafting
from agreements.actions import formats, renewal, settling
from agreements.actions.shape import word_anew
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.kinds import DocumentKind
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Format
from agreements.renewal import News, Renewal, renewal_of
from agreements.settling.rows import settle
from agreements.terms import ArticleState, Form, Length, Need, Relation, Verdict
from initiatives.models import Event
from initiatives.terms import EventKind
from samenspel.errors import DomainError, StaleRevision
from tests import factories

KIND = DocumentKind.LETTER_OF_INTENT
SHORTER = "Wij willen dit samen doen."


@pytest.fixture
def draft(cast: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """A letter of intent that its coach still writes alone."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    coach = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    agreement = drafting.start(
        cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Samen beginnen", **coach
    )
    yield SimpleNamespace(agreement=agreement, coach=coach, cast=cast)
    published.forget()


def next_version(*, texts: dict[str, str] | None = None, adds: str = "", drops: str = "") -> Format:
    row = formats.make_draft(KIND, None)
    for key, text in (texts or {}).items():
        row.clauses.filter(key=key).update(text=text)
    if adds:
        values = {
            "title": adds,
            "text": f"{adds} is er.",
            "need": Need.REQUIRED,
            "in_short": True,
            "part": "C",
        }
        formats.add_clause(row, values=values)
    if drops:
        formats.remove_clause(row.clauses.get(key=drops))
    return formats.publish(row, note="Beter.")


def now(draft: SimpleNamespace) -> Draft:
    return Draft(Agreement.objects.select_related("collaboration", "format").get(pk=draft.agreement.pk))


def asked(draft: SimpleNamespace, version: Format) -> Renewal:
    return renewal_of(now(draft), version)


def choose(draft: SimpleNamespace, version: Format, key: str, how: Any, **more: Any) -> None:
    news = asked(draft, version).about(key)
    assert isinstance(news, News)
    agreement = now(draft).agreement
    how(agreement, news, version, **{"revision": news.revision, **draft.coach, **more})


def article(draft: SimpleNamespace, key: str) -> Any:
    return draft.agreement.articles.get(clause_key=key)


def says(draft: SimpleNamespace, key: str) -> str:
    current = now(draft)
    return str(current.composed(next(a for a in current.articles if a.clause_key == key)).blocks)


def test_a_running_draft_reads_as_before_until_somebody_chooses(draft: SimpleNamespace) -> None:
    before = says(draft, "intentie")
    version = next_version(texts={"intentie": SHORTER})
    assert says(draft, "intentie") == before
    (news,) = asked(draft, version).news
    assert (news.key, news.kind, news.own_text) == ("intentie", "changed", False)
    assert SHORTER in "".join(span.text for span in news.spans if span.kind != "gone")


def test_an_addendum_is_asked_nothing_about_articles_that_it_leaves_alone(draft: SimpleNamespace) -> None:
    version = next_version(adds="Warmte")
    assert [news.title for news in asked(draft, version).news] == ["Warmte"]
    Agreement.objects.filter(pk=draft.agreement.pk).update(
        relation=Relation.AMENDS,
        predecessor=drafting.start(
            draft.cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Eerst", **draft.coach
        ),
    )
    assert asked(draft, version).news == []


def test_one_article_is_taken_over_and_another_left_and_then_the_draft_follows_the_new_version(
    draft: SimpleNamespace,
) -> None:
    left = says(draft, "gebied")
    version = next_version(texts={"intentie": SHORTER, "gebied": "Dit gaat over {{ gebied_naam }}, en meer."})
    choose(draft, version, "intentie", renewal.take_over)
    assert SHORTER in says(draft, "intentie")
    assert now(draft).agreement.format.number == 1, "something is left to choose"
    choose(draft, version, "gebied", renewal.leave)
    assert now(draft).agreement.format == version
    assert says(draft, "gebied") == left
    assert SHORTER in says(draft, "intentie")
    assert article(draft, "intentie").format is None
    assert Event.objects.filter(kind=EventKind.FORMAT_FOLLOWED).get().payload["number"] == version.number

    # What was left is only asked again when a later version changes it.
    third = next_version(texts={"intentie": "Wij gaan dit doen."})
    assert [news.key for news in asked(draft, third).news] == ["intentie"]
    choose(draft, third, "intentie", renewal.take_over)
    assert says(draft, "gebied") == left


def test_a_field_of_the_new_version_is_asked_in_the_article_that_took_it_over(draft: SimpleNamespace) -> None:
    row = formats.make_draft(KIND, None)
    field = {"label": "Wie?", "type": "text", "required": True, "filled_from": "samenwerking.buurt"}
    formats.add_field(row, name="loket_naam", values=field)
    row.clauses.filter(key="intentie").update(text="Het loket is {{ loket_naam }}.")
    version = formats.publish(row, note="Loket.")
    choose(draft, version, "intentie", renewal.take_over)
    current = now(draft)
    assert current.values["loket_naam"] == "Zeebuurt", "filled from the file"
    assert "loket_naam" in [v.name for v in current.format.fields_of("intentie")]


def test_a_word_that_only_shows_at_a_blank_is_news_too(draft: SimpleNamespace) -> None:
    """Who agreed read the blank with its name: following in silence would undo that yes."""
    row = formats.make_draft(KIND, None)
    (blank, *_rest) = [m for m in now(draft).missing() if m["key"] == "stip_op_de_horizon"]
    row.variables.filter(name=blank["name"]).update(short="iets heel anders")
    version = formats.publish(row, note="Andere vraag.")
    assert "stip_op_de_horizon" in [news.key for news in asked(draft, version).news]


def test_taking_over_replaces_own_wording_and_leaving_keeps_it(draft: SimpleNamespace) -> None:
    for key in ("intentie", "gebied"):
        word_anew(
            article(draft, key), text="In onze woorden.", revision=article(draft, key).revision, **draft.coach
        )
    version = next_version(texts={"intentie": SHORTER, "gebied": "Over {{ gebied_naam }}."})
    assert all(news.own_text for news in asked(draft, version).news)
    choose(draft, version, "intentie", renewal.take_over)
    choose(draft, version, "gebied", renewal.leave)
    assert SHORTER in says(draft, "intentie")
    assert "In onze woorden." in says(draft, "gebied")


def test_what_comes_and_goes_is_chosen_too_while_a_draft_is_written_alone(draft: SimpleNamespace) -> None:
    version = next_version(adds="Het loket", drops="gebied")
    assert {news.key: news.kind for news in asked(draft, version).news} == {
        "het_loket": "added", "gebied": "dropped",
    }  # fmt: skip
    choose(draft, version, "het_loket", renewal.take_over)
    keys = [row.clause_key for row in now(draft).articles]
    assert keys.index("rolverdeling") < keys.index("het_loket") < keys.index("ondertekening")
    choose(draft, version, "gebied", renewal.take_over)
    assert article(draft, "gebied").state == ArticleState.DROPPED
    assert now(draft).agreement.format == version


def test_what_was_not_wanted_stays_out_and_what_went_can_stay(draft: SimpleNamespace) -> None:
    before = says(draft, "gebied")
    version = next_version(adds="Het loket", drops="gebied")
    choose(draft, version, "het_loket", renewal.leave)
    choose(draft, version, "gebied", renewal.leave)
    current = now(draft)
    assert current.agreement.format == version
    assert [row.clause_key for row in current.dropped] == ["het_loket"]
    assert says(draft, "gebied") == before
    assert not current.is_outside(article(draft, "gebied"))
    assert asked(draft, next_version(texts={"intentie": SHORTER})).about("gebied") is None


def test_a_choice_on_an_older_article_is_refused(draft: SimpleNamespace) -> None:
    version = next_version(texts={"intentie": SHORTER})
    with pytest.raises(StaleRevision):
        choose(draft, version, "intentie", renewal.take_over, revision=99)
    with pytest.raises(DomainError, match="nog iets om te bekijken"):
        renewal.close(now(draft).agreement, version, **draft.coach)
    assert SHORTER not in says(draft, "intentie")


def test_in_a_shared_draft_only_the_article_that_is_taken_over_loses_its_yes(draft: SimpleNamespace) -> None:
    drafting.publish(draft.agreement, **draft.coach)
    party = draft.agreement.parties.get(key="municipality")
    for key in ("intentie", "gebied"):
        seen = settle(now(draft))[article(draft, key).pk].text_hash
        official = draft.cast.official.person
        settling.give_stance(article(draft, key), party=party, seen=seen, verdict=Verdict.ACCEPT, by=official)
    version = next_version(texts={"intentie": SHORTER}, adds="Het loket", drops="rolverdeling")
    assert [news.key for news in asked(draft, version).news if not news.chooses] == [
        "rolverdeling",
        "het_loket",
    ]
    assert [news.key for news in asked(draft, version).open] == ["intentie"]

    page = reverse("agreements:renewal", args=[draft.agreement.uuid])
    reader = Client()
    reader.force_login(factories.user_of(draft.cast.coach))
    shown = reader.get(page).content.decode()
    assert "Overnemen kost het akkoord van gemeente Eskerveen." in shown
    revision = article(draft, "intentie").revision
    sent = {"number": version.number, "key": "intentie", "revision": revision, "choice": "take"}
    assert reader.post(page, {**sent, "choice": "iets"}).status_code == 422
    assert reader.post(page, sent).status_code == 302
    agreed = {row.article.clause_key: bool(row.agreed) for row in settle(now(draft)).values()}
    assert (agreed["intentie"], agreed["gebied"]) == (False, True)
    told = draft.cast.file.events.get(kind="article_followed")
    assert told.circle == "everyone"
    assert (told.payload["article"], told.payload["number"]) == ("intentie", version.number)
    timeline = reverse("initiatives:timeline", args=[draft.cast.file.uuid])
    assert (
        "Een artikel volgt nu versie 2 van het format: Wat we van plan zijn"
        in reader.get(timeline).content.decode()
    )

    # What comes in a text that all read is proposed to each other; the draft follows when somebody says so.
    assert now(draft).agreement.format.number == 1
    assert "Volg voortaan versie 2" in reader.get(page).content.decode()
    assert reader.post(page, {**sent, "choice": "close"}).status_code == 302
    assert now(draft).agreement.format == version
    assert "het_loket" in now(draft).format.offered({row.clause_key for row in now(draft).articles})
