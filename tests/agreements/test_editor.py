"""What a field shows, what a browser sends for it, and when that means that nobody touched it."""

import pytest
from django.http import QueryDict

from agreements.editing import editor, inputs
from agreements.formats.typed import Refused
from agreements.formats.variables import Variable
from agreements.models import FieldValue
from agreements.terms import Origin
from agreements.text.tables import Party

PARTIES = {
    "municipality": Party("municipality", "gemeente Eskerveen", "de gemeente"),
    "initiative": Party("initiative", "Zeebuurt Warm", "de coöperatie"),
}


def field(kind: str, value: object, **more: object) -> editor.Field:
    variable = Variable.from_row({"name": "iets", "type": kind, "label": "Iets", **more})
    kept = FieldValue(variable="iets", value=value, revision=3, origin=Origin.ASKED)
    return editor.field_of(variable, kept, parties=PARTIES, articles=[("gebied", "Gebied"), ("duur", "Duur")])


def data(**sent: str | list[str]) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in sent.items():
        found.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return found


@pytest.mark.parametrize(
    ("kind", "value", "sent"),
    [
        ("text", "een regel", {"iets": " een regel "}),
        ("longtext", "een\ntwee", {"iets": "een\r\ntwee\r\n"}),
        ("list", ["een", "twee"], {"iets": "een\r\ntwee"}),
        ("date", "2027-03-07", {"iets": "2027-03-07"}),
        ("year", 2035, {"iets": "2035"}),
        ("money", "1250.00", {"iets": "1250"}),
        ("money", "1250.50", {"iets": "1250,50"}),
        ("boolean", False, {"iets": "nee"}),
        ("boolean", None, {}),
        ("choice:rood|groen", "groen", {"iets": "groen"}),
        ("party", "initiative", {"iets": "initiative"}),
        ("party", "Steunpunt Buurtwarmte", {"iets": "Steunpunt Buurtwarmte"}),
        ("clause_list", ["duur", "gebied"], {"iets": ["gebied", "duur"]}),
        ("duration", {"number": 2, "unit": "weeks"}, {"iets__number": "2", "iets__unit": "weeks"}),
        ("duration", None, {"iets__number": "", "iets__unit": "months"}),
        (
            "period",
            {"from": "2027-03-07", "to": "2028-03-07"},
            {"iets__from": "2027-03-07", "iets__to": "2028-03-07"},
        ),
        (
            "task_list",
            [{"task": "Avond", "who": "initiative", "ready": "2027-03-07"}],
            {
                "iets__rows": "2",
                "iets__0__task": "Avond",
                "iets__0__who": "initiative",
                "iets__0__ready": "2027-03-07",
            },
        ),
        (
            "task_list",
            [{"task": "Avond", "who": "initiative, municipality, de voorzitter", "ready": "doorlopend"}],
            {
                "iets__rows": "1",
                "iets__0__task": "Avond",
                "iets__0__who": "municipality, initiative",
                "iets__0__who__anders": "de voorzitter",
                "iets__0__ready": "",
                "iets__0__ready__anders": "doorlopend",
            },
        ),
        ("task_list", [], {"iets__rows": "1"}),
    ],
)
def test_what_comes_back_as_it_was_shown_was_not_touched(kind, value, sent):
    shown = field(kind, value)
    answer = data(**sent, rev__iets=shown.mark)
    raw = inputs.typed(shown.variable, answer)
    assert inputs.untouched(shown.variable, raw, answer)
    assert inputs.revision_sent(shown.variable, answer) == 3


@pytest.mark.parametrize(
    ("kind", "value", "sent"),
    [
        ("text", "een regel", {"iets": ""}),
        ("boolean", False, {"iets": "ja"}),
        ("clause_list", ["duur"], {"iets": ["gebied", "duur"]}),
        ("task_list", [{"task": "Avond"}], {"iets__rows": "1", "iets__0__remove": "1"}),
    ],
)
def test_what_was_changed_or_emptied_was_touched(kind, value, sent):
    shown = field(kind, value)
    answer = data(**sent, rev__iets=shown.mark)
    assert not inputs.untouched(shown.variable, inputs.typed(shown.variable, answer), answer)


