"""May this person do that with this agreement?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from agreements.draft import divided, everyone
from agreements.models import Agreement, Party, SigningPlace, Version
from agreements.terms import HELD, Relation, Stage
from contacts.models import Access, Side
from initiatives import policy
from initiatives.models import Participation
from initiatives.policy import Ability as FileAbility
from initiatives.terms import Status
from municipalities import heirs
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
    LEAVE = "leave"  # for one's party: stop with what is not signed yet, while the others can go on
    COME_BACK = "come_back"  # for one's party that stopped: take part after all
    ADD_PARTY = "add_party"  # let another partner of the file take part
    RECEIVE = "receive"  # for one's party: say that a version was received
    MEND = "mend"  # take the text that lies to be signed back to the table
    CORRECT = "correct"  # correct or withdraw what was registered of an agreement made elsewhere
    DOUBT = "doubt"  # for one's party: say that what another registered is not right
    EVALUATE = "evaluate"  # plan and record when the parties looked back
    AMEND = "amend"  # begin an addendum to an agreement that holds
    END = "end"  # propose that it ends, with the keys of all
    NOTICE = "notice"  # for one's party: leave as the text allows
    READING = "reading"  # for one's party: how it sees the ending
    SUMMARISE = "summarise"  # write the summary for neighbours, and put it forward
    TAKE_DOWN = "take_down"  # for one's party: take that summary away from everyone's eyes


# Of whom a partner reads phone and address: who does this as their work. A volunteer's own number stays in the file.
REACHED_BY_PARTNERS = frozenset({Side.MUNICIPALITY, Side.SUPPORT, Side.PARTNER})
OPEN_STAGES = {Stage.PREPARING, Stage.SHARED}
DECIDING_STAGES = {Stage.SHARED, Stage.FINAL}
# What someone may do for a party that is named, by her access at it; a partner's people as much as the others.
_AT_WORK = frozenset({Ability.DISCUSS, Ability.OFFER, Ability.MANDATE})
_DECIDING = _AT_WORK | {Ability.DECIDE, Ability.FREEZE, Ability.LAY_READY, Ability.LEAVE}
PARTY_GRANTS: Mapping[Access, frozenset[Ability]] = {
    Access.WORK: _AT_WORK,
    Access.DECIDE: _DECIDING,
    Access.COORDINATE: _DECIDING,
}
# The same while the text lies to be signed.
_AT_SIGNING = frozenset({Ability.MANDATE, Ability.NAME_SIGNER, Ability.PAPER})
SIGNING_GRANTS: Mapping[Access, frozenset[Ability]] = {
    Access.WORK: _AT_SIGNING,
    Access.DECIDE: _AT_SIGNING | {Ability.ANSWER, Ability.MEND, Ability.LEAVE},
    Access.COORDINATE: _AT_SIGNING | {Ability.ANSWER, Ability.MEND, Ability.LEAVE},
}
# What someone may do for her party while the agreement holds.
LIVING_GRANTS: Mapping[Access, frozenset[Ability]] = {
    Access.WORK: frozenset({Ability.EVALUATE}),
    Access.DECIDE: frozenset({Ability.EVALUATE, Ability.NOTICE, Ability.READING}),
    Access.COORDINATE: frozenset({Ability.EVALUATE, Ability.NOTICE, Ability.READING}),
}
# Who drafts, and the coach, lead it from stage to stage.
LEADING: Mapping[Stage, frozenset[Ability]] = {
    Stage.PREPARING: frozenset({Ability.EDIT, Ability.PUBLISH, Ability.STOP, Ability.ADD_PARTY}),
    Stage.SHARED: frozenset(
        {
            *(Ability.EDIT, Ability.PUBLISH, Ability.STOP, Ability.ADD_PARTY),
            *(Ability.FREEZE, Ability.LAY_READY),
        }
    ),
    Stage.FINAL: frozenset({Ability.STOP, Ability.MEND}),
}


@dataclass(frozen=True)
class Speaker:
    """The party for which this user speaks, or spoke until it stopped, and her access at it."""

    party: Party
    access: Access


def speaker_of(user: Any, agreement: Agreement) -> Speaker | None:
    """For whom she speaks: of two parties, the one where she may do most. Looked up once for a request's agreement."""
    return _speakers_of(user, agreement)[0]


def stopped_speaker_of(user: Any, agreement: Agreement) -> Speaker | None:
    """For whom she spoke: a party that stopped, and can take part after all."""
    return _speakers_of(user, agreement)[1]


Speakers = tuple[Speaker | None, Speaker | None]


def _speakers_of(user: Any, agreement: Agreement) -> Speakers:
    known: dict[Any, Speakers] = agreement.__dict__.setdefault("speakers_known", {})
    if user.pk not in known:
        known[user.pk] = _find_speakers(user, agreement)
    return known[user.pk]


