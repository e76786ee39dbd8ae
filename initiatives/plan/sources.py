"""What stands in this file already that can prove something: a conversation, a decision, an agreement?"""

from collections.abc import Iterable
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from initiatives.deciding.page import title_of
from initiatives.models import Collaboration, ContactMoment, JointDecision, Milestone
from initiatives.policy import Viewer
from initiatives.terms import Circle, DecisionState
from samenspel import dutch
from samenspel.errors import DomainError

AT_MOST = 50  # of each, the newest
Choice = tuple[str, str]


class Sources:
    """The rows to choose from, as far as this reader may read them: three queries."""

    def __init__(self, collaboration: Collaboration, viewer: Viewer) -> None:
        moments = collaboration.contact_moments.readable_by(viewer)[:AT_MOST]
        decisions = collaboration.decisions.closed()[:AT_MOST]
        self._found: dict[str, dict[str, Any]] = {
            "contact": {str(row.uuid): row for row in moments},
            "decision": {str(row.uuid): row for row in decisions},
            "milestone": {str(row.uuid): row for row in collaboration.milestones.standing()[:AT_MOST]},
        }

    def choices(self) -> list[Choice | tuple[str, list[Choice]]]:
        """In groups, newest first; nothing at all when the file holds nothing."""
        groups = (
            ("contact", _("Gesprekken en ander contact"), _of_contact),
            ("decision", _("Besluiten"), named_decision),
            ("milestone", _("Overeenkomsten en resultaten"), named_milestone),
        )
        found = [
            (title, [(f"{kind}:{uuid}", words(row)) for uuid, row in self._found[kind].items()])
            for kind, title, words in groups
            if self._found[kind]
        ]
        return [("", _("niets uit dit dossier")), *found] if found else []

    def row(self, code: str) -> dict[str, Any]:
        """`{"contact": row}`, as `add_evidence` takes it; empty for an empty choice."""
        kind, _colon, uuid = code.partition(":")
        row = self._found.get(kind, {}).get(uuid)
        return {kind: row} if row else {}


def must_be_a_source(
    collaboration: Collaboration, *rows: Milestone | ContactMoment | JointDecision | None
) -> None:
    """What is said to follow from a row follows from one of this file, and from no decision that still lies open."""
    for row in rows:
        if row is not None and row.collaboration_id != collaboration.pk:
            raise DomainError(_("Dit staat in een ander dossier. Kies iets uit dit dossier."), field="source")
        if isinstance(row, JointDecision) and row.state == DecisionState.OPEN:
            raise DomainError(_("Dit besluit ligt nog voor. Wacht tot het gesloten is."), field="source")


def name_of(sources: Iterable[Any]) -> str:
    """What a proof is called when nobody gave it a name. Never what was said: only when, and how."""
    for row in sources:
        if isinstance(row, ContactMoment):
            return named_contact(row)
        if isinstance(row, JointDecision):
            return named_decision(row)
        if isinstance(row, Milestone):
            return named_milestone(row)
    return ""


def named_contact(moment: ContactMoment) -> str:
    """*Gesprek op 12 november 2026 (bellen)*"""
    return _("Gesprek op %(day)s (%(how)s)") % {
        "day": dutch.full_date(moment.on),
        "how": moment.get_channel_display(),
    }


def named_decision(decision: JointDecision) -> str:
    """*Stap naar Uitwerken: aangenomen op 3 februari 2026*"""
    day = dutch.full_date(decision.closed_at) if decision.closed_at else ""
    return _("%(what)s: %(state)s op %(day)s") % {
        "what": title_of(decision),
        "state": decision.get_state_display(),
        "day": day,
    }


def named_milestone(milestone: Milestone) -> str:
    """As long as a name may be: the title gives way, never the day."""
    return f"{Truncator(milestone.title).chars(170)}, {dutch.full_date(milestone.on)}"


def _of_contact(moment: ContactMoment) -> str:
    """For who may read it: with its first words, and with its circle when not everyone reads it."""
    words = f"{named_contact(moment)}: {Truncator(moment.summary).chars(60)}"
    if moment.circle == Circle.EVERYONE:
        return words
    return f"{words} ({Circle(moment.circle).label})"
