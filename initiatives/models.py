"""What is kept of a collaboration: its parties, its plan, its decisions and its history?"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models import Function, Organisation, Person, Side
from initiatives import terms
from initiatives.querysets import (
    AssignmentQuerySet,
    CollaborationQuerySet,
    DecisionQuerySet,
    EvidenceQuerySet,
    MilestoneQuerySet,
    OwnedQuerySet,
    PeriodQuerySet,
    PlanItemQuerySet,
)
from municipalities.models import Municipality
from samenspel.models import Row


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


class PlanFormat(Row):  # het stappenplan, in een vaste versie
    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    phases = models.JSONField(default=list)  # [{phase, title, from, to, intro}]
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("wat is er nieuw"), max_length=2000, blank=True)

    def __str__(self) -> str:
        return f"Stappenplan {self.number}"

    def intro(self, phase: str) -> str:
        """What this version says of a phase, above its goals."""
        return next((known.get("intro", "") for known in self.phases if known["phase"] == phase), "")


class FormatItem(Row):
    format = models.ForeignKey(PlanFormat, on_delete=models.PROTECT, related_name="items")
    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=12, choices=terms.ItemKind)
    phase = models.CharField(max_length=16, choices=terms.Phase)
    track = models.CharField(max_length=24, choices=terms.Track, blank=True)
    actor = models.CharField(max_length=16, choices=terms.Actor, blank=True)
    group = models.CharField(max_length=24, blank=True)  # with_whom: which of the six groups
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    serves = models.JSONField(default=list)  # activities: keys of the goals they help
    applies = models.JSONField(default=dict, blank=True)  # {"technique": ["heat_network"]}; empty: always
    url = models.URLField(max_length=300, blank=True)  # link: the page it leads to
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["phase", "kind", "order"]
        constraints = [models.UniqueConstraint(fields=["format", "key"], name="format_item_key_once")]

    def __str__(self) -> str:
        return self.title


class Collaboration(Row):  # samenwerking: het dossier
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="collaborations")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="collaborations")
    area_name = models.CharField(_("buurt of dorp"), max_length=120)
    status = models.CharField(max_length=8, choices=terms.Status, default=terms.Status.ACTIVE)
    phase = models.CharField(_("fase"), max_length=16, choices=terms.Phase, default=terms.Phase.STARTUP)
    plan_format = models.ForeignKey(PlanFormat, on_delete=models.PROTECT, related_name="+")
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

    objects = PeriodQuerySet.as_manager()

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


class PlanItem(Row):  # een doel of activiteit van deze samenwerking
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="plan_items")
    format_item = models.ForeignKey(
        FormatItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=[(kind, kind.label) for kind in terms.PLANNED])
    phase = models.CharField(max_length=16, choices=terms.Phase)
    track = models.CharField(_("spoor"), max_length=24, choices=terms.Track)
    actor = models.CharField(_("wie pakt het op"), max_length=16, choices=terms.Actor, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    title = models.CharField(_("naam"), max_length=200)
    text = models.TextField(_("uitleg"), blank=True, max_length=2000)
    state = models.CharField(_("stand"), max_length=8, choices=terms.ItemState, default=terms.ItemState.OPEN)
    stage = models.CharField(max_length=16, blank=True)  # how far up its ladder: department, linkage, request
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
            models.UniqueConstraint(
                fields=["collaboration", "format_item"], name="format_item_once_per_plan"
            ),
        ]
        indexes = [models.Index(fields=["collaboration", "phase", "kind"])]

    def __str__(self) -> str:
        return self.title


class GoalView(Row):  # hoe één kant een doel ziet; rows are added, the newest counts
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="views")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("stand"), max_length=8, choices=terms.GoalStatus)
    remark = models.CharField(_("toelichting"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["item", "participation", "-id"])]


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

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]


class Milestone(Row):  # mijlpaal: what a phase yielded; pushed to the left by the app that made it
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=24, choices=terms.MilestoneKind)
    on = models.DateField()
    form = models.CharField(_("vorm"), max_length=24, choices=terms.Form, blank=True)
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=200, blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]


class Evidence(Row):  # onderbouwing van een doel of activiteit
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=terms.EvidenceKind)
    title = models.CharField(_("naam"), max_length=200)
    quote = models.TextField(_("de zin waar het om gaat"), max_length=1000, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        "ContactMoment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        "JointDecision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    circle = models.CharField(
        _("wie leest dit"), max_length=12, choices=terms.Circle, default=terms.Circle.EVERYONE
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]


class JointDecision(Row):  # gezamenlijk besluit: it counts when every required side turned its key
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=16, choices=terms.DecisionKind)
    subject = models.CharField(max_length=80, blank=True)  # '' or what it is about: a part, minutes, a page
    # phase step: {"from": …, "to": …, "open_goals": 2, "result": <uuid> or "none"}; end: {"end_kind": …}
    payload = models.JSONField(default=dict)
    reason = models.TextField(_("reden"), max_length=2000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=terms.DecisionState, default=terms.DecisionState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "kind", "subject"],
                condition=Q(state="open"),
                name="one_open_decision_per_subject",
            )
        ]


class DecisionKey(Row):  # sleutel; one row per required side, made when the decision opens
    decision = models.ForeignKey(JointDecision, on_delete=models.PROTECT, related_name="keys")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=terms.KeyVerdict, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("wie besliste"), max_length=160, blank=True)  # on paper: who has no account
    at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(_("toelichting"), max_length=2000, blank=True)
    on_paper = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Who of this side prepares the answer; a colleague may take over.
    handler = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contested_at = models.DateTimeField(null=True, blank=True)
    contested_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contest_remark = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "participation"], name="one_key_per_side"),
            models.CheckConstraint(
                condition=Q(on_paper=False) | Q(evidence__isnull=False, recorded_by__isnull=False),
                name="on_paper_needs_evidence",
            ),
            models.UniqueConstraint(
                fields=["decision", "by"],
                condition=~Q(verdict="") & Q(by__isnull=False),
                name="one_person_turns_one_key",
            ),
        ]


class DecisionNote(Row):  # a question, an answer, or a reason at one item; rows are added, never edited
    decision = models.ForeignKey(JointDecision, on_delete=models.PROTECT, related_name="notes")
    item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    kind = models.CharField(max_length=12, choices=terms.NoteKind)
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)

    class Meta:
        ordering = ["pk"]


class PhasePeriod(Row):  # een fase met begin en eind
    """One leading open period per file, mirrored in Collaboration.phase."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="periods")
    part = models.CharField(_("deel van de buurt"), max_length=120, blank=True)
    phase = models.CharField(max_length=16, choices=terms.Phase)
    leading = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        JointDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
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


