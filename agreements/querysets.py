"""Which agreements and versions does someone see?"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from agreements.terms import JobState, Media, Stage
from contacts.models import Side
from municipalities import heirs
from municipalities.policy import spoken_for

if TYPE_CHECKING:
    from initiatives.policy import Viewer


class FormatQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> FormatQuerySet:
        """What is published belongs to everyone who is signed in; a draft to who maintains it."""
        return self.filter(Q(published_at__isnull=False) | self.maintained_by(user))

    @staticmethod
    def maintained_by(user: Any, prefix: str = "") -> Q:
        """The formats of the gemeenten for which this user may speak; the shared ones are the beheerder's."""
        own = Q(**{f"{prefix}owner_org__in": [m.pk for m in spoken_for(user)]})
        shared = Q(**{f"{prefix}owner_org": None})
        return own | shared if getattr(user, "is_administrator", False) else own


class AgreementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> AgreementQuerySet:
        """In a file: everyone once it is shared, before that its drafter's organisation and the coach.

        Outside a file: a partner sees the shared agreements that name it, while it takes part.
        """
        return self.filter(agreement_filter(user))

    def readable_by(self, viewer: Viewer) -> AgreementQuerySet:
        """The same rule inside one file, for who sits in it."""
        if not viewer.in_file:
            return self.none()
        drafted = Q(drafted_by_org__in=viewer.organisations)
        return self if viewer.is_coach else self.filter(_shown() | drafted)

    def running(self) -> AgreementQuerySet:
        return self.exclude(stage__in=[Stage.STOPPED, Stage.ENDED])


def agreement_filter(user: Any, prefix: str = "") -> Q:
    """The one rule of who sees an agreement, for querysets of its rows as well."""
    from agreements.models import Party
    from initiatives.models import Participation
    from initiatives.policy import seat_filter

    functions = heirs.functions_of(user)
    seated = seat_filter(user)
    if not functions or seated is None:
        return Q(pk__in=[])
    organisations = [f.organisation_id for f in functions]
    kinds = {f.organisation.kind for f in functions}
    # Asked per agreement: a list of all files someone sees would be long for who sees them all. And each question only
    # of whom it can be about: every page of an agreement composes this.
    seats = Participation.objects.seating().filter(seated, collaboration=OuterRef(f"{prefix}collaboration"))
    shown = _shown(prefix)
    reads = shown | Q(**{f"{prefix}drafted_by_org__in": organisations})
    if Side.SUPPORT in kinds:
        reads |= Q(Exists(seats.filter(side=Side.SUPPORT)))
    found = Q(Exists(seats)) & reads
    if Side.PARTNER in kinds:
        partner_seat = Participation.objects.in_force().filter(
            collaboration=OuterRef("agreement__collaboration"),
            organisation=OuterRef("organisation"),
            side=Side.PARTNER,
        )
        named = Party.ever.filter(  # who stopped reads on: it can take part after all
            Exists(partner_seat), organisation__in=organisations, agreement=OuterRef(f"{prefix}pk")
        )
        found |= Q(Exists(named)) & shown
    return found


def _shown(prefix: str = "") -> Q:
    """Who drafts shows a draft by publishing it; one that was stopped before that was never shown."""
    from agreements.models import Version

    versions = Version.objects.filter(agreement=OuterRef(f"{prefix}pk"))
    return ~Q(**{f"{prefix}stage": Stage.PREPARING}) & (
        ~Q(**{f"{prefix}stage": Stage.STOPPED})
        | Q(Exists(versions))
        | Q(**{f"{prefix}format": None})  # registered only: it was never a draft
    )


class RemarkQuerySet(models.QuerySet[Any]):
    def readable_at(self, organisations: Collection[int]) -> RemarkQuerySet:
        """What was said to all, and what these organisations said among themselves."""
        return self.filter(Q(own_only=False) | Q(owner__in=organisations))


class VersionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> VersionQuerySet:
        return self.filter(agreement_filter(user, prefix="agreement__")).with_document()

    def with_document(self) -> VersionQuerySet:
        """Along with each version: its PDF, or how far the making of it is."""
        pdf = {
            "made": FilteredRelation("documents", condition=Q(documents__media=Media.PDF)),
            "asked": FilteredRelation("jobs", condition=Q(jobs__media=Media.PDF)),
        }
        return self.annotate(**pdf).annotate(
            made_pages=F("made__pages"),
            made_size=F("made__size"),
            job_state=F("asked__state"),
            job_error=F("asked__error"),
        )


class RenderJobQuerySet(models.QuerySet[Any]):
    def open(self) -> RenderJobQuerySet:
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
