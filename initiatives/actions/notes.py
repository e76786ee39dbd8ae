"""What happens when someone logs contact, adds evidence or a file, or shares more widely?"""

import hashlib
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.models import Person
from initiatives import uploads
from initiatives.circles import circles_about, wider_circles
from initiatives.deciding.hats import worn
from initiatives.history import timeline
from initiatives.models import (
    Collaboration,
    ContactMoment,
    Evidence,
    Fact,
    JointDecision,
    Milestone,
    Opening,
    Participation,
    PlanItem,
    Upload,
)
from initiatives.plan.sources import must_be_a_source
from initiatives.terms import Channel, Circle, EventKind, EvidenceKind, MilestoneKind
from samenspel.days import must_have_come
from samenspel.errors import DomainError
from samenspel.frozen import Column


@transaction.atomic
def log_contact(
    collaboration: Collaboration,
    *,
    on: date,
    channel: Channel,
    summary: str,
    circle: Circle,
    hat: str = "",
    by: Person,
    seat: Participation,
) -> ContactMoment:
    """`hat`: in which of its roles the gemeente spoke."""
    must_have_come(on, "on")
    moment = ContactMoment.objects.create(
        collaboration=collaboration,
        on=on,
        channel=channel,
        summary=summary.strip(),
        owner=seat.organisation,
        circle=circle,
        by=by,
    )
    timeline.record(
        collaboration,
        EventKind.CONTACT_LOGGED,
        by=by,
        organisation=seat.organisation,
        subject=moment,
        payload={"on": on.isoformat(), "channel": channel} | worn(hat, seat.side),
        circle=circle,
    )
    return moment


@transaction.atomic
def share(row: Any, *, circle: Circle, by: Person, seat: Participation) -> Any:
    """Sharing wider is a confirmed act of the owner; a row that others read never becomes narrower.

    row: a contact moment, evidence, a file, or what an app to the right keeps with an owner and a circle.
    """
    order = list(Circle)
    if order.index(circle) <= order.index(Circle(row.circle)):
        raise DomainError(_("Wat je deelt, kun je later niet weer voor anderen verbergen."))
    if circle not in wider_circles(row):
        raise DomainError(_("Niet iedereen leest dit gesprek. Deel eerst het gesprek zelf."))
    collaboration = row.item.collaboration if isinstance(row, Evidence) else row.collaboration
    if not type(row).objects.filter(pk=row.pk, circle=row.circle).update(circle=circle):
        raise DomainError(_("Dit is net al gedeeld. Ververs de pagina."))
    row.circle = circle
    shared = [row]
    if isinstance(row, Evidence) and row.upload:
        row.upload.circle = circle
        row.upload.save(update_fields=["circle"])
        shared.append(row.upload)
    timeline.record(
        collaboration,
        EventKind.SHARED,
        by=by,
        organisation=seat.organisation,
        subject=row,
        payload={"circle": circle},
        holds=[Column(each, "circle") for each in shared if "circle" in getattr(each, "apart", ())],
        circle=circle,
    )
    return row


@transaction.atomic
def add_upload(
    collaboration: Collaboration, file: UploadedFile, *, circle: Circle, by: Person, seat: Participation
) -> Upload:
    upload = keep_upload(collaboration, file, circle=circle, by=by, seat=seat)
    timeline.record(
        collaboration,
        EventKind.UPLOAD_ADDED,
        by=by,
        organisation=seat.organisation,
        subject=upload,
        payload={"sha256": upload.sha256, "size": upload.size},
        holds=[upload],
        circle=circle,
    )
    return upload


def keep_upload(
    collaboration: Collaboration, file: UploadedFile, *, circle: Circle, by: Person, seat: Participation
) -> Upload:
    """The file alone. Who calls this tells of it, and holds it, in an event of its own."""
    inspected = uploads.inspect(file)
    body = file.read()
    sha256 = hashlib.sha256(body).hexdigest()
    name = (file.name or "bestand").replace("\\", "/").rsplit("/", 1)[-1]
    upload = Upload(
        collaboration=collaboration,
        owner=seat.organisation,
        circle=circle,
        sha256=sha256,
        media_type=inspected.media_type,
        name="".join(c for c in name if c.isprintable())[-200:],
        size=len(body),
        by=by,
    )
    uploads.write(upload.file, f"{sha256}{inspected.extension}", body)
    upload.save()
    return upload


