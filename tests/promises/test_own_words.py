"""What people promised in their own words: sentences are offered, the rest begins from the article or the minutes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agreements import actions as drafting
from agreements.terms import Form, Length
from contacts.actions import erase_person
from initiatives.actions import notes
from initiatives.terms import Channel, Circle
from promises import actions, taking
from promises.models import Promise
from promises.terms import Source, Word
from samenspel.errors import DomainError
from tests.agreements import signing_table
from tests.promises.reading import url, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SENTENCE = "De gemeente levert voor 1 maart 2031 de kaart."
OWN = f"{SENTENCE}\nWij groeten elkaar.\nHet initiatief belt bij iedereen aan."


@pytest.fixture
def agreement(cast: Any, table: Any) -> Any:
    by = table.by(cast.coach)
    kind = {"form": Form.LETTER_OF_INTENT, "length": Length.SHORT, "title": "Samen beginnen"}
    made = drafting.start(cast.file, **kind, **by)
    tasks = [{"task": "Gegevens leveren", "who": "municipality", "ready": "2031-03"}]
    drafting.save_field(made, "taken", tasks, revision=0, **by)
    signing_table.reword(cast, made.articles.get(clause_key="intentie"), OWN)
    signing_table.hold(made, cast, **by)
    return made


def test_a_sentence_that_says_who_and_when_is_offered_and_chosen_by_people(cast, table, agreement, sign_in):
    client = sign_in(cast.official)
    page = client.get(url("take", agreement))
    form = page.context["form"]
    row, sentence = (code for code, _words in form.fields["rows"].choices)
    assert form["rows"].value() == [row], "a sentence is read before it is chosen"
    assert SENTENCE.rstrip(".") in words(page)
    assert "belt bij iedereen aan" not in words(page), "nobody said when"
    client.post(url("take", agreement), {"rows": [row, sentence]})
    taken = Promise.objects.get(clause_key="intentie")
    assert (taken.what, taken.giver, str(taken.due_on)) == (SENTENCE, table.gemeente, "2031-03-01")
    assert actions.take_over(agreement, [sentence], **table.by(cast.chair)) == []
    assert "Artikelen in jullie eigen woorden" in words(client.get(url("take", agreement)))


def test_what_cannot_be_told_begins_from_the_article_and_its_giver_may_say_otherwise(
    cast, table, agreement, sign_in, count_queries
):
    client = sign_in(cast.official)
    own = next(row for row in taking.offered(agreement).own if row.key == "intentie")
    address = f"{url('add', cast.file)}?stuk={agreement.uuid}&artikel={own.key}"
    assert address.replace("&", "&amp;") in words(client.get(url("take", agreement)))
    with count_queries() as queries:
        page = client.get(address)
    assert len(queries) <= 12
    assert "Wij groeten elkaar." in words(page)
    assert page.context["form"]["what"].value() is None, "of several sentences people choose one"
    form = client.get(address + "&zin=2").context["form"]
    sent = {name: form[name].value() for name in ("what", "direction", "said_on", "source", "circle")}
    assert sent["what"] == "Het initiatief belt bij iedereen aan."
    assert sent["direction"].startswith(str(table.initiative.uuid))
    assert client.post(address + "&zin=2", sent).status_code == 302
    promise = Promise.objects.get()
    assert (promise.source, promise.agreement, promise.clause_key) == (Source.ARTICLE, agreement, "intentie")
    table.say(promise, cast.chair, Word.NOT_SO, remark="Wij bellen waar dat kan.")
    erase_person(cast.official.person, by=None)
    promise.refresh_from_db()
    assert "belt" not in promise.what, "somebody typed this; what was taken over stays"


def test_an_article_of_another_file_or_of_a_draft_is_no_place_to_promise(cast, table, agreement, sign_in):
    client = sign_in(cast.official)
    for query in ("stuk=x", f"stuk={agreement.uuid}&artikel=geen", f"stuk={cast.file.uuid}&artikel=intentie"):
        page = client.get(f"{url('add', cast.file)}?{query}")
        assert page.status_code == 200
        assert page.context["origin"] is None
    signed = {"what": "Iets", "giver": table.gemeente, "receiver": None, "said_on": timezone.localdate()}
    agreement.stage = "shared"
    with pytest.raises(DomainError):
        actions.record(cast.file, **signed, agreement=agreement, **table.by(cast.official))


def test_minutes_fill_in_what_the_chosen_sentence_says(cast, table, sign_in):
    day = timezone.localdate() + timedelta(days=400)
    moment = notes.log_contact(
        cast.file, on=timezone.localdate(), channel=Channel.TALK, circle=Circle.EVERYONE,
        summary=f"Er was koffie. De gemeente stuurt de kaart voor 1 maart {day.year + 1}.", **table.by(cast.member),
    )  # fmt: skip
    page = sign_in(cast.chair).get(f"{url('add', cast.file)}?gesprek={moment.uuid}")
    form = page.context["form"]
    assert form["what"].value() == f"De gemeente stuurt de kaart voor 1 maart {day.year + 1}."
    assert form["direction"].value().startswith(str(table.gemeente.uuid))
    assert str(form["due_on"].value()) == f"{day.year + 1}-03-01"
    assert f'value="{day.year + 1}-03-01"' in words(page)
