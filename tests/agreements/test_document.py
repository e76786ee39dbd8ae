"""What does the document say, before it is printed?"""

import copy
import re

import pytest
from django.template.loader import render_to_string

from agreements.paper import document, progress
from agreements.text import blocks
from agreements.text.typography import NBSP, clean, shorten, typeset
from tests.agreements import sample_content as sample

TAGS = re.compile(r"<[^>]+>")


def article(html, key):
    return re.search(rf'<section class="art[^"]*" id="a-{key}">.*?</section>', html, re.DOTALL)[0]


def words(html):
    return " ".join(TAGS.sub(" ", html).replace("&nbsp;", NBSP).split())


def test_an_article_with_more_paragraphs_numbers_them_and_one_with_a_single_paragraph_does_not():
    html = document.html(sample.long_final())
    assert re.findall(r'<span class="lid">(.*?)</span>', article(html, "mandaat")) == ["2.1", "2.2", "2.3"]
    assert 'class="lid"' not in article(html, "juridische_status")


def test_every_numbered_paragraph_carries_the_number_of_its_article_and_counts_from_one():
    for content in (sample.long_concept(), sample.long_names()):
        html = document.html(content)
        for item in progress.articles(content):
            found = re.findall(r'<span class="lid">(.*?)</span>', article(html, item["key"]))
            assert found == [f"{item['number']}.{place}" for place in range(1, len(found) + 1)]


def test_a_sentence_and_the_list_it_leads_in_are_one_numbered_paragraph():
    html = article(document.html(sample.long_final()), "beeindiging")
    assert re.findall(r'<span class="lid">(.*?)</span>', html) == ["26.1", "26.2", "26.3", "26.4"]
    assert "26.2</span>Meteen stoppen kan als:<ul>" in html.replace("\n", "")


def test_a_table_stands_between_numbered_paragraphs_and_the_count_goes_on():
    html = article(document.html(sample.long_final()), "participatie")
    assert re.findall(r'<span class="lid">(.*?)</span>', html) == ["15.1", "15.2", "15.3"]
    assert html.index("15.2") < html.index("<table") < html.index("15.3")


def test_every_blank_in_the_list_is_in_the_text_and_the_reverse():
    content = sample.long_concept()
    html = document.html(content)
    listed = re.findall(r'<a href="#(v-[\w-]+)">', html)
    marked = re.findall(r'<span class="leeg" id="(v-[\w-]+)">', html)
    assert listed == marked == [item["anchor"] for item in content["missing"]]
    assert progress.missing(content) == [
        item | {"label": typeset(item["label"])} for item in content["missing"]
    ]


def test_a_blank_that_is_used_twice_is_listed_once_and_named_once():
    twice = sample.blank("datum", "datum")
    content = sample.content(
        [("Deel", [("een", "Een", [sample.p("Op ", twice, " en weer op ", twice, ".")])])]
    )
    html = document.html(content)
    assert html.count("nog invullen:") == 2
    assert html.count('id="v-datum"') == 1
    assert len(progress.missing(content)) == 1


def test_a_concept_in_which_everything_is_open_says_so_in_one_line():
    html = document.html(sample.long_first_concept())
    assert "Alle 29 artikelen zijn nog in gesprek." in words(html)
    assert 'class="vlag"' not in html
    assert 'class="stand ' not in html


def test_a_concept_says_at_each_article_where_it_stands_and_why():
    html = document.html(sample.long_concept())
    assert "drie artikelen staan nog open, één artikel is geparkeerd en drie gegevens ontbreken" in words(
        html
    )
    assert "m-geparkeerd" in article(html, "aansprakelijkheid")
    assert "Tot het overleg van 14 januari" in typeset(words(article(html, "aansprakelijkheid"))).replace(
        NBSP, " "
    )
    assert "25 van de 29 artikelen." in words(html)


def test_a_document_that_can_be_signed_carries_no_marks_of_a_concept():
    html = document.html(sample.long_final())
    body = html[html.index("<body") :]
    for mark in (
        "concept",
        "stand-van-zaken",
        "notitie",
        "leeg",
        "vlag",
        'class="stand ',
        "Nog niet tekenen",
    ):
        assert mark.lower() not in body.lower()
    assert "Definitief" in body


def test_a_link_to_an_article_that_is_left_out_prints_as_words():
    content = sample.content(
        [("Deel", [("een", "Een", [sample.p("Zie ", sample.ref("weg", "artikel 9"), ".")])])]
    )
    assert "Zie artikel" in document.html(content)
    assert 'href="#a-weg"' not in document.html(content)


def test_every_link_in_the_document_has_a_place_to_go():
    for content in (sample.long_concept(), sample.long_final(), sample.long_names()):
        html = document.html(content)
        targets = set(re.findall(r'id="([\w-]+)"', html))
        assert set(re.findall(r'href="#([\w-]+)"', html)) <= targets
        assert set(re.findall(r'data-t="#([\w-]+)"', html)) <= targets


def test_no_name_is_given_to_two_places():
    for content in (sample.long_concept(), sample.long_names(), sample.one_page()):
        names = re.findall(r' id="([^"]+)"', document.html(content))
        assert len(names) == len(set(names))


