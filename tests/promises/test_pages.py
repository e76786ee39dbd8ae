"""Does the register say what is due, from whom to whom; and is nobody offered what is not hers to do?"""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import actions as drafting
from agreements.actions.amending import amend
from agreements.terms import Form, Length
from contacts.models import Side
from initiatives.actions import notes
from initiatives.terms import Channel, Circle, Phase
from promises import actions, taking
from promises.models import Promise
from promises.rows import is_mirrored
from promises.terms import Source, Word
from tests.agreements import signing_table
from tests.promises import reading
from tests.promises.reading import url, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = timezone.localdate


def at_work(who: Any) -> list[str]:
    return [item.reason for item in reading.at_work(who)]


# --- the register -------------------------------------------------------------------------------------------


def test_what_is_due_first_stands_first_and_each_side_reads_it_from_its_own_chair(cast, table, sign_in):
    table.promise(cast.member, what="Later", in_days=40)
    table.promise(cast.member, what="Ooit", in_days=None)
    table.promise(cast.member, what="Voorbij", in_days=-3)
    ours = {"giver": table.initiative, "receiver": table.gemeente}
    table.promise(cast.member, what="Een verslag", in_days=5, **ours)
    page = words(sign_in(cast.chair).get(url("register", cast.file)))
    found = [page.index(f">{what}<") for what in ("Voorbij", "Een verslag", "Later", "Ooit")]
    assert found == sorted(found)
    assert "Gemeente Eskerveen, aan ons" in page
    assert "Wij, aan gemeente Eskerveen" in page
    theirs = words(sign_in(cast.reader).get(url("register", cast.file) + "?kant=aan-ons"))
    assert "Een verslag" not in theirs
    assert "Later" in theirs
    assert "Nagekomen<" not in theirs, "who only reads taps nothing"
    coach = words(sign_in(cast.coach).get(url("register", cast.file) + "?kant=initiatief"))
    assert "Zeebuurt Warm, aan gemeente Eskerveen" in coach
    assert "Later" not in coach


def test_the_gemeente_promises_in_a_hat_where_hats_are_worn_and_for_another_in_none(cast, table, sign_in):
    page = sign_in(cast.official).get(url("add", cast.file))
    assert "Met welke pet op?" not in words(page)
    goal = cast.file.plan_items.goals()[0]
    notes.add_evidence(goal, title="A", quote="B", hat="permits", **table.by(cast.official))
    assert "Met welke pet op?" in words(sign_in(cast.official).get(url("add", cast.file)))
    assert "Met welke pet op?" not in words(sign_in(cast.chair).get(url("add", cast.file)))
    table.promise(cast.official, hat="funder")
    ours = {"giver": table.initiative, "receiver": table.gemeente}
    table.promise(cast.official, what="Een verslag", hat="funder", **ours)
    told = cast.file.events.filter(kind="promised").order_by("seq")
    assert [event.payload.get("hat") for event in told] == ["funder", None]
    assert "als financier" in words(
        sign_in(cast.reader).get(reverse("initiatives:timeline", args=[cast.file.uuid]))
    )


def test_one_tap_says_that_it_was_kept_and_the_other_says_otherwise_on_the_page(cast, table, sign_in):
    promise = table.promise(cast.member)
    answer = sign_in(cast.official).post(url("say", promise) + "?van=register", {"word": "kept"})
    assert answer.url == url("register", cast.file)
    page = sign_in(cast.chair).get(url("promise", promise))
    voice = page.context["voices"][0]
    assert "Afgesproken voor" in words(page)
    sent = {"voor": str(voice["organisation"].uuid), "word": "open", "revision": promise.revision + 1}
    refused = sign_in(cast.chair).post(url("say", promise), sent)
    assert refused.status_code == 422
    assert "Schrijf op waarom" in words(refused)
    sign_in(cast.chair).post(url("say", promise), {**sent, "remark": "De helft <b>ontbreekt</b>."})
    shown = words(sign_in(cast.clerk).get(url("promise", promise)))
    assert "Jullie zien dit anders" in shown
    assert "De helft &lt;b&gt;ontbreekt&lt;/b&gt;." in shown


