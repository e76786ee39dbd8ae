"""What happens when an agreement is started, filled, worded anew, or published as concept?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import content, filling, formats, jobs, kinds, wording
from agreements.formats import KIND_OF_FORM, SharedFormat
from agreements.models import Agreement, Article, FieldValue, Party, Signatory, Version
from agreements.terms import ArticleState, Form, Length, Origin, Stage, VersionStatus
from agreements.typed import Refused, is_empty, one_line
from agreements.variables import Variable
from contacts.models import Person, Side
from initiatives import timeline
from initiatives.actions.notes import push_milestone, record_fact
from initiatives.models import Collaboration, Participation
from initiatives.terms import EventKind, MilestoneKind, Role
from samenspel.errors import DomainError, StaleRevision

TEMPLATE = "agreement-1"
MAX_FUNCTION = 160  # characters of one function that signs


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
    name = _one_line(title, "title", 160)
    if not name:
        raise DomainError(_("Geef de overeenkomst een naam."), field="title")
    shared = formats.newest(KIND_OF_FORM[form])
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
    spec = formats.of(agreement)
    keys = kinds.opening_clauses(spec.kind, length, spec.needs)
    _add_articles(agreement, spec, keys)
    timeline.record(
        collaboration,
        EventKind.AGREEMENT_STARTED,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
        payload={"form": form, "length": length},
    )
    return agreement


def _started_with(request_key: UUID | None, collaboration: Collaboration) -> Agreement | None:
    return Agreement.objects.filter(request_key=request_key, collaboration=collaboration).first()


@transaction.atomic
def save_field(
    agreement: Agreement, name: str, raw: Any, *, revision: int, by: Person, seat: Participation
) -> FieldValue | None:
    """Keeps what was typed, and remembers it for the next document. `revision` is the one the page showed; 0 = none."""
    _must_be_open(agreement)
    spec = formats.of(agreement)
    variable = spec.variables.get(name)
    if variable is None or not spec.asks(variable):
        raise DomainError(_("Dit veld hoort niet bij deze overeenkomst. Ververs de pagina."))
    try:
        value = variable.clean(raw)
    except Refused as refused:
        raise DomainError(str(refused), field=name) from refused
    kept = _kept(agreement, name)
    if kept and kept.value == value or not kept and is_empty(value):
        return kept  # nothing changed
    _must_be_offered(agreement, spec, variable, value)
    if kept is None:
        if revision:
            raise _stale(None)
        return _add_value(agreement, name, value, by, seat)
    changed = FieldValue.objects.filter(pk=kept.pk, revision=revision).update(
        value=value, origin=Origin.ASKED, by=by, revision=F("revision") + 1, changed_at=timezone.now()
    )
    kept = _kept(agreement, name)
    if changed:
        _remember(agreement, name, value, by, seat)
    elif kept is None or kept.value != value:
        raise _stale(kept)
    return kept


def _kept(agreement: Agreement, name: str) -> FieldValue | None:
    return FieldValue.objects.filter(agreement=agreement, variable=name).select_related("by").first()


def _add_value(agreement: Agreement, name: str, value: Any, by: Person, seat: Participation) -> FieldValue:
    try:
        with transaction.atomic():
            row = FieldValue.objects.create(
                agreement=agreement, variable=name, value=value, origin=Origin.ASKED, by=by
            )
    except IntegrityError as clash:
        kept = _kept(agreement, name)
        if kept is None or kept.value != value:
            raise _stale(kept) from clash
        return kept
    _remember(agreement, name, value, by, seat)
    return row


def _must_be_offered(agreement: Agreement, spec: SharedFormat, variable: Variable, value: Any) -> None:
    """A party or an article is picked from those of this agreement, or named by the file."""
    if is_empty(value) or variable.type not in ("party", "clause_list"):
        return
    if variable.type == "clause_list":
        offered = {a.clause_key for a in agreement.articles.exclude(state=ArticleState.DROPPED)}
        message = _("Kies artikelen die in deze overeenkomst staan.")
    else:
        offered = {party.key for party in agreement.parties.all()}
        offered |= {filling.File(agreement.collaboration).answer(variable)}
        message = _("Kies een van de partijen uit de lijst.")
    if not set(value if isinstance(value, list) else [value]) <= offered:
        raise DomainError(message, field=variable.name)


def _stale(kept: FieldValue | None) -> StaleRevision:
    return StaleRevision(_("Iemand anders heeft dit net veranderd. Kies welke tekst blijft."), current=kept)


def _remember(agreement: Agreement, name: str, value: Any, by: Person, seat: Participation) -> None:
    """An answer is asked once: the next document finds it in the file, under the field's own name."""
    if not is_empty(value):
        record_fact(
            agreement.collaboration, name, value, source=f"agreement:{agreement.uuid}", by=by, seat=seat
        )


