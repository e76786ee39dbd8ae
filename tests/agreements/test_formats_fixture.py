"""The shared format: complete, readable by the clause language, and printable with sample values."""

import json
import re
from pathlib import Path

import pytest

from agreements.formats import kinds
from agreements.formats.clauses import check, parse
from agreements.formats.kinds import DocumentKind
from agreements.formats.published import ClauseSpec, SharedFormat
from agreements.formats.variables import TYPES, Variable
from agreements.terms import Length
from agreements.text.prose import Party, compose

FORMAT = json.loads((Path(__file__).parents[2] / "fixtures/formats-1.json").read_text())
CLAUSES = {clause["key"]: clause for clause in FORMAT["clauses"]}
ROWS = [row for clause in FORMAT["clauses"] for row in clause["variables"]]
VARIABLES = {row["name"]: Variable.from_row(row) for row in ROWS}
PARTIES = {row["key"]: Party(**row) for row in FORMAT["sample_parties"]}
NUMBERS = {clause["key"]: (clause["order"], clause["title"]) for clause in FORMAT["clauses"]}
SAMPLES = {
    name: variable.sample
    for name, variable in VARIABLES.items()
    if not variable.at_signing and variable.filled_from != "berekend"
}
BELONGING = [(kind, key) for key, clause in CLAUSES.items() for kind in clause["needs"]]


def needs(kind):
    return {key: clause["needs"][kind] for key, clause in CLAUSES.items() if kind in clause["needs"]}


def composed(clause, values, parties=PARTIES):
    return compose(parse(clause["text"]), VARIABLES, values, parties=parties, numbers=NUMBERS)


def test_all_51_clauses_stand_in_the_order_and_part_that_the_code_knows():
    assert [clause["key"] for clause in FORMAT["clauses"]] == [
        key for part in kinds.PARTS for key in part.clauses
    ]
    assert [clause["order"] for clause in FORMAT["clauses"]] == list(range(1, 52))
    assert all(kinds.part_of(key).letter == clause["part"] for key, clause in CLAUSES.items())


def test_the_six_kinds_and_their_short_forms_are_those_of_the_code():
    assert [row["key"] for row in FORMAT["kinds"]] == list(DocumentKind)
    for row in FORMAT["kinds"]:
        assert row["title"] == DocumentKind(row["key"]).label
        assert tuple(row.get("short", ())) == kinds.SHORT_FORM.get(row["key"], ())
        assert set(row.get("short", ())) <= set(needs(row["key"]))


@pytest.mark.parametrize(
    ("kind", "required", "optional"),
    [
        ("intentie", 20, 19),
        ("sok", 36, 6),
        ("opdracht", 26, 13),
        ("subsidie", 20, 21),
        ("uitvoeringsplan", 23, 13),
        ("projectplan", 16, 22),
    ],
)
def test_the_matrix_says_which_clauses_each_kind_requires_and_offers(kind, required, optional):
    column = list(needs(kind).values())
    assert (column.count("required"), column.count("optional")) == (required, optional)


def of_kind(kind: str) -> SharedFormat:
    """One kind of the file, as it is read when it was loaded."""
    short = kinds.SHORT_FORM.get(DocumentKind(kind))
    found = {
        key: ClauseSpec(
            key,
            CLAUSES[key]["title"],
            need,
            key in short if short else need == "required",
            "",
            (),
            parse(""),
            CLAUSES[key]["order"],
            CLAUSES[key]["part"],
        )
        for key, need in needs(kind).items()
    }
    return SharedFormat(1, DocumentKind(kind), 1, found, {})


def test_a_short_document_opens_with_its_own_list_and_a_long_one_with_all_that_is_offered():
    intent = of_kind("intentie")
    short = intent.opening(Length.SHORT)
    assert tuple(short) == kinds.SHORT_FORM[DocumentKind.LETTER_OF_INTENT]
    assert len(intent.opening(Length.LONG)) == 39
    assert len(intent.expected(Length.LONG)) == 20
    assert "mandaat" in intent.offered(short)
    assert not set(intent.offered(short)) & set(short)
    assert len(of_kind("projectplan").opening(Length.SHORT)) == 16


