"""With which answers does a draft begin that nobody gave, but that the file knows elsewhere?"""

from datetime import timedelta

import pytest

from agreements import actions, against_file, filling
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.terms import Form, Length, Origin
from initiatives.actions import notes, people, plan, room
from initiatives.room import growth
from initiatives.room.topics import GROWTH
from initiatives.terms import Actor, ItemKind, ItemState, PassageState, Technique, Track
from municipalities import statements
from municipalities.models import Subject
from tests import factories
from tests.agreements.test_policy_watch import name as name_in_policy
from tests.agreements.test_policy_watch import say as say_of_policy
from tests.factories import acting

pytestmark = pytest.mark.django_db
SOON = factories.timezone.localdate() + timedelta(days=30)


@pytest.fixture
def begin(cast):
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")

    def started(form=Form.LETTER_OF_INTENT, length=Length.LONG):
        who = acting(cast.file, cast.coach)
        return actions.start(cast.file, form=form, length=length, title="Zeebuurt", **who)

    return started


def values(draft):
    return {row.variable: row.value for row in draft.values.filter(origin=Origin.FILE)}


def own_activity(cast, title, **more):
    return plan.add_item(
        cast.file,
        kind=ItemKind.ACTIVITY,
        phase=cast.file.phase,
        track=Track.NEIGHBOURHOOD,
        title=title,
        **{"actor": Actor.TOGETHER, "due_on": SOON, **more},
        **acting(cast.file, cast.chair),
    )


def test_a_draft_begins_with_what_the_gemeente_says_and_what_policy_names(cast, begin):
    def says(subject, text):
        statements.say(cast.municipality, subject, text, seen="", by=cast.official.person)

    says(Subject.HEAT, "Zeebuurt is een van de eerste buurten.")
    says(Subject.PRACTICAL, "Een zaal voor buurtavonden.\n- Drukwerk.")
    says(Subject.WAYS_IN, "Bel Mieke van de afdeling Wegen.")
    mention = name_in_policy(cast)
    kept = values(begin(Form.COLLABORATION_AGREEMENT))
    assert kept["aanleiding_gemeente"] == "Zeebuurt is een van de eerste buurten."
    assert kept["steun"] == ["Een zaal voor buurtavonden", "Drukwerk"]
    assert kept["beleidsstuk"].startswith("Warmteprogramma, vastgesteld op ")
    say_of_policy(cast, mention, PassageState.GONE)
    assert "beleidsstuk" not in values(begin(Form.COLLABORATION_AGREEMENT))


def test_a_draft_begins_with_the_plan_as_far_as_someone_does_it_before_a_day(cast, begin):
    own = own_activity(cast, "Langs de deuren gaan")
    own_activity(cast, "Zonder dag", due_on=None)
    own_activity(cast, "Nog van niemand", actor="")
    row = {"task": "Langs de deuren gaan", "who": "municipality, initiative", "ready": str(SOON)}
    draft = begin()
    assert values(draft)["taken"] == values(draft)["eerste_stappen"] == [row]
    plan.change_activity(own, revision=own.revision, state=ItemState.DOING, actor=Actor.INITIATIVE, due_on=SOON, **acting(cast.file, cast.chair))  # fmt: skip
    assert against_file.counts(cast.file, [draft]) == {draft.pk: 2}


def test_what_people_wrote_in_the_plan_stays_out_of_a_draft_that_a_partner_can_read(cast, begin):
    own_activity(cast, "Niet voor buitenstaanders")
    item = cast.file.plan_items.activities().filter(format_item__isnull=False, phase=cast.file.phase)[0]
    plan.change_activity(item, revision=item.revision, state=ItemState.OPEN, actor=Actor.MUNICIPALITY, due_on=SOON, **acting(cast.file, cast.chair))  # fmt: skip
    people.add_partner(cast.file, name="De Veenhof", **acting(cast.file, cast.coach))
    assert [row["task"] for row in values(begin())["taken"]] == [item.title]


def test_a_draft_begins_with_how_the_initiative_grows_and_with_its_technique(cast, begin):
    said = {"people": growth.BUSY, "money": growth.LATER, "tasks": growth.HAS, "remark": "Kees stopt ermee"}
    room.state(cast.file, GROWTH, said, seen="", **acting(cast.file, cast.chair))
    cast.file.initiative.technique = Technique.HEAT_NETWORK
    cast.file.initiative.save()
    draft = begin(Form.COLLABORATION_AGREEMENT)
    growing = values(draft)["groeistappen"]
    assert [(row["date"], row["who"]) for row in growing] == [
        ("we werken eraan", "initiative"),
        ("later", "initiative"),
    ]
    assert "Kees" not in str(growing)
    plan_of_execution = values(begin(Form.IMPLEMENTATION_PLAN))
    assert plan_of_execution["alternatief"] == [{"technique": "een warmtenet", "scale": "samen"}]


def test_an_answer_that_was_given_goes_before_what_the_file_knows_elsewhere(cast, begin):
    own_activity(cast, "Langs de deuren gaan")
    answer = [{"task": "Bellen", "who": "initiative", "ready": "doorlopend"}]
    who = acting(cast.file, cast.chair)
    notes.record_fact(cast.file, "taken", answer, source="agreement:x", **who)
    assert filling.values_of(begin())["taken"].value == answer
