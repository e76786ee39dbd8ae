"""Does someone find the files she is looking for, each once, and no others?"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from initiatives.actions import decisions
from initiatives.listing import finding
from initiatives.listing.export import safe
from initiatives.listing.finding import FindForm, page_of
from initiatives.models import Collaboration, Initiative
from initiatives.terms import Phase, Status, Technique
from municipalities.models import Alias, Municipality
from tests import factories

pytestmark = pytest.mark.engine

START = timezone.now() - timedelta(days=10)


def find(who: Any, **asked: str) -> list[str]:
    form = FindForm(_asked(asked), user=factories.user_of(who))
    return sorted(file.title for file in form.found().with_parties())


def _asked(asked: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(asked)
    return data


def more(cast: SimpleNamespace, count: int, **fields: Any) -> list[Collaboration]:
    """Files of the coach, the newest first; file 0 moved last."""
    files = [
        factories.collaboration(
            cast.coach, cast.municipality, name=f"Buurt {number}", area_name=f"Wijk {number}", **fields
        )
        for number in range(count)
    ]
    for number, file in enumerate(files):
        moved(file, START - timedelta(hours=number))
    return files


def moved(file: Collaboration, at: Any) -> None:
    Collaboration.objects.filter(pk=file.pk).update(last_event_at=at)


def set_up(file: Collaboration, **values: Any) -> None:
    Collaboration.objects.filter(pk=file.pk).update(**values)


# --- who sees which files -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("coach", ["Zeebuurt Warm"]),
        ("coordinator", ["Zeebuurt Warm"]),
        ("official", ["Zeebuurt Warm"]),
        ("clerk", ["Zeebuurt Warm"]),
        ("chair", ["Zeebuurt Warm"]),
        ("member", ["Zeebuurt Warm"]),
        ("reader", ["Zeebuurt Warm"]),
        ("colleague", []),
        ("former", []),
        ("administrator", []),
        ("outsider", []),
        ("elsewhere", ["Elders Samen"]),
        ("other_coach", ["Elders Samen"]),
        ("other_member", ["Elders Samen"]),
    ],
)
def test_everyone_finds_the_files_of_her_own_seats_only(
    cast: SimpleNamespace, who: str, seen: list[str]
) -> None:
    assert find(getattr(cast, who)) == seen
    assert find(getattr(cast, who), status="all") == seen


def test_a_filter_never_widens_what_someone_sees(cast: SimpleNamespace) -> None:
    assert find(cast.chair, q="Elders") == []
    assert find(cast.chair, municipality="Elderveld") == []
    assert find(cast.coach, turn="municipality", status="all", province="Gelderland") == []


# --- searching and filtering --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["zeebuurt", "ZEEB", "warm zee", "Zéébuurt", "eskerveen", "  zeebuurt   warm ", "gemeente Eskerveen"],
)
def test_a_name_is_found_however_it_is_typed(cast: SimpleNamespace, text: str) -> None:
    assert find(cast.coach, q=text) == ["Zeebuurt Warm"]


@pytest.mark.parametrize("text", ["lindeveld", "%", "_", "zeebuurt elders", "'; drop table"])
def test_what_stands_nowhere_finds_nothing(cast: SimpleNamespace, text: str) -> None:
    assert find(cast.coach, q=text) == []


def test_files_that_ended_are_shown_when_asked_for(cast: SimpleNamespace) -> None:
    set_up(cast.file, status=Status.ENDED, ended_on=timezone.localdate())
    assert find(cast.coach) == find(cast.coach, status="active") == []
    assert find(cast.coach, status="ended") == find(cast.coach, status="all") == ["Zeebuurt Warm"]


def test_a_paused_file_still_counts_as_running(cast: SimpleNamespace) -> None:
    set_up(cast.file, status=Status.PAUSED)
    assert find(cast.coach) == find(cast.coach, status="paused") == ["Zeebuurt Warm"]
    assert find(cast.coach, status="active") == []


def test_phase_province_and_technique_narrow(cast: SimpleNamespace) -> None:
    Initiative.objects.filter(pk=cast.file.initiative_id).update(technique=Technique.GREEN_GAS)
    for asked in ({"phase": "startup"}, {"province": "Gelderland"}, {"technique": "green_gas"}):
        assert find(cast.coach, **asked) == ["Zeebuurt Warm"]
    for asked in ({"phase": "operation"}, {"province": "Zeeland"}, {"technique": "heat_network"}):
        assert find(cast.coach, **asked) == []


def test_a_gemeente_is_meant_by_its_name_or_its_code(cast: SimpleNamespace) -> None:
    Municipality.objects.filter(pk=cast.municipality.pk).update(code="GM9998")
    for municipality in (cast.municipality, cast.elsewhere_municipality):
        name = str(municipality)
        Alias.objects.create(name=name, key=name.lower(), municipality=municipality)
    assert find(cast.coach, municipality="eskerveen") == ["Zeebuurt Warm"]
    assert find(cast.coach, municipality="GM9998") == ["Zeebuurt Warm"]
    assert find(cast.coach, municipality="Elderveld") == []
    assert find(cast.coach, municipality="esker") == ["Zeebuurt Warm"]  # fits no other


def test_a_gemeente_that_is_unclear_finds_nothing_and_says_so(cast: SimpleNamespace) -> None:
    form = FindForm(_asked({"municipality": "Atlantis"}), user=factories.user_of(cast.coach))
    assert form.unclear
    assert not form.found().exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"phase": "huge"},
        {"status": "gone"},
        {"province": "Atlantis"},
        {"technique": "magic"},
        {"turn": "nobody"},
        {"q": "x" * 5000},
        {"q": "zee\0"},
        {"unknown": "1"},
    ],
)
def test_a_filter_that_does_not_exist_is_left_out(cast: SimpleNamespace, asked: dict[str, str]) -> None:
    assert find(cast.coach, **asked) == ["Zeebuurt Warm"]


def test_what_waits_on_us_is_an_open_decision_with_our_own_key(cast: SimpleNamespace) -> None:
    assert find(cast.official, turn="us") == []
    decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="We zijn zover.",
        by=cast.chair.person,
        seat=factories.seat(cast.file, cast.chair),
        own_key=True,
    )
    assert find(cast.official, turn="us") == ["Zeebuurt Warm"]
    assert find(cast.chair, turn="us") == []  # her own key is turned
    assert find(cast.coach, turn="municipality") == ["Zeebuurt Warm"]
    assert find(cast.coach, turn="initiative") == []


def test_who_holds_no_key_is_not_asked_about_her_own(cast: SimpleNamespace) -> None:
    form = FindForm(_asked({}), user=factories.user_of(cast.coach))
    assert "us" not in dict(form.fields["turn"].choices)


def test_an_address_with_filters_can_be_shared(cast: SimpleNamespace) -> None:
    user = factories.user_of(cast.coach)
    first = FindForm(_asked({"q": "zee buurt", "phase": "startup", "province": "Gelderland"}), user=user)
    again = FindForm(QueryDict(first.query().removeprefix("?")), user=user)
    assert again.chosen == first.chosen == {"q": "zee buurt", "phase": "startup", "province": "Gelderland"}


# --- pages --------------------------------------------------------------------------------------------


def all_pages(who: Any, size: int, between: Any = lambda number: None) -> list[int]:
    form = FindForm(_asked({}), user=factories.user_of(who))
    seen, place, number = [], "", 0
    while True:
        found, place = page_of(form.found(), place, size)
        seen += [file.pk for file in found]
        if not place:
            return seen
        between(number)
        number += 1


def test_page_after_page_shows_each_file_once_in_order(cast: SimpleNamespace) -> None:
    files = more(cast, 7)
    assert all_pages(cast.coach, 3) == [cast.file.pk, *(file.pk for file in files)]


def test_files_that_moved_at_the_same_moment_are_neither_lost_nor_doubled(cast: SimpleNamespace) -> None:
    files = more(cast, 6)
    Collaboration.objects.update(last_event_at=START)
    everything = sorted([cast.file.pk, *(file.pk for file in files)], reverse=True)
    assert all_pages(cast.coach, 2) == everything


def test_files_that_arrive_in_between_leave_no_gap_and_no_double(cast: SimpleNamespace) -> None:
    files = more(cast, 6)

    def arrive(number: int) -> None:
        factories.collaboration(cast.coach, cast.municipality, name=f"Nieuw {number}", area_name="Elders")

    assert all_pages(cast.coach, 2, arrive) == [cast.file.pk, *(file.pk for file in files)]


@pytest.mark.parametrize(
    "place",
    ["x", "_", "2026-99-99T00:00:00Z_1", "2026-01-01_", "_12", "2026-01-01T00:00:00Z_" + "9" * 40, "²_²"],
)
def test_a_place_that_was_cut_off_begins_at_the_start(cast: SimpleNamespace, place: str) -> None:
    files = FindForm(_asked({}), user=factories.user_of(cast.coach)).found()
    assert [file.pk for file in page_of(files, place)[0]] == [cast.file.pk]


# --- the board ----------------------------------------------------------------------------------------


def test_the_board_holds_the_newest_of_each_phase_and_knows_of_more(cast: SimpleNamespace) -> None:
    files = more(cast, 5)
    set_up(files[1], phase=Phase.OPERATION)
    form = FindForm(_asked({}), user=factories.user_of(cast.coach))
    columns = finding.board(form.found(), list(Phase), size=2)
    assert [file.pk for file in columns[Phase.STARTUP]] == [cast.file.pk, files[0].pk, files[2].pk]
    assert [file.pk for file in columns[Phase.OPERATION]] == [files[1].pk]
    assert columns[Phase.DEVELOPMENT] == []


def test_the_board_of_another_shows_nothing_of_mine(cast: SimpleNamespace) -> None:
    form = FindForm(_asked({}), user=factories.user_of(cast.elsewhere))
    found = [file.pk for column in finding.board(form.found(), list(Phase)).values() for file in column]
    assert found == [cast.other_file.pk]


# --- a table to take along ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+31612345678", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "\N{NO-BREAK SPACE}=1", "|cmd"],
)
def test_a_cell_never_begins_a_formula(text: str) -> None:
    assert safe(text).startswith("'")


@pytest.mark.parametrize("text", ["Zeebuurt", "", "3 weken", "a=b"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert safe(text) == text
