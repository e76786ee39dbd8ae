"""Does the overview say who is to move, whom to call and what was agreed, and nothing others keep to themselves?"""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agreements.actions import drafts, publication
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement
from agreements.terms import Form, Length, Stage
from contacts.models import Function
from initiatives.actions import decisions, minutes, notes, people, plan, review
from initiatives.actions import ladders as climbing
from initiatives.models import PlanItem
from initiatives.room import ladders
from initiatives.terms import Channel, Circle, EndKind, GoalStatus, KeyVerdict, Phase, Role
from insights.next_step import standing_of, steps
from promises import actions as promise_actions
from samenspel import dutch
from tests import factories

pytestmark = pytest.mark.django_db


def page_of(client: Any, cast: Any) -> str:
    response = client.get(f"/initiatieven/{cast.file.uuid}/")
    assert response.status_code == 200
    return response.content.decode()


def next_of(cast: Any, side: str, own: set[str] | None = None) -> Any:
    from initiatives.models import DecisionKey

    keys = DecisionKey.objects.filter(decision__collaboration=cast.file, decision__state="open")
    keys = keys.select_related("decision", "participation")
    cast.file.refresh_from_db()
    return steps(standing_of(cast.file, keys, own or set()))[side]


# --- the next step of each side -------------------------------------------------------------------------


def test_a_key_that_is_asked_for_comes_before_all_else(cast: Any, as_party: Any) -> None:
    decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Klaar.", own_key=True, **as_party(cast.chair)
    )
    theirs = next_of(cast, "municipality")
    assert (theirs.turn, theirs.text) == ("now", "Bekijk de fasestap naar Uitwerken.")
    assert next_of(cast, "municipality", {"municipality"}).chip == "Jullie zijn aan zet"
    assert next_of(cast, "initiative").turn == "next"
    assert next_of(cast, "support").text == "Vraag waar het besluit op wacht."


def test_a_difference_is_to_be_talked_about_and_the_coach_brings_it_up(cast: Any, as_party: Any) -> None:
    goal = cast.file.plan_items.goals().filter(phase="startup")[0]
    plan.give_view(goal, status=GoalStatus.REACHED, **as_party(cast.chair))
    plan.give_view(goal, status=GoalStatus.OPEN, **as_party(cast.official))
    assert next_of(cast, "support").text == f"Zet “{goal.title}” op de agenda."
    assert next_of(cast, "initiative").text == f"Praat samen over “{goal.title}”."


def test_what_was_begun_comes_before_what_could_begin(cast: Any) -> None:
    assert next_of(cast, "initiative").text.startswith("Begin aan “")
    activity = cast.file.plan_items.activities().filter(phase="startup", actor="together").first()
    day = timezone.localdate() + timedelta(days=5)
    PlanItem.objects.filter(pk=activity.pk).update(state="doing", due_on=day)
    step = next_of(cast, "initiative")
    assert (step.text, step.until) == (f"Rond “{activity.title}” af.", day)


def test_when_every_goal_is_shared_the_next_phase_can_be_proposed(cast: Any, as_party: Any) -> None:
    for goal in cast.file.plan_items.goals().filter(phase="startup"):
        for who in (cast.chair, cast.official):
            plan.give_view(goal, status=GoalStatus.REACHED, **as_party(who))
    assert next_of(cast, "support").text == "Stel de fase Uitwerken voor."


def test_a_paused_file_has_no_next_step(cast: Any, as_party: Any) -> None:
    decisions.pause(cast.file, reason="Even rust.", **as_party(cast.chair))
    assert [next_of(cast, side) for side in ("municipality", "support", "initiative")] == [None] * 3


# --- the page -------------------------------------------------------------------------------------------


def test_each_side_has_a_card_with_whom_to_call_and_what_she_may_decide(
    cast: Any, sign_in: Any, as_party: Any
) -> None:
    people.add_contact(
        factories.seat(cast.file, cast.official),
        name="Wil Wolters",
        email="wil@example.org",
        phone="0612345678",
        kind="official",
        title="adviseur warmte",
        role=Role.CONTACT,
        mandate="de planning",
        **as_party(cast.coach),
    )
    page = page_of(sign_in(cast.chair), cast)
    for words in (
        "Wil Wolters, adviseur warmte",
        "Mag zelf beslissen over de planning",
        "tel:0612345678",
        "Stelt voor en legt vast, beslist niet.",
        "Werkt voor beide",
        "Nog geen aanspreekpunt.",
        "Eskerveen: wat de gemeente biedt",
    ):
        assert words in page


