"""What happens when a field of an agreement is filled in?"""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, JSONField, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import filling, partner_names
from agreements.actions.edited import tell_what_changed
from agreements.actions.rules import must_be_open
from agreements.annexes import fields as annex_fields
from agreements.formats import published
from agreements.formats.published import SharedFormat
from agreements.formats.typed import Refused, is_empty
from agreements.formats.variables import Variable
from agreements.models import Agreement, Annex, FieldValue, Party
from agreements.terms import ArticleState, Origin, Stage
from contacts.models import Person
from initiatives.actions.notes import record_fact
from initiatives.models import Fact, Participation
from samenspel.errors import DomainError, StaleRevision


@transaction.atomic
def save_field(
    agreement: Agreement, name: str, raw: Any, *, revision: int, by: Person, seat: Participation
) -> FieldValue | None:
    """Keeps what was typed, and remembers it for the next document. `revision` is the one the page showed; 0 = none."""
    must_be_open(agreement)
    spec = published.of(agreement)
    variable = asked(agreement, name)
    if variable is None:
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
        added = _add_value(agreement, name, value, by, seat)
        tell_what_changed(agreement, by=by, seat=seat)
        return added
    # A row that says “nothing”, so that the next one sees that it was emptied.
    emptied = Value(None, JSONField())
    changed = FieldValue.objects.filter(pk=kept.pk, revision=revision).update(
        value=emptied if value is None else value,
        origin=Origin.ASKED,
        by=by,
        revision=F("revision") + 1,
        changed_at=timezone.now(),
    )
    kept = _kept(agreement, name)
    if changed:
        _remember(agreement, name, value, by, seat)
        tell_what_changed(agreement, by=by, seat=seat)
    elif kept is None or kept.value != value:
        raise _stale(kept)
    return kept


def keep_values(agreement: Agreement, values: Mapping[str, Any], *, by: Person, party: Party) -> None:
    """What all parties agreed to. Their agreement is held, so nobody writes in between; a field that is asked no more
    since then is left out. `by` and `party`: who proposed it."""
    seat = agreement.collaboration.participations.filter(organisation=party.organisation_id).last()
    for name, value in values.items():
        if asked(agreement, name) is None:
            continue
        rows = FieldValue.objects.filter(agreement=agreement, variable=name)
        if not rows.update(
            value=value, origin=Origin.ASKED, by=by, revision=F("revision") + 1, changed_at=timezone.now()
        ):
            FieldValue.objects.create(
                agreement=agreement,
                annex=_annex_of(agreement, name),
                variable=name,
                value=value,
                origin=Origin.ASKED,
                by=by,
            )
        if seat:
            _remember(agreement, name, value, by, seat)


def asked(agreement: Agreement, name: str) -> Variable | None:
    """A field of the format, or of one of the annexes; nothing when nobody fills it in."""
    if key := annex_fields.key_in(name):
        annex = agreement.annexes.select_related("upload").filter(key=key).first()
        return annex_fields.field_of(annex, name) if annex else None
    spec = published.of(agreement)
    variable = spec.variables.get(name)
    return variable if variable and spec.asks(variable) else None


def _kept(agreement: Agreement, name: str) -> FieldValue | None:
    return FieldValue.objects.filter(agreement=agreement, variable=name).select_related("by").first()


def _add_value(agreement: Agreement, name: str, value: Any, by: Person, seat: Participation) -> FieldValue:
    annex = _annex_of(agreement, name)
    try:
        with transaction.atomic():
            row = FieldValue.objects.create(
                agreement=agreement, annex=annex, variable=name, value=value, origin=Origin.ASKED, by=by
            )
    except IntegrityError as clash:
        kept = _kept(agreement, name)
        if kept is None or kept.value != value:
            raise _stale(kept) from clash
        return kept
    _remember(agreement, name, value, by, seat)
    return row


def _annex_of(agreement: Agreement, name: str) -> Annex | None:
    key = annex_fields.key_in(name)
    return agreement.annexes.filter(key=key).first() if key else None


def _must_be_offered(agreement: Agreement, spec: SharedFormat, variable: Variable, value: Any) -> None:
    """A party, an article or an annex is picked from those of this agreement, or named by the file."""
    if is_empty(value) or variable.type not in ("party", "clause_list", "document"):
        return
    if variable.type == "document":
        offered = set(agreement.annexes.values_list("key", flat=True))
        message = _("Kies een van de bijlagen uit de lijst.")
    elif variable.type == "clause_list":
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
    """An answer is asked once: the next document finds it in the file, under the field's own name.

    The file is of both sides, so it hears nothing of a draft that only its drafter reads. Annexes are of one document.
    """
    variable = published.of(agreement).variables.get(name)
    if variable is None or variable.type == "document" or is_empty(value):
        return
    if not Agreement.objects.filter(pk=agreement.pk, stage=Stage.SHARED).exists():
        return
    if partner_names.names_partner(value):  # in the next document that key is somebody else
        value = partner_names.renamed(value, partner_names.of_each([agreement])[agreement.pk])
    record_fact(
        agreement.collaboration,
        name,
        value,
        source=f"{filling.FROM_AGREEMENT}{agreement.uuid}",
        by=by,
        seat=seat,
    )


def remember_what_was_typed(agreement: Agreement, by: Person, seat: Participation) -> None:
    """At the first publishing: the answers in the articles that others read from now on, newer than the file's own."""
    spec = published.of(agreement)
    shown = agreement.articles.exclude(state=ArticleState.DROPPED).values_list("clause_key", flat=True)
    asked = {variable.name for key in shown for variable in spec.fields_of(key)}
    known = dict(
        Fact.objects.filter(collaboration=agreement.collaboration, name__in=asked)
        .order_by("pk")
        .values_list("name", "created_at")
    )
    for row in agreement.values.filter(variable__in=asked, origin=Origin.ASKED).order_by("changed_at", "pk"):
        if row.variable not in known or known[row.variable] <= row.changed_at:
            _remember(agreement, row.variable, row.value, by, seat)


@transaction.atomic
def take_from_file(
    agreement: Agreement, name: str, *, revision: int, by: Person, seat: Participation
) -> FieldValue:
    """Takes over what the file says now."""
    must_be_open(agreement)
    variable = published.of(agreement).variables.get(name)
    value = filling.File(agreement.collaboration).answer(variable) if variable else None
    if is_empty(value):
        raise DomainError(_("Het dossier weet dit niet meer. Vul het zelf in."), field=name)
    changed = FieldValue.objects.filter(agreement=agreement, variable=name, revision=revision).update(
        value=value, origin=Origin.FILE, by=by, revision=F("revision") + 1, changed_at=timezone.now()
    )
    kept = _kept(agreement, name)
    if kept is None or not changed and kept.value != value:
        raise _stale(kept)
    tell_what_changed(agreement, by=by, seat=seat)
    return kept
