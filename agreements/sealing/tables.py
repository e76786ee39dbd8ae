"""What is kept of a seal: on which file, of which party, and what its certificate said."""

from typing import ClassVar

from django.db import models

from agreements import terms
from samenspel.models import Row


class Seal(Row):  # zegel op een gemaakt bestand; added together with it, and never changed
    document = models.OneToOneField("agreements.Document", on_delete=models.PROTECT, related_name="seal")
    party = models.ForeignKey("agreements.Party", on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=200)  # as the certificate names the organisation
    fingerprint = models.CharField(max_length=64)  # of the certificate
    level = models.CharField(max_length=8, choices=terms.SealLevel)
    valid_until = models.DateField()
    row_hash = models.CharField(max_length=64)

    frozen: ClassVar = ("document_id", "party_id", "holder", "fingerprint", "level", "valid_until")
