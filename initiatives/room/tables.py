"""What is kept of what sides say of roles and room, and of what a gemeente says of itself?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation, Person
from initiatives import terms
from samenspel.models import Row


class Fact(Row):  # een gegeven van het dossier; rows are added, the newest counts
    collaboration = models.ForeignKey(
        "initiatives.Collaboration", on_delete=models.PROTECT, related_name="facts"
    )
    name = models.CharField(max_length=80)
    value = models.JSONField()
    # Whose view it is; empty: what both hold to be so.
    participation = models.ForeignKey(
        "initiatives.Participation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
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
        "initiatives.Collaboration", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    point = models.SlugField(max_length=40)
    answer = models.CharField(max_length=12, choices=terms.SelfCheckAnswer)
    remark = models.CharField(_("toelichting"), max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["owner", "collaboration", "-id"], name="self_check_newest")]
