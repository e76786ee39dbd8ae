"""What happens when one of the parties to an agreement that holds stops on its day, and the others go on?"""

from datetime import date
from typing import Any

from django.db import transaction

from agreements.actions.without import go_on_without, settle_among_the_others
from agreements.models import Agreement, Ending, Party, PartyMove
from agreements.terms import PartyMoved, Relation, Stage, Way
from contacts.models import Person
from initiatives.history import timeline
from initiatives.models import Participation
from initiatives.terms import EventKind, Status


def seat_of(party: Party) -> Participation | None:
    """Its place in the file, also when it left that since."""
    places = Participation.objects.filter(
        collaboration=party.agreement.collaboration_id, organisation=party.organisation_id
    )
    return places.order_by("-pk").first()


def let_go(notice: Ending, *, by: Person | None) -> bool:
    """From here on the others are the parties; what it signed and promised stays what it was. Once."""
    agreement, party = notice.agreement, notice.party
    if party is None or notice.by is None or go_on_without(agreement, party, by=notice.by) is None:
        return False
    move = PartyMove.objects.create(party=party, kind=PartyMoved.LEFT, reason=notice.reason, by=notice.by)
    changed = _leave_its_addenda(agreement, party, by=notice.by)
    seat = seat_of(party)
    timeline.record(
        agreement.collaboration,
        EventKind.PARTY_LEFT,
        by=by,
        organisation=party.organisation if by else None,
        subject=agreement,
        payload={"form": agreement.form, "partner": str(seat.uuid) if seat else ""},
        holds=[move, *changed],
    )
    return True


def _leave_its_addenda(agreement: Agreement, party: Party, *, by: Person) -> list[Any]:
    """An addendum has the parties of what it changes: those that hold, and those that are still being made."""
    changed: list[Any] = []
    addenda = agreement.later.filter(relation=Relation.AMENDS)
    for addendum in addenda.exclude(stage__in=[Stage.STOPPED, Stage.ENDED]).order_by("pk"):
        there = Party.objects.filter(agreement=addendum, organisation=party.organisation_id).first()
        if there:
            changed += go_on_without(addendum, there, by=by) or []
            settle_among_the_others(addendum, there, by=by)
    return changed


def let_go_whose_day_came(today: date) -> int:
    """The clock."""
    over = Ending.objects.filter(
        way=Way.OUT,
        on__lt=today,
        taken_back=None,
        agreement__stage=Stage.IN_FORCE,
        party__in=Party.objects.all(),
    ).exclude(agreement__collaboration__status=Status.ENDED)
    gone = 0
    for notice in over.select_related("agreement__collaboration", "party__organisation", "by"):
        with transaction.atomic():
            # Takes the row, so that a notice is not taken back while its party goes.
            if Agreement.objects.filter(pk=notice.agreement_id, stage=Stage.IN_FORCE).update(
                stage=Stage.IN_FORCE
            ) and not hasattr(Ending.objects.get(pk=notice.pk), "taken_back"):
                gone += let_go(notice, by=None)
    return gone
