"""What does the register show: what is due first, from whom to whom, and what came of what stands on paper?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.models import Agreement
from agreements.terms import HELD
from contacts.models import BOTH_SIDES, Side
from initiatives.models import Collaboration
from initiatives.plan.sources import named_decision
from initiatives.policy import Viewer
from initiatives.terms import Phase
from promises.asking import Asked
from promises.forms import from_to
from promises.models import Promise
from promises.policy import is_side
from promises.querysets import PromiseQuerySet
from promises.terms import RUNNING, Source, State
from samenspel import dutch

AT_MOST = 100  # of one file, the newest: more than anyone keeps track of on a phone


@dataclass(frozen=True)
class Line:
    """One promise, as a list shows it."""

    promise: Promise
    sides: str  # from whom to whom
    when: str
    late: bool
    moved: str
    paper: str
    may_tap: bool = False  # whether this reader can say with one tap that it was kept


# --- one line -------------------------------------------------------------------------------------------


def line_of(promise: Promise, phase: Phase, own: Iterable[int], speaks: Iterable[int]) -> Line:
    """`own`: the organisations of this reader; `speaks`: those for which she may say how it stands."""
    today = timezone.localdate()
    late = is_late(promise, phase, today)
    return Line(
        promise,
        from_to(promise.giver, promise.receiver, own),
        when_words(promise, late=late) if promise.state in RUNNING else day_words(promise),
        late,
        moved_words(promise),
        paper_words(promise),
        may_tap=promise.state in RUNNING
        and not promise.differs
        and any(is_side(promise, party) for party in speaks),
    )


def is_late(promise: Promise, phase: Phase, today: date) -> bool:
    """Whether its day or its phase is over while it still stands."""
    if promise.state not in RUNNING:
        return False
    if promise.due_on:
        return promise.due_on < today
    return bool(promise.due_phase) and Phase(promise.due_phase).number < phase.number


def when_words(promise: Promise | Asked, *, late: bool) -> str:
    """For when it is, as long as it still stands."""
    today = timezone.localdate()
    if promise.due_on and late:
        return _("de dag was %(day)s") % {"day": dutch.short_date(promise.due_on, today)}
    if promise.due_on:
        return dutch.deadline(promise.due_on, today)
    if promise.due_phase:
        phase = {"phase": Phase(promise.due_phase).label}
        return (_("was voor het eind van %(phase)s") if late else _("voor het eind van %(phase)s")) % phase
    return _("geen dag afgesproken")


def day_words(promise: Promise) -> str:
    """For when it was, of what is done or off."""
    if promise.due_on:
        return _("afgesproken voor %(day)s") % {"day": dutch.short_date(promise.due_on)}
    return _("toegezegd op %(day)s") % {"day": dutch.short_date(promise.said_on)}


def moved_words(promise: Promise) -> str:
    """*Twee keer verschoven, eerst was het 1 maart*"""
    if not promise.moved:
        return ""
    words = ngettext("één keer verschoven", "%(n)s keer verschoven", promise.moved)
    said = words % {"n": dutch.count_word(promise.moved)}
    if not promise.first_due_on:
        return said
    first = _("%(said)s, eerst was het %(day)s")
    return first % {"said": said, "day": dutch.short_date(promise.first_due_on)}


def paper_words(promise: Promise) -> str:
    """In a list: whether it stands on paper."""
    if promise.agreement is None:
        return ""
    return _("uit de %(form)s") % {"form": promise.agreement.get_form_display()}


def where_promised(promise: Promise) -> dict[str, str]:
    """On the page of one promise: in which words, and the way there."""
    day = {"day": dutch.short_date(promise.said_on)}
    if promise.agreement:
        name = _("Uit “%(title)s”, geldig sinds %(day)s") % {"title": promise.agreement.title, **day}
        return {"words": name, "url": reverse("agreements:agreement", args=[promise.agreement.uuid])}
    if promise.contact:
        url = reverse("initiatives:contact-log", args=[promise.collaboration.uuid])
        return {"words": _("Uit het gesprek van %(day)s") % day, "url": url}
    if promise.decision:
        url = reverse("initiatives:decision", args=[promise.decision.uuid])
        return {"words": capfirst(named_decision(promise.decision)), "url": url}
    place = _("Gezegd op %(day)s, %(where)s") % {**day, "where": Source(promise.source).label}
    return {"words": place, "url": ""}


# --- the register ---------------------------------------------------------------------------------------


def register_context(
    collaboration: Collaboration,
    *,
    viewer: Viewer,
    sides: Iterable[str],
    speaks: Iterable[int],
    chosen: str,
) -> dict[str, Any]:
    """`speaks`: the organisations for which this reader may say how it stands; `chosen`: which tab."""
    readable = collaboration.promises.standing().readable_by(viewer)
    url = reverse("promises:register", args=[collaboration.uuid])
    own = set(viewer.organisations)
    listed = list_context(
        readable, collaboration, own=own, sides=sides, speaks=speaks, chosen=chosen, url=url
    )
    return listed | {"tallies": _tallies(collaboration, viewer, readable)}


def list_context(
    readable: PromiseQuerySet,
    collaboration: Collaboration,
    *,
    own: set[int],
    sides: Iterable[str],
    speaks: Iterable[int],
    chosen: str,
    url: str,
) -> dict[str, Any]:
    """What of these promises stands first, and the tabs from whom to whom. `url`: where this list stands."""
    newest = readable.select_related("giver", "receiver", "agreement").order_by("-pk")
    found = list(newest[: AT_MOST + 1])
    more, found = len(found) > AT_MOST, found[:AT_MOST]
    ways = _ways(found, set(sides), own)
    keep = next((way.keep for way in ways if way.key == chosen), None)
    phase = Phase(collaboration.phase)
    lines = [line_of(p, phase, own, speaks) for p in found if keep is None or keep(p)]
    return {
        "sections": _sections(lines),
        "ways": _tabs(url, ways, chosen if keep else "") if len(found) > 1 else [],
        "any": bool(found),
        "at_most": AT_MOST if more else 0,
    }


@dataclass(frozen=True)
class Way:
    """One of the tabs: what we promised, what was promised to us, or who promised."""

    key: str
    name: str
    keep: Callable[[Promise], bool]


def _ways(found: list[Promise], sides: set[str], own: set[int]) -> list[Way]:
    """A party reads from its own side; who guides reads per giver."""
    if sides & {*BOTH_SIDES, Side.PARTNER}:
        ways = [
            Way("van-ons", _("Wij beloofden"), lambda p: p.giver_id in own),
            Way("aan-ons", _("Ons is beloofd"), lambda p: p.giver_id not in own and to_one_of(p, own)),
        ]
    else:
        ways = [
            Way("gemeente", _("De gemeente beloofde"), lambda p: p.giver.kind == Side.MUNICIPALITY),
            Way("initiatief", _("Het initiatief beloofde"), lambda p: p.giver.kind == Side.INITIATIVE),
        ]
    others = Way("anderen", _("Anderen"), lambda p: not any(way.keep(p) for way in ways))
    return [*ways, *([others] if any(others.keep(p) for p in found) else [])]


def to_one_of(promise: Promise, own: Iterable[int]) -> bool:
    return promise.receiver_id is None or promise.receiver_id in set(own)


def _tabs(url: str, ways: list[Way], chosen: str) -> list[dict[str, Any]]:
    every = {"url": url, "name": _("Alles"), "current": not chosen}
    return [
        every,
        *({"url": f"{url}?kant={w.key}", "name": w.name, "current": w.key == chosen} for w in ways),
    ]


def _sections(lines: list[Line]) -> list[dict[str, Any]]:
    """What wants talking about, what runs by its day, and what is behind us."""
    running = sorted((ln for ln in lines if ln.promise.state in RUNNING), key=_urgency)
    groups: list[tuple[str, Any, list[Line]]] = [
        ("gesprek", _("Hier zien jullie het anders"), [ln for ln in running if ln.promise.differs]),
        ("loopt", _("Wat eerst komt"), [ln for ln in running if not ln.promise.differs]),
        ("nagekomen", _("Nagekomen"), [ln for ln in lines if ln.promise.state == State.KEPT]),
        ("vervallen", _("Vervallen"), [ln for ln in lines if ln.promise.state == State.LAPSED]),
        (
            "vervangen",
            _("Vervangen door een addendum"),
            [ln for ln in lines if ln.promise.state == State.REPLACED],
        ),
    ]
    return [
        {"key": key, "title": title, "lines": kept, "done": key in ("nagekomen", "vervallen", "vervangen")}
        for key, title, kept in groups
        if kept
    ]


def _urgency(line: Line) -> tuple[int, date, int]:
    """What is late first; then by day, by phase, and what has none."""
    promise = line.promise
    if promise.due_on:
        return 0, promise.due_on, promise.pk
    if line.late:
        return 0, date.min, promise.pk
    return (Phase(promise.due_phase).number if promise.due_phase else 9), date.max, promise.pk


# --- on paper, and in real life --------------------------------------------------------------------------

STATES: tuple[tuple[State, Any], ...] = (
    (State.KEPT, gettext_lazy("nagekomen")),
    (State.OPEN, gettext_lazy("lopend")),
    (State.MOVED, gettext_lazy("verschoven")),
    (State.LAPSED, gettext_lazy("vervallen")),
    (State.REPLACED, gettext_lazy("vervangen")),
)
# Of an agreement, or of nothing on paper: how many stand how, and on how many of them the sides differ.
Counted = dict[int | None, list[tuple[State, bool, int]]]


def _tallies(collaboration: Collaboration, viewer: Viewer, readable: PromiseQuerySet) -> list[dict[str, Any]]:
    """Per agreement that holds or held, and for what was said: how many promises, and what came of them."""
    counted: Counted = {}
    rows = readable.order_by().values_list("agreement", "state", "differs").annotate(n=Count("pk"))
    for agreement, state, differs, n in rows:
        counted.setdefault(agreement, []).append((State(state), differs, n))
    binding = Agreement.objects.filter(collaboration=collaboration, stage__in=HELD).readable_by(viewer)
    tallies = [
        _tally(
            f"{capfirst(agreement.get_form_display())}: {agreement.title}",
            counted.get(agreement.pk, []),
            take_url=reverse("promises:take", args=[agreement.uuid]) if agreement.format_id else "",
        )
        for agreement in binding
    ]
    if None in counted:
        tallies.append(_tally(_("In gesprekken en verslagen"), counted[None]))
    return tallies


def _tally(title: str, counted: list[tuple[State, bool, int]], take_url: str = "") -> dict[str, Any]:
    return {
        "title": title,
        "total": sum(n for _state, _differs, n in counted),
        "counts": [
            {"words": words, "n": sum(n for of, _differs, n in counted if of == state)}
            for state, words in STATES
        ],
        "differs": sum(n for _state, differs, n in counted if differs),
        "take_url": take_url,
    }