def test_parts_are_lettered_anew_and_topics_follow_the_articles():
    assert of_kind("sok").under_parts(["ondertekening", "partijen", "duur"]) == [
        ("A", "Opening", ["partijen"]),
        ("B", "Spelregels", ["duur"]),
        ("C", "Slot", ["ondertekening"]),
    ]
    topics = {key: clause["topics"] for key, clause in CLAUSES.items()}
    covered, still_open = kinds.topics_covered(topics, ["doelen", "planning"])
    assert covered == ["doelen", "prestaties", "planning"]
    assert set(covered) | set(still_open) == set(kinds.TOPICS)
    assert {topic for found in topics.values() for topic in found} == set(kinds.TOPICS)


def test_every_name_is_declared_once_and_every_type_is_known():
    assert len(ROWS) == len(VARIABLES) == 157
    assert {variable.type for variable in VARIABLES.values()} <= set(TYPES)


@pytest.mark.parametrize("key", CLAUSES)
def test_every_clause_reads_and_asks_only_for_what_it_declares(key):
    clause = CLAUSES[key]
    parsed = parse(clause["text"])
    own = {row["name"]: VARIABLES[row["name"]] for row in clause["variables"]}
    assert check(parsed, own) == []
    assert parsed.variables() == set(own)


@pytest.mark.parametrize(("kind", "key"), BELONGING)
def test_every_clause_of_every_kind_prints_in_full_with_sample_values(kind, key):
    result = composed(CLAUSES[key], SAMPLES)
    assert result.missing == []
    printed = json.dumps(result.blocks, ensure_ascii=False)
    assert not re.search(r"\{\{|\}\}|\[\[\{%|%\}|\bNone\b", printed)
    assert not re.search(r"[^.]\.\.(?!\.)| \.|  ", printed)


@pytest.mark.parametrize("key", CLAUSES)
def test_an_empty_clause_asks_for_exactly_what_is_required(key):
    missing = composed(CLAUSES[key], {}, parties={}).missing
    required = {
        row["name"] for row in CLAUSES[key]["variables"] if row["required"] and not row.get("at_signing")
    }
    assert {item.name for item in missing if "." not in item.name} == required
    assert len({item.anchor for item in missing}) == len(missing)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_field_asks_its_question_and_its_values_are_as_people_would_have_typed_them(row):
    variable = VARIABLES[row["name"]]
    assert row["label"].endswith("?")
    assert not row["short"].endswith((".", "?"))
    assert variable.clean(row["sample"]) == row["sample"]
    for kind in DocumentKind:
        default = variable.default_for(kind)
        assert default is None or variable.clean(default) == default


def test_what_the_code_fills_is_asked_of_nobody_and_a_format_default_is_given():
    for variable in VARIABLES.values():
        if variable.filled_from in (
            "format",
            "format, aanpasbaar",
            "begrippenlijst + vragen",
            "per documentsoort",
        ):
            assert variable.default is not None, variable.name
        if variable.filled_from in ("berekend", "bij tekenen"):
            assert variable.default is None


def test_labels_are_short_and_each_asks_something_else():
    labels = [row["label"] for row in ROWS]
    assert len(set(labels)) == len(labels)
    assert all(len(label.split()) <= 14 for label in labels)
    assert len({row["short"] for row in ROWS}) >= len(ROWS) - 3


def test_the_format_speaks_to_people_as_je_in_short_sentences():
    texts = [row[key] for row in ROWS for key in ("label", "help") if key in row]
    texts += [clause[key] for clause in FORMAT["clauses"] for key in ("why", "note") if key in clause]
    for text in texts:
        assert not re.search(r"\b(u|uw|ongeldig|verplicht veld|helaas|OK)\b", text), text
        for sentence in re.split(r"[.?!:;]", text):
            assert len(sentence.split()) <= 17, sentence


@pytest.mark.parametrize("key", CLAUSES)
def test_every_clause_says_why_it_is_there(key):
    assert CLAUSES[key]["why"].endswith((".", "?"))
