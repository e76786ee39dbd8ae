"""What does the start page show, for each kind of user?"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.calling import people_to_call
from agreements.models import Agreement
from contacts.models import Side
from initiatives.deciding.page import title_of
from initiatives.deciding.partner_keys import keys_of
from initiatives.models import Collaboration
from initiatives.people.faces import faces_of
from initiatives.plan import partner_goals
from initiatives.policy import Ability
from initiatives.terms import DecisionState, Phase
from insights import next_step, overview, progress, work, work_contests, work_decisions, work_item
from insights.desk import Desk, DeskFile
from samenspel import dutch

WAITING_SHOWN = 10


def greeting(name: str) -> str:
    hour = timezone.localtime().hour
    words = _("Goedenavond, %(name)s")  # after midnight too: "goedenacht" sends somebody to bed
    if 6 <= hour < 12:
        words = _("Goedemorgen, %(name)s")
    elif 12 <= hour < 18:
        words = _("Goedemiddag, %(name)s")
    return words % {"name": dutch.first_name(name)}


def _work(desk: Desk) -> dict[str, Any]:
    items = work.work_of(desk)
    waiting = [*work_decisions.waiting_for_others(desk), *work_contests.waiting_for_talk(desk)]
    waiting.sort(key=lambda row: row.since)
    asking = {item.collaboration.pk for item in items if item.collaboration}
    calm = desk.ids(lambda file: file.runs and file.collaboration.pk not in asking)
    return {
        "items": items[: work_item.SHOWN],
        "more_items": max(0, len(items) - work_item.SHOWN),
        "item_count": len(items),
        "waiting": waiting[:WAITING_SHOWN],
        "more_waiting": max(0, len(waiting) - WAITING_SHOWN),
        "keys_wait": any(item.weight == work_item.DECIDE for item in items),
        "file_count": len(desk.files),
        "lead": "" if desk.is_full else _lead(len(asking), len(calm)),
        "desk_is_full": desk.is_full,
        "named": _named(desk),
        "partner_keys": _partner_keys(desk),
        **_picked_up(desk),
        "may_register": any(f.organisation.kind != Side.PARTNER for f in desk.functions),
    }


def _named(desk: Desk) -> list[dict[str, Any]]:
    """Agreements that name her as a partner, beside the files in which she sits."""
    if not any(f.organisation.kind == Side.PARTNER for f in desk.functions):
        return []
    return _with_people(desk, [a for a in desk.agreements if a.collaboration_id not in desk.by_id])


def _with_people(desk: Desk, agreements: list[Agreement]) -> list[dict[str, Any]]:
    call = people_to_call(desk.user, agreements)
    return [{"agreement": a, "call": call[a.pk]} for a in agreements]


def _lead(asking: int, calm: int) -> str:
    """*Vier initiatieven vragen om je, tien lopen zonder jou door.*"""
    if not asking and not calm:
        return ""
    if not asking:
        return ngettext(
            "Je initiatief loopt zonder jou door.",
            "Al je %(count)s initiatieven lopen zonder jou door.",
            calm,
        ) % {"count": dutch.count_word(calm)}
    asks = ngettext("%(count)s initiatief vraagt om je", "%(count)s initiatieven vragen om je", asking) % {
        "count": dutch.count_word(asking).capitalize() if asking > 1 else _("Eén")
    }
    if not calm:
        return f"{asks}."
    runs = ngettext("%(count)s loopt zonder jou door", "%(count)s lopen zonder jou door", calm) % {
        "count": dutch.count_word(calm)
    }
    return f"{asks}, {runs}."


def _initiative(desk: Desk) -> dict[str, Any]:
    """First one file whole: where we stand, who is to move, the one thing asked, the PDF, whom to call."""
    context = _work(desk)
    if not desk.files:
        return context
    first = desk.files[0]
    collaboration = first.collaboration
    own = [item for item in context["items"] if item.file is first]
    faces = faces_of(collaboration.pk)
    agreement = _newest(desk.agreements, collaboration)
    return context | {
        "file": first,
        "collaboration": collaboration,
        "phase": Phase(collaboration.phase),
        "since": first.phase_since,
        "asked": own[0] if own else None,
        "also": [item for item in context["items"] if item not in own[:1]],
        "suggestion": None if own else _suggestion(desk, first),
        "waiting_here": [w for w in context["waiting"] if w.file is first],
        "agreement": agreement,
        "reachable": overview.side_cards(
            collaboration, faces, dict.fromkeys(next_step.SIDES), last_contact=None
        )[:2],
        "other_files": [f.collaboration for f in desk.files[1:]],
    }


def _newest(agreements: list[Any], collaboration: Collaboration) -> Any:
    """The newest one that has a PDF, or else the newest; what is written here before what was only registered."""
    own = [a for a in agreements if a.collaboration_id == collaboration.pk]
    return max(own, key=lambda a: (a.pdf_version is not None, a.format_id is not None, a.pk), default=None)


def _suggestion(desk: Desk, file: DeskFile) -> next_step.Step | None:
    """Nothing is asked: then what helps most. Who only reads gets no tasks."""
    if Ability.PLAN not in file.abilities:
        return None
    keys = [k for k in desk.open_keys if k.decision.collaboration_id == file.collaboration.pk]
    standing = next_step.standing_of(file.collaboration, keys, file.sides)
    return next_step.steps(standing)[Side.INITIATIVE]


def _partner(desk: Desk) -> dict[str, Any]:
    return {
        "items": work.work_of(desk)[: work_item.SHOWN],
        "named": _with_people(desk, desk.agreements),
        "partner_keys": _partner_keys(desk),
        **_picked_up(desk),
    }


def _picked_up(desk: Desk) -> dict[str, Any]:
    """What names her as a partner, where she is asked how she sees the goals beside it, and what was promised."""
    return {
        "picked_up": partner_goals.items_of(desk.user)[:WAITING_SHOWN],
        "partner_seats": partner_goals.seats_of(desk.user)[:WAITING_SHOWN],
        "partner_promises": desk.partner_promises[:WAITING_SHOWN],
    }


def _partner_keys(desk: Desk) -> list[dict[str, Any]]:
    """Proposals on which she decides along as a partner: what waits for her first, then the newest."""
    found = [
        {
            "key": key,
            "title": title_of(key.decision),
            "waits": key.decision.state == DecisionState.OPEN and not key.verdict,
        }
        for key in keys_of(desk.user).order_by("-pk")[:WAITING_SHOWN]
    ]
    return sorted(found, key=lambda row: not row["waits"])


def _figures(desk: Desk) -> dict[str, Any]:
    """What runs, in numbers; the page itself is one tap away."""
    together, each = progress.counted(Collaboration.objects.figures_for(desk.user).running())
    return {"together": together, "municipality_count": len(each)}


def _nothing(desk: Desk) -> dict[str, Any]:
    return {}


# kind of desk: template and what it shows
PAGES: Mapping[str, tuple[str, Callable[[Desk], dict[str, Any]]]] = {
    "work": ("insights/my_work.html", _work),
    "initiative": ("insights/my_initiative.html", _initiative),
    "partner": ("insights/my_agreements.html", _partner),
    "figures": ("insights/my_figures.html", _figures),
    "administrator": ("insights/my_instance.html", _nothing),
    "nobody": ("insights/no_function.html", _nothing),
}
