"""How does a list of files leave as a table that every spreadsheet opens?"""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives.listing import finding
from initiatives.listing.lines import Line, lines
from initiatives.models import Collaboration
from initiatives.querysets import CollaborationQuerySet
from initiatives.terms import Status
from samenspel import dutch

MOST_ROWS = 5000
CHUNK = 500
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# A cell that begins like this is reckoned with by a spreadsheet instead of shown; also in full width.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "|", "%")


def safe(value: Any) -> str:
    """The text of a cell that no spreadsheet takes for a formula."""
    text = str(value if value is not None else "")
    return f"'{text}" if text.lstrip(" \N{NO-BREAK SPACE}").startswith(FORMULA_SIGNS) else text


class _Line:
    """What the csv writer writes to: it hands each line on at once."""

    def write(self, text: str) -> str:
        return text


def table_file(name: str, lines: Iterable[str]) -> StreamingHttpResponse:
    """These lines as a file to take along, with today in its name."""
    file = f"{name}-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file}"', "Cache-Control": "no-store"},
    )


def csv_lines(
    files: CollaborationQuerySet, organisations: Collection[int], *, most: int = MOST_ROWS
) -> Iterator[str]:
    return table_lines(files, _heads(), partial(_rows, organisations=organisations), most=most)


def table_lines(
    files: CollaborationQuerySet,
    heads: list[str],
    rows_of: Callable[[list[Collaboration]], Iterable[list[Any]]],
    *,
    most: int = MOST_ROWS,
) -> Iterator[str]:
    """The newest files first, some hundreds at a time, so that memory stays small."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")  # what a Dutch spreadsheet expects
    yield BYTE_ORDER_MARK
    yield writer.writerow(heads)
    place, left = "", most
    while left:
        found, place = finding.page_of(files, place, min(CHUNK, left))
        for row in rows_of(found):
            yield writer.writerow([safe(cell) for cell in row])
        left -= len(found)
        if not place:
            return
    yield writer.writerow(
        [
            _("Dit zijn de nieuwste %(count)s. Kies een filter om de andere mee te nemen.")
            % {"count": dutch.thousands(most)}
        ]
    )


def _heads() -> list[str]:
    return [
        _("Initiatief"),
        _("Buurt of dorp"),
        _("Gemeente"),
        _("Provincie"),
        _("Fase"),
        _("In deze fase sinds"),
        _("Stand"),
        _("Fasestap"),
        _("Doelen"),
        _("Verschil"),
        _("Aan zet"),
        _("Volgende stap"),
        _("Uiterlijk"),
        _("Aanspreekpunten en begeleiders"),
        _("Rechtsvorm"),
        _("Techniek"),
        _("Laatste gebeurtenis"),
        _("Adres"),
    ]


def _rows(files: list[Collaboration], organisations: Collection[int]) -> Iterator[list[Any]]:
    for file, line in zip(files, lines(files, organisations), strict=True):
        yield _row(file, line)


def _row(file: Any, line: Line) -> list[Any]:
    return [
        line.title,
        line.area,
        line.municipality,
        file.municipality.province,
        f"{line.phase.number} {line.phase.label}",
        file.phase_since or "",
        line.status or str(Status(file.status).label).capitalize(),
        line.step.text if line.step else "",
        line.goals,
        line.differ,
        line.turn.words,
        line.turn.what,
        line.turn.due_on or "",
        ", ".join(f"{who.name} ({who.title})" if who.title else who.name for who in line.people),
        file.initiative.get_legal_form_display(),
        file.initiative.get_technique_display(),
        timezone.localtime(file.last_event_at).date(),
        f"{settings.SITE_URL}{line.url}",
    ]
