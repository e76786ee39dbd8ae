"""What happens when parties write a summary for neighbours, put it forward, publish it together, or take it down?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agreements.actions.rules import hold, one_line_of
from agreements.models import Agreement, NeighbourSummary, Publication, Version
from agreements.neighbours import private, words
from agreements.terms import Stage, VersionStatus
from contacts.models import Organisation, Person, Side
from initiatives.actions.decisions import open_decision, turn_key
from initiatives.history import timeline
from initiatives.models import Collaboration, JointDecision, Participation
from initiatives.terms import DecisionKind, EventKind, KeyVerdict
from samenspel.errors import DomainError, StaleRevision
from samenspel.frozen import Column, Moment

MAX_SLUG = 50  # room for a number behind it
RESERVED = {"en"}  # the address of a language


def signed_version(agreement: Agreement) -> Version | None:
    return agreement.versions.filter(status=VersionStatus.SIGNED).first()


@transaction.atomic
def save(
    agreement: Agreement,
    typed: Mapping[str, Mapping[str, Any]],
    *,
    findable: bool,
    revision: int,
    by: Person,
    seat: Participation,
) -> NeighbourSummary:
    """`revision`: of the text that the page showed; 0 when there was none. What is published stays as it is."""
    agreement = _held(agreement.pk)
    cleaned = words.clean(typed)
    kept = NeighbourSummary.objects.filter(agreement=agreement).select_related("by").first()
    private.must_be_of_organisations(cleaned, kept.words if kept else {}, agreement.collaboration, by=by)
    if kept is None:
        return _begin(agreement, cleaned, findable=findable, by=by, seat=seat)
    if (kept.words, kept.findable) == (cleaned, findable):
        return kept
    changed = NeighbourSummary.objects.filter(pk=kept.pk, revision=revision).update(
        words=cleaned, findable=findable, by=by, changed_at=timezone.now(), revision=F("revision") + 1
    )
    if not changed:
        raise StaleRevision(
            _("Iemand anders heeft dit net veranderd. Kies welke tekst blijft."), current=kept
        )
    kept.refresh_from_db()
    return kept


def _begin(
    agreement: Agreement, cleaned: dict[str, Any], *, findable: bool, by: Person, seat: Participation
) -> NeighbourSummary:
    made = NeighbourSummary.objects.create(
        agreement=agreement,
        slug=_free_slug(agreement.collaboration),
        words=cleaned,
        findable=findable,
        by=by,
    )
    timeline.record(
        agreement.collaboration,
        EventKind.SUMMARY_STARTED,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
    )
    return made


def _free_slug(file: Collaboration) -> str:
    """The neighbourhood's name; where that is taken, with the gemeente, and else with a number."""
    area = slugify(file.area_name)[:MAX_SLUG].strip("-") or "buurt"
    longer = f"{area}-{slugify(file.municipality.organisation.name)}"[:MAX_SLUG].strip("-")
    numbered = (f"{area}-{number}" for number in range(2, 10_000))
    taken = set(NeighbourSummary.objects.filter(slug__startswith=area).values_list("slug", flat=True))
    return next(slug for slug in (area, longer, *numbered) if slug not in taken | RESERVED)


@transaction.atomic
def propose(
    summary: NeighbourSummary,
    *,
    seen: int,
    reason: str = "",
    by: Person,
    seat: Participation,
    own_key: bool,
) -> JointDecision:
    """Puts these very words forward. `seen`: the revision that was read. Each party that the agreement names holds a key."""
    agreement = _held(summary.agreement_id)
    summary = NeighbourSummary.objects.get(pk=summary.pk)
    if summary.revision != seen:
        raise DomainError(_("De tekst is net veranderd. Lees wat er nu staat, en leg hem dan voor."))
    if gaps := words.missing(summary.words):
        named = ", ".join(f"“{words.name_of(key)}” ({words.LANGUAGES[language]})" for language, key in gaps)
        raise DomainError(_("Schrijf eerst nog: %(parts)s.") % {"parts": named})
    version = signed_version(agreement)
    if version is None:
        raise DomainError(_("Er is nog geen getekende tekst. Dan valt er nog niets te vertellen."))
    content = freeze(summary, agreement, version)
    mark = words.text_hash(content)
    if summary.publications.live().filter(text_hash=mark).exists():
        raise DomainError(_("Precies deze tekst staat er al."))
    decision = open_decision(
        agreement.collaboration,
        DecisionKind.PUBLICATION,
        payload={"text_hash": mark},
        reason=reason,
        by=by,
        seat=seat,
        own_key=False,
        subject=str(agreement.uuid),
        named=_partners_named(agreement),
    )
    Publication.objects.create(
        summary=summary, version=version, decision=decision, content=content, text_hash=mark
    )
    if own_key:
        return turn_key(decision, seat=seat, by=by, verdict=KeyVerdict.ACCEPT)
    return decision


