"""What happens when an agreement that was made elsewhere is registered, doubted, corrected, or its registration withdrawn?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.actions.rules import begin, must_not_be_ended, one_line_of
from agreements.models import Agreement, Party, Registration, RegistrationDoubt
from agreements.terms import Stage
from contacts.models import Organisation, Person
from initiatives.actions.notes import keep_upload, push_milestone
from initiatives.actions.results import take_back
from initiatives.history import timeline
from initiatives.models import Collaboration, Milestone, Participation, Upload
from initiatives.people.names import party_name
from initiatives.terms import Circle, EventKind, Form, MilestoneKind
from samenspel.days import AHEAD, lies_ahead
from samenspel.errors import DomainError, StaleRevision

FEWEST_PARTIES = 2


@dataclass(frozen=True)
class Said:
    """What is said of an agreement that was made elsewhere."""

    form: Form
    title: str
    parties: Iterable[Participation]
    since: date
    until: date | None = None
    signed: bool = False
    amount: Decimal | None = None
    money: str = ""
    url: str = ""


@transaction.atomic
def register(
    collaboration: Collaboration,
    said: Said,
    *,
    file: UploadedFile | None = None,
    circle: Circle = Circle.EVERYONE,
    request_key: UUID | None = None,
    by: Person,
    seat: Participation,
) -> Agreement:
    """With its document. The same `request_key` twice gives the same agreement."""
    said, parties = _checked(collaboration, said)
    if not file and not said.url:
        raise DomainError(_("Voeg het document toe, of een link ernaar."), field="file")
    agreement, is_new = begin(
        request_key,
        collaboration=collaboration,
        form=said.form,
        title=said.title,
        stage=Stage.IN_FORCE,
        drafted_by_org=seat.organisation,
        starts_on=said.since,
        ends_on=said.until,
    )
    if not is_new:
        return agreement
    _name_parties(agreement, parties)
    upload = keep_upload(collaboration, file, circle=circle, by=by, seat=seat) if file else None
    named = [party.organisation for party in parties]
    kept = _keep(agreement, said, named, upload, _count(agreement, said, by, seat), by=by, seat=seat)
    _tell(kept, agreement, "registered", new=upload)
    return agreement


@transaction.atomic
def correct(
    agreement: Agreement,
    said: Said,
    *,
    reason: str,
    revision: int,
    file: UploadedFile | None = None,
    circle: Circle = Circle.EVERYONE,
    by: Person,
    seat: Participation,
) -> Registration:
    """What stood there stays readable below it. Without a new file the document stays the one that was there."""
    last = _hold(agreement, revision)
    said, parties = _checked(agreement.collaboration, said)
    reason = _reason(reason)
    new = keep_upload(agreement.collaboration, file, circle=circle, by=by, seat=seat) if file else None
    upload = new or last.upload
    if not upload and not said.url:
        raise DomainError(_("Voeg het document toe, of een link ernaar."), field="file")
    Agreement.objects.filter(pk=agreement.pk).update(
        form=said.form, title=said.title, starts_on=said.since, ends_on=said.until
    )
    agreement.refresh_from_db()
    _name_parties(agreement, parties)
    milestone = last.milestone
    if _counts_otherwise(last, said):
        take_back(milestone, by=by, seat=seat)
        milestone = _count(agreement, said, by, seat)
    named = [party.organisation for party in parties]
    kept = _keep(agreement, said, named, upload, milestone, reason=reason, by=by, seat=seat)
    _tell(kept, agreement, "corrected", new=new)
    return kept


@transaction.atomic
def withdraw(agreement: Agreement, *, reason: str, by: Person, seat: Participation) -> None:
    """The registration was a mistake: it counts for nothing any more, and stays readable with the reason."""
    reason = _reason(reason)
    if not Agreement.objects.filter(pk=agreement.pk, format=None, stage=Stage.IN_FORCE).update(
        stage=Stage.STOPPED, revision=F("revision") + 1
    ):
        raise DomainError(_("Deze registratie is al ingetrokken."))
    must_not_be_ended(agreement)
    last = agreement.registrations.select_related("milestone", "upload")[0]
    take_back(last.milestone, by=by, seat=seat)
    stood = {
        name: getattr(last, name) for name in ("title", "since", "until", "signed", "amount", "money", "url")
    }
    said = Said(form=Form(last.form), parties=(), **stood)
    kept = _keep(
        agreement,
        said,
        last.parties.all(),
        last.upload,
        last.milestone,
        reason=reason,
        withdrawn=True,
        by=by,
        seat=seat,
    )
    _tell(kept, agreement, "withdrawn")


@transaction.atomic
def doubt(registration: Registration, *, text: str, by: Person, seat: Participation) -> RegistrationDoubt:
    """Another side says what is not right. Who registered it corrects it, withdraws it, or leaves it as it is."""
    agreement = registration.agreement
    text = one_line_of(text, "text", 500)
    if not text:
        raise DomainError(_("Schrijf op wat er niet klopt. De anderen lezen dit precies zo."), field="text")
    if not Agreement.objects.filter(pk=agreement.pk, stage=Stage.IN_FORCE).update(revision=F("revision")):
        raise DomainError(_("Deze registratie is al ingetrokken."))
    must_not_be_ended(agreement)
    if seat.organisation_id == registration.seat.organisation_id:
        raise DomainError(_("Jullie legden dit zelf vast. Verbeter de gegevens."))
    if agreement.registrations.filter(pk__gt=registration.pk).exists():
        raise DomainError(_("De gegevens zijn net verbeterd. Lees eerst wat er nu staat."))
    twice = registration.doubts.filter(by=by, text=text).first()
    if twice:
        return twice
    said = RegistrationDoubt.objects.create(registration=registration, text=text, by=by, seat=seat)
    _tell(said, agreement, "doubted")
    return said


# --- the parts ------------------------------------------------------------------------------------------


def _checked(collaboration: Collaboration, said: Said) -> tuple[Said, list[Participation]]:
    """The same, tidied; refused when a day or a party cannot be."""
    must_be_possible = {
        "form": said.form == Form.POLICY_INCLUSION and _("Leg dit vast bij “In beleid genoemd”."),
        "since": lies_ahead(said.since) and str(AHEAD),
        "until": said.until
        and said.until < said.since
        and _("Het eind komt na het begin. Kies een latere dag."),
        "amount": said.amount is not None and said.amount < 0 and _("Vul een bedrag boven nul in."),
    }
    for field, refusal in must_be_possible.items():
        if refusal:
            raise DomainError(refusal, field=field)
    parties = list(said.parties)
    if any(seat.collaboration_id != collaboration.pk for seat in parties):
        raise DomainError(_("Deze partij doet niet mee in dit dossier. Ververs de pagina."), field="parties")
    if len(parties) < FEWEST_PARTIES:
        raise DomainError(
            _("Kies minstens twee partijen. Staat er een niet bij? Voeg haar toe bij Mensen."),
            field="parties",
        )
    title = one_line_of(said.title, "title", 160)
    if not title:
        raise DomainError(_("Geef de afspraak een naam."), field="title")
    money = one_line_of(said.money, "money", 500)
    tidy = Said(said.form, title, parties, said.since, said.until, said.signed, said.amount, money, said.url)
    return tidy, parties


def _reason(text: str) -> str:
    reason = one_line_of(text, "reason", 500)
    if not reason:
        raise DomainError(_("Schrijf op waarom. De anderen lezen dit precies zo."), field="reason")
    return reason


def _hold(agreement: Agreement, revision: int) -> Registration:
    """Takes the row, so that two people correct one after another; who saw an older text sees what stands now."""
    running = Agreement.objects.filter(pk=agreement.pk, format=None, stage=Stage.IN_FORCE)
    if not running.exists():
        raise DomainError(_("Deze registratie is ingetrokken. Registreer de afspraak opnieuw."))
    if not running.filter(revision=revision).update(revision=revision + 1):
        raise StaleRevision(
            _(
                "Iemand was je net voor. Hierboven staat hoe het nu is. Bewaar je opnieuw, dan geldt jouw tekst."
            ),
            current=agreement.registrations.first(),
        )
    must_not_be_ended(agreement)
    return agreement.registrations.select_related("milestone", "upload")[0]


def _name_parties(agreement: Agreement, parties: Iterable[Participation]) -> None:
    agreement.parties.all().delete()
    numbers: dict[str, int] = {}
    for order, seat in enumerate(parties, 1):
        numbers[seat.side] = numbers.get(seat.side, 0) + 1
        first = numbers[seat.side] == 1 and seat.side != "partner"
        Party.objects.create(
            agreement=agreement,
            organisation=seat.organisation,
            key=seat.side if first else f"{seat.side}-{numbers[seat.side]}",
            order=order,
            short_name=party_name(seat.organisation)[:80],
        )


def _count(agreement: Agreement, said: Said, by: Person, seat: Participation) -> Milestone:
    """What the file counts it as: a result of its phase, and perhaps what formalises it."""
    return push_milestone(
        agreement.collaboration,
        kind=MilestoneKind.AGREEMENT_SIGNED if said.signed else MilestoneKind.OTHER,
        form=said.form,
        title=said.title,
        url=reverse("agreements:agreement", args=[agreement.uuid]),
        on=said.since,
        by=by,
        seat=seat,
        told=True,
    )


def _counts_otherwise(last: Registration, said: Said) -> bool:
    then = (last.form, last.title, last.since, last.signed)
    return then != (said.form, said.title, said.since, said.signed)


def _keep(
    agreement: Agreement,
    said: Said,
    parties: Iterable[Organisation],
    upload: Upload | None,
    milestone: Milestone,
    *,
    reason: str = "",
    withdrawn: bool = False,
    by: Person,
    seat: Participation,
) -> Registration:
    row = Registration.objects.create(
        agreement=agreement,
        form=said.form,
        title=said.title,
        since=said.since,
        until=said.until,
        signed=said.signed,
        amount=said.amount,
        money=said.money,
        url=said.url,
        upload=upload,
        milestone=milestone,
        withdrawn=withdrawn,
        reason=reason,
        by=by,
        seat=seat,
    )
    row.parties.set(parties)
    return row


def _tell(
    row: Registration | RegistrationDoubt, agreement: Agreement, what: str, *, new: Upload | None = None
) -> None:
    """One event, which holds what was said, what the file counts it as, and the document that came with it."""
    milestone = row.milestone if isinstance(row, Registration) else None
    timeline.record(
        agreement.collaboration,
        EventKind.ELSEWHERE,
        by=row.by,
        organisation=row.seat.organisation,
        subject=agreement,
        payload={"what": what, "form": agreement.form},
        holds=filter(None, (row, milestone, new)),
    )
