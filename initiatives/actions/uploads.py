"""What happens when its owner takes a file away?

The bytes go, and the words around it; who, when and the fingerprint stay. What proves a yes that counts does not go.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives.erasure import TAKEN_AWAY
from initiatives.history import timeline
from initiatives.models import DecisionKey, Evidence, Participation, Upload
from initiatives.terms import Circle, DecisionState, EventKind
from samenspel.errors import DomainError
from samenspel.frozen import Column
from samenspel.plugged import plugged

COUNTS = (DecisionState.OPEN, DecisionState.ACCEPTED)


def why_it_stays(upload: Upload) -> str:
    """A sentence that says what to do instead, or nothing. Apps to the right know of agreements."""
    if DecisionKey.objects.filter(evidence=upload, decision__state__in=COUNTS).exists():
        return _(
            "Dit bestand laat zien wat een kant op papier besloot. Klopt dat niet? Zeg het bij het besluit zelf."
        )
    return next((why for of in plugged("WHY_FILES_STAY") if (why := of(upload))), "")


@transaction.atomic
def take_away(upload: Upload, *, by: Person, seat: Participation) -> None:
    if why := why_it_stays(upload):
        raise DomainError(why)
    file, name = upload.file, str(upload.file)
    there = Upload.objects.filter(pk=upload.pk).exclude(file="")
    if not there.update(file="", name=TAKEN_AWAY):
        raise DomainError(_("Dit bestand is al weggehaald."))
    Evidence.objects.filter(upload=upload).update(title=TAKEN_AWAY, quote="")
    timeline.record(
        upload.collaboration,
        EventKind.UPLOAD_REMOVED,
        by=by,
        organisation=seat.organisation,
        subject=upload,
        payload={"sha256": upload.sha256, "added": timezone.localdate(upload.created_at).isoformat()},
        owner=upload.owner,
        circle=Circle(upload.circle),
        holds=[Column(Upload.objects.get(pk=upload.pk), "name")],
    )
    transaction.on_commit(partial(file.storage.delete, name))
