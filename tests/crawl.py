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
from tests.access_expectations import LINES, verdict
from tests.test_access import addresses
from tests.weighing import Weighed
from tests.world import World
from tests.world_fixtures import Answer

LINK = re.compile(r"(?:href|src|hx-get|action)=\"(/[^\"#]*)")
NOT_FOLLOWED = ("/static/", "/afmelden/", "/beheer/logout/", "/beheer/jsi18n/")
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


def start_addresses(made: World, role: str) -> list[str]:
    """Every address that she may open, with every thing in the world, some she may not, and the other files."""
    found, refused = ["/"], 0
    for name, line in LINES.items():
        if "GET" in line.methods:
            for thing in line.on or ("",):
                if verdict(line, thing, role) != "open":
                    refused += 1
                    if refused % REFUSED_BUT_TRIED:
                        continue
                found += addresses(made, name, thing)
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
    found += [reverse("agreements:version", args=[version.uuid]) for version in texts]
    return list(dict.fromkeys(found))


def crawl(made: World, role: str) -> Iterator[tuple[str, Weighed]]:
    """Every page this role can reach: by address, and by following what each page points at."""
    waiting, seen, followed = start_addresses(made, role), set(), Counter[str]()
    known = set(waiting)
    while waiting:
        address = waiting.pop(0)
        if address in seen or address.startswith(NOT_FOLLOWED):
            continue
        seen.add(address)
        if address not in known and not worth_following(address, followed):
            continue
        answer = Weighed(made, role, address)
        yield address, answer
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
