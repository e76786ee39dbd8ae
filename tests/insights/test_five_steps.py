"""Does the page of the five steps show what already lies in the file, and ask only what does not?"""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import actions as drafting
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.terms import Form, Length
from contacts.actions import erase_person
from initiatives.actions import decisions, notes, people, plan, steps
from initiatives.coaching import steps as coach_steps
from initiatives.models import Fact
from initiatives.plan import guidance
from initiatives.terms import Channel, Circle, EndKind, GoalStatus, Role
from samenspel.errors import DomainError, StaleRevision
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CANARY = "zqsteps1x"


def address(cast: Any, rest: str = "") -> str:
    return f"/initiatieven/{cast.file.uuid}/vijf-stappen/{rest}"


def page_of(client: Any, cast: Any) -> str:
    response = client.get(address(cast))
    assert response.status_code == 200
    return response.content.decode()


def row(page: str, step: str, question: str) -> str:
    """The part of the page about one question."""
    return page.split(f'id="{step}-{question}"')[1].split("</li>")[0]


def question(step: str, key: str) -> Any:
    return coach_steps.step_of(step).question(key)  # type: ignore[union-attr]


def say(cast: Any, step: str, key: str, who: Any, text: str = "", chosen: Any = (), seen: str = "") -> Any:
    return steps.answer(
        cast.file,
        question(step, key),
        chosen=list(chosen),
        text=text,
        seen=seen,
        by=who.person,
        seat=factories.seat(cast.file, who),
    )


# --- what lies in the file already ------------------------------------------------------------------------


def test_the_ambition_of_the_profile_stands_there_without_being_asked_again(cast: Any, sign_in: Any) -> None:
    page = page_of(sign_in(cast.coach), cast)
    assert "betaalbaar voor iedereen" in row(page, "ambitions", "ambition")
    assert f"/initiatieven/{cast.file.uuid}/gegevens/" in row(page, "ambitions", "ambition")


def test_a_goal_is_there_when_both_sides_see_it_reached(cast: Any, sign_in: Any, as_party: Any) -> None:
    goal = cast.file.plan_items.get(format_item__key="startup-goal-direction")
    client = sign_in(cast.coach)
    plan.give_view(goal, status=GoalStatus.REACHED, **as_party(cast.chair))
    page = page_of(client, cast)
    assert "Initiatief: bereikt" in row(page, "vision", "direction")
    open_line = "Nog open:</span> Beide kanten zien een richting"
    assert open_line in page
    plan.give_view(goal, status=GoalStatus.REACHED, **as_party(cast.official))
    assert open_line not in page_of(client, cast)


def test_a_goal_that_the_plan_skips_leaves_nothing_open_and_says_why(
    cast: Any, sign_in: Any, as_party: Any
) -> None:
    goal = cast.file.plan_items.get(format_item__key="startup-goal-direction")
    plan.skip(goal, revision=goal.revision, reason="Er ligt al een plan.", **as_party(cast.chair))
    page = page_of(sign_in(cast.coach), cast)
    assert "Overgeslagen: Er ligt al een plan." in row(page, "vision", "direction")
    assert "Nog open:</span> Beide kanten zien een richting" not in page


def test_whom_to_ask_is_the_person_to_call_where_the_file_knows_her(
    cast: Any, sign_in: Any, as_party: Any
) -> None:
    client = sign_in(cast.coach)
    assert "Vraag het de gemeente." in page_of(client, cast)
    people.assign(
        factories.seat(cast.file, cast.official), cast.official, role=Role.CONTACT, **as_party(cast.official)
    )
    page = page_of(client, cast)
    assert "Vraag het Ruben van de gemeente." in page
    assert "Ruben" in row(page, "arrange", "municipality_contact")


def test_minutes_count_when_everyone_can_read_them(cast: Any, sign_in: Any, as_party: Any) -> None:
    client = sign_in(cast.coach)
    log = {"on": timezone.localdate(), "channel": Channel.TALK, **as_party(cast.coach)}
    notes.log_contact(cast.file, summary="Alleen voor ons.", circle=Circle.OWN, **log)
    page = page_of(client, cast)
    assert "Laatst op" in row(page, "arrange", "contact")
    assert "Laatst op" not in row(page, "talk", "minutes")
    notes.log_contact(cast.file, summary="Voor allen.", circle=Circle.EVERYONE, **log)
    assert "Laatst op" in row(page_of(client, cast), "talk", "minutes")


