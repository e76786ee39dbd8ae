"""What is kept of an agreement that holds: when people looked back, how it ended, and of what the clock warned?

`agreements.models` gives these tables out.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements import terms
from contacts.models import Organisation, Person
from initiatives.models import JointDecision
from samenspel.models import Row


class Evaluation(Row):  # terugblik: gepland, of gehouden; each party may say in its own words how it was
    agreement = models.ForeignKey(
        "agreements.Agreement", on_delete=models.PROTECT, related_name="evaluations"
    )
    for_day = models.DateField()  # the day of the text that it answers, or its own
    planned_on = models.DateField(_("gepland op"), null=True, blank=True)
    held_on = models.DateField(_("gehouden op"), null=True, blank=True)
    conclusion = models.CharField(_("uitkomst"), max_length=8, choices=terms.Conclusion, blank=True)
    words = models.TextField(_("wat kwam eruit"), max_length=2000, blank=True)
    present = models.CharField(_("wie waren erbij"), max_length=300, blank=True)
    own_only = models.BooleanField(_("alleen voor ons"), default=False)  # the words; never the day
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = ("agreement_id", "for_day", "held_on", "conclusion", "own_only", "owner_id", "by_id")
    apart: ClassVar = ("planned_on", "words", "present")

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(held_on=None), name="one_planned_evaluation_per_agreement"
            ),
            models.UniqueConstraint(
                fields=["agreement", "held_on", "owner"],
                condition=Q(held_on__isnull=False),
                name="evaluation_once_per_day_and_party",
            ),
            models.CheckConstraint(
                condition=Q(held_on=None, planned_on__isnull=False)
                | (Q(held_on__isnull=False) & ~Q(conclusion="")),
                name="evaluation_is_planned_or_held",
            ),
        ]


class Ending(Row):  # einde van een overeenkomst; it counts at once, or when all turned their key
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="endings")
    way = models.CharField(max_length=12, choices=terms.Way)
    on = models.DateField(_("eindigt op"))
    reason = models.TextField(_("reden"), max_length=2000, blank=True)
    wraps_up = models.TextField(_("wat er wordt afgerond"), max_length=2000, blank=True)
    party = models.ForeignKey(
        "agreements.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.OneToOneField(
        JointDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    counts_since = models.DateTimeField(null=True, blank=True, default=timezone.now)

    frozen: ClassVar = ("agreement_id", "way", "on", "party_id", "decision_id", "by_id")
    apart: ClassVar = ("reason", "wraps_up", "counts_since")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way=terms.Way.TOGETHER, decision__isnull=False)
                | (Q(way__in=[terms.Way.NOTICE, terms.Way.AT_ONCE, terms.Way.OUT]) & Q(party__isnull=False))
                | Q(way__in=[terms.Way.SUCCEEDED, terms.Way.STOPPED]),
                name="ending_by_all_or_by_a_party",
            ),
        ]


class NoticeTakenBack(Row):  # opzegging teruggenomen: a row beside the ending, which stays what it was
    ending = models.OneToOneField(Ending, on_delete=models.PROTECT, related_name="taken_back")
    words = models.TextField(_("waarom terug"), max_length=2000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = ("ending_id", "by_id")
    apart: ClassVar = ("words",)

    class Meta:
        ordering = ["pk"]


class EndingReading(Row):  # eigen lezing van een partij bij het einde; rows are added
    ending = models.ForeignKey(Ending, on_delete=models.PROTECT, related_name="readings")
    party = models.ForeignKey("agreements.Party", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = ("ending_id", "party_id", "by_id")
    apart: ClassVar = ("text",)

    class Meta:
        ordering = ["pk"]


class ClockWarning(Row):  # wat de klok zei, elk één keer
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="warnings")
    about = models.CharField(max_length=12, choices=terms.Warned)
    on = models.DateField()  # the day it is about
    days = models.PositiveSmallIntegerField()  # how long before: 90, 30, 0

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "about", "on", "days"], name="the_clock_warns_of_this_once"
            )
        ]