@transaction.atomic
def add_evidence(
    item: PlanItem,
    *,
    title: str,
    quote: str = "",
    url: str = "",
    file: UploadedFile | None = None,
    milestone: Milestone | None = None,
    contact: ContactMoment | None = None,
    decision: JointDecision | None = None,
    circle: Circle = Circle.EVERYONE,
    hat: str = "",
    by: Person,
    seat: Participation,
) -> Evidence:
    """A note, a link, a file or something from the file itself: whichever was given decides the kind.

    hat: in which of its roles the gemeente shows this; it stands in the event.
    """
    given = {
        EvidenceKind.LINK: url,
        EvidenceKind.FILE: file,
        EvidenceKind.MILESTONE: milestone,
        EvidenceKind.MEETING: contact,
        EvidenceKind.DECISION: decision,
    }
    kind = _kind_of([kind for kind, what in given.items() if what], quote)
    must_be_a_source(item.collaboration, milestone, contact, decision)
    if contact is not None and circle not in circles_about(contact, seat.organisation):
        raise DomainError(_not_that_wide(contact, seat), field="circle")
    upload = add_upload(item.collaboration, file, circle=circle, by=by, seat=seat) if file else None
    evidence = Evidence.objects.create(
        item=item,
        kind=kind,
        title=title.strip(),
        quote=quote.strip(),
        url=url,
        upload=upload,
        milestone=milestone,
        contact=contact,
        decision=decision,
        owner=seat.organisation,
        circle=circle,
        by=by,
    )
    timeline.record(
        item.collaboration,
        EventKind.EVIDENCE_ADDED,
        by=by,
        organisation=seat.organisation,
        subject=item,
        payload={"evidence": str(evidence.uuid), "kind": kind} | worn(hat, seat.side),
        circle=circle,
    )
    return evidence


def _kind_of(given: list[EvidenceKind], quote: str) -> EvidenceKind:
    if len(given) > 1:
        raise DomainError(
            _("Kies één ding: iets uit dit dossier, een link of een bestand. Voeg het andere apart toe.")
        )
    if not (quote.strip() or given):
        raise DomainError(
            _("Schrijf een zin op, kies iets uit dit dossier, of voeg een link of bestand toe."),
            field="quote",
        )
    return given[0] if given else EvidenceKind.NOTE


def _not_that_wide(contact: ContactMoment, seat: Participation) -> str:
    allowed = circles_about(contact, seat.organisation)
    if not allowed:
        return _("Dit gesprek is van een andere organisatie. Vraag hun om het te delen.")
    return _("Niet iedereen leest dit gesprek. Kies “%(circle)s”, of deel eerst het gesprek zelf.") % {
        "circle": capfirst(allowed[-1].label)
    }


@transaction.atomic
def record_fact(
    collaboration: Collaboration,
    name: str,
    value: Any,
    *,
    source: str,
    by: Person,
    seat: Participation,
    view_of: Participation | None = None,
) -> Fact | None:
    """Remembers an answer under its name, so that the next document finds it. None when nothing changed.

    view_of: whose view it is; without it, what both hold to be so.
    """
    same = Fact.objects.filter(collaboration=collaboration, name=name, participation=view_of)
    newest = same.first()
    if newest and newest.value == value:
        return None
    fact = Fact.objects.create(
        collaboration=collaboration, name=name, value=value, participation=view_of, source=source, by=by
    )
    timeline.record(
        collaboration,
        EventKind.FACT_RECORDED,
        by=by,
        organisation=seat.organisation,
        subject=fact,
        payload={"name": name, "source": source},
    )
    return fact


@transaction.atomic
def push_milestone(
    collaboration: Collaboration,
    *,
    kind: MilestoneKind,
    title: str,
    url: str,
    on: date,
    by: Person,
    seat: Participation,
    form: str = "",
    upload: Upload | None = None,
    told: bool = False,
) -> Milestone:
    """What was reached: people record it, or an app to the right tells the file. `told`: in an event of the caller."""
    milestone = Milestone.objects.create(
        collaboration=collaboration, kind=kind, on=on, form=form, title=title, url=url, upload=upload, by=by
    )
    if not told:
        timeline.record(
            collaboration,
            EventKind.MILESTONE_REACHED,
            by=by,
            organisation=seat.organisation,
            subject=milestone,
            payload={"kind": kind, "form": form},
            holds=[milestone],
        )
    return milestone


def note_opening(collaboration: Collaboration, user: Any) -> None:
    """Who opened which file: one row per user, file and day. Not an event, so reading never touches the chain."""
    today = timezone.localdate()
    _note_opening(collaboration.pk, user.pk, today)


@lru_cache(maxsize=4096)
def _note_opening(collaboration_id: int, user_id: int, on: date) -> None:
    """Each process writes it at most once a day; the database keeps one row of them all."""
    opening = Opening(collaboration_id=collaboration_id, user_id=user_id, on=on)
    Opening.objects.bulk_create([opening], ignore_conflicts=True)