def _find_speakers(user: Any, agreement: Agreement) -> Speakers:
    levels: dict[int, Access] = {}
    for function in heirs.functions_of(user):
        access = Access(function.access)
        levels[function.organisation_id] = max(
            levels.get(function.organisation_id, Access.NONE), access, key=lambda level: level.rank
        )
    if not levels:
        return None, None

    def speaks(rows: list[Any]) -> Speaker | None:
        named = [row for row in rows if row.takes_part and row.organisation_id in levels]
        speakers = [Speaker(row, levels[row.organisation_id]) for row in named]
        return max(speakers, key=lambda speaker: speaker.access.rank, default=None)

    return speaks(parties_of(agreement)), speaks(stopped_of(agreement))


def parties_of(agreement: Agreement) -> list[Any]:
    return divided(_everyone(agreement))[0]


def stopped_of(agreement: Agreement) -> list[Any]:
    return divided(_everyone(agreement))[1]


def _everyone(agreement: Agreement) -> list[Any]:
    """Read once for a request's agreement."""
    if "parties_known" not in agreement.__dict__:
        agreement.__dict__["parties_known"] = everyone(agreement)
    known: list[Any] = agreement.__dict__["parties_known"]
    return known


def abilities(user: Any, agreement: Agreement) -> frozenset[Ability]:
    """Whoever drafts in the file edits a shared draft; before that its drafter's organisation and the coach."""
    granted = {Ability.READ, Ability.DOWNLOAD}
    seats = _seats_of_parties(user, agreement)
    in_file = policy.abilities_at(seats, agreement.collaboration)
    if FileAbility.DRAFT in in_file and not agreement.format_id and agreement.stage == Stage.IN_FORCE:
        granted |= {Ability.CORRECT}
    if doubting_seat(user, agreement):
        granted |= {Ability.DOUBT}
    if FileAbility.DRAFT in in_file and agreement.format_id:
        drafting = [seat for seat in seats if seat.grants(FileAbility.DRAFT)]
        drafter = any(s.participation.organisation_id == agreement.drafted_by_org_id for s in drafting)
        if drafter or any(s.side == Side.SUPPORT for s in drafting):
            granted |= LEADING.get(Stage(agreement.stage), frozenset())
        elif agreement.stage == Stage.SHARED:
            granted |= {Ability.EDIT}
    if agreement.relation == Relation.AMENDS:  # it has the parties of what it changes
        granted -= {Ability.ADD_PARTY}
    if agreement.stage in DECIDING_STAGES and agreement.collaboration.status != Status.ENDED:
        granted |= _between_parties(user, agreement, in_file)
    if receiving_party(user, agreement):
        granted |= {Ability.RECEIVE}
    holds = agreement.format_id and agreement.stage in HELD
    if holds and agreement.collaboration.status != Status.ENDED:
        granted |= _while_it_holds(user, agreement, in_file)
    return frozenset(granted | _before_neighbours(user, agreement, in_file))


def _seats_of_parties(user: Any, agreement: Agreement) -> list[policy.Seat]:
    """From which places in the file she can work at this text: not from that of a party that stopped with it."""
    seats = policy.seats_of(user, agreement.collaboration)
    if not seats or agreement.stage in (Stage.PREPARING, Stage.STOPPED):
        return seats
    stopped = {row.organisation_id for row in stopped_of(agreement)}
    return [seat for seat in seats if seat.participation.organisation_id not in stopped]


def doubting_seat(user: Any, agreement: Agreement) -> Participation | None:
    """For which side she can say that the registration is not right: a party of the file or of the agreement that
    did not register it itself."""
    running = agreement.stage == Stage.IN_FORCE and agreement.collaboration.status != Status.ENDED
    if agreement.format_id or not running:
        return None
    seat: Participation | None
    if seats := policy.seats_of(user, agreement.collaboration):
        at = policy.seat_for(seats, FileAbility.GIVE_VIEW)
        seat = at.participation if at else None
    else:
        seat = _partner_seat(user, agreement)
    if seat is None:
        return None
    registered_by = agreement.registrations.values_list("seat__organisation", flat=True).first()
    return seat if seat.organisation_id != registered_by else None


def _partner_seat(user: Any, agreement: Agreement) -> Participation | None:
    speaker = speaker_of(user, agreement)
    if speaker is None or speaker.access not in PARTY_GRANTS:
        return None
    seats = agreement.collaboration.participations.in_force()
    return seats.filter(organisation=speaker.party.organisation_id).first()