def test_each_side_reads_all_that_waits_for_it_and_the_others_read_so_too(
    cast: Any, sign_in: Any, as_party: Any
) -> None:
    """The minutes wait for the gemeente, the concept for both: the same as in *Mijn werk* of each."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    moment = notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel="talk",
        summary="Wij spraken af wie belt.",
        circle="everyone",
        **as_party(cast.chair),
    )
    minutes.propose(moment, own_key=True, **as_party(cast.chair))
    agreement = drafts.start(
        cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Samen", **as_party(cast.coach)
    )
    publication.publish(agreement, **as_party(cast.coach))
    cards = re.findall(r"<article.*?</article>", page_of(sign_in(cast.chair), cast), re.S)
    gemeente, coach, initiative = cards
    assert "Bekijk het vaststellen van het verslag van" in gemeente
    assert "Aan zet sinds vandaag" in gemeente
    assert all("Bespreek de artikelen van de intentieovereenkomst" in card for card in (gemeente, initiative))
    assert "Jullie zijn aan zet" in initiative
    assert "het verslag" not in initiative + coach


def test_who_left_is_nobody_to_call(cast: Any, sign_in: Any) -> None:
    Function.objects.filter(pk=cast.coach.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert "Jullie werken zonder begeleider." in page_of(sign_in(cast.chair), cast)


def test_an_ended_file_stays_readable_with_the_words_of_both(cast: Any, sign_in: Any, as_party: Any) -> None:
    decision = decisions.end(
        cast.file, end_kind=EndKind.NO_COMMON_GROUND, reason="We willen iets anders.", **as_party(cast.chair)
    )
    page = page_of(sign_in(cast.official), cast)
    assert "We willen iets anders." in page
    assert "Heeft nog geen eigen lezing opgeschreven." in page
    assert "Volgende stap" not in page
    review.add_reading(decision, remark="Wij hadden door gewild.", **as_party(cast.official))
    assert "Wij hadden door gewild." in page_of(sign_in(cast.chair), cast)


def test_a_draft_that_was_not_shared_is_not_even_named_to_the_others(cast: Any, sign_in: Any) -> None:
    Agreement.objects.create(
        collaboration=cast.file,
        form=Form.LETTER_OF_INTENT,
        title="Geheim plan",
        stage=Stage.PREPARING,
        drafted_by_org=cast.chair.organisation,
    )
    assert "Geheim plan" in page_of(sign_in(cast.member), cast)
    assert "Geheim plan" in page_of(sign_in(cast.coach), cast)
    page = page_of(sign_in(cast.official), cast)
    assert "Geheim plan" not in page
    assert "Er is nog geen overeenkomst." in page


def test_what_holds_goes_first_and_what_is_shared_before_a_draft_that_only_its_writer_reads(
    cast: Any, sign_in: Any
) -> None:
    stages = {"Wat geldt": Stage.IN_FORCE, "Gedeeld stuk": Stage.SHARED, "Pas begonnen": Stage.PREPARING}
    for title, stage in stages.items():
        Agreement.objects.create(
            collaboration=cast.file,
            form=Form.LETTER_OF_INTENT,
            title=title,
            stage=stage,
            drafted_by_org=cast.chair.organisation,
        )
    page = page_of(sign_in(cast.chair), cast)
    assert page.index("Wat geldt") < page.index("Gedeeld stuk")
    assert "Pas begonnen" not in page


def test_a_note_of_one_party_shows_in_no_text_and_no_date_of_another(
    cast: Any, sign_in: Any, as_party: Any
) -> None:
    before = {who: page_of(sign_in(getattr(cast, who)), cast) for who in ("chair", "coach")}
    notes.log_contact(
        cast.file,
        on=timezone.localdate() - timedelta(days=3),
        channel=Channel.PHONE,
        summary="Het college twijfelt.",
        circle=Circle.OWN,
        **as_party(cast.official),
    )
    assert "Laatste contact" in page_of(sign_in(cast.clerk), cast)
    for who, seen in before.items():
        now = page_of(sign_in(getattr(cast, who)), cast)
        assert _without_tokens(now) == _without_tokens(seen)


def _without_tokens(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", page)


@pytest.mark.parametrize(
    "who", ["former", "elsewhere", "other_coach", "outsider", "administrator", "colleague"]
)
def test_who_has_no_seat_here_finds_no_such_page(cast: Any, sign_in: Any, who: str) -> None:
    client = sign_in(getattr(cast, who))
    assert client.get(f"/initiatieven/{cast.file.uuid}/").status_code == 404


def test_more_goals_views_and_events_ask_for_no_more_queries(
    cast: Any, sign_in: Any, as_party: Any, count_queries: Any
) -> None:
    client = sign_in(cast.coach)
    goals = list(cast.file.plan_items.goals().filter(phase="startup"))
    for goal in goals[:5]:
        plan.give_view(goal, status=GoalStatus.PARTLY, **as_party(cast.chair))

    def measure() -> int:
        page_of(client, cast)
        with count_queries() as seen:
            page_of(client, cast)
        return len(seen)

    few = measure()
    for number in range(50):
        status = GoalStatus.REACHED if number % 2 else GoalStatus.OPEN
        plan.give_view(
            goals[number % len(goals)], status=status, remark=f"{number}", **as_party(cast.official)
        )
    assert measure() == few
    assert few <= 22


def test_returning_a_step_gives_the_turn_back(cast: Any, as_party: Any) -> None:
    step = decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Klaar.", own_key=True, **as_party(cast.chair)
    )
    decisions.turn_key(step, verdict=KeyVerdict.RETURN, remark="Nog niet.", **as_party(cast.official))
    assert next_of(cast, "municipality").turn == "next"


# --- what waits for whom ----------------------------------------------------------------------------------


def waiting_in(page: str) -> list[str]:
    """The lines of the block, in words; empty when it is not there."""
    _before, _title, rest = page.partition("Wat loopt er nog?")
    block = rest.partition("</ul>")[0]
    words = (html.unescape(re.sub(r"<[^>]+>", " ", line)) for line in block.split("<li>")[1:])
    return [" ".join(line.split()) for line in words]


def test_what_waits_stands_there_per_side_since_when_and_expected_when(
    cast: Any, sign_in: Any, as_party: Any, django_assert_max_num_queries: Any
) -> None:
    assert waiting_in(page_of(sign_in(cast.chair), cast)) == []
    today = timezone.localdate()
    climbing.add(cast.file, ladders.REQUEST, title="Een adviseur", **as_party(cast.chair))
    late = cast.file.plan_items.activities().filter(actor="initiative").exclude(phase="startup").first()
    PlanItem.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=3))
    for what, circle in (("Leidingen meten", Circle.EVERYONE), ("Alleen van ons", Circle.OWN)):
        promise_actions.record(
            cast.file,
            what=what,
            giver=cast.chair.organisation,
            receiver=cast.official.organisation,
            due_on=today + timedelta(days=4),
            said_on=today,
            circle=circle,
            **as_party(cast.chair),
        )
    three, four = (dutch.short_date(today + timedelta(days=n)) for n in (-3, 4))
    expected = [
        "Gemeente Eskerveen geeft antwoord op de vraag “Een adviseur” Sinds vandaag.",
        f"Zeebuurt Warm begint aan “{late.title}” Het plan was {three}.",
        f"Zeebuurt Warm zegde toe: “Leidingen meten” Sinds vandaag, verwacht op {four}.",
    ]
    for who in (cast.chair, cast.official, cast.coach, cast.reader):
        client = sign_in(who)
        page_of(client, cast)  # her first look is written down
        with django_assert_max_num_queries(12):
            lines = waiting_in(page_of(client, cast))
        assert lines == expected, who


def test_minutes_that_came_back_wait_for_who_proposed_them_until_they_are_proposed_again(
    cast: Any, sign_in: Any, as_party: Any
) -> None:
    moment = notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel=Channel.TALK,
        summary="De gemeente zoekt een zaal.",
        circle=Circle.EVERYONE,
        **as_party(cast.chair),
    )
    decision = minutes.propose(moment, own_key=True, **as_party(cast.chair))
    decisions.turn_key(
        decision, verdict=KeyVerdict.RETURN, remark="Wij zochten geen zaal.", **as_party(cast.official)
    )
    day = dutch.short_date(moment.on)
    (line,) = waiting_in(page_of(sign_in(cast.coach), cast))
    assert f"Zeebuurt Warm kijkt wat er nog nodig is voor het verslag van {day}" in line
    start = sign_in(cast.chair).get("/mijn-werk/").content.decode()
    assert f"Gemeente Eskerveen gaf het verslag van {day} terug." in start
    assert "Lees wat er nog nodig is." in start
    assert "Lees wat er nog nodig is." not in sign_in(cast.official).get("/mijn-werk/").content.decode()
    shown = sign_in(cast.chair).get(f"/besluiten/{decision.uuid}/").content.decode()
    assert f'<a href="/initiatieven/{cast.file.uuid}/contact/"' in shown, "the crumbs say where minutes live"
    minutes.propose(moment, own_key=True, **as_party(cast.chair))
    assert "gaf het verslag" not in sign_in(cast.chair).get("/mijn-werk/").content.decode()
