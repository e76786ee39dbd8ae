"""Does anything of one party turn up where another reads? Every row carries a mark; everyone opens everything.

Pages, parts, tables to take along, files, documents, own data, headers and mail alike. A mark that somebody meets
without being one of its readers is a leak; what the rules allow beyond that stands in ALLOWED, with the reason.
"""

# ruff: noqa: F811  fixtures come by import
from __future__ import annotations

import html
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.urls import Resolver404, resolve, reverse

from agreements.models import Version
from initiatives.room.topics import TOPICS
from initiatives.terms import Phase, Track
from tests.access_expectations import EVERYONE, IN_FILE, LINES, ROLES, SEES, roles
from tests.test_access import addresses
from tests.world import Mark, World
from tests.world_fixtures import Answer, files_dir, here, the_world  # noqa: F401  fixtures

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.everyone,
    pytest.mark.xdist_group("canaries"),
]

WORD = re.compile(r"zq\d{3}x|06 \d\d 77 00 11")
LINK = re.compile(r"(?:href|src|hx-get|action)=\"(/[^\"#]*)")
# Whoever decides reads what her colleague who works along reads; so these three add nothing.
CRAWLERS = [role for role in ROLES if role not in ("clerk", "member", "coordinator")]
NOT_FOLLOWED = ("/static/", "/afmelden/", "/beheer/logout/", "/beheer/jsi18n/")
LINKS_PER_NAME = 2
PER_PHASE = ("initiatives:phase", "initiatives:guidance")

# What a mark is about -> where others than its readers may meet it, who, and why.
LINK_TELLS = (
    "whoever holds the link of an invitation reads whom it is for, who invites and for which organisation"
)
EACH_SAID_YES = "each party said yes to a page for neighbours that names it and its neighbourhood"
ALLOWED: dict[str, tuple[str | tuple[str, ...], frozenset[str], str]] = {
    "area of the file": ("/buurt/", EVERYONE, EACH_SAID_YES),
    "name of partner": ("/buurt/", EVERYONE, EACH_SAID_YES),
    "name of who is invited": ("/uitnodiging/", EVERYONE, LINK_TELLS),
    "address of who is invited": ("/uitnodiging/", EVERYONE, LINK_TELLS),
    "name and address of chair": ("/uitnodiging/", EVERYONE, LINK_TELLS),
    "name of the initiative": (("/uitnodiging/", "/buurt/"), EVERYONE, f"{LINK_TELLS}; {EACH_SAID_YES}"),
    "name and address of coach": (
        "/overeenkomsten/",
        roles("partner"),
        "who is party to an agreement reads who published it",
    ),
}


def foreign(made: World, role: str, text: str, address: str = "") -> list[str]:
    """What `text` tells this role that she may not read."""
    marks = {mark.word: mark for mark in made.marks}
    found = {marks[word] for word in WORD.findall(text.lower()) if word in marks}
    return sorted(mark.what for mark in found if not may_meet(mark, role, address))


def may_meet(mark: Mark, role: str, address: str) -> bool:
    if role in mark.readers:
        return True
    place, who, _why = ALLOWED.get(mark.what, ("", frozenset(), ""))
    return role in who and address.startswith(place)


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


def start_addresses(made: World) -> list[str]:
    """Every address of the site, with every thing in the world, and the other files."""
    found = ["/"]
    for name, line in LINES.items():
        if "GET" in line.methods:
            for thing in line.on or ("",):
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


def crawl(made: World, role: str) -> Iterator[tuple[str, Answer]]:
    """Every page this role can reach: by address, and by following what each page points at."""
    waiting, seen, followed = start_addresses(made), set(), Counter[str]()
    known = set(waiting)
    while waiting:
        address = waiting.pop(0)
        if address in seen or address.startswith(NOT_FOLLOWED):
            continue
        seen.add(address)
        if address not in known and not worth_following(address, followed):
            continue
        answer = Answer(made, role, "GET", address)
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


@pytest.mark.parametrize("role", CRAWLERS)
def test_nobody_meets_what_is_not_hers_to_read(role: str, here: World) -> None:
    leaks, met = [], set()
    for address, answer in crawl(here, role):
        assert answer.status < 500, f"{address} breaks for {role}"
        text = said_by(answer)
        met |= set(WORD.findall(text.lower()))
        leaks += [f"{address}: {what}" for what in foreign(here, role, text, address)]
    assert not leaks, f"{role} reads {len(leaks)} things that are not hers:\n" + "\n".join(leaks[:40])
    missed = sorted(mark.what for mark in here.marks if mark.word not in met and must_meet(mark, role))
    assert met
    assert not missed, f"{role} never meets {missed}, so the crawl proves less than it seems"


