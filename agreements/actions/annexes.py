"""What happens when an annex is added to an agreement, gets another place, another file, or goes?"""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements.actions.edited import tell_what_changed
from agreements.actions.rules import hold_open, one_line_of
from agreements.actions.shape import add_article
from agreements.annexes import fields
from agreements.annexes.files import checked
from agreements.formats import published
from agreements.models import Agreement, Annex, FieldValue, Version
from agreements.settling.keeping import keep_hashes
from agreements.terms import AnnexKind, AnnexSource, ArticleState, Origin, Stage
from contacts.models import Person
from initiatives.actions.notes import add_upload
from initiatives.history import timeline
from initiatives.models import Participation, Upload
from initiatives.terms import Circle, EventKind
from samenspel.errors import DomainError

MAX_ANNEXES = 20
MAX_TITLE = 160


@transaction.atomic
def add(
    agreement: Agreement,
    *,
    key: str,
    kind: AnnexKind,
    source: AnnexSource,
    title: str = "",
    alt: str = "",
    place: str = "",
    file: UploadedFile | None = None,
    version: Version | None = None,
    by: Person,
    seat: Participation,
) -> Annex:
    """Behind the others, and with the article that lists them when it is not there yet. The same `key` twice adds one."""
    agreement = hold_open(agreement)
    if existing := agreement.annexes.filter(key=key).first():
        return existing
    name = one_line_of(title, "title", MAX_TITLE)
    if not name and source != AnnexSource.VERSION:
        raise DomainError(_("Geef de bijlage een naam."), field="title")
    _must_have_its_article(agreement)  # in an addendum, with what hangs there already
    if agreement.annexes.count() >= MAX_ANNEXES:
        raise DomainError(
            _("Er zijn al %(count)d bijlagen. Voeg er een paar samen.") % {"count": MAX_ANNEXES}
        )
    values: dict[str, Any] = {
        "titel": name,
        "alt": one_line_of(alt, "alt", 300),
        "plek": one_line_of(place, "place", 300),
    }
    upload = None
    if source == AnnexSource.FILE:
        upload, pages = _kept(agreement, file, by=by, seat=seat)
        if upload.media_type.startswith("image/") and not values["alt"]:
            raise DomainError(_("Schrijf op wat er op de afbeelding te zien is."), field="alt")
        values["paginas"] = pages
    elif source == AnnexSource.VERSION:
        values["titel"] = _named(agreement, version)
    if kind == AnnexKind.BUDGET:
        values["btw"] = fields.VAT_INCLUDED
    try:
        with transaction.atomic():
            annex = Annex.objects.create(
                agreement=agreement,
                key=key,
                order=agreement.annexes.count() + 1,
                kind=kind,
                source=source,
                upload=upload,
                version=version if source == AnnexSource.VERSION else None,
            )
    except IntegrityError as clash:
        raise DomainError(_("Deze bijlage is er al. Ververs de pagina.")) from clash
    _fill(annex, values, by=by)
    _tell(EventKind.ANNEX_ADDED, annex, by=by, seat=seat)
    return annex