@transaction.atomic
def take_from_file(agreement: Agreement, name: str, *, revision: int, by: Person) -> FieldValue:
    """Takes over what the file says now."""
    _must_be_open(agreement)
    variable = formats.of(agreement).variables.get(name)
    value = filling.File(agreement.collaboration).answer(variable) if variable else None
    if is_empty(value):
        raise DomainError(_("Het dossier weet dit niet meer. Vul het zelf in."), field=name)
    changed = FieldValue.objects.filter(agreement=agreement, variable=name, revision=revision).update(
        value=value, origin=Origin.FILE, by=by, revision=F("revision") + 1, changed_at=timezone.now()
    )
    kept = _kept(agreement, name)
    if kept is None or not changed and kept.value != value:
        raise _stale(kept)
    return kept


@transaction.atomic
def word_anew(article: Article, *, text: str, revision: int) -> Article:
    """Own wording: plain text without fields; tables stay rows. An empty text returns to the format's."""
    _must_be_open(article.agreement)
    try:
        cleaned = wording.clean_own_text(text)
    except Refused as refused:
        raise DomainError(str(refused), field="own_text") from refused
    _change_article(article, revision, own_text=cleaned)
    return article


@transaction.atomic
def drop_article(article: Article, *, reason: str, revision: int) -> Article:
    """Takes an article out of this draft. What was filled in is kept, and it can come back."""
    _must_be_open(article.agreement)
    if article.clause_key in ("partijen", "ondertekening"):
        raise DomainError(_("Dit artikel hoort altijd in een overeenkomst."))
    reason = _one_line(reason, "reason", 500)
    clause = formats.of(article.agreement).clauses[article.clause_key]
    expected = article.agreement.length == Length.LONG or clause.in_short
    if clause.need == "required" and expected and not reason:
        raise DomainError(
            _("Dit artikel hoort bij het format. Schrijf op waarom het eruit gaat."), field="reason"
        )
    _change_article(article, revision, state=ArticleState.DROPPED, drop_reason=reason)
    return article


@transaction.atomic
def add_article(agreement: Agreement, clause_key: str) -> Article:
    """Adds an article of the format, or brings back one that was taken out; filled from the file."""
    _must_be_open(agreement)
    spec = formats.of(agreement)
    if clause_key not in spec.clauses:
        raise DomainError(_("Dit artikel staat niet in het format. Kies een ander."), field="clause")
    Article.objects.filter(agreement=agreement, clause_key=clause_key, state=ArticleState.DROPPED).update(
        state=ArticleState.ACTIVE, drop_reason="", revision=F("revision") + 1
    )
    if not Article.objects.filter(agreement=agreement, clause_key=clause_key).exists():
        _add_articles(agreement, spec, [clause_key])
    return Article.objects.get(agreement=agreement, clause_key=clause_key)


@dataclass(frozen=True)
class PartyDetails:
    """How a party is named in the text, and which functions sign for it."""

    short_name: str
    functions: Sequence[str]
    place: str = ""
    kvk: str = ""


@transaction.atomic
def change_parties(agreement: Agreement, details: Mapping[str, PartyDetails], *, revision: int) -> None:
    """All parties of one page at once, by their key; refused when someone else changed them meanwhile."""
    _must_be_open(agreement)
    mine = Agreement.objects.filter(pk=agreement.pk, revision=revision).update(revision=F("revision") + 1)
    if not mine:
        raise StaleRevision(
            _("Iemand was je net voor. Kijk wat er nu staat en bewaar opnieuw."),
            current=Agreement.objects.get(pk=agreement.pk),
        )
    for party in agreement.parties.select_related("agreement__collaboration", "organisation"):
        if party.key in details:
            new = details[party.key]
            change_party(
                party, short_name=new.short_name, functions=new.functions, place=new.place, kvk=new.kvk
            )


@transaction.atomic
def change_party(party: Party, *, short_name: str, functions: Sequence[str], place: str, kvk: str) -> Party:
    _must_be_open(party.agreement)
    party.short_name = _one_line(short_name, "short_name", 80)
    if not party.short_name:
        raise DomainError(_("Geef de partij een korte naam."), field="short_name")
    labels = [label for f in functions if (label := _one_line(f, "functions", MAX_FUNCTION))]
    party.save(update_fields=["short_name"])
    organisation = party.organisation
    if organisation.kind != Side.MUNICIPALITY:
        organisation.place, organisation.kvk = _one_line(place, "place", 120), _one_line(kvk, "kvk", 8)
        organisation.save(update_fields=["place", "kvk"])
    party.signatories.all().delete()
    Signatory.objects.bulk_create(
        Signatory(party=party, function_label=label, order=order) for order, label in enumerate(labels, 1)
    )
    Agreement.objects.filter(pk=party.agreement_id).update(revision=F("revision") + 1)
    return party


