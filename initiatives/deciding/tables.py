"""What is kept of a joint decision: the question, the keys, and what was said beside it?"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation, Person
from initiatives import terms
from initiatives.querysets import DecisionQuerySet
from samenspel.models import Row


class JointDecision(Row):  # gezamenlijk besluit: it counts when every required side turned its key
    collaboration = models.ForeignKey(
        "initiatives.Collaboration", on_delete=models.PROTECT, related_name="decisions"
    )
    kind = models.CharField(max_length=16, choices=terms.DecisionKind)
    subject = models.CharField(max_length=80, blank=True)  # '' or what it is about: a part, minutes, a page
    # phase step: {"from": …, "to": …, "open_goals": 2, "result": <uuid> or "none"}; end: {"end_kind": …}
    # of a part, "from" is empty at its first step; "leaves" is the phase of the whole neighbourhood then
    payload = models.JSONField(default=dict)
    reason = models.TextField(_("reden"), max_length=2000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=terms.DecisionState, default=terms.DecisionState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    apart: ClassVar = ("reason",)
    frozen_when: ClassVar = {
        "closed": (
            *("collaboration_id", "kind", "subject", "payload"),
            *("by_id", "by_organisation_id", "state", "closed_at"),
        )
    }

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
    participation = models.ForeignKey("initiatives.Participation", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=terms.KeyVerdict, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("wie besliste"), max_length=160, blank=True)  # on paper: who has no account
    at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(_("toelichting"), max_length=2000, blank=True)
    on_paper = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(
        "initiatives.Upload", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Who of this side prepares the answer; a colleague may take over.
    handler = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contested_at = models.DateTimeField(null=True, blank=True)
    contested_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    contest_remark = models.TextField(max_length=2000, blank=True)

    apart: ClassVar = ("by_name", "remark", "handler_id", "contest_remark")
    frozen_when: ClassVar = {
        "turned": (
            *("decision_id", "participation_id", "verdict", "by_id", "at"),
            *("on_paper", "recorded_by_id", "evidence_id"),
        ),
        "contested": ("contested_at", "contested_by_id"),
    }

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
    # A reason without an item is about the result of the phase; a question without one about the whole proposal.
    decision = models.ForeignKey(JointDecision, on_delete=models.PROTECT, related_name="notes")
    item = models.ForeignKey(
        "initiatives.PlanItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    kind = models.CharField(max_length=12, choices=terms.NoteKind)
    participation = models.ForeignKey("initiatives.Participation", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)

    frozen: ClassVar = ("decision_id", "item_id", "answers_id", "kind", "participation_id", "by_id")
    apart: ClassVar = ("text",)

    class Meta:
        ordering = ["pk"]
