"""What has every row in common?"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Row(models.Model):
    """A row of the product: a uuid for its address, and the moment it was added."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("aangemaakt op"), auto_now_add=True)

    class Meta:
        abstract = True
