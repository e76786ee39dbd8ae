"""What has every row in common, and which forms were sent?"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Row(models.Model):
    """A row of the product: a uuid for its address, and the moment it was added."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("aangemaakt op"), auto_now_add=True)

    class Meta:
        abstract = True


class Sending(models.Model):  # verstuurd formulier: once.py, what one page sent and did is done once
    key = models.CharField(max_length=64, unique=True)
    led_to = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
