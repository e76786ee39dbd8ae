"""What is kept of the plan of one collaboration: its goals and activities, how each side sees them, and what proves it?"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation, Person
from initiatives import terms
from initiatives.querysets import EvidenceQuerySet, MilestoneQuerySet, PlanItemQuerySet
from samenspel.models import Row


class PlanItem(Row):  # een doel of activiteit van deze samenwerking
    collaboration = models.ForeignKey(
        "initiatives.Collaboration", on_delete=models.PROTECT, related_name="plan_items"
    )
    format_item = models.ForeignKey(
        "initiatives.FormatItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=[(kind, kind.label) for kind in terms.PLANNED])
    phase = models.CharField(max_length=16, choices=terms.Phase)
    track = models.CharField(_("spoor"), max_length=24, choices=terms.Track)
    actor = models.CharField(_("wie pakt het op"), max_length=16, choices=terms.Actor, blank=True)
    partner = models.ForeignKey(  # which partner, when it is one that takes part here
        "initiatives.Participation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=100)
    title = models.CharField(_("naam"), max_length=200)
    text = models.TextField(_("uitleg"), blank=True, max_length=2000)
    state = models.CharField(_("stand"), max_length=8, choices=terms.ItemState, default=terms.ItemState.OPEN)
    stage = models.CharField(max_length=16, blank=True)  # how far up its ladder: department, linkage, request
    owner = models.CharField(_("wie is de eigenaar"), max_length=120, blank=True)  # linkage: whose it is
    help_kind = models.CharField(  # request: which of the kinds of help that a gemeente offers
        _("soort hulp"), max_length=16, choices=terms.HelpKind, blank=True
    )
    left_out = models.BooleanField(default=False)  # skipped because the profile asks for something else
    due_on = models.DateField(_("uiterlijk"), null=True, blank=True)
    done_on = models.DateField(_("gedaan op"), null=True, blank=True)
    skip_reason = models.CharField(_("reden om over te slaan"), max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(skip_reason=""), name="skipped_item_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(partner=None) | Q(actor="partner"), name="only_a_partner_is_named"
            ),
            models.UniqueConstraint(
                fields=["collaboration", "format_item"], name="format_item_once_per_plan"
            ),
        ]
        indexes = [models.Index(fields=["collaboration", "phase", "kind"])]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """Who picks it up, in words: a partner by its name; nothing while nobody does."""
        return str(self.partner.organisation) if self.partner else str(self.get_actor_display())

    @property
    def who_code(self) -> str:
        """The same as a form sends it."""
        return str(self.partner.uuid) if self.partner else self.actor


class GoalView(Row):  # hoe één kant een doel ziet; rows are added, the newest counts
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="views")
    participation = models.ForeignKey("initiatives.Participation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("stand"), max_length=8, choices=terms.GoalStatus)
    remark = models.CharField(_("toelichting"), max_length=500, blank=True)
    told_by = models.CharField(
        _("wie zei dit"), max_length=160, blank=True
    )  # recorded for who does not sign in
    told_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_by="", told_on=None) | ~Q(told_by="") & Q(told_on__isnull=False),
                name="recorded_view_names_who_said_it_and_when",
            )
        ]
        indexes = [models.Index(fields=["item", "participation", "-id"])]


class Milestone(Row):  # mijlpaal: what a phase yielded; pushed to the left by the app that made it
    collaboration = models.ForeignKey(
        "initiatives.Collaboration", on_delete=models.PROTECT, related_name="milestones"
    )
    kind = models.CharField(max_length=24, choices=terms.MilestoneKind)
    on = models.DateField()
    form = models.CharField(_("vorm"), max_length=24, choices=terms.Form, blank=True)
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=200, blank=True)
    upload = models.ForeignKey(
        "initiatives.Upload", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    frozen: ClassVar = ("collaboration_id", "kind", "on", "form", "title", "url", "upload_id", "by_id")

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]


class Evidence(Row):  # onderbouwing van een doel of activiteit
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=terms.EvidenceKind)
    title = models.CharField(_("naam"), max_length=200)
    quote = models.TextField(_("de zin waar het om gaat"), max_length=1000, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    upload = models.ForeignKey(
        "initiatives.Upload", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        "initiatives.ContactMoment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        "initiatives.JointDecision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    circle = models.CharField(
        _("wie leest dit"), max_length=12, choices=terms.Circle, default=terms.Circle.EVERYONE
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
