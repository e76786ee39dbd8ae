"""Who reads what a proposal does to a table sees which rows come and go, and of what stays which cell is other."""

from typing import Any

import pytest

from agreements.formats.variables import Variable
from agreements.settling.table_changes import TableChange, change_of
from agreements.text.tables import Party
from samenspel.dutch import NBSP

TALK = {"task": "Praten met bewoners", "who": "initiative", "ready": "2027-06-24"}
COUNT = {"task": "Gegevens verzamelen", "who": "municipality", "ready": "2027-03-04"}
WALK = {"task": "Door de buurt lopen", "who": "initiative", "ready": "doorlopend"}
PARTIES = {key: Party(key, key, short) for key, short in [("municipality", "de gemeente")]}


def change(old: Any, new: Any, kind: str = "task_list") -> TableChange:
    return change_of(Variable("taken", kind), old, new, PARTIES)


def read(found: TableChange) -> list[str]:
    """Each row that is other, as it is read: [-gone-] and [+new+]."""
    signs = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}
    rows = [
        f"{row.kind}: "
        + " | ".join("".join(signs[s.kind].format(s.text) for s in cell.spans) for cell in row.cells)
        for row in found.rows
    ]
    return [row.replace(NBSP, " ") for row in rows]


@pytest.mark.parametrize(
    ("old", "new", "rows", "same"),
    [
        # a day is replaced as a whole, not one word of it
        ([TALK, COUNT], [TALK, COUNT | {"ready": "2027-03-01"}],
         ["changed: Gegevens verzamelen | gemeente |  |  | [-4 maart 2027-][+1 maart 2027+]"], 1),
        # words word by word
        ([TALK], [TALK | {"task": "Praten met alle bewoners"}],
         ["changed: Praten met[+ alle+] bewoners | initiatief |  |  | 24 juni 2027"], 0),
        # one comes, one goes
        ([TALK], [TALK, WALK], ["new: [+Door de buurt lopen+] | [+initiatief+] |  |  | [+doorlopend+]"], 1),
        ([TALK, WALK], [TALK], ["gone: [-Door de buurt lopen-] | [-initiatief-] |  |  | [-doorlopend-]"], 1),
        # what goes is no part of what stays beside it
        ([TALK, COUNT], [COUNT | {"who": "initiative"}],
         ["gone: [-Praten met bewoners-] | [-initiatief-] |  |  | [-24 juni 2027-]",
          "changed: Gegevens verzamelen | [-gemeente-][+initiatief+] |  |  | 4 maart 2027"], 0),
        # one that only stands elsewhere is said once
        ([TALK, COUNT, WALK], [COUNT, WALK, TALK],
         ["moved: Praten met bewoners | initiatief |  |  | 24 juni 2027"], 2),
        # a cell that was empty, and one that gets empty
        ([TALK], [{"task": "Praten met bewoners", "who": "initiative", "helps": "municipality"}],
         ["changed: Praten met bewoners | initiatief |  | [+gemeente+] | [-24 juni 2027-]"], 0),
        ([], [TALK], ["new: [+Praten met bewoners+] | [+initiatief+] |  |  | [+24 juni 2027+]"], 0),
        ([TALK], [TALK], [], 1),
    ],
)  # fmt: skip
def test_rows_come_go_or_stand_elsewhere_and_cells_change(old, new, rows, same) -> None:
    found = change(old, new)
    assert (read(found), found.same) == (rows, same)


def test_the_total_of_what_adds_up_is_said_when_it_changes() -> None:
    old = [{"item": "Onderzoek", "amount": "100.00"}, {"item": "Zaal", "amount": "50.00"}]
    found = change(old, [old[0] | {"amount": "150.00"}, old[1]], "budget_table")
    assert [span.text.replace(NBSP, " ") for span in found.total] == ["€ 150", "€ 200"]
    swapped = change(old, [old[1], old[0]], "budget_table")
    assert not swapped.total


def test_words_that_are_explained_have_no_place_of_their_own() -> None:
    old = [{"word": "Warmte", "meaning": "Het is er."}, {"word": "Buurt", "meaning": "Waar wij wonen."}]
    assert not change(old, old[::-1], "definition_list").rows
