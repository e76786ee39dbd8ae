"""What is kept of the parties to an agreement: who takes part, who signs for them, and who came and went?

`agreements.models` gives these tables out.
"""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements import terms
from contacts.models import Organisation, Person
from samenspel.models import Row

if TYPE_CHECKING:
    from agreements.models import Stance


class TakingPart(models.Manager["Party"]):
    """The one rule of who is party: whoever stopped is none any more, until it takes part again."""

    def get_queryset(self) -> models.QuerySet["Party"]:
        return super().get_queryset().filter(left_at=None)


class Party(Row):  # partij bij de overeenkomst
    """Read by `objects`, and by `agreement.parties`, is who takes part; `ever` reads also who stopped."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=20)  # municipality, initiative, partner-1
    order = models.PositiveSmallIntegerField()
    short_name = models.CharField(_("korte naam in de tekst"), max_length=80)
    # Per reason the keys of the articles about which it is still to speak: kept with every change while parties
    # settle the text, so that a list reads no texts.
    asked = models.JSONField(default=dict, blank=True)
    # Both follow from its moves. What it said before it came (back) does not count; empty: it is here from the start.
    here_since = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = TakingPart()
    ever = models.Manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once"),
            models.UniqueConstraint(fields=["agreement", "key"], name="party_key_once"),
        ]

    def counts(self, stance: "Stance") -> bool:
        """Whether it said this as the party it is now: who comes back has approved nothing."""
        return self.here_since is None or stance.created_at > self.here_since


class PartyMove(Row):  # erbij, gestopt, toch weer mee; rows are added
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=8, choices=terms.PartyMoved)
    reason = models.TextField(_("waarom"), max_length=2000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    frozen: ClassVar = ("party_id", "kind", "by_id")
    apart: ClassVar = ("reason",)

    class Meta:
        ordering = ["pk"]


class Signatory(Row):  # ondertekenaar; the paper names functions only
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatories")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    function_label = models.CharField(_("functie"), max_length=160)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["order", "pk"]