def must_meet(mark: Mark, role: str) -> bool:
    """The other half: what is for everyone in the file is really there for everyone, so the marks do work."""
    told = ("contact,", "title of evidence", "quote", "wording", "reason", "view", "name of a file", "inside")
    return role in mark.readers and mark.readers >= IN_FILE and mark.what.startswith(told)


# --- searching ----------------------------------------------------------------------------------------

# Where something is looked for, and which kinds of words one would look for.
SEARCHED = ("name of", "name and address of c", "area", "ambition", "title, draft", "contact in")
SEARCHES = ("initiatives:list", "initiatives:board", "initiatives:export", "municipalities:list")


@pytest.mark.parametrize("name", SEARCHES)
def test_searching_for_what_others_wrote_gives_the_same_as_searching_for_nothing_known(
    name: str, here: World
) -> None:
    nothing = "zq999x"
    for role in ("neighbour", "elsewhere", "partner", "former", "chair"):
        page = plain(Answer(here, role, "GET", f"{reverse(name)}?q={nothing}"), nothing)
        for mark in here.marks:
            if role in mark.readers or not mark.what.startswith(SEARCHED):
                continue
            other = plain(Answer(here, role, "GET", f"{reverse(name)}?q={mark.word}"), mark.word)
            assert other == page, f"{role} learns that {mark.what} exists"


def plain(answer: Answer, word: str) -> str:
    text = answer.body.decode("utf-8", "ignore").replace(word, "WORD")
    return re.sub(r'(csrfmiddlewaretoken" value|nonce|X-CSRFToken"?:?)\W+\w+', "", text)


# --- mail ---------------------------------------------------------------------------------------------


def test_an_invitation_tells_who_is_invited_nothing_of_the_file(here: World) -> None:
    place = here.places["initiative as organisation", "contacts:invite"]
    mail.outbox.clear()
    address = reverse("contacts:invite", kwargs=place.kwargs)
    answer = Answer(here, "chair", "POST", address, data={"email": "nieuw@example.org"})
    assert answer.status == 200
    partij = here.places["file, naming the initiative", ""]
    address = reverse("initiatives:invite", kwargs=partij.kwargs) + partij.query
    data = {"name": "Noor Nieuw", "email": "noor@example.org", "kind": "volunteer", "access": "read"}
    assert Answer(here, "chair", "POST", address, data=data).status == 200
    assert len(mail.outbox) == 2
    allowed = {"name of who is invited", "name and address of chair", "name of the initiative"}
    for message in mail.outbox:
        text = f"{message.subject}\n{message.body}\n{message.message().as_string()}"
        assert set(foreign(here, "anonymous", text)) <= allowed


# --- the document -------------------------------------------------------------------------------------


@pytest.mark.pdf
def test_a_printed_agreement_holds_nothing_but_what_all_its_parties_may_read(here: World) -> None:
    import pypdf

    from agreements.paper import pdf

    version = here.places["shared agreement", "agreements:pdf"].kwargs["uuid"]
    printed = pdf.render(Version.objects.get(uuid=version).content).body
    reader = pypdf.PdfReader(io.BytesIO(printed))
    text = "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
    words = WORD.findall(text.lower())
    assert words
    for role in SEES["shared agreement"] | roles("partner"):
        assert foreign(here, role, text) == []


def test_a_word_file_holds_nothing_but_what_all_parties_may_read(here: World) -> None:
    import zipfile

    from agreements.paper import word

    version = here.places["shared agreement", "agreements:word"].kwargs["uuid"]
    content = Version.objects.get(uuid=version).content
    for made in (word.render(content), word.render_changes(content, content)):
        with zipfile.ZipFile(io.BytesIO(made.body)) as file:
            text = "\n".join(
                html.unescape(file.read(name).decode("utf-8", "ignore")) for name in file.namelist()
            )
        assert WORD.findall(text.lower())
        for role in SEES["shared agreement"] | roles("partner"):
            assert foreign(here, role, text) == []


def own_data(here: World, role: str) -> Any:
    return Answer(here, role, "GET", reverse("accounts:own-data"))


def test_own_data_of_someone_who_left_holds_her_own_words_and_no_others(here: World) -> None:
    text = said_by(own_data(here, "former"))
    own = {mark.what for mark in here.marks if mark.word in text}
    assert "contact by who left" in own
    assert foreign(here, "former", text) == []
