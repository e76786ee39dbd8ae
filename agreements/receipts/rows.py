"""Which parties received this version, when, and who may still say so?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements import policy
from agreements.models import Party, Receipt, Version
from agreements.terms import Received, VersionStatus
from initiatives.people.names import party_name
from samenspel import dutch


@dataclass(frozen=True)
class Line:
    """One party, and how it shows that it has this version; `on` is empty while nothing shows it."""

    name: str
    side: str
    on: date | None
    how: str

    @property
    def words(self) -> str:
        if self.on is None:
            return _("nog niet bevestigd")
        said = _("ontvangen op %(day)s") if self.how == Received.CONFIRMED else _("gedownload op %(day)s")
        return said % {"day": dutch.full_date(self.on)}


class Receipts:
    """Of one version, as one person finds it."""

    def __init__(self, version: Version, user: Any) -> None:
        self.version = version
        rows = Receipt.objects.filter(version=version).order_by("pk")
        self._rows = {(row.party_id, row.how): row for row in rows}
        self.any = bool(self._rows)
        self._party = policy.receiving_party(user, version.agreement)

    def lines(self) -> list[Line]:
        """What somebody said goes before what only shows."""
        had_it = Q(pk__in=[party for party, _how in self._rows])  # also of who stopped since
        parties = Party.ever.filter(Q(left_at=None) | had_it, agreement=self.version.agreement_id)
        return [
            Line(capfirst(party_name(party.organisation)), party.organisation.kind, *self._of(party.pk))
            for party in parties.select_related("organisation")
        ]

    def _of(self, party: int) -> tuple[date | None, str]:
        for how in (Received.CONFIRMED, Received.DOWNLOADED):
            if row := self._rows.get((party, how)):
                return row.on, how
        return None, ""

    @property
    def asks(self) -> bool:
        """Whether this reader's party received it from another, and has not said so."""
        party, version = self._party, self.version
        if party is None or (party.pk, Received.CONFIRMED) in self._rows:
            return False
        from_us = party.organisation_id == version.agreement.drafted_by_org_id
        return version.status in (VersionStatus.FINAL, VersionStatus.SIGNED) or not from_us