def test_a_note_of_one_party_answers_nothing_for_another(cast: Any, sign_in: Any, as_party: Any) -> None:
    notes.log_contact(
        cast.file,
        on=timezone.localdate(),
        channel=Channel.TALK,
        summary="Het college twijfelt.",
        circle=Circle.OWN,
        **as_party(cast.official),
    )
    assert "Laatst op" in row(page_of(sign_in(cast.clerk), cast), "arrange", "contact")
    for who in (cast.chair, cast.coach):
        assert "Laatst op" not in row(page_of(sign_in(who), cast), "arrange", "contact")


def test_evidence_that_a_reader_may_not_see_is_not_counted_for_her(
    cast: Any, sign_in: Any, as_party: Any
) -> None:
    goal = cast.file.plan_items.get(format_item__key="startup-goal-known")
    notes.add_evidence(goal, title="Uitslag", quote="61 procent.", circle=Circle.OWN, **as_party(cast.chair))
    assert "Eén stuk" in row(page_of(sign_in(cast.member), cast), "vision", "proof")
    assert "Eén stuk" not in row(page_of(sign_in(cast.official), cast), "vision", "proof")


# --- the agreement ---------------------------------------------------------------------------------------


@pytest.fixture
def draft(cast: Any, as_party: Any) -> Any:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    return drafting.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Samen warm",
        partners=[],
        **as_party(cast.coach),
    )


def test_the_newest_agreement_is_held_against_four_things(
    cast: Any, draft: Any, sign_in: Any, as_party: Any
) -> None:
    client = sign_in(cast.coach)
    assert "Staat nog niet in “Samen warm”." in row(page_of(client, cast), "formalise", "roles")
    article = draft.articles.get(clause_key="rolverdeling")
    drafting.word_anew(
        article,
        text="Wij doen de buurt, zij de straat.",
        revision=article.revision,
        **factories.acting(cast.file, cast.coach),
    )
    page = page_of(client, cast)
    assert "De rollen staan erin." in row(page, "formalise", "roles")
    for key in ("planning", "money", "meetings"):
        assert "Staat nog niet in" in row(page, "formalise", key)


def test_a_draft_that_was_not_shared_is_not_even_named(cast: Any, draft: Any, sign_in: Any) -> None:
    page = page_of(sign_in(cast.official), cast)
    assert "Samen warm" not in page
    assert "Er is nog geen overeenkomst." in row(page, "formalise", "roles")


# --- what is asked here ------------------------------------------------------------------------------------


def test_an_answer_lands_in_the_file_and_everyone_reads_who_gave_it(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.coach)
    sent = client.post(
        address(cast, "ambitions/motive/"), {"chosen": ["own_wish", "wider"], "text": "De straat voorop."}
    )
    assert sent.status_code == 302
    fact = Fact.objects.get()
    assert fact.name == "step.ambitions.motive"
    assert fact.participation is None
    for who in (cast.official, cast.reader):
        said = row(page_of(sign_in(who), cast), "ambitions", "motive")
        assert "Zelf willen verduurzamen; een betere buurt, breder dan warmte." in said
        assert "De straat voorop." in said
        assert "Marit" in said


def test_an_answer_may_change_and_the_earlier_one_stays_readable(cast: Any, sign_in: Any) -> None:
    first = say(cast, "vision", "why_us", cast.coach, "Zij deden de geveltuinen.")
    say(cast, "vision", "why_us", cast.chair, "Wij deden de geveltuinen.", seen=str(first.uuid))
    page = sign_in(cast.coach).get(address(cast, "vision/why_us/")).content.decode()
    assert "Zij deden de geveltuinen." in page
    assert "Wij deden de geveltuinen." in page


