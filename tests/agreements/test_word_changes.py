"""Can a lawyer accept or refuse each change between two versions in Word, and what is left then?"""

import copy
from functools import cache

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from agreements.paper import progress, word, word_numbers
from agreements.paper.word_changes import Tracker
from agreements.paper.word_xml import element, run
from samenspel import differences
from tests.agreements import sample_content as sample
from tests.agreements.test_word import numbered, opened, read, said_by_word

SIGNS = {"ins": "del", "del": "ins"}


def changed(content):
    new = copy.deepcopy(content)
    articles = new["parts"][1]["articles"]
    articles[0]["blocks"] = [
        sample.p("Wij schreven dit artikel helemaal opnieuw."),
        *articles[0]["blocks"][1:],
    ]
    new["parts"][3]["articles"].pop(1)
    for place, article in enumerate(progress.articles(new), 1):
        article["number"] = place
    table = next(
        block
        for part in new["parts"]
        for article in part["articles"]
        for block in article["blocks"]
        if block["type"] == "table" and block.get("totals")
    )
    table["totals"][0]["amount"] = "999.999"
    table["rows"].pop(0)
    return new | {"number": content["number"] + 1}


PAIRS = {
    "a few changes": (sample.long_final(), changed(sample.long_final())),
    "back again": (changed(sample.long_final()), sample.long_final()),
    "another agreement": (sample.one_of_each_block(), sample.long_concept()),
}


@cache
def with_changes(pair):
    return word.render_changes(*PAIRS[pair]).body


def settled(made, keep):
    """What is left when every change is accepted (`ins`) or refused (`del`)."""
    body, gone = copy.deepcopy(made.element.body), qn(f"w:{SIGNS[keep]}")
    for paragraph in list(body.iter(qn("w:p"))):
        properties = paragraph.pPr
        was = properties.find(f"{qn('w:pPrChange')}/{qn('w:pPr')}") if properties is not None else None
        if properties is not None and properties.find(f"{qn('w:rPr')}/{gone}") is not None:
            paragraph.getparent().remove(paragraph)
        elif was is not None and keep == "del":
            paragraph.replace(properties, was)
    for sign in list(body.iter(gone)):
        sign.getparent().remove(sign)
    for text in body.iter(qn("w:delText")):
        text.tag = qn("w:t")
    return body


@pytest.mark.parametrize("pair", PAIRS)
def test_accepting_all_gives_the_new_words_and_numbers_and_refusing_all_the_old_ones(pair):
    old, new = PAIRS[pair]
    made = read(with_changes(pair))
    assert said_by_word(made, settled(made, "ins")) == said_by_word(opened(new))
    assert said_by_word(made, settled(made, "del")) == said_by_word(opened(old))


def test_what_stayed_is_marked_nowhere_and_each_mark_has_a_number_of_its_own():
    old, _new = PAIRS["a few changes"]
    same = read(word.render_changes(old, old).body).element.body
    assert not list(same.iter(qn("w:ins"), qn("w:del")))
    body = read(with_changes("a few changes")).element.body
    marks = list(body.iter(qn("w:ins"), qn("w:del")))
    assert marks
    numbers = [m.get(qn("w:id")) for m in [*marks, *body.iter(qn("w:bookmarkStart"))]]
    assert len(numbers) == len(set(numbers))
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))


def test_words_that_come_go_or_stay_keep_their_look():
    old = paragraph(("Samen. De ", {}), ("gemeente", {"bold": True}), (" levert de kaart van de wijk.\t", {}))
    new = paragraph(
        ("De ", {}), ("gemeente Eskerveen", {"bold": True}), (" levert elke kaart van de wijk.", {})
    )
    new[-1].getparent().append(element("w:hyperlink", {"w:anchor": "plaats_2"}, run(" Zie artikel 2")))
    ((made),) = Tracker("2026-11-25").blocks([old], [new])
    told = [
        (_sign_of(words), _said(words), words.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None)
        for words in made.iter(qn("w:r"))
    ]
    assert ("same", "gemeente", True) in told
    assert ("ins", " Eskerveen", True) in told
    assert all(not bold for _sign, text, bold in told if "kaart" in text or "Samen" in text)
    (link,) = made.iter(qn("w:hyperlink"))
    assert link.get(qn("w:anchor")) == "plaats_2"
    assert "Zie artikel 2" in _said(link)