def test_a_stale_page_shows_what_was_said_since_and_sending_again_says_it_knowingly(cast, table, sign_in):
    promise = table.promise(cast.member)
    read = promise.revision
    table.say(promise, cast.official, Word.KEPT)
    sent = {"word": "lapsed", "remark": "Hoeft niet.", "revision": read}
    refused = sign_in(cast.chair).post(url("say", promise), sent)
    assert refused.status_code == 422
    assert "Intussen is hier iets bij gezegd" in words(refused)
    assert "Dit is nagekomen" in words(refused)
    again = {**sent, "revision": refused.context["voices"][0]["form"].data["revision"]}
    assert sign_in(cast.chair).post(url("say", promise), again).status_code == 302


def test_nobody_speaks_for_a_side_that_is_not_hers(cast, table, sign_in):
    promise = table.promise(cast.member)
    for_them = {"voor": str(table.gemeente.uuid), "word": "kept"}
    assert sign_in(cast.chair).post(url("say", promise), for_them).status_code == 403
    assert sign_in(cast.reader).post(url("say", promise), {"word": "kept"}).status_code == 403
    assert sign_in(cast.elsewhere).get(url("promise", promise)).status_code == 404
    assert sign_in(cast.coach).post(url("say", promise), for_them).status_code == 302
    assert "vastgelegd namens gemeente Eskerveen" in words(sign_in(cast.chair).get(url("promise", promise)))


def test_more_promises_ask_for_no_more_queries_and_the_page_stays_light(cast, table, sign_in, count_queries):
    client, asked = sign_in(cast.official), []
    example = table.promise(cast.member)
    fields = {
        f.attname: getattr(example, f.attname)
        for f in Promise._meta.concrete_fields
        if f.attname not in ("id", "uuid")
    }
    for number in (1, 120):
        Promise.objects.bulk_create(
            Promise(**fields | {"what": f"Toezegging {n} aan de buurt"}) for n in range(number)
        )
        client.get(url("register", cast.file))
        with count_queries() as queries:
            page = client.get(url("register", cast.file))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
    assert len(gzip.compress(page.content)) < 15_000
    assert "Je ziet de laatste 100 toezeggingen" in words(page)


# --- putting it down ----------------------------------------------------------------------------------------


def test_from_a_talk_it_comes_with_its_day_its_words_and_its_readers(cast, table, sign_in):
    moment = notes.log_contact(
        cast.file, on=TODAY() - timedelta(days=3), channel=Channel.TALK, summary="Over de kaart.",
        circle=Circle.WITH_COACH, **table.by(cast.member),
    )  # fmt: skip
    client = sign_in(cast.chair)
    assert f"?gesprek={moment.uuid}" in words(
        client.get(reverse("initiatives:contact-log", args=[cast.file.uuid]))
    )
    address = f"{url('add', cast.file)}?gesprek={moment.uuid}"
    form = client.get(address).context["form"]
    assert [choice for choice, _label in form.fields["circle"].choices] == [Circle.WITH_COACH, Circle.OWN]
    sent = {
        "what": "De kaart sturen",
        "direction": f"{table.gemeente.uuid}:{table.initiative.uuid}",
        **{name: form.fields[name].initial for name in ("said_on", "source", "circle")},
    }
    made = client.post(address, sent)
    promise = Promise.objects.get()
    assert made.url == url("promise", promise)
    assert (promise.contact, promise.said_on, promise.circle) == (moment, moment.on, Circle.WITH_COACH)
    assert sign_in(cast.official).get(url("promise", promise)).status_code == 404
    assert f"?gesprek={moment.uuid}" not in words(sign_in(cast.reader).get(address.replace("nieuw/", "")))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"what": "  "}, "what"),
        ({"what": "x" * 501}, "what"),
        ({"due_on": "2300-01-01"}, "due_on"),
        ({"direction": "iemand:anders"}, "direction"),
        ({"source": "contact:00000000-0000-4000-8000-000000000000"}, "source"),
        ({"due_on": "2100-01-01", "due_phase": "startup"}, "due_phase"),
    ],
)
def test_what_cannot_be_is_asked_again_beside_its_field(cast, table, sign_in, changes, field):
    sent = {
        "what": "De kaart sturen",
        "direction": f"{table.gemeente.uuid}:{table.initiative.uuid}",
        "said_on": TODAY().isoformat(),
        "source": Source.TALK,
        "circle": Circle.EVERYONE,
    }
    answer = sign_in(cast.chair).post(url("add", cast.file), {**sent, **changes})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Promise.objects.exists()


