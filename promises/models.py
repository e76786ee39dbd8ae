"""What is kept of a promise: who gave it to whom, where and for when, and what both sides say of it?"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from contacts.models import Organisation, Person
from initiatives.models import Collaboration, ContactMoment, JointDecision
from initiatives.terms import Circle, Phase
from promises import terms
from promises.querysets import PromiseQuerySet
from samenspel.models import Row


class Promise(Row):  # toezegging; what was promised never changes, how it stands follows from the words
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="promises")
    what = models.TextField(_("wat is er toegezegd"), max_length=500)
    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(  # empty: everyone in the file
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_due_on = models.DateField(_("voor wanneer"), null=True, blank=True)
    due_phase = models.CharField(_("voor het eind van"), max_length=16, choices=Phase, blank=True)
    source = models.CharField(_("waar"), max_length=8, choices=terms.Source)
    said_on = models.DateField(_("toegezegd op"))
    contact = models.ForeignKey(
        ContactMoment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.ForeignKey(
        JointDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    clause_key = models.SlugField(max_length=60, blank=True)  # the article it stands in
    source_key = models.SlugField(max_length=120, blank=True)  # the row of that article: taken over once
    replaced_by = models.ForeignKey(  # the addendum that changed that row since
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    circle = models.CharField(_("wie leest dit"), max_length=12, choices=Circle, default=Circle.EVERYONE)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Mirrors what `standing` makes of the words, so that lists and counts need not read them.
    state = models.CharField(max_length=8, choices=terms.State, default=terms.State.OPEN)
    differs = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    moved = models.PositiveSmallIntegerField(default=0)
    reminded_of = models.DateField(null=True, blank=True)  # the day of which its giver heard that it passed
    revision = models.PositiveIntegerField(default=1)

    frozen: ClassVar = (
        *("collaboration_id", "giver_id", "receiver_id", "first_due_on", "due_phase", "source", "said_on"),
        *("contact_id", "decision_id", "agreement_id", "clause_key", "source_key", "owner_id", "by_id"),
    )
    apart: ClassVar = ("what", "circle", "withdrawn_at", "replaced_by_id", "reminded_of")

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("toezegging")
        verbose_name_plural = _("toezeggingen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "source_key", "giver"],
                condition=~Q(source_key="") & Q(withdrawn_at=None),
                name="promise_taken_over_once",
            ),
            models.CheckConstraint(
                condition=Q(first_due_on=None) | Q(due_phase=""), name="promise_for_a_day_or_a_phase"
            ),
            models.CheckConstraint(
                condition=Q(receiver=None) | ~Q(receiver=models.F("giver")),
                name="promise_to_another",
            ),
        ]
        indexes = [models.Index(fields=["collaboration", "state", "due_on"], name="promises_of_a_file")]

    def __str__(self) -> str:
        return self.what


class PromiseWord(Row):  # wat een kant ervan zegt; rows are added, the newest of each side counts
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="words")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(_("stand"), max_length=8, choices=terms.Word)
    day = models.DateField(_("nieuwe dag"), null=True, blank=True)
    remark = models.CharField(_("toelichting"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded = models.BooleanField(default=False)  # put down by another than the party itself

    frozen: ClassVar = ("promise_id", "organisation_id", "word", "day", "by_id", "recorded")
    apart: ClassVar = ("remark",)

    class Meta:
        verbose_name = _("wat een kant van een toezegging zegt")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(word=terms.Word.MOVED, day__isnull=False)
                | ~Q(word=terms.Word.MOVED) & Q(day=None),
                name="only_a_move_has_a_day",
            )
        ]
