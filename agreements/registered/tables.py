"""What is kept of an agreement that was made elsewhere, and of policy that names the initiative?

Rows are added, and the newest counts: what was said before stays. `agreements.models` gives these tables out.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation, Person
from initiatives.models import Collaboration, Milestone, Participation, Upload
from initiatives.querysets import InFileQuerySet
from initiatives.terms import Form, Layer, PassageState, PolicyKind
from samenspel.models import Row


class Registration(Row):  # registratie van een afspraak die elders is gemaakt
    agreement = models.ForeignKey(
        "agreements.Agreement", on_delete=models.PROTECT, related_name="registrations"
    )
    form = models.CharField(_("vorm"), max_length=24, choices=Form)
    title = models.CharField(_("naam"), max_length=160)
    since = models.DateField(_("geldt sinds"))
    until = models.DateField(_("geldt tot en met"), null=True, blank=True)
    signed = models.BooleanField(_("door alle partijen getekend"), default=False)
    amount = models.DecimalField(_("bedrag"), max_digits=12, decimal_places=2, null=True, blank=True)
    money = models.CharField(_("wat er over geld in staat"), max_length=500, blank=True)
    url = models.URLField(_("link"), max_length=300, blank=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    parties = models.ManyToManyField(Organisation, related_name="+")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="+")
    withdrawn = models.BooleanField(default=False)
    reason = models.CharField(_("waarom verbeterd of ingetrokken"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = (
        *("agreement_id", "form", "title", "since", "until", "signed", "amount", "url"),
        *("upload_id", "milestone_id", "withdrawn", "by_id", "seat_id"),
    )
    apart: ClassVar = ("money", "reason")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="registration_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn=False) | ~models.Q(reason=""),
                name="registration_withdrawn_with_a_reason",
            ),
        ]


class RegistrationDoubt(Row):  # wat er volgens een andere kant niet klopt aan een registratie
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="doubts")
    text = models.CharField(_("wat er niet klopt"), max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = ("registration_id", "by_id", "seat_id")
    apart: ClassVar = ("text",)

    class Meta:
        ordering = ["pk"]


class PolicyMention(Row):  # een beleidsstuk dat dit initiatief noemt
    collaboration = models.ForeignKey(Collaboration, on_delete=models.PROTECT, related_name="policy_mentions")
    kind = models.CharField(_("soort stuk"), max_length=16, choices=PolicyKind)
    name = models.CharField(_("naam van het stuk"), max_length=160)

    objects = InFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Passage(Row):  # wat één versie van het stuk over het initiatief zegt
    mention = models.ForeignKey(PolicyMention, on_delete=models.PROTECT, related_name="passages")
    version = models.CharField(_("versie"), max_length=60)
    adopted_on = models.DateField(_("vastgesteld op"))
    body = models.CharField(_("vastgesteld door"), max_length=12, choices=Layer)
    url = models.URLField(_("link"), max_length=300, blank=True)
    expected_on = models.DateField(_("volgende versie verwacht op"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=PassageState)
    quote = models.TextField(_("de passage"), max_length=1000, blank=True)
    place = models.CharField(_("bladzijde of alinea"), max_length=80, blank=True)
    reason = models.CharField(_("waarom weggehaald"), max_length=500, blank=True)
    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # what it counts as; empty when the initiative is not named in it
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = (
        *("mention_id", "version", "adopted_on", "body", "url", "expected_on", "state", "place"),
        *("milestone_id", "by_id", "seat_id"),
    )
    apart: ClassVar = ("quote", "reason")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["mention", "-id"], name="passage_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=PassageState.WITHDRAWN) | ~models.Q(reason=""),
                name="mention_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(milestone=None, state__in=[PassageState.GONE, PassageState.WITHDRAWN])
                | (
                    models.Q(milestone__isnull=False)
                    & ~models.Q(state__in=[PassageState.GONE, PassageState.WITHDRAWN])
                ),
                name="passage_counts_while_it_is_there",
            ),
        ]


class PassageAnswer(Row):  # wat een kant deed nu de passage weg is
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="answers")
    text = models.CharField(_("wat jullie deden"), max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = ("passage_id", "by_id", "seat_id")
    apart: ClassVar = ("text",)

    class Meta:
        ordering = ["pk"]
