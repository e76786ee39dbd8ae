"""What people type becomes a value, or a sentence that says what to type."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.formats.columns import TABLES, Cell
from agreements.formats.variables import TYPES, Refused, Variable, is_empty

NBSP = "\u00a0"


def variable(type: str) -> Variable:
    return Variable.from_row({"name": "x", "type": type})


@pytest.mark.parametrize(
    ("type", "typed", "kept", "printed"),
    [
        ("text", "  één  regel\n met   tekst ", "één regel met tekst", "één regel met tekst"),
        ("date", "2027-03-07", "2027-03-07", f"7{NBSP}maart{NBSP}2027"),
        ("date", "7 maart 2027", "2027-03-07", f"7{NBSP}maart{NBSP}2027"),
        ("date", "7-3-2027", "2027-03-07", f"7{NBSP}maart{NBSP}2027"),
        ("year", "2034", 2034, "2034"),
        ("integer", "1.204", 1204, "1.204"),
        ("integer", 12, 12, "12"),
        ("money", "1250", "1250.00", f"€{NBSP}1.250"),
        ("money", "€ 1.250", "1250.00", f"€{NBSP}1.250"),
        ("money", "1.250,5", "1250.50", f"€{NBSP}1.250,50"),
        ("money", "1250.00", "1250.00", f"€{NBSP}1.250"),
        ("money", "€ 18.500,-", "18500.00", f"€{NBSP}18.500"),
        ("money", "0", "0.00", f"€{NBSP}0"),
        ("percent", "65%", "65", "65%"),
        ("percent", "62,5 procent", "62.5", "62,5%"),
        ("percent", "100", "100", "100%"),
        ("duration", {"number": "2", "unit": "years"}, {"number": 2, "unit": "years"}, f"2{NBSP}jaar"),
        ("duration", {"number": "1", "unit": "months"}, {"number": 1, "unit": "months"}, f"1{NBSP}maand"),
        ("duration", "6 maanden", {"number": 6, "unit": "months"}, f"6{NBSP}maanden"),
        ("boolean", "ja", True, "ja"),
        ("boolean", False, False, "nee"),
        ("choice:samen|per woning", "per woning", "per woning", "per woning"),
        ("list", "- huurders\n- eigenaren\n\n", ["huurders", "eigenaren"], "huurders en eigenaren"),
        ("list", ["a.", "b;", "c"], ["a.", "b;", "c"], "a, b en c"),
    ],
)
def test_what_is_typed_is_kept_and_printed_in_one_way(type, typed, kept, printed):
    field = variable(type)
    assert field.clean(typed) == kept
    assert field.printed(kept) == printed
    assert field.clean(kept) == kept


def test_a_period_prints_with_both_days():
    kept = variable("period").clean({"from": "1 maart 2027", "to": "2028-12-31"})
    assert kept == {"from": "2027-03-01", "to": "2028-12-31"}
    assert variable("period").printed(kept).replace(NBSP, " ") == "1 maart 2027 tot en met 31 december 2028"


@pytest.mark.parametrize(
    ("type", "typed", "says"),
    [
        ("date", "31 februari 2027", "7 maart 2027"),
        ("date", "morgen", "“morgen”"),
        ("year", "34", "zoals 2035"),
        ("integer", "veel", "heel getal"),
        ("money", "-5", "bedrag"),
        ("money", "duizend", "bedrag"),
        ("money", "1e9", "bedrag"),
        ("percent", "101", "0 tot en met 100"),
        ("duration", {"number": "2", "unit": "eeuwen"}, "weken, maanden of jaren"),
        ("duration", {"number": "2", "unit": ["x"]}, "weken, maanden of jaren"),
        ("period", {"from": "2027-03-01"}, "einddatum"),
        ("period", {"from": "2027-03-01", "to": ""}, "einddatum"),
        ("period", "volgend jaar", "begindatum"),
        ("period", {"from": "2027-03-01", "to": "2026-03-01"}, "Draai ze om"),
        ("boolean", "misschien", "ja of nee"),
        ("choice:a|b", "c", "a, b"),
        ("text", "x" * 301, "hoogstens 300 tekens"),
        ("longtext", "x" * 8001, "hoogstens 8000 tekens"),
        ("list", ["x"] * 61, "60 punten"),
        ("list", {"a": 1}, "eigen regel"),
        ("task_list", [{"task": "x"}] * 61, "60 rijen"),
        ("task_list", "taak", "per rij"),
        ("budget_table", [{"item": "a"}, {"amount": "veel"}], "Rij 2, Bedrag:"),
        ("text", ["a"], "één tekst"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(type, typed, says):
    with pytest.raises(Refused) as caught:
        variable(type).clean(typed)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1250", "1250.00"),
        ("1.250", "1250.00"),
        ("1 250", "1250.00"),
        ("1.250,5", "1250.50"),
        ("1250,5", "1250.50"),
        ("12.50", "12.50"),
        ("12,34", "12.34"),
        ("€ 3.500", "3500.00"),
        ("€\u00a03.500,00", "3500.00"),
        ("3.500 euro", "3500.00"),
        ("EUR 18.500,-", "18500.00"),
        ("18.500,—", "18500.00"),
        ("12.345", "12345.00"),
        ("1,250.50", "1250.50"),
        ("1,250,000", "1250000.00"),
        ("1.250.000", "1250000.00"),
        ("0,05", "0.05"),
        ("999.999.999,99", "999999999.99"),
        (12, "12.00"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, kept):
    assert variable("money").clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("12,345", "Bedoel je 12.345? Schrijf dan een punt."),
        ("€ 3,500", "Bedoel je 3.500?"),
        ("12.345,678", "zoals 1.250 of 1.250,50"),
        ("0,125", "zoals 1.250"),
        ("0.125", "zoals 1.250"),
        ("1.25.0", "zoals 1.250"),
        ("12 50", "zoals 1.250"),
        ("1.250 000", "zoals 1.250"),
        ("1,5 miljoen", "zoals 1.250"),
        ("12,", "zoals 1.250"),
        ("-5", "zoals 1.250"),
        ("١٢", "zoals 1.250"),
        ("1.000.000.000", "te groot"),
        ("9" * 40, "te groot"),
    ],
)
def test_an_amount_that_can_be_read_in_two_ways_is_asked_again(typed, says):
    with pytest.raises(Refused, match=re.escape(says)):
        variable("money").clean(typed)


@pytest.mark.parametrize("type", [*(name for name in TYPES if name != "choice"), "choice:a|b"])
def test_nothing_typed_is_no_value(type):
    field = variable(type)
    for nothing in (None, "", "   ") if not field.table else (None, "", []):
        assert is_empty(field.clean(nothing))


def test_empty_rows_unknown_columns_and_empty_cells_are_left_out():
    rows = [{"task": " bellen ", "who": "", "hack": "x"}, {"task": ""}, {"ready": "1 mei 2027"}]
    assert variable("task_list").clean(rows) == [{"task": "bellen"}, {"ready": "2027-05-01"}]


def test_a_cell_for_a_moment_takes_a_date_a_month_or_words():
    rows = [{"ready": "7-3-2027"}, {"ready": "2027-03"}, {"ready": "doorlopend"}, {"ready": "2027-13"}]
    assert [row["ready"] for row in variable("task_list").clean(rows)] == [
        "2027-03-07",
        "2027-03",
        "doorlopend",
        "2027-13",
    ]


def test_control_and_direction_marks_disappear_and_letters_are_composed():
    assert variable("text").clean("cafe\u0301\x00\x1b \u202eomgekeerd\ufeff") == "café omgekeerd"
    assert variable("longtext").clean("a\r\nb\x0cc\td") == "a\nb\nc d"
    assert variable("text").clean("half \ud800 teken") == "half teken"


def test_a_default_may_differ_per_kind_of_document():
    field = Variable("bindend", "choice", default={"per_kind": {"sok": "bindend"}})
    assert field.default_for("sok") == "bindend"
    assert field.default_for("projectplan") is None
    assert Variable("x", "integer", default=3).default_for("sok") == 3


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.kind)
def test_the_columns_of_each_table_fill_its_width_and_choices_have_options(table):
    assert sum(column.width for column in table.columns) == 100
    assert len({column.key for column in table.columns}) == len(table.columns)
    assert table.columns[0].required
    assert all(bool(column.options) == (column.type == Cell.CHOICE) for column in table.columns)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@settings(deadline=None)
@given(ANYTHING, st.sampled_from([*(name for name in TYPES if name != "choice"), "choice:a|b"]))
def test_whatever_arrives_is_kept_as_json_or_refused(raw, type):
    try:
        kept = variable(type).clean(raw)
    except Refused:
        return
    json.dumps(kept, allow_nan=False).encode()
    assert variable(type).clean(kept) == kept
