"""May this person do that with this agreement?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from agreements.models import Agreement, Party, SigningPlace, Version
from agreements.terms import Stage
from contacts import roster
from contacts.models import Access, Side
from initiatives import policy
from initiatives.models import Participation
from initiatives.policy import Ability as FileAbility
from samenspel.access import guard, visible


class Ability(Enum):
    READ = "read"  # read the text and its state
    DOWNLOAD = "download"  # take the PDF along
    EDIT = "edit"  # fill fields, change wording, choose articles
    PUBLISH = "publish"  # freeze a version and show it to all parties
    STOP = "stop"  # stop this draft
    DISCUSS = "discuss"  # say something beside an article
    OFFER = "offer"  # for one's party: propose another text, put an article off
    DECIDE = "decide"  # for one's party: agree, or not yet
    FREEZE = "freeze"  # put down as a version which articles stand
    RECORD = "record"  # record what a party decided on paper
    MANDATE = "mandate"  # say which bodies of a party decide, when, and how it went
    LAY_READY = "lay_ready"  # freeze the text that stands as the version to sign
    NAME_SIGNER = "name_signer"  # for one's party: say who signs
    PAPER = "paper"  # attach a signed sheet of paper, and check one of another
    ANSWER = "answer"  # for one's party: not sign yet, and sign after all
    SIGN = "sign"  # sign, for who was asked to
    MEND = "mend"  # take the text that lies to be signed back to the table


# Of whom a partner reads phone and address: who does this as their work. A volunteer's own number stays in the file.
REACHED_BY_PARTNERS = frozenset({Side.MUNICIPALITY, Side.SUPPORT, Side.PARTNER})
OPEN_STAGES = {Stage.PREPARING, Stage.SHARED}
DECIDING_STAGES = {Stage.SHARED, Stage.FINAL}
# What someone may do for a party that is named, by her access at it; a partner's people as much as the others.
_AT_WORK = frozenset({Ability.DISCUSS, Ability.OFFER, Ability.MANDATE})
_DECIDING = _AT_WORK | {Ability.DECIDE, Ability.FREEZE, Ability.LAY_READY}
PARTY_GRANTS: Mapping[Access, frozenset[Ability]] = {
    Access.WORK: _AT_WORK,
    Access.DECIDE: _DECIDING,
    Access.COORDINATE: _DECIDING,
}
# The same while the text lies to be signed.
_AT_SIGNING = frozenset({Ability.MANDATE, Ability.NAME_SIGNER, Ability.PAPER})
SIGNING_GRANTS: Mapping[Access, frozenset[Ability]] = {
    Access.WORK: _AT_SIGNING,
    Access.DECIDE: _AT_SIGNING | {Ability.ANSWER, Ability.MEND},
    Access.COORDINATE: _AT_SIGNING | {Ability.ANSWER, Ability.MEND},
}
# Who drafts, and the coach, lead it from stage to stage.
LEADING: Mapping[Stage, frozenset[Ability]] = {
    Stage.PREPARING: frozenset({Ability.EDIT, Ability.PUBLISH, Ability.STOP}),
    Stage.SHARED: frozenset({Ability.EDIT, Ability.PUBLISH, Ability.STOP, Ability.FREEZE, Ability.LAY_READY}),
    Stage.FINAL: frozenset({Ability.STOP, Ability.MEND}),
}


@dataclass(frozen=True)
class Speaker:
    """The party for which this user speaks, and her access at it."""

    party: Party
    access: Access


def speaker_of(user: Any, agreement: Agreement) -> Speaker | None:
    """For whom she speaks: of two parties, the one where she may do most. Looked up once for a request's agreement."""
    known: dict[Any, Speaker | None] = agreement.__dict__.setdefault("speakers_known", {})
    if user.pk not in known:
        known[user.pk] = _find_speaker(user, agreement)
    return known[user.pk]


def _find_speaker(user: Any, agreement: Agreement) -> Speaker | None:
    levels: dict[int, Access] = {}
    for function in roster.functions_of(user):
        access = Access(function.access)
        levels[function.organisation_id] = max(
            levels.get(function.organisation_id, Access.NONE), access, key=lambda level: level.rank
        )
    if not levels:
        return None
    taking_part = Participation.objects.in_force().filter(collaboration=agreement.collaboration_id)
    named = agreement.parties.filter(
        organisation__in=list(levels), organisation__participations__in=taking_part
    )
    speakers = [Speaker(row, levels[row.organisation_id]) for row in named.select_related("organisation")]
    return max(speakers, key=lambda speaker: speaker.access.rank, default=None)


def abilities(user: Any, agreement: Agreement) -> frozenset[Ability]:
    """Whoever drafts in the file edits a shared draft; before that its drafter's organisation and the coach."""
    granted = {Ability.READ, Ability.DOWNLOAD}
    seats = policy.seats_of(user, agreement.collaboration)
    in_file = policy.abilities_at(seats, agreement.collaboration)
    if FileAbility.DRAFT in in_file and agreement.format_id:
        drafting = [s for s in seats if FileAbility.DRAFT in policy.GRANTS.get((s.side, s.access), ())]
        drafter = any(s.participation.organisation_id == agreement.drafted_by_org_id for s in drafting)
        if drafter or any(s.side == Side.SUPPORT for s in drafting):
            granted |= LEADING.get(Stage(agreement.stage), frozenset())
        elif agreement.stage == Stage.SHARED:
            granted |= {Ability.EDIT}
    if agreement.stage in DECIDING_STAGES and agreement.collaboration.status != "ended":
        granted |= _between_parties(user, agreement, in_file)
    return frozenset(granted)


def _between_parties(user: Any, agreement: Agreement, in_file: frozenset[FileAbility]) -> frozenset[Ability]:
    """Settling begins when everyone named can read the text, signing when it lies ready."""
    signing = agreement.stage == Stage.FINAL
    speaker = speaker_of(user, agreement)
    grants = SIGNING_GRANTS if signing else PARTY_GRANTS
    granted = grants.get(speaker.access, frozenset()) if speaker else frozenset()
    if FileAbility.DRAFT in in_file and not signing:
        granted |= {Ability.DISCUSS}
    if FileAbility.RECORD_ON_PAPER in in_file:
        granted |= {Ability.PAPER if signing else Ability.RECORD, Ability.MANDATE}
    if signing and speaker and _is_asked_to_sign(user, speaker.party):
        granted |= {Ability.SIGN, Ability.ANSWER}
    return granted


def _is_asked_to_sign(user: Any, party: Party) -> bool:
    return SigningPlace.objects.filter(party=party, person__user=user).exists()


def closed_for(user: Any, agreement: Agreement) -> bool:
    """Whether this person could draft, or speak for a party, were the agreement and its file not closed."""
    seats = policy.seats_of(user, agreement.collaboration)
    drafts = any(FileAbility.DRAFT in policy.GRANTS.get((seat.side, seat.access), ()) for seat in seats)
    closed = agreement.stage not in OPEN_STAGES or agreement.collaboration.status == "ended"
    speaks = (speaker := speaker_of(user, agreement)) is not None and speaker.access in PARTY_GRANTS
    return closed and (drafts or speaks)


def version_abilities(user: Any, version: Version) -> frozenset[Ability]:
    return abilities(user, version.agreement)


FILE = ("collaboration__initiative__organisation", "collaboration__municipality__organisation")
needs = guard(Agreement, abilities, find=visible(Agreement, *FILE, "collaboration__plan_format", "format"))
needs_version = guard(
    Version, version_abilities, find=visible(Version, *(f"agreement__{path}" for path in FILE))
)
