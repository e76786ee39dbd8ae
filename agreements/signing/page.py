"""What does the page show on which an agreement is decided on and signed?"""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import policy
from agreements.draft import party_rows
from agreements.models import Agreement, BodyDecision, Party, Signature, SigningMove
from agreements.paper import content
from agreements.signing import bodies, lifecycle
from agreements.signing.bodies import Body
from agreements.signing.lifecycle import Lack, Lacking, Wait
from agreements.signing.rows import Signing, Spot, decisions_of, newest_signable, read
from agreements.terms import ArticleState, Method, Move, Outcome, SheetState, Stage, VersionStatus
from contacts.models import Organisation, Person
from initiatives import policy as file_policy
from initiatives.people.names import party_name
from samenspel import dutch

LACKS: dict[Lack, Any] = {
    Lack.OPEN: gettext_lazy("Artikel %(number)s, %(label)s: nog niet elke partij is akkoord."),
    Lack.PARKED: gettext_lazy(
        "Artikel %(number)s, %(label)s, is geparkeerd. Haal het terug of haal het eruit."
    ),
    Lack.BLANK: gettext_lazy("Artikel %(number)s: vul nog in: %(label)s."),
    Lack.SIGNATORY: gettext_lazy("%(label)s: nog niet bekend wie tekent."),
}
WAITS: dict[Wait, Any] = {
    Wait.DECLINED: gettext_lazy("wacht, want een partij tekent nog niet"),
    Wait.MANDATE: gettext_lazy("wacht op een besluit van de eigen partij"),
    Wait.TURN: gettext_lazy("wacht tot een ander heeft getekend"),
}
MOVED = {  # what a move says otherwise, by its kind and whether it was of one party
    (Move.NAMED, True): gettext_lazy("laat een ander tekenen"),
    (Move.BACK, True): gettext_lazy("stopte, en de tekst ging terug"),
}
NEWEST = 20


