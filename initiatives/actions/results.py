"""What happens when a result is recorded, and when the initiative says that it stands behind a mention in policy?"""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Person, Side
from initiatives.actions.notes import add_upload, push_milestone
from initiatives.history import timeline
from initiatives.models import Collaboration, Fact, Milestone, Participation
from initiatives.plan.results import STANDS_BEHIND
from initiatives.querysets import TAKEN_BACK
from initiatives.terms import Circle, EventKind, Form, MilestoneKind
from samenspel.days import must_have_come
from samenspel.errors import DomainError


@transaction.atomic
def record_result(
    collaboration: Collaboration,
    *,
    title: str,
    on: date,
    url: str = "",
    file: UploadedFile | None = None,
    by: Person,
    seat: Participation,
) -> Milestone:
    """A result that is no agreement and no policy: of which day, and where it can be read."""
    must_have_come(on, "on")
    upload = add_upload(collaboration, file, circle=Circle.EVERYONE, by=by, seat=seat) if file else None
    return push_milestone(
        collaboration,
        kind=MilestoneKind.OTHER,
        form=Form.OTHER,
        title=title.strip(),
        url=url,
        upload=upload,
        on=on,
        by=by,
        seat=seat,
    )


def take_back(milestone: Milestone, *, by: Person, seat: Participation) -> None:
    """It no longer counts as a result. The app that pushed it tells why, in the same transaction."""
    Fact.objects.create(
        collaboration=milestone.collaboration,
        name=f"{TAKEN_BACK}{milestone.pk}",
        value=True,
        participation=seat,
        by=by,
    )


@transaction.atomic
def stand_behind(milestone: Milestone, *, stands: bool, by: Person, seat: Participation) -> None:
    """Named in policy is not yet agreed: only the initiative says whether it stands behind the text."""
    if seat.side != Side.INITIATIVE:
        raise DomainError(_("Alleen het initiatief zegt of het achter deze tekst staat."))
    if milestone.form != Form.POLICY_INCLUSION:
        raise DomainError(_("Dit is geen beleidsstuk. Kies een opname in een beleidsstuk."))
    name = f"{STANDS_BEHIND}{milestone.pk}"
    newest = Fact.objects.filter(collaboration=milestone.collaboration_id, name=name).first()
    if newest and newest.value == stands:
        return  # pressed twice
    Fact.objects.create(
        collaboration=milestone.collaboration, name=name, value=stands, participation=seat, by=by
    )
    timeline.record(
        milestone.collaboration,
        EventKind.FACT_RECORDED,
        by=by,
        organisation=seat.organisation,
        subject=milestone,
        payload={"name": STANDS_BEHIND.rstrip(":"), "stands": stands},
    )
