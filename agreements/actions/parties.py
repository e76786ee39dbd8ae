"""What happens when a party stops with an agreement that is still being made, comes back, or joins?"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.drafts import let_in_another
from agreements.actions.ending import reason_of, stop
from agreements.actions.rules import hold
from agreements.actions.without import go_on_without, settle_among_the_others
from agreements.models import Agreement, Ending, Party, PartyMove
from agreements.parties.joining import may_join
from agreements.parties.leaving import goes_on
from agreements.policy import OPEN_STAGES
from agreements.settling.keeping import keep_hashes
from agreements.terms import PartyMoved, Relation, Stage
from contacts.models import Person
from initiatives.history import timeline
from initiatives.models import Participation
from initiatives.terms import Circle, EventKind
from samenspel.errors import DomainError


@transaction.atomic
def leave(
    agreement: Agreement, *, party: Party, reason: str, by: Person, seat: Participation
) -> PartyMove | Ending:
    """The others go on without this party; where only one would be left, the agreement stops with this reason."""
    why = reason_of(reason)
    closed = _("Dit stuk wordt niet meer gemaakt. Kijk hoe het ervoor staat.")
    agreement = hold(agreement.pk, [Stage.SHARED, Stage.FINAL], closed)
    if party.organisation_id == agreement.drafted_by_org_id:
        raise DomainError(_("Jullie begonnen dit stuk. Stop ermee voor iedereen, of laat het liggen."))
    if not goes_on(agreement, agreement.parties.exclude(pk=party.pk).count()):
        return stop(agreement, reason=why, by=by, seat=seat)
    move = PartyMove.objects.create(party=party, kind=PartyMoved.LEFT, reason=why, by=by)
    changed = go_on_without(agreement, party, by=by)
    if changed is None:
        raise DomainError(_("Jullie doen al niet meer mee. Ververs de pagina."))
    _record(agreement, EventKind.PARTY_LEFT, by=by, seat=seat, of=seat, holds=[move, *changed])
    settle_among_the_others(agreement, party, by=by)
    return move


@transaction.atomic
def come_back(agreement: Agreement, *, party: Party, by: Person, seat: Participation) -> PartyMove:
    """Until signing starts. It has approved nothing then; its earlier words stay readable."""
    agreement = hold(agreement.pk, [Stage.SHARED], _not_open())
    stopped = Party.ever.filter(pk=party.pk, agreement=agreement, left_at__isnull=False)
    if not stopped.update(left_at=None, here_since=timezone.now()):
        raise DomainError(_("Jullie doen al mee. Ververs de pagina."))
    move = PartyMove.objects.create(party=party, kind=PartyMoved.BACK, by=by)
    keep_hashes(agreement)
    _record(agreement, EventKind.PARTY_BACK, by=by, seat=seat, of=seat, holds=[move])
    return move


@transaction.atomic
def add_party(agreement: Agreement, *, partner: Participation, by: Person, seat: Participation) -> Party:
    """Another partner of the file takes part from now on. It has approved nothing, and what others approved stays."""
    agreement = hold(agreement.pk, OPEN_STAGES, _not_open())
    if agreement.relation == Relation.AMENDS:
        raise DomainError(_("Een addendum heeft de partijen van de overeenkomst waar het bij hoort."))
    if not may_join(agreement).filter(pk=partner.pk).exists():
        raise DomainError(
            _("Deze partner doet al mee, of zit niet meer in dit dossier. Ververs de pagina."),
            field="partner",
        )
    party = let_in_another(agreement, partner)
    Agreement.objects.filter(pk=agreement.pk).update(revision=F("revision") + 1)
    move = PartyMove.objects.create(party=party, kind=PartyMoved.JOINED, by=by)
    keep_hashes(agreement)
    _record(agreement, EventKind.PARTY_ADDED, by=by, seat=seat, of=partner, holds=[move])
    return party


# --- the mechanism --------------------------------------------------------------------------------------


def _not_open() -> str:
    return _("Dit kan tot het tekenen begint. Haal de tekst eerst terug om te verbeteren.")


def _record(
    agreement: Agreement,
    kind: EventKind,
    *,
    by: Person,
    seat: Participation,
    of: Participation,
    holds: list[object],
) -> None:
    """`of`: the place in the file of the party that it is about."""
    timeline.record(
        agreement.collaboration,
        kind,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
        payload={"form": agreement.form, "partner": str(of.uuid)},
        owner=agreement.drafted_by_org,
        circle=Circle.EVERYONE if agreement.versions.exists() else Circle.WITH_COACH,
        holds=holds,
    )
