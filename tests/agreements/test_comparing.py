"""Which articles changed between two versions, and how does one read it?"""

import copy
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements import comparing
from agreements.comparing import Kind
from samenspel.differences import GONE, NEW
from tests.agreements import sample_content as sample


def articles(*pairs):
    return sample.content([("Deel", [(key, key.title(), [sample.p(text)]) for key, text in pairs])])


def kinds(old, new):
    return {change.key: change.kinds for change in comparing.changes(old, new)}


def test_the_same_text_has_no_changes_whatever_its_number_or_status():
    old = sample.long_concept()
    assert comparing.changes(old, old | {"number": 9, "status": "final"}) == []


def test_an_article_that_comes_moves_no_other_though_all_numbers_shift():
    old = articles(("een", "Wij delen."), ("twee", "Wij praten."))
    new = articles(("nul", "Wij zijn er."), ("een", "Wij delen."), ("twee", "Wij praten."))
    assert kinds(old, new) == {"nul": (Kind.ADDED,)}
    assert kinds(new, old) == {"nul": (Kind.GONE,)}


def test_an_article_on_another_place_is_said_to_have_moved_and_only_that_one():
    order = [("een", "A."), ("twee", "B."), ("drie", "C."), ("vier", "D.")]
    assert kinds(articles(*order), articles(*order[1:], order[0])) == {"een": (Kind.MOVED,)}


def test_a_changed_amount_in_a_table_shows_as_that_amount_alone():
    old = sample.long_final()
    new = copy.deepcopy(old)
    table = next(
        block
        for part in new["parts"]
        for a in part["articles"]
        for block in a["blocks"]
        if block["type"] == "table" and block.get("totals")
    )
    table["totals"][0]["amount"] = "999.999"
    (change,) = comparing.changes(old, new)
    assert change.kinds == (Kind.CHANGED,)
    assert [s.text.strip() for s in change.spans if s.kind == NEW] == ["999.999"]
    assert len([s for s in change.spans if s.kind == GONE]) == 1


def test_what_went_stands_where_it_stood():
    old = articles(("een", "A."), ("weg", "B."), ("drie", "C."))
    new = articles(("een", "A!"), ("drie", "C!"))
    assert [change.key for change in comparing.changes(old, new)] == ["een", "weg", "drie"]


def test_a_whole_agreement_is_compared_in_a_moment():
    old = sample.long_final()
    new = sample.long_names()
    started = time.process_time()
    assert comparing.changes(old, new)
    assert time.process_time() - started < 2


words = st.lists(st.sampled_from(["wij", "delen", "1.250", "euro", "\n"]), max_size=9).map(" ".join)
drafts = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e"]), words, max_size=5)


def squeezed(spans):
    return "".join("".join(span.text for span in spans).split())


@settings(max_examples=60, deadline=None)
@given(drafts, drafts)
def test_before_and_after_say_the_two_texts_and_what_is_not_named_is_equal(was, now):
    old, new = articles(*was.items()), articles(*now.items())
    found = {change.key: change for change in comparing.changes(old, new)}
    for key in was.keys() | now.keys():
        texts = [
            "".join(comparing.text_of(a).split())
            for content in (old, new)
            for a in [comparing._articles(content).get(key)]
            if a
        ]
        if key not in found or found[key].only_moved:
            assert len(texts) == 2
            assert texts[0] == texts[1]
        else:
            said = ([squeezed(found[key].before)] if key in was else []) + (
                [squeezed(found[key].after)] if key in now else []
            )
            assert said == texts