def test_the_signing_article_repeats_which_text_is_signed():
    content = sample.long_final()
    text = words(article(document.html(content), "ondertekening"))
    mark = document.kenmerk(content).replace(NBSP, " ")
    assert f"Samenwerkingsovereenkomst Warm Lijsterkwartier , versie 3, kenmerk {mark}" in text
    assert document.kenmerk(content).replace(NBSP, "") == content["text_hash"][:8]


def test_each_person_who_signs_has_a_card():
    html = document.html(sample.long_final())
    assert html.count('class="tekenaar"') == 4
    assert len(re.findall('class="rij"', html)) == 2


def test_the_budget_prints_its_totals_under_the_amounts():
    html = article(document.html(sample.long_final()), "financiering")
    total = re.search(r'<tr class="ongedekt">(.*?)</tr>', html, re.DOTALL)[1]
    assert re.sub(r"\s", "", total) == (
        '<thscope="row">Nognietgedekt</th><tdclass="bedrag">21.000</td><td></td><td></td>'
    )


def test_the_order_of_keys_and_the_page_before_change_nothing():
    content = sample.long_concept()
    html = document.html(content)
    turned = dict(reversed(copy.deepcopy(content).items()))
    document.html(sample.long_names())
    assert document.html(turned) == html


def test_what_people_typed_never_becomes_markup():
    html = document.html(
        sample.hostile('"><img src=x onerror=1></title><script>alert(1)</script>{{ 7|add:7 }}')
    )
    assert "<img" not in html
    assert "<script" not in html
    assert "{{ 7|add:7 }}" in html


def test_the_page_for_a_browser_holds_the_same_text_and_no_inline_style():
    content = sample.long_concept()
    page = document.html_for_browser(content, "/static/agreements/agreement-browser.css")
    assert '<link rel="stylesheet" href="/static/agreements/agreement-browser.css">' in page
    assert " style=" not in page
    assert "<style" not in page
    assert "<script" not in page
    assert page[page.index("<body") :] == document.html(content)[document.html(content).index("<body") :]


def test_the_stylesheet_for_a_browser_knows_every_column_width(settings):
    sheet = (settings.BASE_DIR / "static/agreements/agreement-browser.css").read_text()
    for content in (sample.long_concept(), sample.one_of_each_block()):
        for width in set(re.findall(r'<col class="(w-\d+)">', document.html(content))):
            assert f".{width} {{" in sheet


def test_columns_without_widths_share_the_page():
    columns = [("Een", 0), ("Twee", 0), ("Drie", 50)]
    table = sample.table("t", "task_list", columns, [("a", "b", "c")])
    prepared = blocks.Preparer().block(table)
    assert [column["width"] for column in prepared["columns"]] == [25, 25, 50]


def test_the_preview_in_the_editor_links_each_blank_to_its_field():
    content = sample.long_concept()
    for part in content["parts"]:
        for item in part["articles"]:
            if item["key"] == "mandaat":
                units = blocks.Preparer().units(item["blocks"], item["number"])
    html = render_to_string("agreements/_blocks.html", {"units": units})
    assert '<a class="sam-blank" href="#veld-gemeente_besluit_datum">' in html
    assert "2.3 Voor De Veenhof tekent" in words(html)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('noem het "de partijen"', "noem het “de partijen”"),
        ("buurthuis 't Nest", "buurthuis ’t Nest"),
        ("risico's", "risico’s"),
        ("op 7 maart 2027", f"op 7{NBSP}maart{NBSP}2027"),
        ("€ 1.250", f"€{NBSP}1.250"),
        ("Warm U.A.", f"Warm{NBSP}U.A."),
        ("CO₂ ≥ 3", "CO2 >= 3"),
        ("S\u0327. C\u0301osic\u0301", "Ş. Ćosić"),
    ],
)
def test_text_is_set_with_care(typed, printed):
    assert typeset(typed) == printed


def test_hidden_characters_cannot_turn_an_amount_around():
    assert clean("€ \u202e000.1\u202c\u200b") == "€ 000.1"


def test_a_long_name_is_shortened_between_words_for_the_running_head():
    assert shorten("Samenwerkingsovereenkomst voor een heel lange buurtnaam", 40) == (
        "Samenwerkingsovereenkomst voor een heel…"
    )


def test_while_nothing_stands_only_what_is_parked_is_marked():
    content = sample.long_first_concept()
    content["parts"][1]["articles"][0]["state"] = "parked"
    html = document.html(content)
    assert html.count('class="stand ') == 1
    assert html.count('class="vlag"') == 1
    assert "28 van de 29 artikelen." in words(html)
    assert "7 Onze stip op de horizon" in words(html[html.index("stand-van-zaken") :])


def test_many_blanks_are_listed_per_article():
    named = [sample.p(sample.blank(f"veld_{n}", f"veld {n}")) for n in range(9)]
    content = sample.content([("Deel", [("een", "Een", named[:4]), ("twee", "Twee", named[4:])])])
    html = document.html(content)
    listed = html[html.index("Nog invullen") : html.index("</dd>", html.index("Nog invullen"))]
    assert "9 gegevens, per artikel:" in listed
    assert [words(line) for line in re.findall(r"<li>(.*?)</li>", listed)] == [
        "1 veld 0 , veld 1 , veld 2 , veld 3",
        "2 veld 4 , veld 5 , veld 6 , veld 7 , veld 8",
    ]