def _one_line(text: str, field: str, limit: int) -> str:
    """One line without control characters, or a refusal beside the field."""
    try:
        return one_line(text, limit) or ""
    except Refused as refused:
        raise DomainError(str(refused), field=field) from refused


@transaction.atomic
def rename(agreement: Agreement, *, title: str, revision: int) -> Agreement:
    _must_be_open(agreement)
    name = _one_line(title, "title", 160)
    if not name:
        raise DomainError(_("Geef de overeenkomst een naam."), field="title")
    changed = Agreement.objects.filter(pk=agreement.pk, revision=revision).update(
        title=name, revision=F("revision") + 1
    )
    if not changed:
        raise StaleRevision(
            _("Iemand was je net voor. Kijk wat er nu staat en bewaar opnieuw."),
            current=Agreement.objects.get(pk=agreement.pk),
        )
    agreement.refresh_from_db()
    return agreement


@transaction.atomic
def publish(agreement: Agreement, *, by: Person, seat: Participation) -> Version:
    """Freezes what stands now as the next concept and asks for its PDF. Unchanged text gives the version there is."""
    locked = Agreement.objects.filter(pk=agreement.pk, stage__in=[Stage.PREPARING, Stage.SHARED]).update(
        stage=Stage.SHARED
    )
    if not locked:
        raise DomainError(_("Deze overeenkomst is gestopt. Begin een nieuwe."))
    agreement.refresh_from_db()
    newest = agreement.versions.first()
    frozen = content.build(
        agreement,
        status=VersionStatus.DRAFT,
        number=newest.number + 1 if newest else 1,
        on=timezone.localdate(),
    )
    digest = content.content_hash(frozen)
    if newest and newest.content_hash == digest:
        return newest
    version = Version.objects.create(
        agreement=agreement,
        number=frozen["number"],
        status=VersionStatus.DRAFT,
        content=frozen,
        text_hash=frozen["text_hash"],
        content_hash=digest,
        template=TEMPLATE,
        by=by,
        at=timezone.now(),
    )
    jobs.enqueue(version)
    timeline.record(
        agreement.collaboration,
        EventKind.VERSION_PUBLISHED,
        by=by,
        organisation=seat.organisation,
        subject=version,
        payload={"number": version.number, "form": agreement.form, "text_hash": version.text_hash},
    )
    if version.number == 1:
        push_milestone(
            agreement.collaboration,
            kind=MilestoneKind.AGREEMENT_PUBLISHED,
            title=_("%(kind)s, eerste concept") % {"kind": agreement.get_form_display().capitalize()},
            url=reverse("agreements:agreement", args=[agreement.uuid]),
            on=timezone.localdate(),
            by=by,
            seat=seat,
        )
    return version


@transaction.atomic
def stop(agreement: Agreement, *, by: Person, seat: Participation) -> None:
    """A draft that goes nowhere stops; its versions and what was filled in stay readable."""
    if not Agreement.objects.filter(pk=agreement.pk, stage__in=[Stage.PREPARING, Stage.SHARED]).update(
        stage=Stage.STOPPED
    ):
        raise DomainError(_("Deze overeenkomst is al gestopt."))
    timeline.record(
        agreement.collaboration,
        EventKind.AGREEMENT_STOPPED,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
        payload={"form": agreement.form},
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


def _add_articles(agreement: Agreement, spec: SharedFormat, keys: Iterable[str]) -> None:
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


def _change_article(article: Article, revision: int, **values: Any) -> None:
    changed = Article.objects.filter(pk=article.pk, revision=revision).update(
        revision=F("revision") + 1, **values
    )
    if not changed:
        raise StaleRevision(
            _("Iemand anders heeft dit artikel net veranderd. Kies welke tekst blijft."),
            current=Article.objects.get(pk=article.pk),
        )
    article.refresh_from_db()


def _must_be_open(agreement: Agreement) -> None:
    if agreement.stage not in (Stage.PREPARING, Stage.SHARED):
        raise DomainError(_("Deze overeenkomst kan niet meer veranderen. Begin een nieuwe."))
    if agreement.collaboration.status == "ended":
        raise DomainError(_("Deze samenwerking is gestopt. De overeenkomst blijft leesbaar."))
