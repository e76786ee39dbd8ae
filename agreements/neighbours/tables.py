"""What is kept of the summary for neighbours: the words that are worked on, and each text that was put forward?

A text that was put forward never changes; `agreements.models` gives these tables out.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation, Person
from initiatives.models import JointDecision
from samenspel.models import Row


class NeighbourSummary(Row):  # samenvatting voor de buurt; both sides write in it
    agreement = models.OneToOneField(
        "agreements.Agreement", on_delete=models.PROTECT, related_name="neighbour_summary"
    )
    slug = models.SlugField(max_length=60, unique=True)  # where it is read: /buurt/<slug>/
    words = models.JSONField(default=dict)  # {"nl": {"title": …, "want": …}, "en": {…}}
    findable = models.BooleanField(_("zoekmachines mogen deze bladzijde tonen"), default=False)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)


class PublicationQuerySet(models.QuerySet[Any]):
    def live(self) -> "PublicationQuerySet":
        """What anyone can read now."""
        return self.filter(published_at__isnull=False, ended_at=None)


class Publication(Row):  # een voorgelegde tekst, en hoe lang de buurt hem kon lezen
    summary = models.ForeignKey(NeighbourSummary, on_delete=models.PROTECT, related_name="publications")
    version = models.ForeignKey("agreements.Version", on_delete=models.PROTECT, related_name="+")
    decision = models.OneToOneField(JointDecision, on_delete=models.PROTECT, related_name="publication")
    content = models.JSONField()
    text_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # another took its place, or it was taken down
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_for = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_reason = models.CharField(_("waarom weggehaald"), max_length=500, blank=True)

    frozen: ClassVar = ("summary_id", "version_id", "decision_id", "text_hash")
    frozen_when: ClassVar = {
        "published": ("published_at",),
        "ended": ("published_at", "ended_at", "ended_by_id", "ended_for_id"),
    }
    frozen_before: ClassVar = {  # as events held it before its reason was held apart
        "ended": ("published_at", "ended_at", "ended_by_id", "ended_for_id", "ended_reason"),
    }
    apart: ClassVar = ("ended_reason",)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["summary"],
                condition=Q(published_at__isnull=False, ended_at__isnull=True),
                name="one_text_for_neighbours_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(published_at__isnull=False),
                name="only_what_was_published_ends",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | (Q(ended_for__isnull=False) & ~Q(ended_reason="")),
                name="taken_down_for_a_party_with_a_reason",
            ),
        ]
