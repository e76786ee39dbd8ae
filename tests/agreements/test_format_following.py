"""Does a gemeente with its own format hear what is new in the shared one, and take over what it wants?"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.actions import following as actions
from agreements.actions import formats
from agreements.formats import published
from agreements.formats.kinds import DocumentKind
from agreements.formats.loading import load_formats
from agreements.maintaining import following
from agreements.models import Format, SetAside
from agreements.terms import Need
from insights import work
from insights.desk import Desk
from samenspel.errors import StaleRevision
from tests import factories

KIND = DocumentKind.LETTER_OF_INTENT
NEW = {"need": Need.ADVISED, "in_short": True, "why": "Zo weet iedereen het."}


@pytest.fixture
def own(cast: SimpleNamespace) -> Iterator[Format]:
    """The own format of the gemeente, published: its intention in words of its own, and an article more."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    draft = formats.make_draft(KIND, cast.municipality.pk)
    write(draft, "intentie", "Wij willen dit zelf.")
    formats.add_clause(draft, values={**NEW, "title": "Ons loket", "text": "Er is één loket.", "part": "C"})
    yield formats.publish(draft, note="Ons begin.")
    published.forget()


def write(draft: Format, key: str, text: str) -> None:
    draft.clauses.filter(key=key).update(text=text)


def shared(*, drops: str = "", **texts: str) -> Format:
    """A newer shared version: other texts by key, and one article that asks a field of its own."""
    draft = formats.make_draft(KIND, None)
    for key, text in texts.items():
        write(draft, key, text)
    if drops:
        formats.remove_clause(draft.clauses.get(key=drops))
    if not draft.clauses.filter(title="Wie belt er?").exists():
        formats.add_field(
            draft, name="belt", values={"label": "Wie?", "type": "text", "filled_from": "vragen"}
        )
        formats.add_clause(
            draft, values={**NEW, "title": "Wie belt er?", "text": "{{ belt }} belt.", "part": "C"}
        )
    return formats.publish(draft, note="Een artikel meer.")


def standing(own: Format) -> following.Following:
    found = following.of(own)
    assert found
    return found


def take(own: Format, *keys: str) -> Format:
    found = standing(own)
    return actions.take_over(found, [(news, news.seen) for news in found.read(keys or found.news)])


def kinds(own: Format) -> dict[str, str]:
    found = standing(own)
    return {news.key: news.kind for news in found.read(found.news)}


def test_it_is_news_when_the_shared_format_changed_and_one_s_own_reads_otherwise(own: Format) -> None:
    assert following.of(own) is None, "nothing newer"
    shared(intentie="Gezamenlijk willen wij dit.", drops="gebied")
    found = standing(own)
    assert kinds(own) == {"intentie": "changed", "wie_belt_er": "added", "gebied": "dropped"}
    news = {one.key: one for one in found.read(found.news)}
    assert [key for key, one in news.items() if one.own_words] == ["intentie"]
    assert [change.key for change in news["wie_belt_er"].fields] == ["belt"]
    assert not found.otherwise, "an article that only the gemeente has is nothing to take over"


def test_taking_over_writes_in_a_draft_with_its_fields_on_its_place_and_no_version_changes(
    own: Format,
) -> None:
    shared(intentie="Gezamenlijk willen wij dit.", drops="gebied")
    before = list(own.clauses.values_list("key", "text"))
    draft = take(own, "wie_belt_er")
    assert (draft.number, draft.published_at, draft.owner_org) == (2, None, own.owner_org)
    assert draft.variables.get(name="belt").label == "Wie?"
    order = list(draft.clauses.order_by("order").values_list("key", flat=True))
    assert order.index("wie_belt_er") < order.index("ons_loket"), "behind what it follows in the shared one"
    assert order[-1] == "ondertekening"
    assert kinds(own) == {"intentie": "changed", "gebied": "dropped"}
    assert take(own) == draft
    assert not draft.clauses.filter(key="gebied").exists()
    assert draft.clauses.get(key="intentie").text == "Gezamenlijk willen wij dit."
    assert draft.clauses.filter(key="ons_loket").exists()
    assert list(own.clauses.values_list("key", "text")) == before
    assert standing(own).taken
    assert standing(own).waits


