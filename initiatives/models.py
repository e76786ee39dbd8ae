"""What is kept of a collaboration: who takes part, in which role, and the files people added? The rest lives by subject."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Function, Organisation, Person, Side
from initiatives import terms
from initiatives.course.tables import PhasePeriod
from initiatives.deciding.tables import DecisionKey, DecisionNote, JointDecision
from initiatives.formats.tables import FormatItem, PlanFormat
from initiatives.history.tables import ContactMoment, Event, Mark, Opening
from initiatives.mail.tables import Letter
from initiatives.plan.tables import Evidence, GoalView, Milestone, PlanItem
from initiatives.querysets import (
    AssignmentQuerySet,
    CollaborationQuerySet,
    OwnedQuerySet,
    ParticipationQuerySet,
)
from initiatives.room.tables import Fact, SelfCheck
from municipalities.models import Municipality
from samenspel.models import Row

__all__ = [
    "Assignment",
    "Collaboration",
    "ContactMoment",
    "DecisionKey",
    "DecisionNote",
    "Event",
    "Evidence",
    "Fact",
    "FormatItem",
    "GoalView",
    "Initiative",
    "JointDecision",
    "Letter",
    "Mark",
    "Milestone",
    "Opening",
    "Participation",
    "PhasePeriod",
    "PlanFormat",
    "PlanItem",
    "SelfCheck",
    "Upload",
]


class Initiative(models.Model):  # bewonersinitiatief
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="initiative"
    )
    legal_form = models.CharField(_("rechtsvorm"), max_length=16, choices=terms.LegalForm)
    ambition = models.TextField(_("ambitie"), max_length=2000, blank=True)
    technique = models.CharField(_("techniek"), max_length=16, choices=terms.Technique)
    wanted_role = models.CharField(_("gewenste rol"), max_length=16, choices=terms.WantedRole)
    aim = models.CharField(_("reikwijdte"), max_length=16, choices=terms.Aim, default=terms.Aim.OPEN)
    experience = models.CharField(
        _("ervaring"), max_length=16, choices=terms.Experience, default=terms.Experience.UNKNOWN
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("initiatief")
        verbose_name_plural = _("initiatieven")

    def __str__(self) -> str:
        return str(self.organisation)


class Collaboration(Row):  # samenwerking: het dossier
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="collaborations")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="collaborations")
    area_name = models.CharField(_("buurt of dorp"), max_length=120)
    status = models.CharField(max_length=8, choices=terms.Status, default=terms.Status.ACTIVE)
    phase = models.CharField(_("fase"), max_length=16, choices=terms.Phase, default=terms.Phase.STARTUP)
    plan_format = models.ForeignKey("initiatives.PlanFormat", on_delete=models.PROTECT, related_name="+")
    ties = models.CharField(_("historie"), max_length=16, choices=terms.Ties, default=terms.Ties.UNKNOWN)
    predecessor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    end_kind = models.CharField(max_length=20, choices=terms.EndKind, blank=True)
    revision = models.PositiveIntegerField(default=1)
    # The head of the timeline's hash chain; taking this row's lock puts events in one order.
    last_seq = models.PositiveIntegerField(default=0, editable=False)
    last_hash = models.CharField(max_length=64, blank=True, editable=False)
    last_event_at = models.DateTimeField(default=timezone.now, editable=False)
    # Search: initiative, area, place and gemeente in lower case without accents.
    search = models.CharField(max_length=500, blank=True, editable=False)

    objects = CollaborationQuerySet.as_manager()

    class Meta:
        verbose_name = _("samenwerking")
        verbose_name_plural = _("samenwerkingen")
        ordering = ["-last_event_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "municipality", "area_name"],
                condition=Q(status__in=["active", "paused"]),
                name="one_running_collaboration_per_area",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_on__isnull=False)
                | (~Q(status="ended") & Q(ended_on__isnull=True)),
                name="collaboration_ended_has_date",
            ),
        ]
        indexes = [
            models.Index(fields=["-last_event_at", "-id"], name="collaboration_recent"),
            models.Index(fields=["phase", "-last_event_at", "-id"], name="collaboration_board"),
            models.Index(fields=["municipality", "-last_event_at"], name="collaboration_by_municipality"),
        ]

    def __str__(self) -> str:
        return str(self.initiative)

    @property
    def title(self) -> str:
        return self.initiative.organisation.name


class Participation(Row):  # deelname van een organisatie aan het dossier
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    side = models.CharField(max_length=16, choices=Side)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    # Of a gemeente that merged: who took its place. Its people keep their seat, but its keys are the successor's.
    continued_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continues"
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "organisation"],
                condition=Q(ends_on__isnull=True),
                name="organisation_takes_part_once",
            ),
            models.UniqueConstraint(
                fields=["collaboration", "side"],
                condition=Q(ends_on__isnull=True, side__in=["municipality", "initiative"]),
                name="one_municipality_and_one_initiative",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "ends_on", "collaboration"])]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_side_display()})"

    @property
    def is_continued(self) -> bool:
        """A gemeente that merged: another decides in its place."""
        return self.continued_by_id is not None


class Assignment(Row):  # rol in het dossier
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="assignments")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(_("rol"), max_length=12, choices=terms.Role)
    has_mandate = models.BooleanField(_("heeft mandaat"), default=False)
    mandate = models.CharField(_("mag zelf beslissen over"), max_length=300, blank=True)
    works_for = models.CharField(max_length=12, choices=terms.WorksFor, blank=True)
    starts_on = models.DateField(_("begint op"))
    ends_on = models.DateField(_("eindigt op"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "function", "role"],
                condition=Q(ends_on__isnull=True),
                name="one_open_assignment_per_role",
            )
        ]
        indexes = [models.Index(fields=["function", "ends_on"])]


class Upload(Row):  # bestand; served only by the guarded view
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="uploads")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    circle = models.CharField(max_length=12, choices=terms.Circle)
    file = models.FileField(upload_to="uploads/", max_length=200)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    name = models.CharField(_("bestandsnaam"), max_length=200)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = ("collaboration_id", "sha256", "media_type", "size", "by_id")
    apart: ClassVar = ("circle", "name", "owner_id")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
