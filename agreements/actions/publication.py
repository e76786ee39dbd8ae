"""What happens when a draft is published as a concept, or when parties freeze what they agree on?"""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements import jobs
from agreements.actions.answers import remember_what_was_typed
from agreements.actions.rules import hold
from agreements.draft import Draft
from agreements.models import Agreement, Version
from agreements.paper import content
from agreements.paper.characters import first_unprintable
from agreements.settling import partial
from agreements.settling.keeping import keep_hashes
from agreements.settling.rows import settle
from agreements.terms import Stage, VersionStatus
from contacts.models import Organisation, Person
from initiatives.actions.notes import push_milestone
from initiatives.history import timeline
from initiatives.models import Participation
from initiatives.terms import EventKind, MilestoneKind
from samenspel.errors import DomainError

TEMPLATE = "agreement-1"


@transaction.atomic
def publish(agreement: Agreement, *, by: Person, seat: Participation) -> Version:
    """Freezes what stands now as the next concept and asks for its PDF. Unchanged text gives the version there is."""
    locked = Agreement.objects.filter(pk=agreement.pk, stage__in=[Stage.PREPARING, Stage.SHARED]).update(
        stage=Stage.SHARED
    )
    if not locked:
        raise DomainError(_("Deze overeenkomst is gestopt. Begin een nieuwe."))
    agreement.refresh_from_db()
    keep_hashes(agreement)
    version, made = _freeze(agreement, VersionStatus.DRAFT, by=by, organisation=seat.organisation)
    if made and version.number == 1:
        remember_what_was_typed(agreement, by, seat)
        push_milestone(
            agreement.collaboration,
            kind=MilestoneKind.AGREEMENT_PUBLISHED,
            title=_("%(kind)s, eerste concept") % {"kind": capfirst(agreement.called)},
            form=agreement.form,
            url=reverse("agreements:agreement", args=[agreement.uuid]),
            on=timezone.localdate(),
            by=by,
            seat=seat,
        )
    return version


@transaction.atomic
def publish_partial(agreement: Agreement, *, seen: str, by: Person, organisation: Organisation) -> Version:
    """Freezes which articles stand. `seen`: the mark of what stood and what did not when it was read (`partial.py`)."""
    agreement = hold(agreement.pk, [Stage.SHARED], _("Dit stuk is nog niet gedeeld, of het is gestopt."))
    found = list(settle(Draft(agreement)).values())
    if partial.mark_of(found) != seen:
        raise DomainError(_("Intussen is er iets veranderd. Lees wat er nu staat, en leg het dan vast."))
    if not partial.stands(found):
        raise DomainError(_("Er staat nog geen artikel. Bespreek ze eerst."))
    version, _made = _freeze(agreement, partial.status_of(found), by=by, organisation=organisation)
    return version


def _must_be_printable(frozen: dict[str, Any]) -> None:
    """What is frozen never changes, so what cannot be printed is mended first."""
    found = first_unprintable(frozen)
    if found is None:
        return
    title, strange = found
    where = _("In “%(title)s” staat") % {"title": title} if title else _("In de namen staat")
    raise DomainError(
        _("%(where)s een teken dat het document niet kan drukken: %(characters)s. Schrijf het anders.")
        % {"where": where, "characters": " ".join(strange)}
    )


def _freeze(
    agreement: Agreement, status: VersionStatus, *, by: Person, organisation: Organisation
) -> tuple[Version, bool]:
    """The next version, or the newest when it says just this; and whether it was made now."""
    newest = agreement.versions.first()
    number = newest.number + 1 if newest else 1
    frozen = content.build(agreement, status=status, number=number, on=timezone.localdate())
    digest = content.content_hash(frozen)
    if newest and newest.content_hash == digest:
        return newest, False
    version = keep(agreement, frozen, by=by)
    timeline.record(
        agreement.collaboration,
        EventKind.VERSION_PUBLISHED,
        by=by,
        organisation=organisation,
        subject=version,
        payload={
            "number": number,
            "form": agreement.form,
            "text_hash": version.text_hash,
            "status": status.value,
        },
        holds=[version],
    )
    return version, True


def keep(agreement: Agreement, frozen: content.Content, *, by: Person) -> Version:
    """A version of this frozen text, and the job that makes its PDF."""
    _must_be_printable(frozen)
    version = Version.objects.create(
        agreement=agreement,
        number=frozen["number"],
        status=frozen["status"],
        content=frozen,
        text_hash=frozen["text_hash"],
        content_hash=content.content_hash(frozen),
        template=TEMPLATE,
        by=by,
        at=timezone.now(),
    )
    jobs.enqueue(version)
    return version