class SigningPage:
    """The agreement on its way to be signed, as one person finds it."""

    def __init__(self, agreement: Agreement, user: Any) -> None:
        self.agreement = agreement
        self.user = user
        speaker = policy.speaker_of(user, agreement)
        self.party: Party | None = speaker.party if speaker else None
        self.in_file = bool(file_policy.seats_of(user, agreement.collaboration))

    @cached_property
    def parties(self) -> list[Any]:
        return party_rows(self.agreement)

    @cached_property
    def decisions(self) -> dict[int, list[BodyDecision]]:
        return decisions_of(self.parties)

    @cached_property
    def signing(self) -> Signing | None:
        """The version that lies to be signed, or was; none while the text is on the table."""
        if self.agreement.stage not in (Stage.FINAL, Stage.IN_FORCE):
            return None
        version = newest_signable(self.agreement)
        return read(version) if version else None

    def who(self, person: Person | None, organisation: Organisation) -> str:
        """By first name for who shares the file, and among one's own people."""
        ours = self.party is not None and self.party.organisation_id == organisation.pk
        return person.first_name if person and (self.in_file or ours) else ""

    # --- what the bodies decide ---------------------------------------------------------------------

    def routes(self) -> list[dict[str, Any]]:
        routes = [(party, bodies.route_of(party, self.decisions[party.pk])) for party in self.parties]
        return [
            {
                "name": capfirst(party_name(party.organisation)),
                "side": party.organisation.kind,
                "own": self.is_own(party),
                "bodies": [self._body(party, body) for body in route],
                "mandated": not any(body.waits for body in route),
                "silent": party in self.silent,
            }
            for party, route in routes
        ]

    @cached_property
    def silent(self) -> list[Party]:
        return bodies.silent(self.parties, self.decisions)

    def no_decision(self) -> dict[str, Any] | None:
        """What to know before signing: of whom no decision was recorded."""
        seats = file_policy.seats_of(self.user, self.agreement.collaboration)
        records = file_policy.Ability.RECORD_ON_PAPER in file_policy.granted_at(seats)
        alone = bool(seats) and not getattr(seats[0].participation, "coached", True)
        known = no_decision_of(self.silent)
        return known and known | {"own": self.party in self.silent, "records": records, "alone": alone}

    def _body(self, party: Party, body: Body) -> dict[str, Any]:
        said = body.said
        return {
            "words": self._said(body),
            "state": said.outcome,
            "late": bodies.late(body, timezone.localdate()),
            "remark": said.remark,
            "older": self._older(said),
            "on_behalf": said.on_paper,
            "by": self.who(said.by, party.organisation) if said.on_paper else "",
            "proof": said.evidence if self.in_file else None,
        }

    def _said(self, body: Body) -> str:
        said, name = body.said, capfirst(body.name)
        facts = {"who": name, "day": "", "number": said.version.number if said.version else ""}
        if day := said.expected_on or said.decided_on:
            facts["day"] = dutch.short_date(day)
        if said.outcome == Outcome.AWAITED:
            if not said.expected_on:
                return _("%(who)s: moet nog besluiten, de dag is nog niet bekend") % facts
            if bodies.late(body, timezone.localdate()):
                return _("%(who)s: zou op %(day)s besluiten. Is het gebeurd?") % facts
            return _("%(who)s: besluit op %(day)s") % facts
        if said.outcome == Outcome.APPROVED:
            return _("%(who)s: akkoord op %(day)s, over versie %(number)s") % facts
        return _("%(who)s: nog niet akkoord op %(day)s, over versie %(number)s") % facts

    def _older(self, said: BodyDecision) -> bool:
        """Whether the body looked at another text than the one that lies to be signed."""
        decided, signing = said.version, self.signing
        return bool(decided and signing and decided.text_hash != signing.version.text_hash)

    def is_own(self, party: Party) -> bool:
        return self.party is not None and self.party.pk == party.pk

    # --- what stands between the text and signing ---------------------------------------------------

    def lacking(self, *, edits: bool) -> list[dict[str, str]]:
        """Each thing that is still needed, with where to do it."""
        frozen = content.build(self.agreement, status=VersionStatus.FINAL, number=1, on=timezone.localdate())
        found = lifecycle.lacking(frozen, {party.key: party.functions for party in self.parties})
        return [
            {"kind": item.kind, "text": self._lack(item), "url": self._place_of(item, edits=edits)}
            for item in found
        ]

    def _lack(self, item: Lacking) -> str:
        label = item.label
        if item.kind == Lack.SIGNATORY:
            label = capfirst(party_name(next(p for p in self.parties if p.key == item.key).organisation))
        return str(LACKS[item.kind]) % {"number": item.number, "label": label}

    def _place_of(self, item: Lacking, *, edits: bool) -> str:
        asks_who_signs = item.kind == Lack.SIGNATORY or item.key == lifecycle.SIGNING
        if item.kind in (Lack.BLANK, Lack.SIGNATORY) and edits:
            if asks_who_signs:
                return reverse("agreements:parties", args=[self.agreement.uuid])
            return reverse("agreements:article", args=[self.agreement.uuid, item.key])
        if item.kind == Lack.SIGNATORY:
            return reverse("agreements:agreement", args=[self.agreement.uuid])
        return reverse("agreements:settle-article", args=[self.agreement.uuid, item.key])

    def left_out(self) -> list[Any]:
        """What was taken out on purpose, with the reason: it does not hold up signing."""
        return list(self.agreement.articles.filter(state=ArticleState.DROPPED))

    # --- who signs ----------------------------------------------------------------------------------

    def places(self) -> list[dict[str, Any]]:
        signing = self.signing
        if signing is None:
            return []
        waiting = [sheet for sheet in signing.sheets if sheet.state == SheetState.WAITING]
        on_paper = {place.pk for sheet in waiting for place in sheet.places.all()}
        return [
            self._place(spot, signing.why_not(spot), signing.declines.get(spot.row.pk))
            | {"on_sheet": spot.row.pk in on_paper}
            for spot in signing.spots
        ]

    def _place(self, spot: Spot, wait: Wait | None, declined: SigningMove | None) -> dict[str, Any]:
        party = spot.row.party
        return {
            "name": capfirst(party_name(party.organisation)),
            "side": party.organisation.kind,
            "function": spot.row.function_label,
            "who": self.who(spot.row.person, party.organisation),
            "turn": spot.row.turn,
            "own": self.is_own(party),
            "signed": signed_words(spot.signature) if spot.signature else "",
            "declined": declined,
            "declined_by": self.who(declined.by, party.organisation) if declined else "",
            "waits": str(WAITS[wait]) if wait in WAITS else "",
            "next": wait is None,
            "decides": wait == Wait.MANDATE,
            "mine": self.is_mine(spot),
        }

    def is_mine(self, spot: Spot) -> bool:
        person = spot.row.person
        return bool(person and person.user_id == self.user.pk and self.is_own(spot.row.party))

    def lacks_signer(self, spot: Spot) -> bool:
        """Could be signed now, and nobody is asked to."""
        return bool(self.signing and not spot.row.person and self.signing.why_not(spot) is None)

    def mine(self) -> Spot | None:
        return self._first(self.is_mine)

    def of_my_party(self, wanted: Callable[[Spot], bool]) -> Spot | None:
        """A place of her party; her own first."""
        mine = self.mine()
        if mine and wanted(mine):
            return mine
        return self._first(lambda spot: self.is_own(spot.row.party) and wanted(spot))

    def _first(self, wanted: Callable[[Spot], bool]) -> Spot | None:
        spots = self.signing.spots if self.signing else []
        return next((spot for spot in spots if wanted(spot)), None)

    # --- what went before ---------------------------------------------------------------------------

    def sheets(self) -> list[dict[str, Any]]:
        if not self.signing:
            return []
        return [
            {
                "sheet": sheet,
                "who": [
                    f"{capfirst(party_name(place.party.organisation))}, {place.function_label}"
                    for place in sheet.places.all()
                ],
                "attached_by": sheet.attached_by.first_name if self.in_file else "",
                "own": sheet.attached_by.user_id == self.user.pk,
            }
            for sheet in self.signing.sheets
        ]

    def earlier(self) -> dict[str, Any]:
        """Signatures under a text that went back to the table, and who said no, went on, or let another sign."""
        now = self.signing.version.pk if self.signing else None
        signed = Signature.objects.filter(version__agreement=self.agreement).exclude(version=now)
        named_before = SigningMove.objects.filter(
            place=OuterRef("place"), kind=Move.NAMED, pk__lt=OuterRef("pk")
        )
        moves = SigningMove.objects.filter(version__agreement=self.agreement)
        moves = moves.exclude(~Exists(named_before), kind=Move.NAMED)  # only who came instead of another
        found = moves.select_related("by", "version", "place__party__organisation").order_by("-pk")
        return {
            "signatures": [
                {
                    "name": capfirst(party_name(row.place.party.organisation)),
                    "function": row.place.function_label,
                    "words": signed_words(row),
                    "version": row.version,
                }
                for row in signed.select_related("place__party__organisation", "version")
                .defer("version__content")
                .order_by("pk")[:NEWEST]
            ],
            "moves": [
                {
                    "move": move,
                    "words": MOVED.get((move.kind, bool(move.place)), move.get_kind_display()),
                    "name": capfirst(party_name(move.place.party.organisation)) if move.place else "",
                    "by": move.by.first_name if self.in_file else "",
                }
                for move in found.defer("version__content")[:NEWEST]
            ],
        }


def no_decision_of(silent: Iterable[Party]) -> dict[str, Any] | None:
    """Of which parties no decision was recorded, as a page tells it; None when each said something."""
    names = dutch.joined(party_name(party.organisation) for party in silent)
    return {"names": names} if names else None


def signed_words(signature: Signature) -> str:
    day = {"day": dutch.short_date(signature.on)}
    if signature.method == Method.APP:
        return _("getekend in Samenspel op %(day)s") % day
    return _("getekend op papier op %(day)s, nagekeken door een ander") % day
