"""How do the figures read: one table, with the bars beside them?"""

import os
import platform
from collections.abc import Iterable, Sequence

from django.db import connection

from tests.bench.documents import Idle, Printed
from tests.bench.generate import LARGE, SMALL
from tests.bench.measure import Cost
from tests.bench.pages import READERS, Measured

KB = 1024
MAX_GZIPPED = 15 * KB
MAX_FLOOR, MAX_GROWTH, MAX_JOB, MAX_IDLE = 1.5, 1.15, 1.10, 1.5
NOTHING = 1.0  # milliseconds; a smaller difference says nothing
Figures = dict[tuple[str, str], Measured]


def verdict(times: float, noise: float, most: float) -> str:
    """A bar that is missed by no more than what the same work differs from itself, is not said to be missed."""
    return "ja" if times <= most else "ruis" if times <= most * noise else "NEE"


def grew(small: float, large: float) -> float:
    return large / small if small > 0 else 1.0


def fits(small: float, large: float) -> bool:
    return large - small < NOTHING or grew(small, large) <= MAX_GROWTH


def heading() -> list[str]:
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg()) if hasattr(os, "getloadavg") else "onbekend"
    return [
        "",
        f"Samenspel: snelheid bij {SMALL} en bij {LARGE} dossiers",
        f"Python {platform.python_version()}, {connection.vendor}, {os.cpu_count()} processorkernen, "
        f"drukte op deze computer nu: {load}",
        "Tijden in milliseconden per verzoek. Vertrouw processortijd en verhoudingen, niet de kloktijd.",
    ]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    rows = list(rows)
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        first, *rest = cells
        return "  ".join(
            [first.ljust(widths[0]), *(c.rjust(w) for c, w in zip(rest, widths[1:], strict=True))]
        )

    return [line(heads), "-" * len(line(heads)), *(line(row) for row in rows)]


def _pair(small: float, large: float) -> str:
    return f"{small:.1f} / {large:.1f}"


def page_lines(small: Figures, large: Figures) -> list[str]:
    lines = []
    for reader, words in READERS.items():
        names = [name for who, name in small if who == reader]
        lines += ["", f"{words}  ({SMALL} / {LARGE} dossiers)"]
        lines += table(
            ("pagina", "vragen", "klok p50", "klok p95", "processor", "database", "db-proc.", "gz kB",
             "x bodem", "A/A", "groei", "idem klok", "haalt de lat"),
            [_page_row(name, small[reader, name], large[reader, name]) for name in names],
        )  # fmt: skip
    return lines


def _page_row(name: str, few: Measured, many: Measured) -> list[str]:
    a, b = few.cost, many.cost
    return [
        name,
        f"{a.queries}/{b.queries}",
        _pair(a.p50, b.p50),
        _pair(a.p95, b.p95),
        _pair(a.cpu50, b.cpu50),
        _pair(a.database50, b.database50),
        _pair(a.database_cpu, b.database_cpu),
        f"{a.gzipped / KB:.1f}/{b.gzipped / KB:.1f}",
        f"{times_floor(few):.1f}/{times_floor(many):.1f}",
        f"{many.again.cpu50 / many.floor.cpu50:.2f}",
        f"{work_growth(few, many):.2f}",
        f"{grew(a.p50, b.p50) / _drift(few, many):.2f}",
        ", ".join(missed(few, many)) or "ja",
    ]


def times_floor(measured: Measured) -> float:
    return measured.cost.cpu50 / measured.floor.cpu50


def missed(few: Measured, many: Measured) -> list[str]:
    """The bars this page does not reach."""
    a, b, page = few.cost, many.cost, many.page
    found = {
        "vragen": max(a.queries, b.queries) > page.most,
        "vragen groeien": a.queries != b.queries,
        "omvang": max(a.gzipped, b.gzipped) > MAX_GZIPPED,
        "groei": not fits(_work(a), _work(b) / _cpu_drift(few, many)),
        "db-processor": not fits(_database(a), _database(b) / _cpu_drift(few, many)),
        "groei klok": not fits(a.p50, b.p50 / _drift(few, many)),
        "bodem": bool(page.kind) and max(times_floor(few), times_floor(many)) > MAX_FLOOR,
    }
    return [name for name, is_missed in found.items() if is_missed]


def work_growth(few: Measured, many: Measured) -> float:
    return grew(_work(few.cost), _work(many.cost)) / _cpu_drift(few, many)


def _work(cost: Cost) -> float:
    """Processor time of the application and of the database together."""
    return cost.cpu50 + _database(cost)


def _database(cost: Cost) -> float:
    """What the database itself works; where it does not tell, how long one waits for it."""
    return cost.database_cpu or cost.database50


def _drift(few: Measured, many: Measured) -> float:
    """How much slower the computer itself is now than it was with few files."""
    return many.still.p50 / few.still.p50


def _cpu_drift(few: Measured, many: Measured) -> float:
    return _work(many.still) / _work(few.still)


def exceeded(printed: Sequence[Printed], idle: Idle) -> list[str]:
    """The bars of documents that were missed by more than noise."""
    found = [p.name for p in printed if verdict(p.times, p.noise, MAX_JOB) == "NEE"]
    late = verdict(idle.times, idle.noise, MAX_IDLE) == "NEE"
    return [*found, *(["publiceren tot downloaden"] if late else [])]


def document_lines(printed: Sequence[Printed], idle: Idle) -> list[str]:
    rows = [
        [
            p.name,
            str(p.pages),
            str(p.layouts),
            f"{p.job:.0f}",
            f"{p.bare:.0f}",
            f"{p.times:.2f}",
            f"{p.again:.2f}",
            verdict(p.times, p.noise, MAX_JOB),
        ]
        for p in printed
    ]
    heads = ("document", "bladzijden", "opmaken", "opdracht", "kaal", "verhouding", "A/A", f"<= {MAX_JOB}")
    return [
        "",
        "Documenten (processortijd in milliseconden; kaal = WeasyPrint met dezelfde HTML)",
        *table(heads, rows),
        f"publiceren tot downloaden op een lege rij: {idle.published:.0f} ms kloktijd; warm maken {idle.warm:.0f} ms; "
        f"verhouding {idle.times:.2f}; A/A {idle.again:.2f}; klok/processor {idle.busy:.2f}; "
        f"<= {MAX_IDLE}: {verdict(idle.times, idle.noise, MAX_IDLE)}",
    ]
