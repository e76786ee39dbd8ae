"""What lies before someone who decides, and what stays readable of it afterwards?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Side
from initiatives import policy
from initiatives.course.phases import NO_RESULT
from initiatives.deciding import contests, hats, keys, matters
from initiatives.deciding.asked import RESULT, Asked, asked_before, by_item, rests_on_result
from initiatives.deciding.conversation import notes_of, parting_words, questions
from initiatives.listing.turns import lies_there
from initiatives.models import DecisionKey, DecisionNote, JointDecision
from initiatives.people.names import party_name
from initiatives.plan import page as plan_page
from initiatives.plan import results
from initiatives.plan.goals import Goal, with_views
from initiatives.policy import Ability, Seat, Viewer
from initiatives.terms import (
    DecisionKind,
    DecisionState,
    EndKind,
    Form,
    Phase,
)
from samenspel import dutch

SHOW_FIRST = ("differ", "busy", "todo", "shared")
PROPOSES: Mapping[str, Any] = {
    DecisionKind.PHASE_STEP: gettext_lazy("%(who)s stelt voor om deze stap te zetten."),
    DecisionKind.REOPEN: gettext_lazy("%(who)s stelt voor om dit dossier weer te openen."),
    DecisionKind.AGREEMENT_END: gettext_lazy(
        "%(who)s stelt voor om de %(form)s op %(day)s te laten eindigen."
    ),
    DecisionKind.PUBLICATION: gettext_lazy("%(who)s stelt voor om deze tekst te publiceren, voor iedereen."),
    DecisionKind.MINUTES: gettext_lazy("%(who)s stelt voor om dit verslag vast te stellen."),
}


def decision_context(decision: JointDecision, *, seats: list[Seat], viewer: Viewer) -> dict[str, Any]:
    found = decision.keys.select_related(
        "participation__organisation", "by", "recorded_by", "evidence", "contested_by", "handler"
    )
    notes = notes_of(decision)
    all_keys = contests.with_settlements(found, notes)
    is_open = decision.state == DecisionState.OPEN
    own = own_key(all_keys, seats)
    decides = policy.seat_for(seats, Ability.DECIDE_FOR_SIDE)
    may_turn = bool(is_open and own and not own.verdict and decides)
    said = by_item(notes)
    goals, asked = _goals(decision, viewer)
    rows = [_goal_row(goal, said.get(goal.item.pk, []), asked.get(goal.item.pk, [])) for goal in goals]
    return {
        "decision": decision,
        "title": title_of(decision),
        "lead": lead(decision),
        "is_open": is_open,
        "keys": all_keys,
        "keys_list": [key_words(key, decision, seats) for key in all_keys],
        "own_key": own,
        "other_name": _other_name(own),
        "may_turn": may_turn,
        "asks_hat": may_turn
        and own is not None
        and hats.are_asked(decision.collaboration, own.participation.side),
        "may_withdraw": is_open and _by_own_side(decision, seats),
        "may_record": is_open and any(not key.verdict for key in all_keys if key != own),
        "may_contest": bool(own and own.on_paper and not own.contested_at),
        "may_settle": contests.may_settle(own),
        "may_read": bool(own and not own.verdict and not own.remark and _one_sided(decision)),
        "one_sided": _one_sided(decision),
        "goals": [row for row in rows if not row["quiet"]],
        "quiet_goals": [row for row in rows if row["quiet"]],
        "matter": matters.shown(decision),
        "result": results.named_in(decision),
        "no_result": decision.payload.get("result") == NO_RESULT,
        "about_result": rests_on_result(decision),
        "result_notes": said.get(RESULT, []),
        "result_asked": asked.get(RESULT, []),
        "lying": lies_there(decision.created_at) if is_open else "",
        "handling": [_handling(key, seats) for key in all_keys if is_open and not key.verdict],
        "questions": questions(notes, seats),
        "parting_words": parting_words(notes),
        "your_role": _your_role(decision, own, seats),
    }


def own_key(all_keys: list[DecisionKey], seats: list[Seat]) -> DecisionKey | None:
    """The key of the side for which this reader sits here; of her strongest seat when she has two."""
    ranked = sorted(seats, key=lambda seat: seat.access.rank, reverse=True)
    by_participation = {key.participation_id: key for key in all_keys}
    return next(
        (by_participation[s.participation.pk] for s in ranked if s.participation.pk in by_participation), None
    )


def tab_of(decision: JointDecision) -> str:
    """Under which tab of the file one finds this: minutes lie with the talks."""
    return "timeline" if decision.kind == DecisionKind.MINUTES else "plan"


def title_of(decision: JointDecision) -> str:
    if decision.kind == DecisionKind.PHASE_STEP:
        to = Phase(decision.payload["to"]).label
        if decision.subject:
            return _title_of_part(decision, to)
        return (_("Stap naar %s?") if decision.state == DecisionState.OPEN else _("Stap naar %s")) % to
    if decision.kind == DecisionKind.MINUTES:
        return _("Het verslag van %s") % dutch.short_date(date.fromisoformat(decision.payload["on"]))
    return {
        DecisionKind.PAUSE: _("Pauze"),
        DecisionKind.RESUME: _("Weer verder"),
        DecisionKind.END: _("De samenwerking stopt"),
        DecisionKind.REOPEN: _("Dit dossier heropenen"),
        DecisionKind.AGREEMENT_END: _("De overeenkomst samen beëindigen"),
        DecisionKind.PUBLICATION: _("De samenvatting voor de buurt"),
    }[DecisionKind(decision.kind)]


def _title_of_part(decision: JointDecision, to: str) -> str:
    is_open = decision.state == DecisionState.OPEN
    if decision.payload.get("finish"):
        words = _("%(part)s is klaar?") if is_open else _("%(part)s is klaar")
    else:
        words = _("%(part)s naar %(phase)s?") if is_open else _("%(part)s naar %(phase)s")
    return words % {"part": decision.subject, "phase": to}


def lead(decision: JointDecision) -> str:
    """Who decided or proposes what, and how it ended."""
    day = dutch.short_date(decision.closed_at) if decision.closed_at else ""
    who = str(decision.by_organisation)
    if decision.kind == DecisionKind.END:
        return EndKind(decision.payload["end_kind"]).label.capitalize() + f", {day}."
    if _one_sided(decision):
        return _("%(who)s besloot dit op %(day)s.") % {"who": who, "day": day}
    return {
        DecisionState.OPEN: PROPOSES.get(decision.kind, PROPOSES[DecisionKind.PHASE_STEP])
        % {"who": who, **_about_agreement(decision)},
        DecisionState.ACCEPTED: _("Aangenomen op %(day)s: iedereen is akkoord.") % {"day": day},
        DecisionState.RETURNED: _("Teruggegeven op %(day)s, met een reden.") % {"day": day},
        DecisionState.WITHDRAWN: _("Ingetrokken op %(day)s.") % {"day": day},
    }[DecisionState(decision.state)]


def _about_agreement(decision: JointDecision) -> dict[str, str]:
    """Of a proposal to end an agreement: which form it has, and on which day."""
    if decision.kind != DecisionKind.AGREEMENT_END:
        return {}
    day = dutch.full_date(date.fromisoformat(decision.payload["on"]))
    return {"form": str(Form(decision.payload["form"]).label), "day": day}


def _one_sided(decision: JointDecision) -> bool:
    return not keys.RULES[DecisionKind(decision.kind)].every


def _by_own_side(decision: JointDecision, seats: list[Seat]) -> bool:
    return any(seat.participation.organisation_id == decision.by_organisation_id for seat in seats)


def _other_name(own: DecisionKey | None) -> str:
    if own is None:
        return _("De ander")
    return _("Het initiatief") if own.participation.side == Side.MUNICIPALITY else _("De gemeente")


# --- keys -----------------------------------------------------------------------------------------------


def keys_list(decision: JointDecision, seats: list[Seat]) -> list[dict[str, Any]]:
    found = decision.keys.select_related("participation__organisation", "by", "recorded_by")
    return [key_words(key, decision, seats) for key in found]


def keys_for_partner(decision: JointDecision, seat: Seat) -> list[dict[str, Any]]:
    """Which party decided what and when. Names she reads of her own people, and of who decided on paper."""
    words = []
    for key in decision.keys.select_related("participation__organisation", "by", "recorded_by"):
        said = key_words(key, decision, [seat])
        if key.by and key.at and key.participation_id != seat.participation.pk:
            said["text"] = dutch.short_date(key.at)
        words.append(said)
    return words


def key_words(key: DecisionKey, decision: JointDecision, seats: list[Seat]) -> dict[str, Any]:
    """A key for `{% keys %}`."""
    side = key.participation.side
    name = {Side.MUNICIPALITY: _("Gemeente"), Side.INITIATIVE: _("Initiatief")}.get(
        side, str(key.participation.organisation)
    )
    if any(seat.participation.pk == key.participation_id for seat in seats):
        name = _("%(side)s: jullie") % {"side": name}
    return {
        "side": side,
        "name": name,
        "state": keys.state_of_key(key.verdict),
        "text": _key_text(key, decision),
        "on_paper": dutch.first_name(key.recorded_by.name) if key.on_paper and key.recorded_by else False,
    }


def _key_text(key: DecisionKey, decision: JointDecision) -> str:
    if key.verdict:
        who = key.by_name or (dutch.first_name(key.by.name) if key.by else "")
        return f"{who}, {dutch.short_date(key.at)}" if key.at else who
    if decision.state == DecisionState.OPEN:
        return _("Nog niet omgedraaid")
    return _("Niet omgedraaid")


def _handling(key: DecisionKey, seats: list[Seat]) -> dict[str, Any]:
    """Who looks at it for this side, and whether this reader may take it up or over."""
    own = next((seat for seat in seats if seat.participation.pk == key.participation_id), None)
    works = own is not None and policy.seat_for([own], Ability.PROPOSE) is not None
    return {
        "key": key,
        "side": key.participation.side,
        "name": capfirst(party_name(key.participation.organisation)),
        "may_take": works,
    }


def _your_role(decision: JointDecision, own: DecisionKey | None, seats: list[Seat]) -> str:
    """What this reader can do here, in words."""
    if decision.state != DecisionState.OPEN:
        return ""
    if own and own.verdict:
        return _("Jullie sleutel is omgedraaid. Nu is de ander aan zet.")
    if own and policy.seat_for(seats, Ability.DECIDE_FOR_SIDE):
        side = _("de gemeente") if own.participation.side == Side.MUNICIPALITY else _("het initiatief")
        return _("Jij beslist voor %(side)s.") % {"side": side}
    if own:
        return _("Iemand die voor jullie mag beslissen, draait de sleutel om.")
    return _("Als begeleider beslis je niet. Besloot een partij op papier? Leg dat dan vast, met bewijs.")


# --- what lies on the table ------------------------------------------------------------------------------


def goals_before(decision: JointDecision) -> QuerySet[Any]:
    """The goals of the phase that is left, about which one can say something here; none when it is about something
    else, or about a part: the goals are those of the whole neighbourhood."""
    goals = _goals_of_phase(decision)
    return goals.none() if decision.subject else goals


def _goals_of_phase(decision: JointDecision) -> QuerySet[Any]:
    goals = decision.collaboration.plan_items.goals().kept()
    return goals.filter(phase=decision.payload.get("leaves") or decision.payload.get("from", ""))


def _goals(decision: JointDecision, viewer: Viewer) -> tuple[list[Goal], dict[int, list[Asked]]]:
    """The goals of the phase that is left, as both sides saw them when it closed, or see them now.

    With, per item, what was asked when the step came back before. At a step of a part they are there to read.
    """
    if decision.kind != DecisionKind.PHASE_STEP:
        return [], {}
    goals = with_views(_goals_of_phase(decision), until=decision.closed_at)
    plan_page.add_evidence(goals, viewer)
    for goal in goals:
        if decision.closed_at:
            goal.evidence = [row for row in goal.evidence if row.created_at <= decision.closed_at]
    asked = asked_before(decision, goals)
    goals.sort(key=lambda goal: (SHOW_FIRST.index(goal.group), not goal.evidence, goal.item.order))
    return goals, asked


def _goal_row(goal: Goal, notes: list[DecisionNote], asked: list[Asked]) -> dict[str, Any]:
    """Quiet: nothing to read that would help to decide."""
    said = any(view and view.remark for view in (goal.municipality, goal.initiative))
    quiet = goal.group in ("todo", "shared") and not (
        goal.evidence or said or notes or asked or goal.doubting
    )
    return plan_page.goal_row(goal, []) | {"quiet": quiet, "notes": notes, "asked": asked}