def test_a_date_is_shown_as_its_picker_reads_it_and_a_wrong_one_as_it_was_typed():
    assert field("date", "2027-03-07").text == "2027-03-07"
    assert field("period", {"from": "2027-03-07", "to": ""}).parts["from"] == "2027-03-07"
    assert field("date", "7 mrt").text == "7 mrt"


def box(key, value):
    row = field("task_list", [{"task": "Avond", key: value}]).rows[0]
    return next(box for box in row.boxes if box.column.key == key)


@pytest.mark.parametrize(
    ("key", "value", "picked", "words"),
    [
        ("ready", "2027-03-07", "2027-03-07", ""),
        ("ready", "7 maart 2027", "2027-03-07", ""),
        ("ready", "2027-03", "", "maart 2027"),
        ("ready", "doorlopend", "", "doorlopend"),
        ("ready", "2027-03-07; of later", "2027-03-07", "of later"),
        ("who", "initiative", "initiative", ""),
        ("who", "coöperatie", "initiative", ""),  # as somebody typed it before there was a list
        ("who", "de voorzitter", "", "de voorzitter"),
        ("who", "initiative, municipality", "municipality, initiative", ""),
        ("who", "municipality, de raad", "municipality", "de raad"),
        ("who", "de raad, municipality", "", "de raad, gemeente"),
    ],
)
def test_a_cell_picks_a_day_or_a_party_and_keeps_other_words_beside_it(key, value, picked, words):
    shown = box(key, value)
    assert (shown.value, shown.words) == (picked, words)


@pytest.mark.parametrize(
    ("typed", "shown"), [("veel", "veel"), ("nan", "nan"), ("1e9", "1e9"), ("1250.50", "1.250,50")]
)
def test_an_amount_that_cannot_be_read_comes_back_as_it_was_typed(typed, shown):
    (row,) = field("budget_table", [{"item": "Zaal", "amount": typed}]).rows
    assert next(box.value for box in row.boxes if box.column.key == "amount") == shown


def test_a_cell_offers_the_parties_by_their_short_name_and_the_two_together():
    labels = [label for _key, label, _chosen in box("who", "").options]
    assert labels == ["de gemeente", "de coöperatie", "de gemeente en de coöperatie"]


def test_a_day_and_words_for_one_moment_are_refused_and_words_with_a_number_are_not():
    variable = field("task_list", []).variable
    sent = data(iets__rows="1", iets__0__ready="2027-03-07", iets__0__ready__anders="doorlopend")
    with pytest.raises(Refused, match="Kies een dag, of schrijf het bij “anders”"):
        variable.clean(inputs.typed(variable, sent))
    sent = data(iets__rows="1", iets__0__ready__anders="binnen 2 maanden")
    assert variable.clean(inputs.typed(variable, sent)) == [{"ready": "binnen 2 maanden"}]


def test_a_choice_that_may_stay_open_can_be_undone():
    assert field("choice:rood|groen", "groen").may_be_undone
    assert not field("choice:rood|groen", "groen", required=True).may_be_undone


def test_one_date_of_a_period_waits_for_the_other():
    variable = field("period", None).variable
    assert inputs.half_a_period(variable, data(iets__from="7 maart 2027", iets__to=""))
    assert not inputs.half_a_period(variable, data(iets__from="", iets__to=""))


def test_a_table_never_shows_more_rows_than_it_can_keep():
    full = [{"task": f"Taak {number}"} for number in range(60)]
    shown = field("task_list", full)
    shown.blank_rows = 1
    assert shown.row_count == 60


def test_rows_are_read_no_further_than_one_too_many():
    variable = field("task_list", []).variable
    assert len(inputs.typed(variable, data(iets__rows="99999"))) == 61
    assert inputs.typed(variable, data(iets__rows="veel")) == []
