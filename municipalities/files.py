"""What does a file with gemeenten, names or mergers say?

Comma separated, UTF-8, with a header; `fixtures/README-municipalities.md` lists the columns.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from municipalities.querysets import CBS_CODE
from samenspel.errors import DomainError
from samenspel.provinces import PROVINCES


@dataclass(frozen=True)
class Entry:
    """One gemeente in a file."""

    code: str
    name: str
    province: str
    population: int
    population_year: int
    lon: float
    lat: float


@dataclass(frozen=True)
class Change:
    """From `on`, what was the gemeente `old_code` belongs to `new_code`."""

    old_code: str
    new_code: str
    on: date | None


def _read(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = ", ".join(column for column in columns if column not in (reader.fieldnames or []))
            if missing:
                raise DomainError(
                    _("In %(path)s ontbreken deze kolommen: %(columns)s.")
                    % {"path": path, "columns": missing}
                )
            return [(reader.line_num, {key: (row[key] or "").strip() for key in columns}) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DomainError(
            _("%(path)s is niet te lezen: %(error)s") % {"path": path, "error": error}
        ) from error


def _bad_line(path: Path, line: int, error: Exception) -> DomainError:
    return DomainError(
        _("Regel %(line)s van %(path)s klopt niet: %(error)s") % {"line": line, "path": path, "error": error}
    )


def read_municipalities(path: Path) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for line, row in _read(path, list(Entry.__annotations__)):
        try:
            entry = _entry(row)
            if entry.code in entries:
                raise ValueError(_("%(code)s staat er al") % {"code": entry.code})
        except ValueError as error:
            raise _bad_line(path, line, error) from error
        entries[entry.code] = entry
    return list(entries.values())


def _entry(row: Mapping[str, str]) -> Entry:
    if not CBS_CODE.fullmatch(row["code"]):
        raise ValueError(_("%(code)s is geen CBS-code zoals GM0050") % {"code": row["code"] or "''"})
    if not row["name"]:
        raise ValueError(_("de naam ontbreekt"))
    if row["province"] not in PROVINCES:
        raise ValueError(_("%(province)s is geen provincie") % {"province": row["province"] or "''"})
    return Entry(
        code=row["code"].upper(),
        name=row["name"],
        province=row["province"],
        population=int(_number(row, "population")),
        population_year=int(_number(row, "population_year")),
        lon=_number(row, "lon"),
        lat=_number(row, "lat"),
    )


def _number(row: Mapping[str, str], column: str) -> float:
    try:
        return float(row[column])
    except ValueError as error:
        raise ValueError(
            _("%(column)s moet een getal zijn, er staat %(value)s")
            % {"column": column, "value": row[column] or "''"}
        ) from error


def read_aliases(path: Path) -> list[tuple[str, str]]:
    """Pairs of a name and the code it leads to."""
    return [
        (row["alias"], row["code"].upper()) for _line, row in _read(path, ("alias", "code")) if row["alias"]
    ]


def read_changes(path: Path) -> list[Change]:
    changes = []
    for line, row in _read(path, ("old_code", "new_code", "date")):
        try:
            on = date.fromisoformat(row["date"]) if row["date"] else None
        except ValueError as error:
            raise _bad_line(path, line, error) from error
        changes.append(Change(row["old_code"].upper(), row["new_code"].upper(), on))
    return changes
