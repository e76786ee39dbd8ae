"""Which agreements and versions does someone see?"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from agreements.terms import JobState, Stage
from contacts import roster
from contacts.models import Side


class AgreementQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> AgreementQuerySet:
        """In a file: everyone once it is shared, before that its drafter's organisation and the coach.

        Outside a file: a partner sees the shared agreements that name it, while it takes part.
        """
        return self.filter(agreement_filter(user))

    def running(self) -> AgreementQuerySet:
        return self.exclude(stage__in=[Stage.STOPPED, Stage.ENDED])


def agreement_filter(user: Any, prefix: str = "") -> Q:
    """The one rule of who sees an agreement, for querysets of its rows as well."""
    from agreements.models import Party
    from initiatives.models import Collaboration, Participation
    from initiatives.policy import seat_filter

    functions = roster.functions_of(user)
    seated = seat_filter(user)
    if not functions or seated is None:
        return Q(pk__in=[])
    organisations = [f.organisation_id for f in functions]
    in_file = Collaboration.objects.visible_to(user)
    coaching = Participation.objects.in_force().filter(seated, side=Side.SUPPORT).values("collaboration_id")
    partner_seat = Participation.objects.in_force().filter(
        collaboration=OuterRef("agreement__collaboration"),
        organisation=OuterRef("organisation"),
        side=Side.PARTNER,
    )
    named = Party.objects.filter(Exists(partner_seat), organisation__in=organisations).values("agreement_id")
    return Q(**{f"{prefix}collaboration__in": in_file}) & (
        ~Q(**{f"{prefix}stage": Stage.PREPARING})
        | Q(**{f"{prefix}drafted_by_org__in": organisations})
        | Q(**{f"{prefix}collaboration__in": coaching})
    ) | (Q(**{f"{prefix}pk__in": named}) & ~Q(**{f"{prefix}stage": Stage.PREPARING}))


class VersionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> VersionQuerySet:
        return self.filter(agreement_filter(user, prefix="agreement__"))


class RenderJobQuerySet(models.QuerySet[Any]):
    def open(self) -> RenderJobQuerySet:
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
