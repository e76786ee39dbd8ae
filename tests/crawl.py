"""Which pages does the site have for someone? Every address, with every thing, and what each page points at."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from django.urls import Resolver404, resolve, reverse

from agreements.models import Version
from initiatives.room.topics import TOPICS
from initiatives.terms import Phase, Track
from tests.access_expectations import LINES, NOT_CRAWLED, Line, verdict
from tests.test_access import addresses, fits
from tests.weighing import Weighed
from tests.world import World
from tests.world_fixtures import Answer

LINK = re.compile(r"(?:href|src|hx-get|action)=\"(/[^\"#]*)")
LINKS_PER_NAME = 2
PER_PHASE = ("initiatives:phase", "initiatives:guidance")


def said_by(answer: Answer) -> str:
    """All that an answer says: its text, and its headers."""
    text = html.unescape(answer.body.decode("utf-8", "ignore"))
    return "\n".join([text, *(f"{name}: {value}" for name, value in answer.headers.items())])


# These say more than which file.
MORE_ARGUMENTS = (
    *PER_PHASE,
    "insights:step-answer",
    "initiatives:cell",
    "initiatives:invitation-refuse",
    "initiatives:room-topic",
)


REFUSED_BUT_TRIED = 10  # one in so many: test_access.py tries them all, here it is what a refusal says


def of_the_table(made: World, role: str) -> dict[str, tuple[Line, str]]:
    """Every address that she may open, with every thing in the world, and some that she may not: what the table says."""
    found: dict[str, tuple[Line, str]] = {}
    refused = 0
    for name, line in LINES.items():
        if "GET" in line.methods:
            for thing in line.on or ("",):
                if verdict(line, thing, role) != "open":
                    refused += 1
                    if refused % REFUSED_BUT_TRIED:
                        continue
                for address in addresses(made, name, thing):
                    found.setdefault(address, (line, thing))
    return found


def of_other_files(made: World) -> list[str]:
    """The other files, and the first text of each agreement in this one."""
    found = []
    for file in made.others:
        names = [
            name
            for name, line in LINES.items()
            if "file" in line.on and "GET" in line.methods and name not in MORE_ARGUMENTS
        ]
        found += [reverse(name, args=[file.uuid]) for name in names]
        found += [reverse(name, args=[file.uuid, phase]) for name in PER_PHASE for phase in Phase]
        found += [reverse("initiatives:cell", args=[file.uuid, phase, Track.PLAN]) for phase in Phase]
        found += [reverse("initiatives:room-topic", args=[file.uuid, topic.slug]) for topic in TOPICS]
        for version in Version.objects.filter(agreement__collaboration=file):
            found += [
                reverse(f"agreements:{name}", args=[version.uuid])
                for name in ("version", "pdf", "word", "print")
            ]
            found.append(reverse("agreements:agreement", args=[version.agreement.uuid]))
    texts = Version.objects.filter(agreement__collaboration=made.file, number=1)
    return found + [reverse("agreements:version", args=[version.uuid]) for version in texts]


def crawl(made: World, role: str) -> Iterator[tuple[str, Weighed, bool]]:
    """Every page this role can reach, by address and by following what each page points at; and whether it opened, or
    was refused, as the table says."""
    table = of_the_table(made, role)
    waiting = list(dict.fromkeys(["/", *table, *of_other_files(made)]))
    seen, followed, known = set[str](), Counter[str](), set(waiting)
    while waiting:
        address = waiting.pop(0)
        if address in seen or address.startswith(NOT_CRAWLED):
            continue
        seen.add(address)
        if address not in known and not worth_following(address, followed):
            continue
        answer = Weighed(made, role, address)
        yield address, answer, address not in table or fits(*table[address], role, "GET", answer)
        if answer.to.startswith("/"):
            waiting.append(answer.to)
        if "html" in answer.headers.get("Content-Type", ""):
            waiting += [html.unescape(link) for link in LINK.findall(answer.body.decode())]


def worth_following(address: str, followed: Counter[str]) -> bool:
    """A few rows of each kind; the marked ones are in the list of addresses already."""
    try:
        match = resolve(address.partition("?")[0])
    except Resolver404:
        return False
    key = f"{match.view_name}{'?' if '?' in address else ''}"
    followed[key] += 1
    return followed[key] <= LINKS_PER_NAME
