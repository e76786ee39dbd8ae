"""What does a gemeente ask itself before, while forming and during a collaboration, and what helps next?

The points are data: `fixtures/self-check-1.json`. The answers are the gemeente's own and nobody else reads them. They
are never added up.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from initiatives.terms import SelfCheckAnswer, SelfCheckMoment


@dataclass(frozen=True)
class Point:
    key: str
    text: str
    helps: str
    item: str = ""  # key of the item in the stappenplan where this is worked on


@dataclass(frozen=True)
class Moment:
    key: str
    title: str
    source: str
    points: tuple[Point, ...]


# Which moments stand on the gemeente's own page, and which in a file.
OF_THE_MUNICIPALITY = (SelfCheckMoment.BEFORE,)
OF_A_FILE = (SelfCheckMoment.FORMING, SelfCheckMoment.DURING)


def moments(wanted: Iterable[str]) -> list[Moment]:
    wanted = set(wanted)
    return [moment for moment in _read(_path()) if moment.key in wanted]


def point_of(key: str) -> Point | None:
    found = (point for moment in _read(_path()) for point in moment.points)
    return next((point for point in found if point.key == key), None)


def what_helps(points: Iterable[Point], answers: Mapping[str, str]) -> list[Point]:
    """What is not yet there comes first, then what is there in part; what was not answered asks nothing."""
    order = (SelfCheckAnswer.NOT_YET, SelfCheckAnswer.A_LITTLE)
    points = list(points)
    return [point for answer in order for point in points if answers.get(point.key) == answer]


def _path() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "self-check-1.json"


@lru_cache(maxsize=2)
def _read(path: Path) -> tuple[Moment, ...]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return tuple(_moment(row) for row in data["moments"])


def _moment(row: dict[str, Any]) -> Moment:
    return Moment(row["key"], row["title"], row["source"], tuple(Point(**point) for point in row["points"]))
