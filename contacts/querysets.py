"""Which organisations, people and functions does someone see?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone


def in_force(on: date | None = None, *, prefix: str = "") -> Q:
    """Rows whose period holds `on` (today by default); the first and the last day count."""
    on = on or timezone.localdate()
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on})
    )


class OrganisationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> OrganisationQuerySet:
        """Whose people this user sees: those of every organisation where she holds a function."""
        return self.of_user(user)

    def administered_by(self, user: Any) -> OrganisationQuerySet:
        """Where this user may invite people and change the roster."""
        from contacts.models import Access

        return self.filter(
            in_force(prefix="functions__"),
            functions__person__user=user,
            functions__access=Access.COORDINATE,
        ).distinct()

    def of_user(self, user: Any) -> OrganisationQuerySet:
        from contacts.models import Access

        return self.filter(
            in_force(prefix="functions__"),
            functions__person__user=user,
            functions__access__in=Access.opening(),
        ).distinct()


class FunctionQuerySet(models.QuerySet[Any]):
    def in_force(self, on: date | None = None) -> FunctionQuerySet:
        return self.filter(in_force(on))

    def of_user(self, user: Any) -> FunctionQuerySet:
        """Functions that give this user access today, also those that give figures alone."""
        from contacts.models import Access

        return self.in_force().filter(person__user=user, access__in=Access.at_least(Access.FIGURES))

    def administered_by(self, user: Any) -> FunctionQuerySet:
        from contacts.models import Organisation

        return self.filter(organisation__in=Organisation.objects.administered_by(user))


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self) -> InvitationQuerySet:
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())

    def administered_by(self, user: Any) -> InvitationQuerySet:
        from contacts.models import Organisation

        return self.filter(function__organisation__in=Organisation.objects.administered_by(user))
