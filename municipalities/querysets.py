"""Which gemeente is meant by this name?"""

from __future__ import annotations

from typing import Any

from django.db import models


class MunicipalityQuerySet(models.QuerySet[Any]):
    def existing(self) -> MunicipalityQuerySet:
        """Gemeenten that exist now; merged ones stay readable in old files."""
        return self.filter(valid_until__isnull=True)
