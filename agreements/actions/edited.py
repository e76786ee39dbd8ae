"""How does the timeline hear who changed a text that all parties read, without a proposal?"""

from itertools import takewhile

from django.utils import timezone

from agreements.models import Agreement
from agreements.settling.keeping import keep_hashes
from contacts.models import Person
from initiatives.history import timeline
from initiatives.models import Event, Participation
from initiatives.terms import EventKind
from samenspel import dutch

LOOKED_BACK = 40  # events; somebody who writes on changes no more articles than this before another speaks


def tell_what_changed(agreement: Agreement, *, by: Person, seat: Participation) -> None:
    """Writes down what each article says now, and tells once of each that reads otherwise while the same person writes on.

    Of what only its drafter reads, nobody hears anything.
    """
    changed = keep_hashes(agreement)
    told = _told_already(agreement, by, seat) if changed else set()
    if fresh := [key for key in changed if key not in told]:
        timeline.record(
            agreement.collaboration,
            EventKind.ARTICLES_EDITED,
            by=by,
            organisation=seat.organisation,
            subject=agreement,
            payload={"articles": fresh},
        )


def _told_already(agreement: Agreement, by: Person, seat: Participation) -> set[str]:
    """The articles that she changed today, since anybody did something else here and since the newest version."""
    newest = agreement.versions.first()
    events = Event.objects.filter(
        collaboration=agreement.collaboration_id, subject=timeline.subject_of(agreement)
    )
    if newest:
        events = events.filter(at__gt=newest.at)

    def is_hers(event: Event) -> bool:
        writes = (event.kind, event.actor_id, event.actor_organisation_id)
        today = dutch.local_date(event.at) == timezone.localdate()
        return today and writes == (EventKind.ARTICLES_EDITED, by.pk, seat.organisation_id)

    hers = takewhile(is_hers, events.order_by("-seq")[:LOOKED_BACK])
    return {key for event in hers for key in event.payload["articles"]}
