"""What does the timeline quote of promises, as far as this reader may read them, and which partners hear of one?

Named in `settings.WORDS_TO_TELL` and `settings.PARTNERS_TOLD`.
"""

from typing import Any

from django.db.models import Q, QuerySet, TextField, Value
from django.urls import reverse

from agreements.models import Agreement, Party
from agreements.terms import HELD
from contacts.models import Organisation, Side
from initiatives.history import timeline
from initiatives.models import Event, Participation
from initiatives.policy import Viewer
from initiatives.querysets import circle_filter
from initiatives.terms import Circle, EventKind
from promises.models import Promise, PromiseWord


def words(viewer: Viewer) -> dict[str, tuple[Any, ...]]:
    """Kind of row -> the rows, and where their name, text and address stand."""
    nothing = Value("", output_field=TextField())
    said = PromiseWord.objects.filter(circle_filter(viewer, "promise__"))
    return {
        "promise": (Promise.objects.readable_by(viewer), "what", nothing, nothing),
        "promiseword": (said, nothing, "remark", nothing),
    }


class _Partners:
    """A partner that signed hears of what it promised or was promised, and reads on at the agreement that it signed."""

    def seats(self, event: Event) -> QuerySet[Participation]:
        if event.kind != EventKind.PROMISED:
            return Participation.objects.none()
        named = _promised(event)
        signed = Agreement.objects.filter(collaboration=event.collaboration_id, stage__in=HELD)
        return event.collaboration.participations.in_force().filter(
            Q(organisation__in=named.values("giver")) | Q(organisation__in=named.values("receiver")),
            side=Side.PARTNER,
            organisation__in=Party.objects.filter(agreement__in=signed).values("organisation"),
        )

    def stopped(self, event: Event) -> QuerySet[Organisation]:
        return Organisation.objects.none()

    def page(self, user: Any, event: Event) -> str:
        if event.kind != EventKind.PROMISED:
            return ""
        hers = Agreement.objects.visible_to(user).filter(
            collaboration=event.collaboration_id,
            stage__in=HELD,
            parties__organisation__in=self.seats(event).values("organisation"),
            parties__left_at=None,
        )
        found = hers.filter(pk__in=_promised(event).values("agreement")).first() or hers.first()
        return reverse("agreements:agreement", args=[found.uuid]) if found else ""


def _promised(event: Event) -> QuerySet[Promise]:
    """What everyone in the file may read of it."""
    rows = (name.partition(":") for name in event.payload.get(timeline.HELD, {}))
    uuids = [uuid for kind, _colon, uuid in rows if kind == "promise"]
    return Promise.objects.filter(uuid__in=uuids, circle=Circle.EVERYONE)


PARTNERS = _Partners()