# --- from an agreement ----------------------------------------------------------------------------------------


@pytest.fixture
def agreement(cast: Any, table: Any) -> Any:
    """One that holds, with a task of each party and one that both do."""
    by = table.by(cast.coach)
    made = drafting.start(
        cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Samen beginnen", **by
    )
    tasks = [
        {"task": "Gegevens leveren", "who": "municipality", "ready": "2031-03"},
        {"task": "Buurtavonden", "who": ["municipality", "initiative"], "ready": "doorlopend"},
        {"task": "Advies", "who": "een bureau", "ready": "2031-05-01"},
    ]
    drafting.save_field(made, "taken", tasks, revision=0, **by)
    signing_table.hold(made, cast, **by)
    return made


def test_the_promises_of_an_agreement_are_taken_over_with_one_tap_and_never_twice(
    cast, table, agreement, sign_in
):
    client = sign_in(cast.official)
    page = client.get(url("take", agreement))
    form = page.context["form"]
    keys = form["rows"].value()
    assert len(keys) == 3
    assert "Bij één afspraak staat niet welke partij het doet" in words(page)
    for _again in range(2):
        assert client.post(url("take", agreement), {"rows": keys}).status_code == 302
    assert actions.take_over(agreement, keys, **table.by(cast.chair)) == []
    found = {(p.what, p.giver.kind, str(p.due_on)) for p in Promise.objects.select_related("giver")}
    assert found == {
        ("Gegevens leveren", Side.MUNICIPALITY, "2031-03-31"),
        ("Buurtavonden (doorlopend)", Side.MUNICIPALITY, "None"),
        ("Buurtavonden (doorlopend)", Side.INITIATIVE, "None"),
    }
    assert "Alle afspraken met een partij staan al bij de toezeggingen" in words(
        client.get(url("take", agreement))
    )
    register = words(client.get(url("register", cast.file)))
    assert "Op papier en in het echt" in register
    assert "3 lopend" in register
    assert "uit de intentieovereenkomst" in register


def test_what_an_addendum_repeats_stands_in_the_register_once(cast, table, agreement):
    by = table.by(cast.coach)
    keys = [offer.key for offer in taking.offered(agreement).offers]
    assert len(actions.take_over(agreement, keys, **by)) == 3
    addendum = amend(agreement, changes=["rolverdeling"], **by)
    kept = addendum.values.get(variable="taken")
    tasks = [*kept.value, {"task": "Nog iets", "who": "initiative", "ready": "2032-03"}]
    drafting.save_field(addendum, "taken", tasks, revision=kept.revision, **by)
    signing_table.hold(addendum, cast, **by)
    keys = [offer.key for offer in taking.offered(addendum).offers]
    assert [promise.what for promise in actions.take_over(addendum, keys, **by)] == ["Nog iets"]
    assert not Promise.objects.exclude(replaced_by=None).exists()


