"""The clause language: what it reads, what it refuses, and how it tells a beheerder what to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.formats.clauses import (
    MAX_BYTES,
    Clause,
    ClauseError,
    Condition,
    Optional,
    Text,
    Value,
    check,
    parse,
)
from agreements.formats.variables import Variable

MARKS = st.sampled_from(
    [
        "{{",
        "}}",
        "[[",
        "]]",
        "{%",
        "%}",
        "{% als a %}",
        "{% als a is b c %}",
        "{% einde %}",
        "{{ a }}",
        "{{ a.naam }}",
    ]
)


def test_text_values_optional_pieces_and_choices_are_told_apart():
    clause = parse("Op {{ datum }}[[ in {{ plaats }}]]{% als vast is ja %} staat het vast{% einde %}.")
    assert clause == Clause(
        (
            Text("Op "),
            Value("datum"),
            Optional((Text(" in "), Value("plaats"))),
            Condition("vast", "ja", (Text(" staat het vast"),)),
            Text("."),
        )
    )


def test_a_field_of_a_party_is_read():
    assert parse("{{ initiatief.kort }}").nodes == (Value("initiatief", "kort"),)


def test_an_option_may_have_several_words_and_an_optional_piece_may_stand_in_a_choice():
    clause = parse("{% als kosten_wie is ieder eigen kosten %}Ieder [[en {{ x }}]]{% einde %}")
    condition = clause.nodes[0]
    assert isinstance(condition, Condition)
    assert condition.option == "ieder eigen kosten"
    assert condition.nodes[1] == Optional((Text("en "), Value("x")))


def test_an_optional_piece_may_run_over_lines():
    assert parse("[[een {{ a }}\ntwee {{ b }}]]").variables() == {"a", "b"}


def test_built_in_parties_are_not_asked_for():
    assert parse("{{ gemeente.naam }} en {{ partij.naam }}{% als x %}.{% einde %}").variables() == {
        "partij",
        "x",
    }


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("een\n{{ plaats", 2, "mist }}"),
        ("een }} twee", 1, "geen {{ geopend"),
        ("a\nb\n[[ open", 3, "Zet ]]"),
        ("[[ a [[ b ]] ]]", 1, "[[ binnen [["),
        ("{% als x %}tekst", 1, "Zet {% einde %}"),
        ("tekst {% einde %}", 1, "Haal het weg"),
        ("{% als x %}{% als y %}{% einde %}{% einde %}", 1, "niet in een andere keuze"),
        ("[[ {% als x %}a{% einde %} ]]", 1, "Zet [[ … ]] in de keuze"),
        ("{{ Plaats|upper }}", 1, "één naam"),
        ("{{ }}", 1, "niets"),
        ("{% for x in y %}", 1, "als naam"),
        ("{% als x == 1 %}a{% einde %}", 1, "als naam"),
        ("{{ a.b.c }}", 1, "één naam"),
    ],
)
def test_a_mistake_names_the_line_and_what_to_do(text, line, says):
    with pytest.raises(ClauseError) as caught:
        parse(text)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"Regel {line}: ")
    assert says in str(caught.value)


def test_the_column_of_a_mistake_is_counted_within_its_line():
    with pytest.raises(ClauseError) as caught:
        parse("eerste regel\nabc ]]")
    assert (caught.value.line, caught.value.column) == (2, 5)


@pytest.mark.parametrize(
    "text", ["é" * MAX_BYTES, "{{ a }} " * 501, "[[{{ a }}]]" * 300, "{{ a }}" * 100_000]
)
def test_a_text_that_would_be_slow_to_print_is_refused(text):
    with pytest.raises(ClauseError):
        parse(text)


@settings(deadline=None)
@given(st.lists(st.one_of(MARKS, st.text(max_size=20)), max_size=30).map("".join))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        read = parse(text)
    except ClauseError as refusal:
        read = refusal
    assert isinstance(read, Clause) or (read.line >= 1 and read.column >= 1)


DECLARED = {
    "plaats": Variable("plaats", "text"),
    "vast": Variable.from_row({"name": "vast", "type": "boolean"}),
    "rol": Variable.from_row({"name": "rol", "type": "choice:meedenken|zelf doen"}),
    "trekker": Variable("trekker", "party"),
}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ plats }}", "Bedoel je plaats?"),
        ("{% als onbekend %}x{% einde %}", "onbekend bestaat niet"),
        ("{% als rol is zelf dien %}x{% einde %}", "Bedoel je zelf doen?"),
        ("{% als vast is misschien %}x{% einde %}", "Kies uit: ja, nee"),
        ("{% als plaats is Delft %}x{% einde %}", "heeft geen keuzes"),
        ("{{ trekker.nam }}", "Bedoel je naam?"),
        ("{{ gemeente.wachtwoord }}", "Een partij heeft geen .wachtwoord"),
        ("{{ plaats.naam }}", "is geen partij"),
    ],
)
def test_a_clause_that_asks_for_something_unknown_says_what_was_meant(text, says):
    (problem,) = check(parse(text), DECLARED)
    assert says in problem.message


def test_a_sound_clause_has_no_problems():
    text = "{{ gemeente.naam }} {{ trekker.kort }} [[{{ plaats }}]]{% als rol is zelf doen %}a{% einde %}"
    assert check(parse(text), DECLARED) == []


def test_only_what_the_choices_can_print_is_in_play():
    clause = parse(
        "{% als x is ja %}A {{ a }}[[ {{ b }}]]{% einde %}{% als y %}{{ c }}{% einde %}[[{{ d }}]]"
    )
    assert clause.in_play(lambda choice: choice.name == "x") == {"x", "y", "a", "b", "d"}
    assert clause.in_play(lambda choice: False) == {"x", "y", "d"}
