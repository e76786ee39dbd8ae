"""Everyone opens every page: does it tell only what is hers to read, is it light, and does it explain what does not fit?

Every row of the world carries a mark. A mark that somebody meets without being one of its readers is a leak, on pages
and parts, in tables to take along, files, documents, own data, headers and mail alike; what the rules allow beyond that
stands in ALLOWED, with the reason. The forms that are tried are those the pages show.
"""

# ruff: noqa: F811  fixtures come by import
from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import models, transaction
from django.urls import resolve, reverse

from agreements.models import Version
from contacts.actions import erase_person
from contacts.models import Person
from samenspel import retention
from tests.access_expectations import CRAWLERS, EVERYONE, IN_FILE, SEES, roles
from tests.bad_input import SENDERS, Form, forms_on, rows, slips, troubles
from tests.crawl import crawl, said_by
from tests.weighing import DOWNLOADS, Weighed, too_much
from tests.world import Mark, World
from tests.world_fixtures import Answer, files_dir, here, the_world  # noqa: F401  fixtures

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.everyone,
]
# Two walks beside each other: one alone is so long that all other tests wait for it.
THOSE_AT_WORK = pytest.mark.xdist_group("every page: those at work")
THE_OTHERS = pytest.mark.xdist_group("every page: the others")

WORD = re.compile(r"zq\d{3}x|06 \d\d 77 00 11")
# One of each side weighs them, and who takes part in no file or only reads what names her.
READERS = ("coach", "official", "chair", "partner", "administrator", "outsider", "anonymous")

# What a mark is about -> where others than its readers may meet it, who, and why.
LINK_TELLS = (
    "whoever holds the link of an invitation reads whom it is for, who invites and for which organisation"
)
EACH_SAID_YES = "each party said yes to a page for neighbours that names it and its neighbourhood"
ALLOWED: tuple[tuple[str, tuple[str, ...], frozenset[str], str], ...] = (
    ("area of the file", ("/buurt/",), EVERYONE, EACH_SAID_YES),
    ("name of partner", ("/buurt/",), EVERYONE, EACH_SAID_YES),
    ("name of who is invited", ("/uitnodiging/",), EVERYONE, LINK_TELLS),
    ("address of who is invited", ("/uitnodiging/",), EVERYONE, LINK_TELLS),
    ("name and address of chair", ("/uitnodiging/",), EVERYONE, LINK_TELLS),
    ("name of the initiative", ("/uitnodiging/",), EVERYONE, LINK_TELLS),
    ("name of the initiative", ("/buurt/",), EVERYONE, EACH_SAID_YES),
    (
        "name and address of coach",
        ("/overeenkomsten/",),
        roles("partner"),
        "who is party to an agreement reads who published it",
    ),
)


def foreign(made: World, role: str, text: str, address: str = "") -> list[str]:
    """What `text` tells this role that she may not read."""
    marks = {mark.word: mark for mark in made.marks}
    found = {marks[word] for word in WORD.findall(text.lower()) if word in marks}
    return sorted(mark.what for mark in found if not may_meet(mark, role, address))


def may_meet(mark: Mark, role: str, address: str) -> bool:
    return role in mark.readers or any(
        what == mark.what and role in who and address.startswith(places)
        for what, places, who, _why in ALLOWED
    )


@dataclass(frozen=True)
class Opened:
    """What is kept of a page that someone opened."""

    address: str
    status: int
    as_expected: bool  # open or refused as tests/access_expectations.py says
    words: frozenset[str]  # the marks on it, hers or not
    leaks: list[str]
    heavy: list[str]
    unguarded: list[str]
    forms: list[Form]


@pytest.fixture(scope="module")
def kept() -> dict[str, list[Opened]]:
    return {}


@pytest.fixture
def opened(here: World, kept: dict[str, list[Opened]]) -> Callable[[str], list[Opened]]:
    """All that someone meets; she walks the site once for all tests of this module."""

    def by(role: str) -> list[Opened]:
        if role not in kept:
            kept[role] = [seen(here, role, *found) for found in crawl(here, role)]
        return kept[role]

    return by


def seen(made: World, role: str, address: str, answer: Weighed, as_expected: bool) -> Opened:
    text = said_by(answer)
    is_page = answer.status == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
    name = resolve(address.partition("?")[0]).view_name
    return Opened(
        address,
        answer.status,
        as_expected,
        frozenset(WORD.findall(text.lower())),
        foreign(made, role, text, address),
        list(too_much(name, answer)) if role in READERS and name not in DOWNLOADS else [],
        list(unguarded(address, answer, is_page=is_page)),
        list(forms_on(role, address, answer.body)) if is_page and role in SENDERS else [],
    )


# What each answer tells a browser, and what each page tells htmx.
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HTMX = {
    "allowEval": False,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    "historyCacheSize": 0,
    "selfRequestsOnly": True,
}
PUBLIC = ("/buurt/",)  # what neighbours read may be kept, as one page for all


