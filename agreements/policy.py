"""May this person do that with this agreement?"""

from enum import Enum
from typing import Any

from agreements.models import Agreement, Version
from agreements.terms import Stage
from contacts.models import Side
from initiatives import policy
from initiatives.policy import Ability as FileAbility
from samenspel.access import guard, visible


class Ability(Enum):
    READ = "read"  # read the text and its state
    DOWNLOAD = "download"  # take the PDF along
    EDIT = "edit"  # fill fields, change wording, choose articles
    PUBLISH = "publish"  # freeze a version and show it to all parties
    STOP = "stop"  # stop this draft


# Of whom a partner reads phone and address: who does this as their work. A volunteer's own number stays in the file.
REACHED_BY_PARTNERS = frozenset({Side.MUNICIPALITY, Side.SUPPORT, Side.PARTNER})
OPEN_STAGES = {Stage.PREPARING, Stage.SHARED}


def abilities(user: Any, agreement: Agreement) -> frozenset[Ability]:
    """Whoever drafts in the file edits a shared draft; before that its drafter's organisation and the coach."""
    granted = {Ability.READ, Ability.DOWNLOAD}
    seats = policy.seats_of(user, agreement.collaboration)
    in_file = policy.abilities_at(seats, agreement.collaboration)
    if FileAbility.DRAFT in in_file and agreement.stage in OPEN_STAGES and agreement.format_id:
        drafting = [s for s in seats if FileAbility.DRAFT in policy.GRANTS.get((s.side, s.access), ())]
        drafter = any(s.participation.organisation_id == agreement.drafted_by_org_id for s in drafting)
        if drafter or any(s.side == Side.SUPPORT for s in drafting):
            granted |= {Ability.EDIT, Ability.PUBLISH, Ability.STOP}
        elif agreement.stage == Stage.SHARED:
            granted |= {Ability.EDIT}
    return frozenset(granted)


def closed_for(user: Any, agreement: Agreement) -> bool:
    """Whether this person could draft here, were the agreement and its file not closed."""
    seats = policy.seats_of(user, agreement.collaboration)
    drafts = any(FileAbility.DRAFT in policy.GRANTS.get((seat.side, seat.access), ()) for seat in seats)
    closed = agreement.stage not in OPEN_STAGES or agreement.collaboration.status == "ended"
    return drafts and closed


def version_abilities(user: Any, version: Version) -> frozenset[Ability]:
    return abilities(user, version.agreement)


FILE = ("collaboration__initiative__organisation", "collaboration__municipality__organisation")
needs = guard(Agreement, abilities, find=visible(Agreement, *FILE, "collaboration__plan_format"))
needs_version = guard(
    Version, version_abilities, find=visible(Version, *(f"agreement__{path}" for path in FILE))
)
