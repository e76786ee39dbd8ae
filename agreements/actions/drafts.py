"""What happens when a draft is started, or stopped because it goes nowhere?"""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements import filling
from agreements.actions.rules import one_line_of
from agreements.formats import kinds, published
from agreements.formats.published import KIND_OF_FORM, SharedFormat
from agreements.models import Agreement, Article, FieldValue, Party, Signatory
from agreements.terms import Form, Length, Stage
from contacts.models import Person, Side
from initiatives import timeline
from initiatives.models import Collaboration, Participation
from initiatives.terms import Circle, EventKind, Role
from samenspel.errors import DomainError


@transaction.atomic
def start(
    collaboration: Collaboration,
    *,
    form: Form,
    length: Length,
    title: str,
    partners: Iterable[Participation] = (),
    by: Person,
    seat: Participation,
    request_key: UUID | None = None,
) -> Agreement:
    """A draft with its articles, filled from the file. The same `request_key` twice gives the same draft."""
    partners = list(partners)
    if any(partner.collaboration_id != collaboration.pk for partner in partners):
        raise DomainError(
            _("Deze partner doet niet mee in dit dossier. Ververs de pagina."), field="partners"
        )
    if request_key and (existing := _started_with(request_key, collaboration)):
        return existing
    name = one_line_of(title, "title", 160)
    if not name:
        raise DomainError(_("Geef de overeenkomst een naam."), field="title")
    shared = published.newest(KIND_OF_FORM[form])
    if shared is None:
        raise DomainError(_("Het gedeelde format is nog niet geladen. Vraag de beheerder om dat te doen."))
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(
                collaboration=collaboration,
                form=form,
                format=shared,
                length=length,
                title=name,
                drafted_by_org=seat.organisation,
                request_key=request_key,
            )
    except IntegrityError as clash:
        existing = _started_with(request_key, collaboration)
        if existing is None:
            raise DomainError(_("Deze pagina stond te lang open. Begin opnieuw.")) from clash
        return existing
    _add_parties(agreement, partners)
    spec = published.of(agreement)
    keys = kinds.opening_clauses(spec.kind, length, spec.needs)
    add_articles(agreement, spec, keys)
    timeline.record(
        collaboration,
        EventKind.AGREEMENT_STARTED,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
        payload={"form": form, "length": length},
        circle=Circle.WITH_COACH,  # until it is published, nobody else hears that it is there
    )
    return agreement


def _started_with(request_key: UUID | None, collaboration: Collaboration) -> Agreement | None:
    return Agreement.objects.filter(request_key=request_key, collaboration=collaboration).first()


@transaction.atomic
def stop(agreement: Agreement, *, by: Person, seat: Participation) -> None:
    """What goes nowhere stops, also while it lies to be signed; versions, values and signatures stay readable."""
    running = [Stage.PREPARING, Stage.SHARED, Stage.FINAL]
    if not Agreement.objects.filter(pk=agreement.pk, stage__in=running).update(stage=Stage.STOPPED):
        raise DomainError(_("Deze overeenkomst is al gestopt, of zij geldt al."))
    timeline.record(
        agreement.collaboration,
        EventKind.AGREEMENT_STOPPED,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
        payload={"form": agreement.form},
        owner=agreement.drafted_by_org,
        circle=Circle.EVERYONE if agreement.versions.exists() else Circle.WITH_COACH,
    )


# --- the parts of a draft ---------------------------------------------------------------------------


def _add_parties(agreement: Agreement, partners: Iterable[Participation]) -> None:
    file = filling.File(agreement.collaboration)
    seats = {
        p.side: p for p in agreement.collaboration.participations.in_force().select_related("organisation")
    }
    named = [
        (seats[Side.MUNICIPALITY], "municipality", "de gemeente"),
        (seats[Side.INITIATIVE], "initiative", "het initiatief"),
        *(
            (partner, f"partner-{number}", partner.organisation.short_name or partner.organisation.name)
            for number, partner in enumerate(partners, 1)
        ),
    ]
    for order, (seat, key, short_name) in enumerate(named, 1):
        party = Party.objects.create(
            agreement=agreement, organisation=seat.organisation, key=key, order=order, short_name=short_name
        )
        signatory = file.function_of(Side(seat.side), Role.SIGNATORY)
        if signatory:
            Signatory.objects.create(party=party, function_label=signatory)


def add_articles(agreement: Agreement, spec: SharedFormat, keys: Iterable[str]) -> None:
    keys = list(keys)
    Article.objects.bulk_create(
        Article(
            agreement=agreement, clause_key=key, order=spec.clauses[key].order, title=spec.clauses[key].title
        )
        for key in keys
    )
    known = set(agreement.values.values_list("variable", flat=True))
    wanted = {name for key in keys for name in spec.clauses[key].variables} - known
    variables = [spec.variables[name] for name in sorted(wanted) if name in spec.variables]
    FieldValue.objects.bulk_create(
        FieldValue(agreement=agreement, variable=name, value=filled.value, origin=filled.origin)
        for name, filled in filling.proposals(agreement.collaboration, variables).items()
    )
