"""How a clause with its values reads on page and paper."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.formats.clauses import parse
from agreements.formats.typed import Refused
from agreements.formats.variables import TYPES, Variable
from agreements.hashes import printed_mark, text_hash
from agreements.text.prose import Party, compose, own_text, plain_text, structured

NBSP = "\u00a0"
PARTIES = {
    "municipality": Party(
        "municipality", "gemeente Eskerveen", "de gemeente", "", "Eskerveen", "", "de wethouder"
    ),
    "initiative": Party("initiative", "Coöperatie Warm Lijsterkwartier U.A.", "het initiatief", "coöperatie"),
    "partner-1": Party("partner-1", "Stichting De Veenhof", "De Veenhof", side="partner"),
}


def variables(**types: str) -> dict[str, Variable]:
    return {name: Variable.from_row({"name": name, "type": type}) for name, type in types.items()}


def composed(text, values=None, parties=PARTIES, numbers=None, declared=None, **types):
    return compose(
        parse(text), declared or variables(**types), values or {}, parties=parties, numbers=numbers
    )


def words(spans):
    return "".join(
        span.get("t") or span.get("v") or f"<{span.get('blank') or span.get('line')}>" for span in spans
    ).replace(NBSP, " ")


def read(text, values=None, **more):
    """The article as lines: a paragraph as it reads, items of a list with a dash, other blocks by type."""
    lines = []
    for block in composed(text, values, **more).blocks:
        if block["type"] == "p":
            lines.append(words(block["spans"]))
        elif block["type"] == "list":
            lines += [f"- {words(item)}" for item in block["items"]]
        else:
            lines.append(block["type"])
    return lines


# --- sentences


def test_each_line_is_a_paragraph_and_values_carry_the_name_of_their_field():
    blocks = composed("In {{ jaar }} klaar.\nEcht waar.", {"jaar": 2034}, jaar="year").blocks
    assert blocks == [
        {"type": "p", "spans": [{"t": "In "}, {"v": "2034", "name": "jaar"}, {"t": " klaar."}]},
        {"type": "p", "spans": [{"t": "Echt waar."}]},
    ]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("Waar: {{ x }}.", "De buurt is warm.", "Waar: De buurt is warm."),
        ("Waar: {{ x }}.", "De buurt is warm", "Waar: De buurt is warm."),
        ("Waar: {{ x }}. Meer.", "Echt?", "Waar: Echt? Meer."),
        ("Waar: {{ x }}.", "De buurt (en zo.)", "Waar: De buurt (en zo.)."),
        ("{{ x }} doet mee.", "wijkraad", "Wijkraad doet mee."),
        ("{{ x }} doet mee.", "ijsclub", "IJsclub doet mee."),
        ("{{ x }} doet mee.", "’t Nest", "’t Nest doet mee."),
        ("Met {{ x }}, en verder.", "Warm U.A.", "Met Warm U.A., en verder."),
    ],
)
def test_full_stops_and_capitals_fit_the_value(text, value, expected):
    assert read(text, {"x": value}, x="text") == [expected]


def test_an_empty_piece_leaves_no_trace():
    text = "Begin.[[ Plaats: {{ a }}.]] [[Datum: {{ b }}.]]\n[[Alleen {{ a }}.]]\nEinde."
    assert read(text, {}, a="text", b="date") == ["Begin.", "Einde."]
    assert read(text, {"b": "2027-03-07"}, a="text", b="date") == ["Begin. Datum: 7 maart 2027.", "Einde."]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"vast": True, "bedrag": "0.00"}, ["Ja."]),
        ({"vast": False, "bedrag": "5.00"}, ["Nee.", "Betaald."]),
        ({}, []),
    ],
)
def test_a_choice_prints_what_was_chosen_and_an_amount_of_zero_counts_as_nothing(values, expected):
    text = "{% als vast is ja %}Ja.{% einde %}{% als vast is nee %}Nee.{% einde %}\n{% als bedrag %}Betaald.{% einde %}"
    assert read(text, values, vast="boolean", bedrag="money") == expected


def test_a_choice_that_is_a_kind_of_document_prints_its_title():
    assert read("Hierna: {{ x }}.", {"x": "sok"}, x="choice:sok|nog open") == [
        "Hierna: samenwerkingsovereenkomst."
    ]
    assert read("Hierna: {{ x }}.", {"x": "nog open"}, x="choice:sok|nog open") == ["Hierna: nog open."]


# --- missing


def test_a_missing_value_is_a_marked_blank_and_is_listed_with_its_label():
    declared = {
        "jaar": Variable("jaar", "year", label="In welk jaar?", short="jaar van de stip", required=True)
    }
    result = composed("In {{ jaar }}.", declared=declared)
    assert result.blocks[0]["spans"][1] == {"blank": "jaar", "label": "jaar van de stip"}
    assert result.missing == [("jaar", "v-jaar", "jaar van de stip")]


def test_an_open_choice_is_asked_for_once_where_it_would_decide():
    declared = {"vast": Variable.from_row({"name": "vast", "type": "boolean", "required": True})}
    text = "{% als vast is ja %}Ja.{% einde %}{% als vast is nee %}Nee.{% einde %}"
    assert [item.name for item in composed(text, declared=declared).missing] == ["vast"]
    assert [item.name for item in composed("Vast: {{ vast }}. " + text, declared=declared).missing] == [
        "vast"
    ]


def test_what_is_filled_at_signing_is_a_line_and_never_missing():
    declared = {"plaats": Variable("plaats", "text", short="plaats", required=True, at_signing=True)}
    result = composed("Getekend in {{ plaats }}.", declared=declared)
    assert result.blocks[0]["spans"][1] == {"line": "plaats", "label": "plaats"}
    assert result.missing == []


def test_a_required_cell_without_words_is_a_blank_of_its_own():
    rows = [
        {"task": "Bellen", "who": "municipality", "ready": "2027-05-01"},
        {"task": "Schrijven", "who": "initiative"},
    ]
    result = composed("Taken:\n{{ taken }}", {"taken": rows}, taken="task_list")
    assert result.blocks[1]["rows"][1][4] == [
        {"blank": "taken", "label": "klaar op", "anchor": "v-taken_1_ready"}
    ]
    assert result.missing == [("taken", "v-taken_1_ready", "klaar op bij “Schrijven”")]


def test_two_blanks_for_one_field_have_their_own_anchors():
    anchors = [item.anchor for item in composed("{{ a }} en {{ a }}", a="text").missing]
    assert anchors == ["v-a", "v-a-2"]


# --- lists and tables


def test_a_list_goes_below_a_sentence_that_ends_in_a_colon_and_its_full_stop_disappears():
    values = {"x": ["huurders", "eigenaren"]}
    assert read("Dit zijn: {{ x }}. Zij doen mee.", values, x="list") == [
        "Dit zijn:",
        "- huurders",
        "- eigenaren",
        "Zij doen mee.",
    ]
    assert read("Samen:\n{{ x }}\nKlaar.", values, x="list") == [
        "Samen:",
        "- huurders",
        "- eigenaren",
        "Klaar.",
    ]


def test_elsewhere_a_list_is_joined_in_the_sentence():
    values = {"x": ["huurders", "eigenaren", "winkels"]}
    assert read("Ook {{ x }} doen mee.", values, x="list") == ["Ook huurders, eigenaren en winkels doen mee."]
    assert read("- Wie: {{ x }}", values, x="list") == ["- Wie: huurders, eigenaren en winkels"]


def test_dashes_in_the_format_become_one_list_with_its_lead_in_bold():
    text = "Vooraf:\n- {{ initiatief.kort }}: {{ a }}\n[[- Beleid: {{ b }}.]]\n- Klaar."
    blocks = composed(text, {"a": "wij begonnen"}, a="longtext", b="text").blocks
    assert blocks[1] == {
        "type": "list",
        "ordered": False,
        "items": [
            [{"t": "Het initiatief:", "b": True}, {"t": " "}, {"v": "wij begonnen", "name": "a"}],
            [{"t": "Klaar."}],
        ],
    }


def test_a_long_text_goes_on_in_the_sentence_and_keeps_its_paragraphs_and_lists():
    value = "Eerst dit.\n\nDan dat:\n- een\n- twee"
    assert read("Plan: {{ x }}. Einde.", {"x": value}, x="longtext") == [
        "Plan: Eerst dit.",
        "Dan dat:",
        "- een",
        "- twee",
        "Einde.",
    ]


def test_a_budget_carries_its_totals_and_the_sentence_around_it_uses_them():
    declared = variables(kosten="budget_table") | {
        name: Variable(name, "money", filled_from="berekend") for name in ("totaal", "ongedekt")
    }
    rows = [
        {"item": "Ontwerp", "amount": "92000.00", "payer": "municipality", "certainty": "toegezegd"},
        {"item": "Advies", "amount": "1000.50", "payer": "?", "certainty": "nog te vinden"},
    ]
    result = composed(
        "Samen {{ totaal }}, open {{ ongedekt }}.\n{{ kosten }}", {"kosten": rows}, declared=declared
    )
    assert words(result.blocks[0]["spans"]) == "Samen € 93.000,50 (inclusief btw), open € 1.000,50."
    assert [(t["label"], t["amount"], t["style"]) for t in result.blocks[1]["totals"]] == [
        ("Totaal", "93.000,50", "totaal"),
        ("waarvan toegezegd", "92.000", "waarvan"),
        ("Nog niet gedekt", "1.000,50", "ongedekt"),
    ]
    assert [words(cell) for cell in result.blocks[1]["rows"][0]] == [
        "Ontwerp",
        "92.000",
        "gemeente",
        "toegezegd",
    ]


def test_words_are_explained_in_alphabetical_order_and_keep_the_anchor_of_their_own_row():
    rows = [{"word": "warmte"}, {"word": "buurt", "meaning": "onze straten"}]
    block = composed("{{ x }}", {"x": rows}, x="definition_list").blocks[0]
    assert [row[0][0] for row in block["rows"]] == [{"t": "buurt", "b": True}, {"t": "warmte", "b": True}]
    assert block["rows"][1][1][0]["anchor"] == "v-x_0_meaning"


def test_a_ladder_shows_who_meets_and_within_what_time():
    rows = [{"who": "de aanspreekpunten", "within": "10"}, {"who": "een mediator"}]
    assert composed("{{ x }}", {"x": rows}, x="escalation_list").blocks == [
        {
            "type": "steps",
            "items": [
                {"who": [{"t": "De aanspreekpunten"}], "within": "10 werkdagen"},
                {"who": [{"t": "Een mediator"}], "within": ""},
            ],
        }
    ]


def test_techniques_read_as_a_list_with_their_details():
    rows = [{"technique": "warmtenet", "scale": "samen", "source": "de rivier"}, {"scale": "per woning"}]
    result = composed("Voorkeur: {{ x }}", {"x": rows}, x="technique_list")
    items = result.blocks[1]["items"]
    assert words(items[0]) == "warmtenet (samen; warmtebron: de rivier)"
    assert items[1][0] == {"blank": "x", "label": "oplossing", "anchor": "v-x_1_technique"}
    assert [item.anchor for item in result.missing] == ["v-x_1_technique"]


# --- parties and references


def test_the_parties_present_themselves_and_each_who_signs_is_on_the_card_of_its_party():
    declared = {
        "partijen": Variable("partijen", "party_list", filled_from="samenwerking.partijen"),
        "tekenaars": Variable("tekenaars", "signature_list"),
    }
    signing = replace(PARTIES["initiative"], signatories=("voorzitter", "penningmeester"))
    parties = {key: PARTIES[key] for key in ("municipality", "partner-1")} | {"initiative": signing}
    result = composed("{{ partijen }}\n{{ tekenaars }}", declared=declared, parties=parties)
    presented, asked, signatures = result.blocks
    assert [item["short"] for item in presented["items"]] == ["de gemeente", "De Veenhof", "het initiatief"]
    assert [item["functions"] for item in signatures["items"]] == [
        ["de wethouder"],
        [],
        ["voorzitter", "penningmeester"],
    ]
    assert words(asked["spans"]) == "Voor Stichting De Veenhof tekent: <tekenaars>"
    assert result.missing == [
        ("tekenaars", "v-tekenaars_1_function", "functie van wie tekent voor De Veenhof")
    ]


def test_an_item_of_which_nothing_is_left_is_no_item():
    assert read("Dit:\n- [[{{ a }}]]\n- Klaar.", a="text") == ["Dit:", "- Klaar."]


def test_another_short_name_replaces_the_usual_words_in_the_format_but_not_in_what_people_typed():
    parties = PARTIES | {"initiative": Party("initiative", "Warm Lijsterkwartier", "Warm Lijster")}
    text = "Het initiatief helpt. De gemeente betaalt het initiatief. {{ x }}"
    assert read(text, {"x": "Het initiatief blijft."}, parties=parties, x="text") == [
        "Warm Lijster helpt. De gemeente betaalt Warm Lijster. Het initiatief blijft."
    ]


def test_a_party_is_chosen_by_key_or_named_in_words_and_a_key_of_nobody_is_missing():
    for value, expected in (
        ("initiative", "Coöperatie Warm Lijsterkwartier U.A. trekt."),
        ("wijkraad", "Wijkraad trekt."),
        ("partner-9", "<x> trekt."),
    ):
        assert read("{{ x.naam }} trekt.", {"x": value}, x="party") == [expected]


def test_a_missing_field_of_a_party_is_named():
    result = composed("Namens {{ initiatief.naam }} tekent {{ initiatief.vertegenwoordiger_functie }}.")
    assert result.missing == [
        (
            "initiatief.vertegenwoordiger_functie",
            "v-initiatief-vertegenwoordiger_functie",
            "functie van wie tekent voor het initiatief",
        )
    ]


def test_articles_are_referred_to_by_title_and_get_the_number_of_this_document():
    numbers = {"beeindiging": (12, "Eerder stoppen"), "duur": (11, "Hoe lang dit geldt")}
    reference = {"ref": "a-beeindiging", "t": f'artikel{NBSP}12 ("Eerder stoppen")'}
    text = 'Dan geldt het artikel "Eerder stoppen".'
    assert composed(text, numbers=numbers).blocks[0]["spans"][1] == reference
    assert read(text, numbers={}) == [text]
    blocks = composed(
        "Bindend: {{ x }}", {"x": ["beeindiging", "weg"]}, numbers=numbers, x="clause_list"
    ).blocks
    assert blocks[1]["items"] == [[reference]]


def test_a_dropped_article_is_not_referred_to():
    clause = parse("[[Bindend: {{ x }}]]")
    numbers = {"duur": (3, "Hoe lang dit geldt")}
    blocks = compose(
        clause,
        variables(x="clause_list"),
        {"x": ["duur"]},
        parties={},
        numbers=numbers,
        states={"duur": "dropped"},
    ).blocks
    assert blocks == []


def test_an_attached_document_is_referred_to_by_its_number():
    values = {"kaart": "Kaart", "los": "Brief", "bijlagen": [{"title": "Begroting"}, {"title": "Kaart"}]}
    spans = composed("{{ kaart }} en {{ los }}", values, kaart="document", los="document").blocks[0]["spans"]
    assert spans[0] == {"ref": "bijlage-2", "t": f"Bijlage{NBSP}2"}
    assert spans[2] == {"v": "Brief", "name": "los"}


# --- hostile text


HOSTILE = [
    "{{ geheim }}",
    "[[ {{ x }} ]]",
    "{% als x %}weg{% einde %}",
    "<script>alert(1)</script>",
    'het artikel "Eerder stoppen"',
    "{{",
    "%}",
    "- streep",
]


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("type", ["text", "longtext", "function", "list", "task_list"])
def test_what_people_type_stays_text(typed, type):
    raw = {"list": [typed], "task_list": [{"task": typed, "who": typed, "ready": typed}]}.get(type, typed)
    field = variables(x=type)["x"]
    value = field.clean(raw)
    result = composed(
        "Zo: {{ x }} klaar.",
        {"x": value, "geheim": "GEHEIM"},
        x=type,
        geheim="text",
        numbers={"e": (1, "Eerder stoppen")},
    )
    printed = json.dumps(result.blocks, ensure_ascii=False)
    assert "GEHEIM" not in printed
    assert '"ref"' not in printed
    assert json.dumps(typed.removeprefix("- "), ensure_ascii=False)[1:-1] in printed


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from([*(name for name in TYPES if name != "choice")]))
def test_any_value_that_was_kept_can_be_printed(typed, type):
    field = variables(x=type)["x"]
    rows = [{column.key: typed for column in field.columns}] if field.table else typed
    try:
        value = field.clean(rows)
    except Refused:
        return
    for text in ("{{ x }}", "Zo: {{ x }}. Klaar", "- punt: {{ x }}", "Ook {{ x }} erbij [[en {{ x }}]]."):
        result = composed(text, {"x": value, "geheim": "GEHEIM"}, x=type, geheim="text")
        assert "GEHEIM" not in json.dumps(result.blocks)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(ANYTHING, st.sampled_from([*(name for name in TYPES if name != "choice"), "choice:a|b"]))
def test_a_value_that_no_longer_fits_its_field_is_missing_and_breaks_nothing(value, type):
    result = composed(
        "{{ x }}{% als x %}ja{% einde %} [[{{ totaal }}]]", {"x": value, "bijlagen": value}, x=type
    )
    assert all(item.name == "x" for item in result.missing)


# --- wording of one's own


def test_own_wording_is_paragraphs_and_lists_and_nothing_else():
    assert own_text("Wij doen dit:\n- een\n* twee\n\n{{ x }} <b>\n") == [
        {"type": "p", "spans": [{"t": "Wij doen dit:"}]},
        {"type": "list", "ordered": False, "items": [[{"t": "een"}], [{"t": "twee"}]]},
        {"type": "p", "spans": [{"t": "{{ x }} <b>"}]},
    ]


def test_own_wording_starts_from_what_stood_there_and_keeps_the_tables():
    rows = [{"task": "Bellen", "who": "municipality", "ready": "2027-05-01"}]
    before = composed(
        "Taken van {{ a }}:\n{{ x }}\nKlaar.", {"a": "ons", "x": rows}, a="text", x="task_list"
    ).blocks
    text = plain_text(before)
    assert text == "Taken van ons:\nKlaar."
    after = own_text("Wie doet wat:\nTot slot.", kept=structured(before))
    assert [block["type"] for block in after] == ["p", "table", "p"]
    assert after[1] == before[1]


# --- the mark of a text


def test_the_mark_does_not_depend_on_the_order_of_keys_but_on_every_word():
    parties, articles = [{"name": "A", "short": "a"}], [{"key": "duur", "blocks": [{"type": "p"}]}]
    mark = text_hash(parties, articles)
    assert mark == text_hash([{"short": "a", "name": "A"}], articles)
    assert mark != text_hash(parties, [{"key": "duur", "blocks": []}])
    assert printed_mark("7f3a91c2aabb") == "7f3a 91c2"