def freeze(summary: NeighbourSummary, agreement: Agreement, version: Version) -> words.Content:
    file = agreement.collaboration
    return words.frozen(
        summary.words,
        findable=summary.findable,
        version=version.content,
        place={"area": file.area_name, "municipality": file.municipality.organisation.name},
        since=agreement.starts_on or timezone.localdate(version.at),
    )


def _partners_named(agreement: Agreement) -> list[Participation]:
    """The partners of the agreement; each party must still be there to say yes."""
    taking_part = {
        seat.organisation_id: seat
        for seat in agreement.collaboration.participations.seating().select_related("organisation")
    }
    parties = list(agreement.parties.select_related("organisation"))
    gone = [party.short_name for party in parties if party.organisation_id not in taking_part]
    if gone:
        raise DomainError(
            _(
                "Deze partij doet niet meer mee, en kan geen ja zeggen: %(who)s. Voeg haar weer toe bij Mensen."
            )
            % {"who": ", ".join(gone)}
        )
    seats = [taking_part[party.organisation_id] for party in parties]
    return [seat for seat in seats if seat.side == Side.PARTNER]


def publish(decision: JointDecision) -> None:
    """The effect of the last key: from now on anyone reads this text, and what stood there before is history."""
    publication = Publication.objects.select_related("summary").get(decision=decision)
    agreement = _held(publication.summary.agreement_id)
    if words.text_hash(publication.content) != decision.payload["text_hash"]:
        raise DomainError(
            _("In deze tekst is iemand gewist. Trek het voorstel in, en leg de tekst opnieuw voor.")
        )
    now = publication.published_at = timezone.now()
    earlier = _end_what_is_read(publication.summary, at=now)
    Publication.objects.filter(pk=publication.pk).update(published_at=now)
    timeline.record(
        agreement.collaboration,
        EventKind.SUMMARY_PUBLISHED,
        by=None,
        subject=agreement,
        payload={"text_hash": publication.text_hash},
        holds=[publication, Moment(publication, "published"), *(Moment(row, "ended") for row in earlier)],
    )


def _end_what_is_read(summary: NeighbourSummary, *, at: datetime, **why: Any) -> list[Publication]:
    """One at most; who else ended it at the same moment was first."""
    rows = [row for row in summary.publications.live() if _end(row, ended_at=at, **why)]
    return list(Publication.objects.filter(pk__in=[row.pk for row in rows]))


def _end(row: Publication, **values: Any) -> bool:
    return bool(Publication.objects.live().filter(pk=row.pk).update(**values))


@transaction.atomic
def take_down(summary: NeighbourSummary, *, reason: str, by: Person, organisation: Organisation) -> None:
    """At once, by one party; also when the agreement or the file has ended. The others are told, and read why."""
    reason = one_line_of(reason, "reason", 500)
    if not reason:
        raise DomainError(_("Schrijf op waarom. De andere partijen lezen dit."), field="reason")
    ended = _end_what_is_read(
        summary, at=timezone.now(), ended_by=by, ended_for=organisation, ended_reason=reason
    )
    if not ended:
        raise DomainError(_("De bladzijde is al weg."))
    timeline.record(
        summary.agreement.collaboration,
        EventKind.SUMMARY_TAKEN_DOWN,
        by=by,
        organisation=organisation,
        subject=summary.agreement,
        holds=[held for row in ended for held in (Moment(row, "ended"), Column(row, "ended_reason"))],
    )


def tell_that_words_went(publication: Publication) -> None:
    """Who was erased stood in this text, or had taken it down: from here on the chain holds what is left of it."""
    reason = Column(publication, "ended_reason")
    agreement = publication.summary.agreement
    timeline.record(
        agreement.collaboration,
        EventKind.SUMMARY_BLANKED,
        by=None,
        subject=agreement,
        payload={"publication": str(publication.uuid), "text_hash": words.text_hash(publication.content)},
        holds=[Moment(publication, "ended"), reason] if publication.ended_at else [],
    )


def _held(pk: int) -> Agreement:
    return hold(pk, [Stage.IN_FORCE], _("Dit kan als de overeenkomst geldt. Kijk hoe het ervoor staat."))
