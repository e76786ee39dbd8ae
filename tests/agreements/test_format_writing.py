"""Can a beheerder and a gemeente write a format of agreements, and does what is published never change?"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from agreements import actions as drafting
from agreements.actions import formats
from agreements.formats import published
from agreements.formats.kinds import DocumentKind
from agreements.formats.loading import load_formats
from agreements.formats.variables import Variable as Field
from agreements.maintaining import policy
from agreements.maintaining.changes import differences
from agreements.maintaining.rules import mistakes, reasons_to_wait
from agreements.maintaining.samples import as_document
from agreements.maintaining.siblings import siblings
from agreements.models import Clause, Format
from agreements.terms import Form, Length, Need
from samenspel.errors import DomainError, StaleRevision
from tests import factories

LETTER = DocumentKind.LETTER_OF_INTENT
FIELDS = {
    "plaats": Field("plaats", "text"),
    "bindend": Field.from_row({"name": "bindend", "type": "choice:ja|nee"}),
}


@pytest.fixture
def loaded(cast: SimpleNamespace) -> Iterator[SimpleNamespace]:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    cast.owner = cast.municipality.organisation
    yield cast
    published.forget()


@pytest.fixture
def own(loaded: SimpleNamespace) -> Format:
    return formats.make_draft(LETTER, loaded.owner.pk)


def clause(draft: Format, key: str = "intentie") -> Clause:
    return draft.clauses.get(key=key)


def write(draft: Format, key: str = "intentie", **values: Any) -> None:
    row = clause(draft, key)
    kept = {name: getattr(row, name) for name in ("title", "text", "need", "in_short", "part", "why")}
    formats.save_clause(row, seen=formats.stamp(row), values=kept | values)


# --- the language -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Goed.\n{{ plats }} ligt er.", 2, "Bedoel je plaats?"),
        ("Een\ntwee\n{{ plaats", 3, "Zet }} achter de naam"),
        ("{% als bindend is soms %}Zo.{% einde %}", 1, "Kies uit: ja, nee"),
        ("Eerst {{ plaats }}.\n{{ gemeente.postcode }}", 2, "Wel: .naam"),
    ],
)
def test_a_mistake_names_its_line_and_says_what_to_write_instead(text: str, line: int, said: str) -> None:
    (found,) = mistakes(text, FIELDS)
    assert found.line == line
    assert said in str(found)


def test_a_text_without_mistakes_has_none_and_every_mistake_is_told() -> None:
    assert mistakes("{{ gemeente.kort }} in {{ plaats }}. [[Zo: {{ bindend }}.]]", FIELDS) == []
    assert [found.unknown for found in mistakes("{{ een }}\n{{ twee }}", FIELDS)] == ["een", "twee"]


# --- a draft ----------------------------------------------------------------------------------------------


def test_a_gemeente_begins_with_the_shared_format_and_has_one_draft_at_a_time(
    loaded: SimpleNamespace, own: Format
) -> None:
    shared = published.newest(LETTER)
    assert (own.number, own.based_on, own.owner_org) == (1, shared, loaded.owner)
    assert not differences(shared, own)
    assert formats.make_draft(LETTER, loaded.owner.pk) == own
    assert formats.make_draft(LETTER, None).number == 2
    assert published.newest(LETTER, loaded.owner.pk) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Format.objects.create(document_kind=LETTER, number=9, owner_org=loaded.owner, based_on=shared)


def test_text_with_marks_that_cannot_be_read_is_not_kept(own: Format) -> None:
    before = clause(own).text
    with pytest.raises(DomainError, match="Regel 1") as refused:
        write(own, text="Wij {{ willen.")
    assert refused.value.field == "text"
    assert clause(own).text == before


def test_who_wrote_on_an_older_text_sees_both(own: Format) -> None:
    row = clause(own)
    seen = formats.stamp(row)
    write(own, text="Wij willen dit.")
    with pytest.raises(StaleRevision):
        formats.save_clause(row, seen=seen, values={"title": "A", "text": "B", "part": row.part})
    assert clause(own).text == "Wij willen dit."


def test_an_article_comes_goes_returns_and_keeps_a_key_of_its_own(own: Format) -> None:
    values = {
        "title": "Eén loket", "text": "De gemeente heeft één loket.", "need": Need.ADVISED,
        "in_short": True, "part": "C", "why": "",
    }  # fmt: skip
    added = formats.add_clause(own, values=values)
    assert added.key == "een_loket"
    assert own.clauses.order_by("order").last().key == "ondertekening"
    assert "een_loket" in published.read(own).opening(Length.SHORT)
    assert "een_loket" in published.read(own).expected(Length.LONG)
    order = [row.key for row in own.clauses.filter(part="C").order_by("order")]
    assert order[-1] == "een_loket"
    assert formats.add_clause(own, values=values | {"title": "Addendum"}).key == "addendum_2"
    formats.remove_clause(clause(own, "addendum_2"))
    formats.move_clause(clause(own, "een_loket"), up=True)
    assert [row.key for row in own.clauses.filter(part="C").order_by("order")][-2] == "een_loket"
    formats.remove_clause(clause(own, "gebied"))
    found = differences(own.based_on, own)
    assert {change.key: change.kind for change in found.clauses} == {
        "een_loket": "added",
        "gebied": "dropped",
    }
    formats.restore(own, "gebied")
    assert [change.key for change in differences(own.based_on, own).clauses] == ["een_loket"]


def test_a_text_is_written_along_in_the_kinds_that_are_named_and_the_others_keep_theirs(
    loaded: SimpleNamespace,
) -> None:
    draft = formats.make_draft(LETTER, None)
    there = {sibling.kind: sibling for sibling in siblings(clause(draft, "rolverdeling"))}
    assert all(sibling.same for sibling in there.values())
    plan = DocumentKind.PROJECT_PLAN
    need, title = there[plan].clause.need, there[plan].clause.title
    values = {
        "title": "Wie wat doet",
        "text": "{{ loket }} helpt.",
        "need": Need.OPTIONAL,
        "part": "C",
        "why": "",
    }
    row = clause(draft, "rolverdeling")
    (along,) = formats.save_clause(
        row, seen=formats.stamp(row), values={**values, "in_short": False}, along=[there[plan]]
    )
    written = clause(along, "rolverdeling")
    assert (along.document_kind, along.published_at) == (plan, None)
    assert (written.text, written.need) == ("{{ loket }} helpt.", need)
    assert written.title == ("Wie wat doet" if title == row.title else title)
    assert Format.objects.filter(published_at=None).count() == 2, "the other kinds have no draft"
    formats.add_field(draft, name="loket", values=field("text"))
    assert along.variables.filter(name="loket").exists(), "what the text asks is asked there too"
    again = siblings(clause(draft, "rolverdeling"))
    assert {sibling.kind for sibling in again if sibling.same} == {plan}
    write(along, "rolverdeling", text="Net veranderd.")
    with pytest.raises(DomainError, match="Projectplan veranderde iemand"):
        formats.save_clause(
            clause(draft, "rolverdeling"),
            seen=formats.stamp(clause(draft, "rolverdeling")),
            values={**values, "text": "Anders.", "in_short": False},
            along=[one for one in again if one.same],
        )
    assert clause(draft, "rolverdeling").text == "{{ loket }} helpt.", "all or nothing"


@pytest.mark.parametrize("key", ["partijen", "ondertekening"])
def test_parties_and_signing_always_stay_and_are_asked_for(own: Format, key: str) -> None:
    with pytest.raises(DomainError):
        formats.remove_clause(clause(own, key))
    write(own, key, need=Need.OPTIONAL, in_short=False)
    assert (clause(own, key).need, clause(own, key).in_short) == (Need.REQUIRED, True)


# --- who may --------------------------------------------------------------------------------------------


def test_the_beheerder_writes_what_is_shared_and_who_decides_at_a_gemeente_what_is_its_own(
    loaded: SimpleNamespace, own: Format
) -> None:
    shared = formats.make_draft(LETTER, None)
    people = {
        name: factories.user_of(getattr(loaded, name))
        for name in ("administrator", "official", "clerk", "elsewhere")
    }
    assert {name for name, user in people.items() if policy.writes(user, shared)} == {"administrator"}
    assert {name for name, user in people.items() if policy.writes(user, own)} == {"official"}
    seen = {
        name: set(Format.objects.visible_to(user).filter(published_at=None)) for name, user in people.items()
    }
    assert seen == {"administrator": {shared}, "official": {own}, "clerk": set(), "elsewhere": set()}
    loaded.municipality.valid_until = loaded.official.starts_on
    loaded.municipality.save()
    assert not policy.writes(factories.user_of(loaded.official), own), (
        "a gemeente that merged writes nothing new"
    )


# --- fields -----------------------------------------------------------------------------------------------


def field(type_: str, **values: Any) -> dict[str, Any]:
    return {"label": "Vraag?", "type": type_, "required": False, "filled_from": "vragen", **values}


def test_a_name_means_the_same_in_every_format(own: Format) -> None:
    with pytest.raises(DomainError, match="bestaat al voor iets anders"):
        formats.add_field(own, name="eindverslag_datum", values=field("text"))  # a day in another kind
    added = formats.add_field(own, name="loket_naam", values=field("text"))
    formats.save_field(added, seen=formats.stamp(added), values=field("date"))
    known = own.variables.get(name="gebied_naam")
    with pytest.raises(DomainError, match="Maak een nieuw gegeven"):
        formats.save_field(known, seen=formats.stamp(known), values=field("date"))


def test_a_field_that_a_text_names_stays(own: Format) -> None:
    with pytest.raises(DomainError, match="staat nog in"):
        formats.remove_field(own.variables.get(name="gebied_naam"))
    unused = formats.add_field(own, name="loket_naam", values=field("text"))
    formats.remove_field(unused)
    assert not own.variables.filter(name="loket_naam").exists()


# --- publishing -------------------------------------------------------------------------------------------


def test_nothing_is_published_with_a_mistake_or_without_a_change(own: Format) -> None:
    with pytest.raises(DomainError, match="nog niets anders"):
        formats.publish(own, note="Zo.")
    write(own, text="Wij willen {{ lokket }}.")
    (waits,) = reasons_to_wait(own)
    assert "Regel 1" in waits
    assert "lokket" in waits
    with pytest.raises(DomainError):
        formats.publish(own, note="Zo.")
    own.refresh_from_db()
    assert own.published_at is None
    formats.add_field(own, name="lokket", values=field("text"))
    assert reasons_to_wait(own) == []


def test_what_is_published_is_final_and_the_next_version_begins_with_it(
    loaded: SimpleNamespace, own: Format
) -> None:
    write(own, text="Wij willen dit.")
    formats.publish(own, note="Korter.")
    at = own.published_at
    assert formats.publish(own, note="Nog eens.").published_at == at, "pressed twice"
    for change in (
        lambda: write(own, text="Anders."),
        lambda: formats.remove_clause(clause(own)),
        lambda: formats.add_field(own, name="loket_naam", values=field("text")),
        lambda: formats.discard(own),
    ):
        with pytest.raises(DomainError, match="staat vast"):
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clause.objects.filter(format=own, key="intentie").update(text="Stiekem.")
    following = formats.make_draft(LETTER, loaded.owner.pk)
    assert (following.number, following.based_on) == (2, own)
    formats.discard(following)
    assert not Format.objects.filter(pk=following.pk).exists()


def test_a_shared_version_that_came_between_keeps_an_older_draft_from_being_published(
    loaded: SimpleNamespace,
) -> None:
    draft = formats.make_draft(LETTER, None)
    write(draft, text="Wij willen dit.")
    Format.objects.filter(pk=draft.pk).update(based_on=published.newest(DocumentKind.PROJECT_PLAN))
    draft.refresh_from_db()
    assert any("Er kwam een versie tussen" in why for why in reasons_to_wait(draft))


# --- what drafts begin with -------------------------------------------------------------------------------


def test_a_new_draft_begins_with_the_gemeente_s_own_format_or_with_the_shared_one(
    loaded: SimpleNamespace, own: Format
) -> None:
    write(own, text="Wij willen dit.")
    started = [started_with(loaded, own_format=True)]
    formats.publish(own, note="Korter.")
    started += [started_with(loaded, own_format=choice) for choice in (True, False)]
    started.append(started_with(loaded, own_format=True, form=Form.PROJECT_PLAN))
    assert [row.format.owner_org for row in started] == [None, loaded.owner, None, None]


def started_with(cast: SimpleNamespace, **choice: Any) -> Any:
    return drafting.start(
        cast.file,
        length=Length.SHORT,
        title="Samen",
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
        **{"form": Form.LETTER_OF_INTENT, **choice},
    )


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_reads_in_full_with_invented_values_also_with_a_field_of_one_s_own(
    loaded: SimpleNamespace, kind: DocumentKind
) -> None:
    draft = formats.make_draft(kind, None)
    formats.add_field(draft, name="loket_dag", values=field("date"))
    formats.add_field(draft, name="loket_soort", values=field("choice:balie|telefoon"))
    write(draft, "partijen", text="{{ partijen }}\nHet loket: {{ loket_soort }}, op {{ loket_dag }}.")
    for length in Length:
        said = str(as_document(published.read(draft), length)["parts"])
        assert "balie" in said
        assert "'blank'" not in said


def test_a_title_that_another_text_names_cannot_change_alone(own: Format) -> None:
    write(own, text='Zie het artikel "Onze stip op de horizon".')
    assert reasons_to_wait(own) == []
    write(own, "stip_op_de_horizon", title="Waar we heen gaan")
    (waits,) = reasons_to_wait(own)
    assert "Onze stip op de horizon" in waits