def test_two_who_answer_at_once_see_both_answers_and_choose(cast: Any, sign_in: Any) -> None:
    say(cast, "vision", "why_us", cast.coach, "Van de begeleider.")
    with pytest.raises(StaleRevision):
        say(cast, "vision", "why_us", cast.chair, "Van het initiatief.")
    client = sign_in(cast.chair)
    answer = client.post(address(cast, "vision/why_us/"), {"text": "Van het initiatief.", "seen": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Van de begeleider." in page
    assert "Van het initiatief." in page
    again = client.post(
        address(cast, "vision/why_us/"), {"text": "Van het initiatief.", "seen": "", "keuze": "mine"}
    )
    assert again.status_code == 302
    assert Fact.objects.first().value["words"]["text"] == "Van het initiatief."  # type: ignore[union-attr]


def test_an_empty_answer_is_asked_for_beside_the_field(cast: Any, sign_in: Any) -> None:
    answer = sign_in(cast.coach).post(address(cast, "ambitions/motive/"), {"text": " "})
    assert answer.status_code == 422
    assert "Kies een antwoord, of schrijf een zin." in answer.content.decode()


def test_pressing_twice_keeps_one_answer(cast: Any) -> None:
    first = say(cast, "talk", "form", cast.coach, chosen=["regular"])
    assert say(cast, "talk", "form", cast.coach, chosen=["regular"]) == first
    assert Fact.objects.count() == 1


def test_what_has_its_home_elsewhere_cannot_be_answered_here(cast: Any, sign_in: Any) -> None:
    assert sign_in(cast.coach).get(address(cast, "ambitions/ambition/")).status_code == 404
    with pytest.raises(DomainError):
        say(cast, "ambitions", "ambition", cast.coach, "Iets anders.")


def test_who_only_reads_is_offered_no_answering(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.reader)
    page = page_of(client, cast)
    assert "Geef antwoord" not in page
    assert "/gegevens/" not in page
    assert client.get(address(cast, "ambitions/motive/")).status_code == 403


def test_an_ended_file_shows_its_answers_and_asks_none(cast: Any, sign_in: Any, as_party: Any) -> None:
    say(cast, "vision", "why_us", cast.coach, "Zij deden de geveltuinen.")
    decisions.end(cast.file, end_kind=EndKind.REACHED, reason="Klaar.", **as_party(cast.chair))
    page = page_of(sign_in(cast.coach), cast)
    assert "Zij deden de geveltuinen." in page
    assert "Geef antwoord" not in page
    assert "Verander het antwoord" not in page


def test_the_timeline_says_which_question_was_answered_and_never_the_words(cast: Any, sign_in: Any) -> None:
    say(cast, "vision", "why_us", cast.coach, CANARY)
    page = sign_in(cast.chair).get(f"/initiatieven/{cast.file.uuid}/tijdlijn/").content.decode()
    assert "Waarom is dit initiatief een goede gesprekspartner?" in page
    assert CANARY not in page
    assert CANARY not in str(list(cast.file.events.values()))


def test_erasing_a_person_blanks_her_words_and_keeps_what_was_chosen(cast: Any, sign_in: Any) -> None:
    say(cast, "ambitions", "motive", cast.member, CANARY, ["asked"])
    erase_person(cast.member.person, by=None)
    assert Fact.objects.get().value == {"codes": {"chosen": ["asked"]}, "words": {"text": "(gewist)"}}
    assert CANARY not in page_of(sign_in(cast.coach), cast)


# --- the coach makes herself superfluous -------------------------------------------------------------------


def test_the_coach_says_per_step_how_she_helps_and_until_when(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.coach)
    sent = client.post(
        address(cast, "begeleiding/"), {"ambitions": "lead", "talk": "away", "hand_back": "2027-03-01"}
    )
    assert sent.status_code == 302
    page = page_of(sign_in(cast.reader), cast)
    assert "De begeleider neemt hier het voortouw." in page
    assert "Dit doen jullie zonder de begeleider." in page
    assert "Vanaf 1 maart 2027 gaan jullie samen verder" in page
    assert not Fact.objects.filter(participation=None).exists()


def test_what_the_coach_said_is_read_beside_what_both_sides_see_and_asked_nowhere_else(
    cast: Any, sign_in: Any, as_party: Any
) -> None:
    room = reverse("initiatives:room", args=[cast.file.uuid])
    topic = reverse("initiatives:room-topic", args=[cast.file.uuid, "begeleiding"])
    before = sign_in(cast.chair)
    assert "De begeleider zegt zelf" not in before.get(room).content.decode()
    day = date(2027, 3, 1)
    steps.say_how_i_help(cast.file, stances={"talk": "away"}, hand_back=day, **as_party(cast.coach))
    steps.say_how_i_help(cast.file, stances={"talk": "coach"}, hand_back=day, **as_party(cast.coach))
    for address_ in (room, topic):
        page = sign_in(cast.chair).get(address_).content.decode()
        assert "vanaf 1 maart 2027 gaan jullie samen verder" in page
        assert "De begeleider denkt hier mee, jullie doen het." in page
        assert "Dit doen jullie zonder de begeleider." not in page, "the newest counts"
    assert "Wanneer nemen jullie het over?" not in page


def test_only_the_coach_says_so(cast: Any, sign_in: Any, as_party: Any) -> None:
    for who in (cast.chair, cast.official):
        client = sign_in(who)
        assert "Zeg hoe je helpt" not in page_of(client, cast)
        assert client.post(address(cast, "begeleiding/"), {"talk": "away"}).status_code == 403
    with pytest.raises(DomainError):
        steps.say_how_i_help(cast.file, stances={"talk": "away"}, hand_back=None, **as_party(cast.chair))


def test_a_coach_can_leave_a_step_open_again(cast: Any, sign_in: Any, as_party: Any) -> None:
    steps.say_how_i_help(cast.file, stances={"talk": "away"}, hand_back=None, **as_party(cast.coach))
    assert sign_in(cast.coach).post(address(cast, "begeleiding/"), {"talk": ""}).status_code == 302
    assert "Dit doen jullie zonder de begeleider." not in page_of(sign_in(cast.reader), cast)
    told = cast.file.facts.filter(name=guidance.fact_of("talk"))
    assert [fact.value["codes"]["stance"] for fact in told] == ["", "away"], "the earlier one stays"
    before = told.count()
    steps.say_how_i_help(cast.file, stances={"talk": ""}, hand_back=None, **as_party(cast.coach))
    assert told.count() == before, "saying nothing again adds nothing"


def test_a_day_to_hand_back_can_be_taken_away_again(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.coach)
    client.post(address(cast, "begeleiding/"), {"hand_back": "2027-03-01"})
    client.post(address(cast, "begeleiding/"), {"hand_back": ""})
    assert "Er is nog geen dag gekozen" in page_of(client, cast)


# --- the quiet line, and what it costs ---------------------------------------------------------------------


def test_the_overview_of_a_coach_fetches_at_which_step_something_is_open(cast: Any, sign_in: Any) -> None:
    overview, line = f"/initiatieven/{cast.file.uuid}/", address(cast, "stand/")
    client = sign_in(cast.coach)
    page = client.get(overview).content.decode()
    assert f'hx-get="{line}"' in page
    assert f'href="{address(cast)}"' in page
    part = client.get(line, headers={"HX-Request": "true"}).content.decode()
    assert "Stap 1: Inventariseer de ambities, drie punten open" in part
    assert "<h1" not in part
    assert client.get(line).headers["Location"] == address(cast)
    page = sign_in(cast.chair).get(overview).content.decode()
    assert line not in page
    assert f'href="{address(cast)}"' in page


def test_a_coach_who_has_all_but_the_agreement_is_led_to_it(cast: Any, draft: Any) -> None:
    """The agreement is read only when all before it is there."""
    from insights import steps_page

    before = {(q.step, q.key): coach_steps.Answer(True) for q in coach_steps.questions()}
    basics = steps_page.basics_of(factories.user_of(cast.coach), cast.file)
    answers = before | {("formalise", "money"): steps_page.agreed("money", basics, cast.file)}
    now = coach_steps.current(coach_steps.standing(answers))
    assert now is not None
    assert now.step.key == "formalise"
    assert steps_page.open_words(now) == "één punt open"


@pytest.mark.parametrize("who", ["former", "elsewhere", "other_coach", "outsider", "colleague"])
def test_who_has_no_seat_here_finds_no_such_page(cast: Any, sign_in: Any, who: str) -> None:
    client = sign_in(getattr(cast, who))
    for rest in ("", "ambitions/motive/", "begeleiding/"):
        assert client.get(address(cast, rest)).status_code == 404


@pytest.mark.parametrize(("who", "most"), [("coach", 12), ("official", 11), ("reader", 11)])
def test_more_answers_views_and_contact_ask_for_no_more_queries(
    cast: Any, sign_in: Any, as_party: Any, count_queries: Any, who: str, most: int
) -> None:
    client = sign_in(getattr(cast, who))
    goal = cast.file.plan_items.get(format_item__key="startup-goal-known")

    def measure() -> int:
        page_of(client, cast)
        with count_queries() as seen:
            page_of(client, cast)
        return len(seen)

    def add(number: int) -> None:
        newest = steps.newest_of(cast.file, "step.vision.why_us")
        say(cast, "vision", "why_us", cast.coach, f"Reden {number}", seen=str(newest.uuid) if newest else "")
        notes.add_evidence(goal, title="Uitslag", quote=f"{number}", **as_party(cast.chair))
        notes.log_contact(
            cast.file,
            on=timezone.localdate(),
            channel=Channel.TALK,
            summary=f"Gesprek {number}",
            circle=Circle.EVERYONE,
            **as_party(cast.coach),
        )

    add(0)
    few = measure()
    for number in range(1, 50):
        add(number)
    assert measure() == few <= most