def test_what_an_addendum_words_anew_is_taken_from_there_and_marked_as_replaced(
    cast, table, agreement, sign_in
):
    by = table.by(cast.coach)
    keys = [offer.key for offer in taking.offered(agreement).offers]
    taken = actions.take_over(agreement, keys, **by)
    first, *others = taken
    table.say(first, cast.official, Word.KEPT)
    addendum = amend(agreement, changes=["rolverdeling"], **by)
    kept = addendum.values.get(variable="taken")
    tasks = [{"task": "Meer gegevens leveren", "who": "municipality", "ready": "2032-03"}]
    drafting.save_field(addendum, "taken", tasks, revision=kept.revision, **by)
    signing_table.hold(addendum, cast, **by)
    assert taking.offered(agreement).offers == []
    assert [offer.what for offer in taking.offered(addendum).offers] == ["Meer gegevens leveren"]
    rows = {row.pk: row for row in Promise.objects.filter(agreement=agreement)}
    assert rows[first.pk].state == "kept"  # what was done stays done
    assert {rows[row.pk].state for row in others} == {"replaced"}
    assert {row.replaced_by for row in rows.values()} == {None, addendum}
    assert all(is_mirrored(row) for row in rows.values())
    told = cast.file.events.get(kind="promise_replaced")
    assert told.payload["count"] == len(others)
    client = sign_in(cast.official)
    assert (
        "Een addendum verwoordt dit nu anders"
        in client.get(reverse("promises:promise", args=[others[0].uuid])).content.decode()
    )
    register = client.get(reverse("promises:register", args=[cast.file.uuid])).content.decode()
    assert "Vervangen door een addendum" in register
    assert others[0].what not in client.get("/").content.decode()
    table.say(others[0], cast.official, Word.KEPT)  # it can still be said that it was done
    others[0].refresh_from_db()
    assert others[0].state == "kept"


def test_only_what_holds_can_be_taken_over(cast, table, sign_in):
    draft = drafting.start(
        cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Concept", **table.by(cast.coach)
    )
    assert sign_in(cast.coach).get(url("take", draft)).status_code == 403


@pytest.mark.parametrize(
    ("when", "day"),
    [("2031-03-15", "2031-03-15"), ("2028-02", "2028-02-29"), ("doorlopend", "None"), ("2031-13", "None"), ("", "None"),
     ("0000-05", "None"), ("2027-²", "None"), ("²²²²-05", "None"), ("2027-05-³", "None")],
)  # fmt: skip
def test_a_month_ends_on_its_last_day_and_words_name_no_day(when, day):
    assert str(taking.day_of(when)) == day


# --- on the start page ----------------------------------------------------------------------------------------


def test_the_start_page_tells_who_promised_what_is_near_and_who_waits_what_is_past(cast, table):
    near = table.promise(cast.member, what="Dichtbij", in_days=12)
    table.promise(cast.member, what="Ver weg", in_days=20)
    assert at_work(cast.official) == ["Jullie zegden toe: “Dichtbij”."]
    assert at_work(cast.chair) == at_work(cast.coach) == at_work(cast.reader) == []
    table.promise(cast.member, what="Voorbij", in_days=-2)
    assert at_work(cast.clerk) == ["Jullie zegden toe: “Voorbij”. Is het gelukt? Net als nog één toezegging."]
    assert at_work(cast.member) == ["Gemeente Eskerveen zegde jullie toe: “Voorbij”. Is het er?"]
    table.say(near, cast.official, Word.KEPT)
    table.say(near, cast.chair, Word.OPEN, remark="Nog niet.")
    talk = "Over de toezegging “Dichtbij” zien beide kanten het anders."
    assert at_work(cast.coach) == [talk]
    assert talk in at_work(cast.official)


def test_a_promise_for_a_phase_asks_when_that_phase_is_over(cast, table):
    table.promise(cast.member, what="Voor de fase", in_days=None, due_phase=Phase.STARTUP)
    assert at_work(cast.official) == []
    type(cast.file).objects.filter(pk=cast.file.pk).update(phase=Phase.ELABORATION)
    assert at_work(cast.official) == ["Jullie zegden toe: “Voor de fase”. Is het gelukt?"]


@pytest.mark.parametrize("circle", [Circle.OWN, Circle.WITH_COACH])
def test_a_promise_that_one_party_keeps_to_itself_asks_nobody_else(cast, table, circle):
    table.promise(cast.member, what="Alleen van ons", in_days=-2, circle=circle)
    assert at_work(cast.official) == []
    assert len(at_work(cast.chair)) == 1
