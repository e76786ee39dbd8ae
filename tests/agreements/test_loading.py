"""How the shared format comes into the database."""

import json

import pytest

from agreements import comparing
from agreements.formats import published
from agreements.formats.kinds import DocumentKind
from agreements.formats.loading import FormatRefused, load_formats
from agreements.models import Clause, Format
from agreements.text.prose import compose
from tests import factories

pytestmark = pytest.mark.django_db

FIXTURE = factories.FIXTURES / "formats-1.json"
NEXT = factories.FIXTURES / "formats-2.json"


def test_loading_twice_adds_the_format_once():
    assert load_formats(FIXTURE) == 6
    assert load_formats(FIXTURE) == 0
    assert Format.objects.count() == 6


def test_an_article_may_be_called_otherwise_in_one_kind_of_document():
    load_formats(FIXTURE)
    titles = dict(Clause.objects.filter(key="rolverdeling").values_list("format__document_kind", "title"))
    assert titles["intentie"] == "Beoogde rolverdeling"
    assert titles["sok"] == "Taken en verantwoordelijkheden"


def test_a_next_file_holds_only_what_changes_and_leaves_the_version_before_as_it_is():
    load_formats(FIXTURE)
    before = {row.pk: row.text for row in Clause.objects.all()}
    assert load_formats(NEXT) == 5  # an uitvoeringsplan does not say how one stops
    assert load_formats(NEXT) == 0
    assert {row.pk: row.text for row in Clause.objects.filter(pk__in=before)} == before
    first, second = (Format.objects.get(document_kind="intentie", number=number) for number in (1, 2))
    assert second.based_on == first
    assert second.note
    rows = {number: dict(row.clauses.values_list("key", "text")) for number, row in ((1, first), (2, second))}
    assert {key for key in rows[1] if rows[1][key] != rows[2][key]} == {"beeindiging"}
    assert first.variables.count() == second.variables.count()


@pytest.mark.parametrize(("months", "words"), [(1, "1 maand."), (3, "3 maanden."), (0, "0 maanden.")])
def test_how_long_before_one_stops_reads_as_a_sentence(months, words):
    load_formats(FIXTURE)
    load_formats(NEXT)
    published.forget()
    spec = published.by_id(Format.objects.get(document_kind="sok", number=2).pk)
    clause = spec.clauses["beeindiging"]
    kept = spec.variables["opzegtermijn_maanden"].clean(str(months))
    assert kept == months  # kept as it was: a number
    composed = compose(clause.parsed, clause.fields, {"opzegtermijn_maanden": kept}, parties={}, numbers={})
    text = comparing.text_of({"blocks": composed.blocks}).replace("\u00a0", " ")
    assert f"De opzegtermijn is {words}" in text


@pytest.mark.parametrize(
    ("place", "words"),
    [("", "Zeebuurt (gemeente Eskerveen)."), ("Zee", "Zeebuurt (Zee, gemeente Eskerveen).")],
)
def test_a_gemeente_is_named_once_where_the_place_has_its_name(place, words):
    for number in (1, 2, 3):
        load_formats(factories.FIXTURES / f"formats-{number}.json")
    published.forget()
    for kind in DocumentKind:
        spec = published.by_id(Format.objects.get(document_kind=kind, number=3).pk)
        clause = spec.clauses["gebied"]
        values = {"gebied_naam": "Zeebuurt", "plaats": place, "gemeente_naam": "gemeente Eskerveen"}
        composed = compose(clause.parsed, clause.fields, values, parties={}, numbers={})
        assert words in comparing.text_of({"blocks": composed.blocks}).replace("\u00a0", " ")
        assert not composed.missing
    stop = Clause.objects.get(format__document_kind="sok", format__number=3, key="beeindiging")
    assert "De opzegtermijn is" in stop.text, "it goes on from number 2"


def test_a_number_that_a_beheerder_took_stays_hers():
    load_formats(FIXTURE)
    base = Format.objects.get(document_kind="sok", number=1)
    Format.objects.create(document_kind="sok", number=2, based_on=base)
    assert load_formats(NEXT) == 4


def test_a_clause_that_cannot_be_read_refuses_the_whole_file_and_says_which(tmp_path):
    data = json.loads(FIXTURE.read_text(encoding="utf-8"))
    data["clauses"][5]["text"] += " {{ bestaat_niet }}"
    broken = tmp_path / "formats.json"
    broken.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(FormatRefused, match=data["clauses"][5]["key"]):
        load_formats(broken)
    assert Format.objects.count() == 0