def _before_neighbours(
    user: Any, agreement: Agreement, in_file: frozenset[FileAbility]
) -> frozenset[Ability]:
    """What holds may be told to everyone, together; not any more is said by one, also after the end."""
    if not agreement.format_id or agreement.stage not in HELD:
        return frozenset()
    writes = agreement.stage == Stage.IN_FORCE and FileAbility.DRAFT in in_file
    speaker = speaker_of(user, agreement)
    takes_down = speaker is not None and speaker.access in PARTY_GRANTS
    return frozenset({Ability.SUMMARISE} if writes else ()) | ({Ability.TAKE_DOWN} if takes_down else set())


def _while_it_holds(user: Any, agreement: Agreement, in_file: frozenset[FileAbility]) -> frozenset[Ability]:
    """Looking back, changing and leaving while it holds; afterwards a party can still say how it sees that."""
    speaker = speaker_of(user, agreement)
    granted = LIVING_GRANTS.get(speaker.access, frozenset()) if speaker else frozenset()
    if agreement.stage == Stage.ENDED:
        return granted & {Ability.READING}
    if FileAbility.DRAFT in in_file:
        granted |= {Ability.EVALUATE, Ability.AMEND}
    if FileAbility.PROPOSE in in_file:
        granted |= {Ability.END}
    if agreement.relation == Relation.AMENDS:  # it lives and ends with what it belongs to
        granted -= {Ability.EVALUATE, Ability.AMEND, Ability.END, Ability.NOTICE}
    return granted


def _between_parties(user: Any, agreement: Agreement, in_file: frozenset[FileAbility]) -> frozenset[Ability]:
    """Settling begins when everyone named can read the text, signing when it lies ready."""
    signing = agreement.stage == Stage.FINAL
    speaker = speaker_of(user, agreement)
    grants = SIGNING_GRANTS if signing else PARTY_GRANTS
    granted = grants.get(speaker.access, frozenset()) if speaker else frozenset()
    if speaker and speaker.party.organisation_id == agreement.drafted_by_org_id:
        granted -= {Ability.LEAVE}  # who drafts stops it for everyone
    before = stopped_speaker_of(user, agreement)
    if before and not signing and Ability.LEAVE in PARTY_GRANTS.get(before.access, frozenset()):
        granted |= {Ability.COME_BACK}
    if FileAbility.DRAFT in in_file and not signing:
        granted |= {Ability.DISCUSS}
    if FileAbility.RECORD_ON_PAPER in in_file:
        granted |= {Ability.PAPER if signing else Ability.RECORD, Ability.MANDATE}
    if signing and speaker and _is_asked_to_sign(user, speaker.party):
        granted |= {Ability.SIGN, Ability.ANSWER}
    return granted


def receiving_party(user: Any, agreement: Agreement) -> Party | None:
    """The party for which she can say that it received something: at work there, while the file runs."""
    if agreement.stage in (Stage.PREPARING, Stage.STOPPED) or agreement.collaboration.status == Status.ENDED:
        return None
    speaker = speaker_of(user, agreement)
    return speaker.party if speaker and speaker.access in PARTY_GRANTS else None


def _is_asked_to_sign(user: Any, party: Party) -> bool:
    return SigningPlace.objects.filter(party=party, person__user=user).exists()


def closed_for(user: Any, agreement: Agreement) -> bool:
    """Whether this person could draft, or speak for a party, were the agreement and its file not closed."""
    seats = policy.seats_of(user, agreement.collaboration)
    drafts = any(seat.grants(FileAbility.DRAFT) for seat in seats)
    closed = agreement.stage not in OPEN_STAGES or agreement.collaboration.status == Status.ENDED
    speaks = (speaker := speaker_of(user, agreement)) is not None and speaker.access in PARTY_GRANTS
    return closed and (drafts or speaks)


def version_abilities(user: Any, version: Version) -> frozenset[Ability]:
    return abilities(user, version.agreement)


FILE = ("collaboration__initiative__organisation", "collaboration__municipality__organisation")
_seen = visible(Agreement, *FILE, "collaboration__plan_format", "format")


def _written_here(user: Any, uuid: UUID) -> Agreement | None:
    """What was only registered has no text here: of all its pages only the first exists."""
    found = _seen(user, uuid)
    return found if found and found.format_id else None


def _elsewhere(user: Any, uuid: UUID) -> Agreement | None:
    found = _seen(user, uuid)
    return None if found is None or found.format_id else found


needs = guard(Agreement, abilities, find=_written_here)
needs_either = guard(Agreement, abilities, find=_seen)
needs_elsewhere = guard(Agreement, abilities, find=_elsewhere)
needs_version = guard(
    Version, version_abilities, find=visible(Version, *(f"agreement__{path}" for path in FILE))
)
