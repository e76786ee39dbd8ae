"""What is kept when a party received a version?"""

from typing import ClassVar

from django.db import models

from agreements import terms
from contacts.models import Person
from samenspel.models import Row


class Receipt(Row):  # ontvangst van een versie door een partij; the first time counts, and it never changes
    version = models.ForeignKey("agreements.Version", on_delete=models.PROTECT, related_name="receipts")
    party = models.ForeignKey("agreements.Party", on_delete=models.PROTECT, related_name="receipts")
    text_hash = models.CharField(max_length=64)  # of the text that was received
    how = models.CharField(max_length=10, choices=terms.Received)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    row_hash = models.CharField(max_length=64)

    frozen: ClassVar = ("version_id", "party_id", "text_hash", "how", "on", "by_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party", "how"], name="receipt_once_each_way")
        ]
