"""What is kept of the phases a collaboration went through?"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from initiatives import terms
from samenspel.models import Row


class PhasePeriod(Row):  # een fase met begin en eind
    """One leading open period per file, mirrored in Collaboration.phase."""

    collaboration = models.ForeignKey(
        "initiatives.Collaboration", on_delete=models.PROTECT, related_name="periods"
    )
    part = models.CharField(_("deel van de buurt"), max_length=120, blank=True)
    phase = models.CharField(max_length=16, choices=terms.Phase)
    leading = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        "initiatives.JointDecision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration"],
                condition=Q(leading=True, ends_on__isnull=True),
                name="one_leading_open_period",
            ),
            models.UniqueConstraint(
                fields=["collaboration", "part"],
                condition=Q(leading=False, ends_on__isnull=True),
                name="one_open_period_per_part",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="period_ends_after_start",
            ),
        ]