def paragraph(*pieces):
    return element("w:p", {}, element("w:pPr"), *(run(text, **looks) for text, looks in pieces))


def _said(words):
    return "".join(text.text for text in words.iter(qn("w:t"), qn("w:delText")))


def _sign_of(words):
    around = words.getparent().tag.rpartition("}")[2]
    return around if around in ("ins", "del") else "same"


def noted(was, now):
    """A paragraph that bears a number in the old version, in the new one or in both."""
    paragraph = element("w:p", {}, _bears(was or now))
    properties = paragraph.pPr
    if was is None or now is None:
        properties.append(element("w:rPr", {}, element("w:ins" if was is None else "w:del")))
    elif was != now:
        paragraph.replace(properties, _bears(now))
        paragraph.pPr.append(element("w:pPrChange", {}, properties))
    return paragraph


def _bears(number):
    article = len(number) == 1
    properties = element(
        "w:pPr", {}, element("w:pStyle", {"w:val": "Heading2" if article else "Numberedparagraph"})
    )
    label = word_numbers.Label("article", number, "Artikel" if article else "", len(number) - 1)
    word_numbers.note(properties, label)
    return properties


STAYS, COMES, GOES = "stays", "comes", "goes"
CHANGE = st.sampled_from([STAYS, STAYS, COMES, GOES])


@given(st.lists(st.tuples(CHANGE, st.integers(0, 1), st.lists(CHANGE, max_size=3)), max_size=6))
def test_however_articles_and_leden_come_and_go_each_shows_the_number_of_its_version(articles):
    made = frame()
    body, told, at = made.element.body, [], {"old": 0, "new": 0}
    for change, skips, leden in articles:
        for version, gone in (("old", COMES), ("new", GOES)):
            at[version] += 0 if change == gone else 1 + skips
        inside = {"old": 0, "new": 0}
        for change_here, is_lid in [
            (change, False),
            *((lid if change == STAYS else change, True) for lid in leden),
        ]:
            here = {}
            for version, gone in (("old", COMES), ("new", GOES)):
                stands = change_here != gone
                inside[version] += is_lid and stands
                number = (at[version], inside[version]) if is_lid else (at[version],)
                here[version] = number if stands else None
            told.append((noted(here["old"], here["new"]), here))
    for block in list(body):
        body.remove(block)
    body.extend([paragraph for paragraph, _here in told])
    word_numbers.bind(body, made.part.numbering_part.element, made.styles.element)

    def shown(number):
        return f"Artikel {number[0]}" if len(number) == 1 else f"{number[0]}.{number[1]}"

    opened_up = [here["new"] or here["old"] for _paragraph, here in told]
    assert [number for _p, number, _w in numbered(made)] == [shown(number) for number in opened_up]
    for keep, version in (("ins", "new"), ("del", "old")):
        stays = [shown(here[version]) for _paragraph, here in told if here[version]]
        assert [number for _p, number, _w in numbered(made, settled(made, keep))] == stays


@cache
def frame():
    return opened(sample.one_page())


@given(
    *(st.lists(st.tuples(st.text("ab .,\t\n", max_size=6), st.booleans()), max_size=5) for _text in range(2))
)
def test_whatever_the_looks_the_words_are_those_of_the_difference(was, now):
    old, new = (paragraph(*((text, {"bold": bold}) for text, bold in pieces)) for pieces in (was, now))
    spans = differences.spans(*("".join(text for text, _bold in pieces) for pieces in (was, now)))
    made = Tracker("2026-11-25")._paragraph(old, new)
    signs = {"t": None, "delText": None, "tab": "\t", "br": "\n"}
    said = "".join(
        signs[name] or sign.text
        for sign in made.iter()
        if (name := str(sign.tag).rpartition("}")[2]) in signs
    )
    assert said == "".join(span.text for span in spans)


def test_the_same_two_versions_give_the_same_bytes():
    old, new = PAIRS["a few changes"]
    assert word.render_changes(old, new).body == with_changes("a few changes")
