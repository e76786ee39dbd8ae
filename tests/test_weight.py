"""Is every page light in every state of its file, and does it stay so with many rows? How light it is for everyone: test_every_page.py."""

# ruff: noqa: F811  fixtures come by import
from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from agreements import actions as drafting
from agreements.draft_page import DraftPage
from agreements.models import Agreement
from agreements.terms import Form, Length
from initiatives.actions import decisions, notes, people, plan
from initiatives.terms import Channel, Circle, GoalStatus, ItemKind, Phase, Track
from tests.access_expectations import LINES, verdict
from tests.test_access import addresses
from tests.weighing import DOWNLOADS, Weighed, too_much
from tests.world import TODAY, World
from tests.world_fixtures import files_dir, here, the_world  # noqa: F401  fixtures

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.everyone,
    pytest.mark.xdist_group("weight"),
]

# One of each side: the others of that side see the same pages, or less of them. They take turns: what each of them meets
# on every page is weighed in test_every_page.py.
SIDES = ("coach", "official", "chair")
FILES = ("insights:", "initiatives:", "agreements:")
Page = tuple[str, str, str]  # who, the name of the address, and the thing it is about


Pages = dict[Page, list[Weighed]]


def weighed(made: World, readers: Iterable[str], apps: tuple[str, ...] = ("",)) -> Pages:
    """Every address that one of them may open, and what it weighs for her; of some apps, or of all."""
    pages: Pages = {}
    for name, line in LINES.items():
        if "GET" not in line.methods.split() or name in DOWNLOADS or not name.startswith(apps):
            continue
        for thing in line.on or ("",):
            if able := [role for role in readers if verdict(line, thing, role) == "open"]:
                role = able[len(pages) % len(able)]
                pages[role, name, thing] = [Weighed(made, role, at) for at in addresses(made, name, thing)]
    return pages


def too_heavy(pages: Pages) -> Iterator[str]:
    for (role, name, thing), answers in pages.items():
        for answer in answers:
            assert answer.status < 500, f"{name} {thing} as {role}"
            yield from (f"{name} {thing} as {role} {trouble}" for trouble in too_much(name, answer))


def asked(pages: Pages) -> dict[Page, int]:
    return {page: sum(answer.queries for answer in answers) for page, answers in pages.items()}


# --- a fuller world ---------------------------------------------------------------------------------------


def add_rows(made: World, number: int) -> None:
    """More of all that a file holds, so that no list is short; none of it leaves its part."""
    goals = list(made.file.plan_items.goals().filter(phase=Phase.STARTUP).kept())
    for turn in range(number):
        goal = goals[turn % len(goals)]
        status = list(GoalStatus)[turn % 3]
        for role in ("clerk", "member"):
            plan.give_view(goal, status=status, remark=f"Omdat {turn}", **made.as_party(role))
        notes.add_evidence(goal, title=f"Verslag {turn}", quote="Zo is het.", **made.as_party("coach"))
        notes.log_contact(
            made.file,
            on=TODAY(),
            channel=Channel.TALK,
            summary=f"Besproken: punt {turn}",
            circle=Circle.EVERYONE,
            **made.as_party("coach"),
        )
        people.add_partner(
            made.file, name=f"Partner {number} {turn}", short_name="", place="", **made.as_party("coach")
        )
        kind, phase = list(ItemKind)[turn % 2], Phase.STARTUP
        item = plan.add_item(
            made.file,
            kind=kind,
            phase=phase,
            track=Track.values[turn % len(Track)],
            title=f"Eigen {number} {turn}",
            **made.as_party("chair"),
        )
        if turn % 2:
            plan.skip(item, revision=item.revision, reason=f"Niet nodig {turn}", **made.as_party("chair"))


def long_agreement(made: World) -> Agreement:
    """A collaboration agreement with all its articles, filled in."""
    agreement = drafting.start(
        made.file,
        form=Form.COLLABORATION_AGREEMENT,
        length=Length.LONG,
        title="Zeebuurt Warm, het hele verhaal",
        **made.as_party("coach"),
    )
    tasks = [{"task": f"Gesprekken in deel {n} van de buurt", "who": "initiative"} for n in range(8)]
    for name, value in (("stip", "elk huis warm, en wonen blijft betaalbaar"), ("taken", tasks)):
        kept = agreement.values.filter(variable=name).first()
        revision = kept.revision if kept else 0
        drafting.save_field(agreement, name, value, revision=revision, **made.as_party("coach"))
    return agreement


@pytest.fixture
def undone(here: World) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    here.file.refresh_from_db()


# --- what is promised -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "sides"),
    [
        ("nothing lies open", ("official", "chair")),
        ("paused", ("coach", "chair")),
        ("ended", ("coach", "official")),
    ],
)
def test_no_page_asks_too_much_in_any_state_of_its_file(
    here: World, undone: None, state: str, sides: tuple[str, ...]
) -> None:
    for decision in here.file.decisions.open():
        decisions.withdraw(decision, **here.as_party("coach"))
    if state == "paused":
        decisions.pause(here.file, reason="Zomer.", **here.as_party("chair"))
    if state == "ended":
        decisions.end(here.file, end_kind="reached", reason="Klaar.", **here.as_party("official"))
    assert not list(too_heavy(weighed(here, sides, FILES)))


def test_more_rows_ask_for_no_more_queries(here: World, undone: None) -> None:
    add_rows(here, 2)
    few = asked(weighed(here, SIDES, FILES))
    add_rows(here, 25)
    pages = weighed(here, SIDES, FILES)
    assert not {page: (few[page], many) for page, many in asked(pages).items() if many > few[page]}
    assert not list(too_heavy(pages))


def test_no_page_of_a_long_agreement_is_too_heavy(here: World, undone: None) -> None:
    agreement = long_agreement(here)
    everything = reverse("agreements:all", args=[agreement.uuid])
    pages = {
        f"part {part['letter']}": f"{everything}?deel={part['letter']}"
        for part in DraftPage(agreement).parts_to_open()
    }
    for article in agreement.articles.all():
        pages[article.clause_key] = reverse("agreements:article", args=[agreement.uuid, article.clause_key])
    for name in ("agreement", "choose-articles", "publish", "parties"):
        pages[name] = reverse(f"agreements:{name}", args=[agreement.uuid])
    assert len(pages) > 40
    found = {("coach", "agreements:all", what): [Weighed(here, "coach", url)] for what, url in pages.items()}
    assert not list(too_heavy(found))
