"""Which gemeente is meant by this name?"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, Value, When
from django.db.models.functions import Substr

from municipalities.names import search_key

if TYPE_CHECKING:
    from municipalities.models import Municipality

CBS_CODE = re.compile(r"GM\d{4}", re.IGNORECASE)
ALIKE_ENOUGH = 0.72  # how much a typed name must resemble a known one before we ask "Bedoel je …?"


class Match(IntEnum):
    """How well a name fits what was typed; the best first."""

    OFFICIAL = 0
    EXACT = 1
    PREFIX = 2
    WORD_PREFIX = 3
    CONTAINS = 4
    ALIKE = 5


@dataclass(frozen=True)
class Hit:
    """A gemeente, and the name under which it was found."""

    municipality: Municipality
    name: str
    match: Match

    @property
    def under_other_name(self) -> bool:
        return self.name != str(self.municipality)

    @property
    def is_exact(self) -> bool:
        return self.match <= Match.EXACT


def filed_under(name: str) -> Case:
    """The column `name` without the article before it: 's-Gravenhage stands under the G, 's-Hertogenbosch under the H."""
    return Case(When(**{f"{name}__startswith": "'s-"}, then=Substr(name, 4)), default=F(name))


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def existing(self) -> MunicipalityQuerySet:
        """Gemeenten that exist now; merged ones stay readable in old files."""
        return self.filter(valid_until__isnull=True)

    def in_order(self) -> MunicipalityQuerySet:
        """By name, as people look for it."""
        return self.annotate(filed=filed_under("organisation__name")).order_by("filed", "pk")

    def of_size(self, size_class: str) -> MunicipalityQuerySet:
        from municipalities.models import SizeClass

        return self.filter(population__range=SizeClass(size_class).inhabitants)

    def by_code(self, code: str) -> Municipality | None:
        """The gemeente with this CBS code; a merged one leads to what it became."""
        found: Municipality | None = (
            self.select_related("organisation").filter(code=code.strip().upper()).first()
        )
        while found is not None and found.succeeded_by is not None:
            found = found.succeeded_by
        return found

    def hits(self, text: str, limit: int = 10, *, own: Collection[str] = ()) -> list[Hit]:
        """By any name, in whole or in part; existing ones first, then the best fit.

        `own`: the codes of the gemeenten that this reader works in; after the very name, these come first.
        """
        from municipalities.models import Alias

        key = search_key(text)
        if not key:
            return []
        fit = Case(
            When(key=key, name=F("municipality__organisation__name"), then=Value(Match.OFFICIAL)),
            When(key=key, then=Value(Match.EXACT)),
            When(key__startswith=key, then=Value(Match.PREFIX)),
            When(key__contains=f" {key}", then=Value(Match.WORD_PREFIX)),
            default=Value(Match.CONTAINS),
        )
        names = (
            Alias.objects.filter(key__contains=key, municipality__in=self)
            .annotate(fit=fit, filed=filed_under("name"))
            .annotate(
                place=Case(
                    When(fit__lte=Match.EXACT, then=0), When(municipality__code__in=own, then=1), default=2
                )
            )
            .select_related("municipality__organisation", "municipality__succeeded_by__organisation")
            .order_by(F("municipality__valid_until").desc(nulls_first=True), "place", "fit", "filed", "pk")
        )
        best: dict[int, Hit] = {}
        for name in names:
            best.setdefault(name.municipality_id, Hit(name.municipality, name.name, Match(name.fit)))
            if len(best) == limit:
                break
        return list(best.values())

    def suggest(self, text: str, limit: int = 3) -> list[Hit]:
        """For "Bedoel je …?": gemeenten of which a name looks like what was typed, the most alike first."""
        from municipalities.models import Alias

        names = Alias.objects.filter(municipality__in=self)
        alike = get_close_matches(
            search_key(text), set(names.values_list("key", flat=True)), n=limit, cutoff=ALIKE_ENOUGH
        )
        best: dict[int, Hit] = {}
        if alike:
            found = names.filter(key__in=alike).select_related("municipality__organisation")
            for name in sorted(found, key=lambda name: alike.index(name.key)):
                best.setdefault(name.municipality_id, Hit(name.municipality, name.name, Match.ALIKE))
        return list(best.values())[:limit]