@transaction.atomic
def move(annex: Annex, *, up: bool, by: Person, seat: Participation) -> None:
    """One place up or down; whoever was there takes its place. Links in the text go along."""
    agreement = hold_open(annex.agreement)
    rows = list(agreement.annexes.all())
    place = next((number for number, row in enumerate(rows) if row.pk == annex.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows, 1):
        row.order = number
    Annex.objects.bulk_update(rows, ["order"])
    tell_what_changed(agreement, by=by, seat=seat)


@transaction.atomic
def remove(annex: Annex, *, by: Person, seat: Participation) -> None:
    """Out of the draft, with its words; a version that was frozen keeps what it said, and the file keeps its upload."""
    agreement = annex.agreement = hold_open(annex.agreement)
    if not agreement.annexes.filter(pk=annex.pk).exists():
        return  # another took it out at the same moment
    FieldValue.objects.filter(annex=annex).delete()
    Annex.objects.filter(pk=annex.pk).delete()
    _tell(EventKind.ANNEX_REMOVED, annex, by=by, seat=seat)


@transaction.atomic
def replace_file(annex: Annex, *, file: UploadedFile, by: Person, seat: Participation) -> Annex:
    """Another file in the same place; its title stays, and what was counted in the old one goes."""
    agreement = hold_open(annex.agreement)
    upload, pages = _kept(agreement, file, by=by, seat=seat)
    changed = Annex.objects.filter(pk=annex.pk, source=AnnexSource.FILE).update(upload=upload)
    if not changed:
        raise DomainError(_("Deze bijlage is er niet meer. Ververs de pagina."))
    annex = Annex.objects.select_related("upload", "agreement").get(pk=annex.pk)
    name = fields.name_of(annex.key, "paginas")
    FieldValue.objects.filter(agreement=agreement, variable=name).delete()
    _fill(annex, {"paginas": pages}, by=by)
    _tell(EventKind.ANNEX_REPLACED, annex, by=by, seat=seat)
    return annex


@transaction.atomic
def take_version(annex: Annex, *, version: Version, by: Person, seat: Participation) -> None:
    """The newer version of the same document instead of the one that hangs here."""
    title = _named(hold_open(annex.agreement), version)
    if not Annex.objects.filter(pk=annex.pk, source=AnnexSource.VERSION).update(version=version):
        raise DomainError(_("Deze bijlage is er niet meer. Ververs de pagina."))
    FieldValue.objects.filter(annex=annex, variable=fields.name_of(annex.key, "titel")).update(value=title)
    _tell(EventKind.ANNEX_REPLACED, annex, by=by, seat=seat)


def _tell(kind: EventKind, annex: Annex, *, by: Person, seat: Participation) -> None:
    """To all who read the agreement; by its kind, as its title is a text of people. The article that lists it changed."""
    agreement = annex.agreement
    keep_hashes(agreement)
    timeline.record(
        agreement.collaboration,
        kind,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
        payload={"form": agreement.form, "annex": annex.key, "what": str(annex.kind)},
        owner=agreement.drafted_by_org,
        circle=Circle.EVERYONE if agreement.stage == Stage.SHARED else Circle.WITH_COACH,
    )


def _must_have_its_article(agreement: Agreement) -> None:
    """What all parties read gets no new article from one of them; the list itself is a text like any other."""
    if fields.CLAUSE not in published.of(agreement).clauses:
        raise DomainError(_("Dit soort stuk kent geen bijlagen."))
    present = agreement.articles.filter(clause_key=fields.CLAUSE).exclude(state=ArticleState.DROPPED)
    if present.exists():
        return
    if agreement.stage == Stage.SHARED:
        raise DomainError(
            _("Het artikel Bijlagen staat er nog niet in. Stel het eerst voor bij het bespreken.")
        )
    add_article(agreement, fields.CLAUSE)


def _named(agreement: Agreement, version: Version | None) -> str:
    """What another document of this file is called; as it was frozen, so that a new name changes nothing here."""
    if (
        version is None
        or version.agreement.collaboration_id != agreement.collaboration_id
        or version.agreement_id == agreement.pk
    ):
        raise DomainError(_("Kies een ander stuk uit dit dossier."), field="version")
    return f"{version.content['kind_title']} {version.content['title']}"


def _kept(
    agreement: Agreement, file: UploadedFile | None, *, by: Person, seat: Participation
) -> tuple[Upload, int | None]:
    """Read through the agreement itself by all who read that; in the file, as wide as the agreement is now."""
    if file is None:
        raise DomainError(_("Kies een bestand."), field="file")
    found = checked(file)
    circle = Circle.EVERYONE if agreement.stage == Stage.SHARED else Circle.WITH_COACH
    return add_upload(agreement.collaboration, found.file, circle=circle, by=by, seat=seat), found.pages


def _fill(annex: Annex, values: Mapping[str, Any], *, by: Person) -> None:
    """The first values of the fields that this annex has, its title among them always."""
    asked = {variable.name for variable in fields.fields_of(annex)} | {fields.name_of(annex.key, "titel")}
    FieldValue.objects.bulk_create(
        FieldValue(
            agreement_id=annex.agreement_id,
            annex=annex,
            variable=fields.name_of(annex.key, field),
            value=value,
            origin=Origin.ASKED,
            by=by,
        )
        for field, value in values.items()
        if value and fields.name_of(annex.key, field) in asked
    )