class ContactMoment(Row):  # contactmoment
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="contact_moments")
    on = models.DateField(_("wanneer"))
    channel = models.CharField(_("hoe"), max_length=8, choices=terms.Channel)
    summary = models.TextField(_("wat is er gezegd"), max_length=4000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    circle = models.CharField(
        _("wie leest dit"), max_length=12, choices=terms.Circle, default=terms.Circle.OWN
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["collaboration", "-on"])]


class Fact(Row):  # een gegeven van het dossier; rows are added, the newest counts
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="facts")
    name = models.CharField(max_length=80)
    value = models.JSONField()
    # Whose view it is; empty: what both hold to be so.
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["collaboration", "name", "-id"])]


class SelfCheck(Row):  # zelfcheck van een gemeente; rows are added, the newest of a point counts
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )  # its people alone read it
    collaboration = models.ForeignKey(  # empty: the gemeente as a whole, before any file
        Collaboration, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    point = models.SlugField(max_length=40)
    answer = models.CharField(max_length=12, choices=terms.SelfCheckAnswer)
    remark = models.CharField(_("toelichting"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["owner", "collaboration", "-id"], name="self_check_newest")]


class Event(Row):  # gebeurtenis op de tijdlijn: ids, codes and dates; never names or free text
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24, choices=terms.EventKind)
    at = models.DateTimeField()
    actor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    actor_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    on_behalf_of = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=80, blank=True)  # "goal:<uuid>"
    payload = models.JSONField(default=dict)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    circle = models.CharField(max_length=12, choices=terms.Circle, default=terms.Circle.EVERYONE)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        constraints = [models.UniqueConstraint(fields=["collaboration", "seq"], name="event_seq_once")]


class Letter(Row):  # mail die klaarligt; what it says is told from the event when it leaves
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="letters")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="letters")
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)  # it left, or it is of no use any more

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_letter_a_person")]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(closed_at=None), name="letter_waiting")]


class Opening(models.Model):  # wie welk dossier opende: one row per user, file and day
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["collaboration", "user", "on"], name="opening_once_a_day")
        ]
