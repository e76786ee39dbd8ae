"""Can a lawyer accept or refuse each change between two versions in Word, and what is left then?"""

import copy
import io

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from agreements.paper import word
from agreements.paper.word_changes import Tracker
from agreements.paper.word_xml import element, run
from samenspel import differences
from tests.agreements import sample_content as sample
from tests.agreements.test_word import opened, said_by_word

SIGNS = {"ins": "del", "del": "ins"}


def changed(content):
    new = copy.deepcopy(content)
    articles = new["parts"][1]["articles"]
    articles[0]["blocks"] = [
        sample.p("Wij schreven dit artikel helemaal opnieuw."),
        *articles[0]["blocks"][1:],
    ]
    new["parts"][3]["articles"].pop(1)
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


def settled(body, keep):
    """The words that are left when every change is accepted (`ins`) or refused (`del`)."""
    body = copy.deepcopy(body)
    for sign in list(body.iter(qn(f"w:{SIGNS[keep]}"))):
        sign.getparent().remove(sign)
    for text in body.iter(qn("w:delText")):
        text.tag = qn("w:t")
    return said_by_word(type("Made", (), {"element": type("E", (), {"body": body})}))


@pytest.mark.parametrize("pair", PAIRS)
def test_accepting_all_gives_the_new_words_and_refusing_all_the_old_ones(pair):
    old, new = PAIRS[pair]
    body = docx.Document(io.BytesIO(word.render_changes(old, new).body)).element.body
    assert settled(body, "ins") == said_by_word(opened(new))
    assert settled(body, "del") == said_by_word(opened(old))


def test_what_stayed_is_marked_nowhere_and_each_mark_has_a_number_of_its_own():
    old, new = PAIRS["a few changes"]
    same = docx.Document(io.BytesIO(word.render_changes(old, old).body)).element.body
    assert not list(same.iter(qn("w:ins"), qn("w:del")))
    body = docx.Document(io.BytesIO(word.render_changes(old, new).body)).element.body
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
    assert word.render_changes(old, new).sha256 == word.render_changes(old, new).sha256
