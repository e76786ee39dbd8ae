"""Can a lawyer accept or refuse each change between two versions in Word, and what is left then?"""

import copy
import io

import docx
import pytest
from docx.oxml.ns import qn

from agreements.paper import word
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


def test_the_same_two_versions_give_the_same_bytes():
    old, new = PAIRS["a few changes"]
    assert word.render_changes(old, new).sha256 == word.render_changes(old, new).sha256