def test_who_chose_on_an_older_text_of_her_own_replaces_nothing(own: Format) -> None:
    shared(intentie="Gezamenlijk willen wij dit.")
    found = standing(own)
    (news,) = found.read(["intentie"])
    write(formats.make_draft(KIND, own.owner_org_id), "intentie", "Net veranderd.")
    with pytest.raises(StaleRevision):
        actions.take_over(found, [(news, news.seen)])
    assert formats.make_draft(KIND, own.owner_org_id).clauses.get(key="intentie").text == "Net veranderd."


def test_what_was_set_aside_is_kept_with_who_and_when_and_asks_again_once_it_changes_again(
    cast: SimpleNamespace, own: Format
) -> None:
    first = shared(intentie="Gezamenlijk willen wij dit.")
    for _twice in range(2):
        found = standing(own)
        actions.set_aside(found, found.read(found.differing), by=cast.official.person)
    kept = SetAside.objects.get(clause_key="intentie")
    assert (kept.shared, kept.by, kept.owner_org) == (first, cast.official.person, own.owner_org)
    found = standing(own)
    assert found.news == []
    assert set(found.set_aside) == {"intentie", "wie_belt_er"}
    shared(gebied="Het gebied is hier.")
    assert kinds(own) == {"gebied": "changed"}
    shared(intentie="Nu willen wij dit samen.")
    assert kinds(own) == {"intentie": "changed", "gebied": "changed"}


def test_on_the_page_one_chooses_sees_how_it_reads_and_publishes_and_my_work_asks_until_then(
    cast: SimpleNamespace, own: Format, django_assert_max_num_queries: Any
) -> None:
    writer = Client()
    writer.force_login(factories.user_of(cast.official))
    assert asked(cast) == []
    newest = shared(intentie="Gezamenlijk willen wij dit.")
    page = reverse("agreements:format-take-over", args=[own.uuid])
    assert asked(cast) == [page]
    assert asked(cast, cast.clerk) == [], "who does not decide there maintains nothing"
    with django_assert_max_num_queries(12):
        writer.get("/mijn-werk/")
    with django_assert_max_num_queries(12):
        shown = writer.get(page).content.decode()
    assert "Gezamenlijk" in shown
    assert "Voorbeeld van Wie? belt." in shown
    found = standing(own)

    def choose(key: str, choice: str, **other: str) -> Any:
        (news,) = found.read([key])
        return writer.post(
            page,
            {"shared": str(newest.uuid), "key": key, "seen": news.seen, "choice": choice} | other,
            follow=True,
        )

    assert choose("intentie", "leave", shared=str(own.uuid)).status_code == 422
    assert choose("intentie", "take", seen="0" * 24).status_code == 422
    assert "Niet overgenomen: “" in choose("intentie", "leave").content.decode()
    done = choose("wie_belt_er", "take")
    assert "Overgenomen in concept 2: “Wie belt er?”." in done.content.decode()
    draft = done.context["format"]
    assert asked(cast) == [page], "until the draft counts"
    publish = reverse("agreements:format-publish", args=[draft.uuid])
    assert publish in done.content.decode()
    with django_assert_max_num_queries(12):
        assert "Wie belt er?" in writer.get(publish).context["form"]["note"].value()
    writer.post(publish, {"note": "Overgenomen."})
    assert asked(cast) == []
    assert "Niet overgenomen uit versie 2" in writer.get(page).content.decode()


def asked(cast: SimpleNamespace, who: Any = None) -> list[str]:
    return [item.action_url for item in work.work_of(Desk(factories.user_of(who or cast.official)))]
