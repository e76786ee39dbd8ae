"""What does who writes a format see, also when something goes wrong?"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.actions import formats
from agreements.formats import published
from agreements.formats.kinds import DocumentKind
from agreements.formats.loading import load_formats
from agreements.models import Format
from tests import factories

KIND = DocumentKind.LETTER_OF_INTENT
HOSTILE = "<script>alert(1)</script> {{ partijen.naam }} {% als stip is x %}{{ taken }}{% einde %} \u202e{{ gebied_naam }}"


@pytest.fixture
def own(cast: SimpleNamespace) -> Iterator[Format]:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    yield formats.make_draft(KIND, cast.municipality.pk)
    published.forget()


@pytest.fixture
def writer(cast: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(factories.user_of(cast.official))
    return client


def at(name: str, row: Any) -> str:
    return reverse(f"agreements:{name}", args=[row.uuid])


def sent(**values: str) -> dict[str, str]:
    return {"title": "Wat wij willen", "text": "Wij.", "need": "required", "part": "B", "why": "", **values}


def test_what_is_wrong_stands_beside_the_text_and_nothing_typed_is_lost(own: Format, writer: Client) -> None:
    page = at("format-clause", own.clauses.get(key="intentie"))
    for how, status in (("kijk", 200), ("bewaar", 422)):
        answer = writer.post(page, {**sent(text="Eén.\n{{ twee"), how: "1"})
        assert answer.status_code == status
        shown = answer.content.decode()
        assert "Regel 2: Na {{ mist }}. Zet }} achter de naam." in shown
        assert "Eén.\n{{ twee" in shown
    part = writer.post(page, {**sent(text="{{ stap }}"), "kijk": "1"}, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div class="sam-stack sam-stack--s" id="nakijken"')
    assert 'data-announce="Dit kan nog niet worden uitgegeven.' in part.content.decode()
    assert "Bewaar de tekst eerst." in part.content.decode()
    formats.discard(own)
    late = writer.post(page, {**sent(text="Wij <doen> dit."), "bewaar": "1"})
    assert late.status_code == 404
    assert "Wij &lt;doen&gt; dit." in late.content.decode(), "the draft was thrown away meanwhile"


@pytest.mark.parametrize(
    "refused", [{"text": ""}, {"text": "x" * 20_001}, {"title": "🌊 Water"}, {"need": "nooit"}]
)
def test_what_cannot_be_kept_is_refused_on_the_page(
    own: Format, writer: Client, refused: dict[str, str]
) -> None:
    before = own.clauses.get(key="intentie").text
    page = at("format-clause", own.clauses.get(key="intentie"))
    assert writer.post(page, sent(**refused)).status_code == 422
    assert own.clauses.get(key="intentie").text == before


def test_hostile_text_is_shown_as_text_and_breaks_no_page(own: Format, writer: Client) -> None:
    clause = own.clauses.get(key="intentie")
    seen = formats.stamp(clause)
    assert writer.post(at("format-clause", clause), sent(text=HOSTILE, seen=seen)).status_code == 302
    for name in ("format", "format-preview", "format-difference", "format-publish"):
        shown = writer.get(at(name, own)).content.decode()
        assert "<script>alert" not in shown
    assert writer.get(at("format-preview", own) + "?afdrukken=1").status_code == 200
    assert "<script>alert" not in writer.get(at("format-preview", own) + "?afdrukken=1").content.decode()
    assert 'name="note"' not in writer.get(at("format-publish", own)).content.decode(), (
        "what is refused is not offered"
    )
    assert writer.post(at("format-publish", own), {"note": "Zo."}).status_code == 422


def test_an_article_says_where_it_stands_too_and_what_the_change_does_there(
    cast: SimpleNamespace, own: Format, writer: Client
) -> None:
    page = at("format-clause", own.clauses.get(key="gebied"))
    alone = writer.get(page).content.decode()
    assert "Dit artikel staat ook in" not in alone
    assert "Staat ook in het gedeelde format van: Samenwerkingsovereenkomst" in alone
    plan = formats.make_draft(DocumentKind.PROJECT_PLAN, cast.municipality.pk)
    shown = writer.get(page)
    assert "Projectplan, in concept 1" in shown.content.decode()
    form = shown.context["form"]
    ticked = form["along"].value()
    kept = sent(part="A", seen=form["seen"].value(), text="Het gebied is hier.")
    refused = writer.post(page, {**kept, "along": "projectplan:" + "0" * 24})
    assert refused.status_code == 422
    assert "Daar veranderde iemand dit net." in refused.content.decode()
    done = writer.post(page, {**kept, "along": ticked}, follow=True)
    assert "Ook veranderd in: Projectplan, concept 1." in done.content.decode()
    assert plan.clauses.get(key="gebied").text == "Het gebied is hier."
    writer.post(
        page, sent(part="A", seen=writer.get(page).context["form"]["seen"].value(), text="Anders hier.")
    )
    assert plan.clauses.get(key="gebied").text == "Het gebied is hier.", "without a tick it goes its own way"
    assert "(leest daar nu anders)" in writer.get(page).content.decode()


def test_a_field_asks_for_what_its_type_needs(own: Format, writer: Client) -> None:
    page = at("format-field-add", own)
    field = {"name": "loket_soort", "label": "Welk loket?", "type": "choice", "filled_from": "vragen"}
    for wrong in (
        {},
        {"options": "balie"},
        {"options": "balie\ntelefoon", "default": "raam"},
        {"name": "Loket!"},
    ):
        assert writer.post(page, {**field, **wrong}).status_code == 422
    good = {"options": "balie\n telefoon \nbalie", "default": "balie"}
    assert writer.post(page, {**field, **good}).status_code == 302
    kept = own.variables.get(name="loket_soort")
    assert (kept.type, kept.default) == ("choice:balie|telefoon", "balie")
    change(own, "Ga naar {{ loket_dag }}.")
    asked = writer.post(page, {**field, "name": "loket_dag", "type": "text"})
    assert asked.url == at("format", own) + "#artikel-intentie", "back to the article that asks for it"
    fixed = writer.get(at("format-field", own.variables.get(name="stip"))).content.decode()
    assert "Naam en soort staan vast" in fixed


def test_who_publishes_twice_or_still_writes_is_told_that_the_version_stands(
    own: Format, writer: Client
) -> None:
    clause = own.clauses.get(key="intentie")
    writer.post(at("format-clause", clause), sent(seen=formats.stamp(clause)))
    for _twice in range(2):
        answer = writer.post(at("format-publish", own), {"note": "Korter."})
        assert answer.status_code == 302
    late = writer.post(at("format-clause", clause), sent(text="Te laat."), follow=True)
    assert "staat vast" in late.content.decode()
    assert own.clauses.get(key="intentie").text == "Wij."


def test_an_article_that_was_improved_in_more_kinds_is_published_in_all_of_them_at_once(
    cast: SimpleNamespace, own: Format, writer: Client
) -> None:
    plan, grant, apart = (
        formats.make_draft(kind, cast.municipality.pk)
        for kind in (DocumentKind.PROJECT_PLAN, DocumentKind.GRANT_AGREEMENT, DocumentKind.COMMISSION)
    )
    for draft in (own, plan, grant):
        draft.clauses.filter(key="gebied").update(text="Het gebied is hier.")
    grant.clauses.filter(key="partijen").update(text="Wij ook.")
    apart.clauses.filter(key="gebied").update(text="Het gebied is daar.")
    page = at("format-publish", own)
    form = writer.get(page).context["form"]
    offered = dict(form.fields["along"].choices)
    assert [label.partition(":")[0] for label in offered.values()] == [
        "Uitvoeringsovereenkomst bij subsidie, concept 1",
        "Projectplan, concept 1",
    ]
    assert [offered[value] for value in form["along"].value()] == [
        "Projectplan, concept 1: “Om welk gebied het gaat”"
    ]
    assert "Er staat nog 1 andere wijziging in." in next(iter(offered.values()))
    ticked = form["along"].value()
    plan.clauses.filter(key="partijen").update(title="Wie wij zijn")
    late = writer.post(page, {"note": "Helderder.", "along": ticked})
    assert late.status_code == 422
    assert "veranderde net iets" in late.content.decode()
    assert not Format.objects.filter(owner_org=cast.municipality.pk).exclude(published_at=None).exists()
    plan.clauses.filter(key="partijen").update(title="Partijen")
    done = writer.post(
        page, {"note": "Helderder.", "along": writer.get(page).context["form"]["along"].value()}
    )
    assert done.status_code == 302
    there = Format.objects.filter(owner_org=cast.municipality.pk).exclude(published_at=None)
    assert {row.document_kind: row.note for row in there} == {
        KIND: "Helderder.",
        plan.document_kind: "Helderder.",
    }


def test_publishing_is_offered_once_something_differs_and_a_newer_shared_version_is_told(
    own: Format, writer: Client
) -> None:
    publishing = at("format-publish", own)
    assert publishing not in writer.get(at("format", own)).content.decode()
    change(own, "Wij willen iets anders.")
    assert publishing in writer.get(at("format", own)).content.decode()
    formats.publish(own, note="Ons eigen begin.")
    told = at("format-difference", own) + "?met=gedeeld"
    assert told not in writer.get(reverse("agreements:formats")).content.decode()
    shared = formats.make_draft(KIND, None)
    change(shared, "Gezamenlijk willen wij iets anders.")
    formats.publish(shared, note="Voor iedereen.")
    listed = writer.get(reverse("agreements:formats")).content.decode()
    assert told in listed
    assert at("format-take-over", own) in listed
    assert "Gezamenlijk" in writer.get(told).content.decode()


def change(draft: Format, text: str) -> None:
    draft.clauses.filter(key="intentie").update(text=text)


def test_in_a_file_of_that_gemeente_its_own_format_is_offered_first(
    cast: SimpleNamespace, own: Format, writer: Client
) -> None:
    page = reverse("agreements:start", args=[cast.file.uuid])
    assert "Met welk format?" not in writer.get(page).content.decode()
    own.clauses.filter(key="intentie").update(text="Wij.")
    formats.publish(own, note="Korter.")
    form = writer.get(page).context["form"]
    assert form["format_of"].value() == "eigen"
    data = {
        "form": "letter_of_intent", "length": "short", "title": "Samen",
        "request_key": "7d3c1f6e-0c5d-4b5e-9a53-0d5f7a1d2c11", "format_of": "gedeeld",
    }  # fmt: skip
    assert writer.post(page, data).status_code == 302
    assert cast.file.agreements.get().format.owner_org is None
