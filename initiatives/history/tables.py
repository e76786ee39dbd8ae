"""What is kept of what happened in a file, and of who looked?"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation, Person
from initiatives import terms
from initiatives.querysets import OwnedQuerySet
from samenspel.models import Row


class ContactMoment(Row):  # contactmoment
    collaboration = models.ForeignKey(
        "initiatives.Collaboration", on_delete=models.PROTECT, related_name="contact_moments"
    )
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


class Event(Row):  # gebeurtenis op de tijdlijn: ids, codes and dates; never names or free text
    collaboration = models.ForeignKey(
        "initiatives.Collaboration", on_delete=models.PROTECT, related_name="events"
    )
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24, choices=terms.event_kinds)
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


class Mark(models.Model):  # kenmerk van wat later weg kan, of anders wordt gezegd; history/marks.py
    collaboration = models.ForeignKey(
        "initiatives.Collaboration", on_delete=models.PROTECT, related_name="marks"
    )
    name = models.CharField(max_length=120, unique=True)  # "stance.reason:<uuid>"
    salt = models.CharField(max_length=64)  # another at each event; the one before is nowhere any more
    digest = models.CharField(max_length=64)


class Opening(models.Model):  # wie welk dossier opende: one row per user, file and day
    collaboration = models.ForeignKey(
        "initiatives.Collaboration", on_delete=models.CASCADE, related_name="openings"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["collaboration", "user", "on"], name="opening_once_a_day")
        ]
