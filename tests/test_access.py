"""Who gets in where? Every address of the site × everyone × every method × page and part, held against one table. What a
reader may open is opened once, in test_every_page.py.

What is expected stands in tests/access_expectations.py; the addresses come from the URLconf itself.
"""

# ruff: noqa: F811  fixtures come by import
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse

from contacts.models import Function, Person
from initiatives.terms import Phase, Track
from samenspel import checks
from tests import publish_matrix
from tests.access_expectations import CRAWLERS, LINES, NOT_CRAWLED, ROLES, SEES, Line, verdict
from tests.world import Place, World
from tests.world_fixtures import Answer, files_dir, here, the_world  # noqa: F401  fixtures

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.everyone,
    pytest.mark.xdist_group("access"),
]

UNSAFE = ("PUT", "PATCH", "DELETE")
PATTERNS = {name: [] for _route, name, _view in checks.patterns()}
for _route, _name, _view in checks.patterns():
    PATTERNS[_name].append((_route, _view))


# --- asking -------------------------------------------------------------------------------------------


@pytest.fixture
def without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets in is settled before a template is filled in; test_every_page.py fills them all in."""
    from django.template.backends.django import Template

    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")


def addresses(made: World, name: str, thing: str) -> list[str]:
    """Where this thing is found under this name; a name may stand for several routes (the administration's)."""
    special = SPECIAL.get(name)
    if special is not None:
        return special(made)
    if name.startswith("admin:"):
        return [reverse(name, args=args) for args in admin_arguments(made, name)]
    place = made.places.get((thing, name)) or made.places.get((thing, "")) or Place({})
    kwargs = dict(place.kwargs)
    if name in ("initiatives:phase", "initiatives:cell", "initiatives:guidance"):
        kwargs["phase"] = Phase.STARTUP
    if name == "initiatives:cell":
        goal = made.file.plan_items.goals().filter(phase=Phase.STARTUP)[0]
        kwargs["track"] = Track(goal.track)
    return [reverse(name, kwargs=kwargs) + place.query]


def admin_arguments(made: World, name: str) -> list[tuple[Any, ...]]:
    rows = {
        "organisation": made.file.initiative.organisation.pk,
        "person": made.people["member"].person_id,
        "function": made.people["member"].pk,
        "user": made.people["member"].person.user_id,
        "invitation": Function.objects.get(invitations__isnull=False).invitations.get().pk,
    }
    parts = name.partition(":")[2].split("_")
    if len(parts) == 3 and parts[2] in ("change", "history", "delete"):
        return [(rows[parts[1]],)]
    return [()]


def of_draft(name: str, *more: str) -> Callable[[World], list[str]]:
    return lambda made: [reverse(name, args=[made.draft.uuid, *more])]


def of_part(name: str) -> Callable[[World], list[str]]:
    return lambda made: [reverse(name, args=[made.draft.items.filter(kind="tip").first().uuid])]


def of_neighbours(end: str) -> Callable[[World], list[str]]:
    """What is published, and an address where nothing is."""
    name = f"agreements:neighbours-public{end}"
    return lambda made: [reverse(name, args=[slug]) for slug in (made.slug, "bestaat-niet")]


SPECIAL: dict[str, Callable[[World], list[str]]] = {
    "help-role": lambda made: ["/hulp/coach/", "/hulp/bestaat-niet/"],
    "municipalities:detail": lambda made: [f"/gemeenten/{made.file.municipality.code}/"],
    **{name: of_draft(name) for name in LINES if name.startswith("initiatives:format-")},
    **{
        name: of_draft(name, Phase.STARTUP)
        for name in ("initiatives:format-phase", "initiatives:format-item-add", "initiatives:format-intro")
    },
    **{
        name: of_part(name)
        for name in LINES
        if name.startswith("initiatives:format-item") and not name.endswith(("add", "restore"))
    },
    "initiatives:format-draft": lambda made: [reverse("initiatives:format-draft")],
    "agreements:format-draft": lambda made: ["/formats/projectplan/concept/"],
    **{
        name: lambda made, name=name: [reverse(name, args=[made.format.uuid])]
        for name in ("agreements:format", "agreements:format-preview", "agreements:format-difference")
    },
    "municipalities:statement": lambda made: [
        f"/gemeenten/{made.file.municipality.code}/uitgangspunten/geld/"
    ],
    "initiatives:support-requests": lambda made: [f"/gemeenten/{made.file.municipality.code}/vragen/"],
    "agreements:policy-documents": lambda made: [f"/gemeenten/{made.file.municipality.code}/beleid/"],
    **{f"agreements:neighbours-public{end}": of_neighbours(end) for end in ("", "-en")},
    "contacts:invitation": lambda made: [f"/uitnodiging/{made.token}/", "/uitnodiging/verzonnen/"],
    "account_reset_password_from_key": lambda made: ["/wachtwoord/nieuw/1-verzonnen/"],
    "admin:": lambda made: [f"/beheer/contacts/person/{made.people['member'].person_id}/", "/beheer/niets/"],
    "admin:app_list": lambda made: ["/beheer/contacts/", "/beheer/accounts/"],
    "admin:view_on_site": lambda made: ["/beheer/r/1/1/"],
    "admin:autocomplete": lambda made: [
        "/beheer/autocomplete/?term=a&app_label=contacts&model_name=function&field_name=person"
    ],
}


def fits(line: Line, thing: str, role: str, method: str, answer: Answer) -> bool:
    """Whether this answer is one that the table allows."""
    wanted = verdict(line, thing, role, method)
    if line.mark == "administrator":
        return fits_administration(line, wanted, method, answer)
    if line.mark == "public" and answer.whole_page_to_sign_in:
        return not answer.writes
    if line.mark == "public":  # a made-up link is not found, for anyone
        return answer.kind in (wanted, "unseen") or (method not in line.methods and answer.status == 405)
    if method not in line.methods.split():
        # Not a method of this page: it says so, or refuses as always, or shows itself and changes nothing.
        return answer.kind in (verdict(line, thing, role), "no such method") and not answer.writes
    if (wanted != "open" or method == "GET") and answer.writes:
        return False
    told = line.in_words and wanted == "forbidden" and answer.status == 422
    return answer.kind == wanted or told


def fits_administration(line: Line, wanted: str, method: str, answer: Answer) -> bool:
    """Django's own pages send others to its sign-in page, which refuses them; ours refuse them at once."""
    if wanted != "open":
        away = answer.status == 403 or (answer.status == 302 and "next=" in answer.to)
        return away and not answer.writes
    if method in line.methods.split():
        return answer.status in (200, 302, 400, 404, 405, 422)
    return answer.status in (200, 302, 403, 404, 405) and not answer.writes


# --- the matrix ---------------------------------------------------------------------------------------


def test_every_address_has_an_expectation() -> None:
    missing = sorted(name for name in PATTERNS if name not in LINES)
    assert not missing, (
        f"{missing} have no line in tests/access_expectations.py. Add to LINES: who may open it "
        "(public, signed_in, admin or needs with an ability and a thing), and run python -m tests.publish_matrix."
    )
    gone = sorted(name for name in LINES if name not in PATTERNS)
    assert not gone, (
        f"{gone} are no addresses any more. Take them out of LINES in tests/access_expectations.py."
    )


@pytest.mark.parametrize("name", sorted(LINES))
def test_what_a_view_declares_is_what_is_expected(name: str) -> None:
    for route, view in PATTERNS[name]:
        mark = checks.declared_mark(view)
        assert mark is not None, f"{route} does not say who may open it"
        declared = (mark.kind, mark.ability)
        assert declared == (LINES[name].mark, LINES[name].ability), f"{route} declares {declared}"


@pytest.mark.parametrize("name", sorted(LINES))
def test_everyone_gets_in_where_the_table_says_so_and_nowhere_else(
    name: str, here: World, without_pages: None
) -> None:
    wrong = []
    for thing in LINES[name].on or ("",):
        for address in addresses(here, name, thing):
            wrong += refusals(here, name, thing, address)
    assert not wrong, "\n".join(wrong)


def refusals(here: World, name: str, thing: str, address: str) -> Iterator[str]:
    """Where an answer differs from the table, said once for all roles it goes wrong for."""
    line = LINES[name]
    wrong: dict[str, list[str]] = {}
    for number, role in enumerate(ROLES):
        if thing and role not in SEES[thing] and not has_turn(name, thing, number):
            continue
        for method, htmx in tries(line, number):
            if (method, htmx) == ("GET", False) and is_read_elsewhere(line, thing, role, address):
                continue
            answer = Answer(here, role, method, address, htmx=htmx)
            if not fits(line, thing, role, method, answer):
                wanted = verdict(line, thing, role, method)
                what = (
                    f"{method}{' htmx' if htmx else ''} {thing or address}: {answer.kind} instead of {wanted}"
                )
                wrong.setdefault(f"{what} {answer.writes[:2] or ''}", []).append(role)
    yield from (f"{what}: {', '.join(who)}" for what, who in wrong.items())


OF_THING = {thing: [name for name, line in LINES.items() if thing in line.on] for thing in SEES}


def has_turn(name: str, thing: str, number: int) -> bool:
    """Whether it is this role's turn to be refused here. One rule says who sees a thing, for all its addresses: who does
    not is tried at every third of them, and others at the next, so that nobody and no address is left out."""
    names = OF_THING[thing]
    return (number + names.index(name)) % min(3, len(names)) == 0


def is_read_elsewhere(line: Line, thing: str, role: str, address: str) -> bool:
    """Whether test_every_page.py opens it for her, and holds that against the table."""
    read = role in CRAWLERS and "GET" in line.methods and not address.startswith(NOT_CRAWLED)
    return read and verdict(line, thing, role) == "open"


def tries(line: Line, number: int) -> list[tuple[str, bool]]:
    """What a page has, read or sent by everyone. Parts take turns over the roles, and so do the methods it has not: each
    is tried by a few."""
    turn, first = number // 3, number % 3 == 0
    has = [method for method in ("GET", "POST") if method in line.methods] or ["GET", "POST"]
    others = [method for method in ("GET", "POST", *UNSAFE) if method not in has]
    found = [(method, False) for method in has]
    if first:
        found.append((others[turn % len(others)], False))
    if line.mark != "administrator" and number % 3 == 1:
        found.append((has[turn % len(has)], True))
    return found


def test_a_row_that_does_not_exist_looks_like_one_that_may_not_be_seen(
    here: World, without_pages: None
) -> None:
    """Somebody who guesses addresses learns nothing from the difference."""
    unknown = "00000000-0000-4000-8000-000000000000"
    for name, line in LINES.items():
        for thing in line.on:
            known = (here.places.get((thing, name)) or here.places[thing, ""]).kwargs["uuid"]
            (address,) = addresses(here, name, thing)
            method = line.methods.split()[0]
            real = Answer(here, "neighbour", method, address)
            guess = Answer(here, "neighbour", method, address.replace(str(known), unknown))
            assert real.status == guess.status == 404, f"{name} on {thing}"


def test_the_published_table_is_the_one_that_is_tested() -> None:
    assert publish_matrix.TARGET.read_text() == publish_matrix.document(), (
        "docs/toegang.md is behind. Run python -m tests.publish_matrix."
    )


def test_the_world_has_everyone_whom_the_table_names(here: World) -> None:
    assert set(here.people) | {"anonymous"} == set(ROLES)
    assert Person.objects.filter(user__isnull=False).count() == len(here.people)
    things = {thing for line in LINES.values() for thing in line.on}
    assert things <= set(SEES)
