"""Which decisions, and which questions about them, ask for this user, and which wait for somebody else?"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from contacts.models import Access, Function, Side
from initiatives.deciding import page as decision_page
from initiatives.deciding.keys import RULES, lies_long
from initiatives.file_page import address
from initiatives.history.sentences.deciding import decision_words
from initiatives.listing.turns import lies_there
from initiatives.models import Collaboration, DecisionKey, DecisionNote, JointDecision
from initiatives.people.names import known_as, party_name
from initiatives.policy import Ability
from initiatives.terms import DecisionKind, DecisionState, NoteKind, Status
from insights.desk import Desk, DeskFile
from insights.work_item import ANSWER, ASK, DECIDE, SHOWN, Waiting, WorkItem
from samenspel import dutch


def _open_decisions(desk: Desk) -> Iterator[tuple[DeskFile, JointDecision, list[DecisionKey]]]:
    """Each open decision with all its keys."""
    by_decision: dict[int, list[DecisionKey]] = {}
    for key in desk.open_keys:
        by_decision.setdefault(key.decision_id, []).append(key)
    for keys in by_decision.values():
        decision = keys[0].decision
        yield desk.by_id[decision.collaboration_id], decision, keys


def _own_key(file: DeskFile, keys: list[DecisionKey]) -> DecisionKey | None:
    """The key for which she sits there, as the page of the decision says, when it is still to be turned."""
    key = decision_page.own_key(keys, file.seats)
    return key if key and not key.verdict else None


def _to_turn(keys: Iterable[DecisionKey]) -> list[DecisionKey]:
    return [key for key in keys if not key.verdict]


def _words(decision: JointDecision) -> str:
    return decision_words({**decision.payload, "kind": decision.kind, "part": decision.subject})


def _waits(decision: JointDecision, keys: Iterable[DecisionKey], desk: Desk) -> str:
    """*Ruben kijkt hiernaar. Dit ligt al 4 weken.*: what is to be known while it waits, after another sentence."""
    said = []
    for handler in (key.handler for key in keys if key.handler):
        own = handler.user_id == desk.user.pk
        said.append(
            _("Jij kijkt hiernaar.")
            if own
            else _("%(who)s kijkt hiernaar.") % {"who": dutch.first_name(handler.name)}
        )
    if lies_there(decision.created_at):
        said.append(_("Dit %(lies)s.") % {"lies": lies_there(decision.created_at)})
    return "".join(f" {sentence}" for sentence in said)


def decisions_to_make(desk: Desk) -> Iterator[WorkItem]:
    for file, decision, keys in _open_decisions(desk):
        own = _own_key(file, keys)
        if own and Ability.DECIDE_FOR_SIDE in file.abilities:
            yield WorkItem(
                file,
                DECIDE,
                _("%(who)s stelt %(what)s voor. Jullie sleutel ontbreekt nog.")
                % {"who": capfirst(party_name(decision.by_organisation)), "what": _words(decision)}
                + _waits(decision, [own], desk),
                dutch.local_date(decision.created_at),
                _("Bekijk het voorstel"),
                address("initiatives:decision", decision.uuid),
                kind="turn",
            )


def decisions_to_ask_for(desk: Desk) -> Iterator[WorkItem]:
    """Your side is to decide, and you may not: whom do you ask?"""
    asked = [
        (file, decision, key)
        for file, decision, keys in _open_decisions(desk)
        if (key := _own_key(file, keys))
        and Ability.PROPOSE in file.abilities
        and Ability.DECIDE_FOR_SIDE not in file.abilities
    ]
    deciders = _deciders({key.participation.organisation_id for _f, _d, key in asked})
    for file, decision, key in asked:
        who = deciders.get(key.participation.organisation_id)
        yield WorkItem(
            file,
            ASK,
            (
                _("Jullie kant beslist nog over %(what)s. Vraag %(who)s.")
                % {"what": _words(decision), "who": who}
                if who
                else _(
                    "Jullie kant beslist nog over %(what)s. Bij jullie kan dat hier nog niemand doen. "
                    "Vraag de begeleider om iemand uit te nodigen."
                )
                % {"what": _words(decision)}
            )
            + _waits(decision, [key], desk),
            dutch.local_date(decision.created_at),
            _("Lees het voorstel"),
            address("initiatives:decision", decision.uuid),
        )


def decisions_lying(desk: Desk) -> Iterator[WorkItem]:
    """What lies long with somebody else: who proposed it and who guides the file hear of it, and can ask."""
    for file, decision, keys in _open_decisions(desk):
        if (
            _own_key(file, keys)
            or Ability.PROPOSE not in file.abilities
            or not lies_there(decision.created_at)
        ):
            continue
        yield WorkItem(
            file,
            ASK,
            _who_looks([key.participation.side for key in _to_turn(keys)]) % {"what": _words(decision)}
            + _waits(decision, _to_turn(keys), desk),
            dutch.local_date(decision.created_at),
            _("Bekijk het voorstel"),
            address("initiatives:decision", decision.uuid),
        )


def questions_to_answer(desk: Desk) -> Iterator[WorkItem]:
    """A question of another side that nobody answered yet, at a proposal that lies there or just came back."""
    later = JointDecision.objects.filter(
        collaboration=OuterRef("decision__collaboration"),
        kind=OuterRef("decision__kind"),
        subject=OuterRef("decision__subject"),
        pk__gt=OuterRef("decision"),
    )
    at_work = desk.ids(lambda f: f.is_active and Ability.PROPOSE in f.abilities)
    reopenings = [
        decision.pk
        for file, decision, _keys in _open_decisions(desk)
        if decision.kind == DecisionKind.REOPEN and Ability.PROPOSE in file.abilities
    ]
    asked = (
        DecisionNote.objects.filter(
            Q(decision__collaboration__in=at_work) | Q(decision__in=reopenings),
            ~Exists(later),
            kind=NoteKind.QUESTION,
            replies=None,
            decision__state__in=[DecisionState.OPEN, DecisionState.RETURNED],
        )
        .select_related("decision", "by", "participation")
        .order_by("pk")[: 2 * SHOWN]
    )
    for note in asked:
        decision, file = note.decision, desk.by_id[note.decision.collaboration_id]
        if note.participation.organisation_id not in file.organisations and _is_asked(file, decision):
            yield WorkItem(
                file,
                ANSWER,
                _("%(who)s vraagt iets over %(what)s: “%(text)s”")
                % {
                    "who": dutch.first_name(note.by.name),
                    "what": _words(decision),
                    "text": Truncator(note.text).chars(120),
                },
                dutch.local_date(note.created_at),
                _("Geef antwoord"),
                address("initiatives:decision", decision.uuid) + f"#vraag-{note.uuid}",
                kind="turn",
            )


def _is_asked(file: DeskFile, decision: JointDecision) -> bool:
    """Who holds a key, and who proposed."""
    holds = file.sides & set(RULES[DecisionKind(decision.kind)].sides)
    return bool(holds) or decision.by_organisation_id in file.organisations


def still_there(decision: JointDecision, collaboration: Collaboration) -> bool:
    """What came back can be mended, as long as the file did not move on without it.

    In a file that has ended, a proposal to open it again is talked about for some weeks; then the file rests.
    """
    today = timezone.localdate()
    if decision.kind == DecisionKind.REOPEN:
        came_back = decision.closed_at is not None and not lies_long(
            dutch.local_date(decision.closed_at), today
        )
        return came_back and collaboration.status == Status.ENDED
    if collaboration.status != Status.ACTIVE:
        return False
    if decision.kind == DecisionKind.AGREEMENT_END:
        return date.fromisoformat(decision.payload["on"]) >= today
    return bool(decision.subject) or decision.payload.get("from") == collaboration.phase


def called(decision: JointDecision) -> str:
    """What came back: the minutes, not the settling of them."""
    if decision.kind == DecisionKind.MINUTES:
        day = dutch.short_date(date.fromisoformat(decision.payload["on"]))
        return _("het verslag van %(day)s") % {"day": day}
    return _words(decision)


def steps_returned(desk: Desk) -> Iterator[WorkItem]:
    """What was given back and not proposed again: whoever proposed it reads why."""
    for key in desk.returned_keys:
        decision, file = key.decision, desk.by_id[key.decision.collaboration_id]
        if Ability.PROPOSE not in file.abilities:
            continue
        if still_there(decision, file.collaboration) and decision.by_organisation_id in file.organisations:
            yield WorkItem(
                file,
                ASK,
                _("%(who)s gaf %(what)s terug. Lees wat er nog nodig is.")
                % {"who": capfirst(party_name(key.participation.organisation)), "what": called(decision)},
                dutch.local_date(key.at or decision.created_at),
                _("Lees de reden"),
                address("initiatives:decision", decision.uuid),
            )


def _deciders(organisations: set[int]) -> dict[int, str]:
    """Who may decide, per organisation: at most two names."""
    if not organisations:
        return {}
    functions = (
        Function.objects.in_force()
        .filter(
            organisation__in=organisations,
            access__in=Access.at_least(Access.DECIDE),
            person__user__is_active=True,
        )
        .select_related("person")
        .order_by("pk")
    )
    names: dict[int, list[str]] = {}
    for function in functions:
        names.setdefault(function.organisation_id, []).append(known_as(function.person, function))
    return {organisation: _(" of ").join(found[:2]) for organisation, found in names.items()}


def _returned_to_others(desk: Desk) -> Iterator[Waiting]:
    """What came back and somebody else mends: who only reads along hears why nothing moves."""
    for key in desk.returned_keys:
        decision, file = key.decision, desk.by_id[key.decision.collaboration_id]
        mends = Ability.PROPOSE in file.abilities and decision.by_organisation_id in file.organisations
        if not mends and still_there(decision, file.collaboration):
            yield Waiting(
                file,
                [decision.by_organisation.kind],
                _("%(whose)s gaf %(what)s terug. %(who)s kijkt wat er nog nodig is.")
                % {
                    "whose": capfirst(party_name(key.participation.organisation)),
                    "what": called(decision),
                    "who": capfirst(party_name(decision.by_organisation)),
                },
                key.at or decision.created_at,
                address("initiatives:decision", decision.uuid),
            )


def waiting_for_others(desk: Desk) -> list[Waiting]:
    """Open decisions of which the next move is not this user's, and what came back to somebody else."""
    found = list(_returned_to_others(desk))
    for file, decision, keys in _open_decisions(desk):
        if _own_key(file, keys) and Ability.PROPOSE in file.abilities:
            continue
        waited_for = _to_turn(keys)
        sides = [key.participation.side for key in waited_for]
        found.append(
            Waiting(
                file,
                sides,
                _who_looks(sides) % {"what": _words(decision)} + _waits(decision, waited_for, desk),
                decision.created_at,
                address("initiatives:decision", decision.uuid),
            )
        )
    return sorted(found, key=lambda w: w.since)


def _who_looks(sides: list[str]) -> str:
    if Side.PARTNER in sides:
        return (
            _("Een partner bekijkt %(what)s.")
            if len(sides) == 1
            else _("Meerdere partijen bekijken %(what)s.")
        )
    if len(sides) > 1:
        return _("De gemeente en het initiatief bekijken %(what)s.")
    if Side.MUNICIPALITY in sides:
        return _("De gemeente bekijkt %(what)s.")
    return _("Het initiatief bekijkt %(what)s.")