def unguarded(address: str, answer: Weighed, *, is_page: bool) -> Iterator[str]:
    """Which doors an answer leaves open in a browser: what may run, load, frame it or keep it."""
    yield from (
        f"has no {name}: {value}" for name, value in GUARDS.items() if answer.headers.get(name) != value
    )
    policy = answer.headers.get("Content-Security-Policy", "")
    told = {name: sources for name, *sources in (part.split() for part in policy.split(";") if part.strip())}
    closed = told.get("default-src") == told.get("frame-ancestors") == told.get("object-src") == ["'none'"]
    if not closed or {source for sources in told.values() for source in sources} - {"'self'", "'none'"}:
        yield f"lets too much run or load: {policy}"
    if "no-store" not in answer.headers.get("Cache-Control", "") and not address.startswith(PUBLIC):
        yield "may be kept by a browser or a proxy"
    if is_page and b"htmx" in answer.body:
        config = re.search(r"<meta name=\"htmx-config\" content='(.*?)'>", answer.body.decode())
        kept_to = json.loads(config[1]) if config else {}
        yield from (f"lets htmx {name}" for name, value in HTMX.items() if kept_to.get(name) != value)


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=THOSE_AT_WORK if role in READERS else THE_OTHERS) for role in CRAWLERS]
)
def test_nobody_meets_what_is_not_hers_to_read(role: str, here: World, opened: Any) -> None:
    pages = opened(role)
    assert not [page.address for page in pages if page.status >= 500]
    assert not [(page.address, page.status) for page in pages if not page.as_expected]
    leaks = [f"{page.address}: {what}" for page in pages for what in page.leaks]
    assert not leaks, f"{role} reads {len(leaks)} things that are not hers:\n" + "\n".join(leaks[:40])
    met = frozenset().union(*(page.words for page in pages))
    missed = sorted(mark.what for mark in here.marks if mark.word not in met and must_meet(mark, role))
    assert met
    assert not missed, f"{role} never meets {missed}, so the crawl proves less than it seems"


@THOSE_AT_WORK
@pytest.mark.parametrize("role", READERS)
def test_no_page_asks_or_weighs_too_much(role: str, opened: Any) -> None:
    assert not [f"{page.address} as {role} {what}" for page in opened(role) for what in page.heavy]


@THOSE_AT_WORK
@pytest.mark.parametrize("role", READERS)
def test_every_answer_closes_what_a_browser_leaves_open(role: str, opened: Any) -> None:
    assert not {f"{page.address} as {role} {what}" for page in opened(role) for what in page.unguarded}


@THOSE_AT_WORK
def test_who_sends_what_does_not_fit_reads_why_and_loses_nothing(here: World, opened: Any) -> None:
    """Every form is sent with everything too long, of another type, not among the choices, with a row that was not offered,
    changed where nobody sees it, and from a page gone stale."""
    every = rows()
    forms: dict[Any, Form] = {}
    for role in SENDERS:
        for page in opened(role):
            for form in page.forms:
                forms.setdefault(form.key, form)
    wrong = [
        f"{form.key[0]} on {form.page} as {form.role}, {what}: {trouble}"
        for form in forms.values()
        for what, data in slips(form, every)
        for trouble in troubles(here, form, what, data)
    ]
    assert not wrong, "\n".join(wrong)
    assert len(forms) > 100
    tried = {what for form in forms.values() for what, _data in slips(form, every)}
    assert len(tried) == 7, "the world holds forms for every slip"


def must_meet(mark: Mark, role: str) -> bool:
    """The other half: what is for everyone in the file is really there for everyone, so the marks do work."""
    told = ("contact,", "title of evidence", "quote", "wording", "reason", "view", "name of a file", "inside")
    return role in mark.readers and mark.readers >= IN_FILE and mark.what.startswith(told)


# --- searching ----------------------------------------------------------------------------------------

# Where something is looked for, and which kinds of words one would look for.
SEARCHED = ("name of", "name and address of c", "area", "ambition", "title, draft", "contact in")
SEARCHES = ("initiatives:list", "initiatives:board", "initiatives:export", "municipalities:list")


@THE_OTHERS
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


@THE_OTHERS
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


@THE_OTHERS
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


@THE_OTHERS
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


@THE_OTHERS
def test_own_data_of_someone_who_left_holds_her_own_words_and_no_others(here: World) -> None:
    text = said_by(own_data(here, "former"))
    own = {mark.what for mark in here.marks if mark.word in text}
    assert "contact by who left" in own
    assert foreign(here, "former", text) == []


# --- erasing ------------------------------------------------------------------------------------------

# Words in somebody's row that are not hers.
OF_OTHERS = {
    "initiatives.DecisionKey.by_name": "who decided on paper is named by who recorded it, and goes when she is erased",
    "initiatives.Fact.value": "an answer in an agreement is of its parties, and stays like the agreement",
}


def written_by(person: Person) -> Iterator[tuple[str, Any, str]]:
    """Every text that the retention table promises to blank, in rows that name this person."""
    for name, term in retention.FIELDS.items():
        model, _dot, column = name.rpartition(".")
        table = apps.get_model(model)
        writers = [
            field.name
            for field in table._meta.local_fields
            if isinstance(field, models.ForeignKey) and field.related_model is Person
        ]
        if term is retention.FILE:
            for writer in writers:
                for row in table._base_manager.filter(**{writer: person}):
                    yield name, row, str(getattr(row, column))


def is_of_others(name: str, row: Any) -> bool:
    return name in OF_OTHERS and (name != "initiatives.Fact.value" or row.source.startswith("agreement:"))


@THE_OTHERS
def test_nothing_is_left_of_what_an_erased_person_wrote(here: World) -> None:
    persons = {who.person for who in here.people.values() if hasattr(who, "person")}
    wrote, left = set(), set()
    for person in persons:
        with transaction.atomic():
            wrote |= {name for name, _row, text in written_by(person) if WORD.search(text)}
            erase_person(person, by=None)
            left |= {
                name
                for name, row, text in written_by(person)
                if WORD.search(text) and not is_of_others(name, row)
            }
            transaction.set_rollback(True)
    assert not left, f"{sorted(left)} say that erasing blanks them, and keep what she wrote"
    assert len(wrote) > 12, "the world holds words enough to prove something"
