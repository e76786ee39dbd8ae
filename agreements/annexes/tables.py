"""What is kept of an annex? Only what it is and where it stands; its words are fields of the agreement, like any other.

`agreements.models` gives this table out.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.terms import AnnexKind, AnnexSource
from initiatives.models import Upload
from samenspel.models import Row


class Annex(Row):  # bijlage
    """`key` never changes and is never printed: links in the text follow it when the annexes are numbered anew."""

    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.PROTECT, related_name="annexes")
    key = models.CharField(max_length=8)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("soort"), max_length=12, choices=AnnexKind)
    source = models.CharField(max_length=8, choices=AnnexSource)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(
        "agreements.Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "key"], name="annex_key_once"),
            models.CheckConstraint(
                condition=models.Q(source=AnnexSource.FILE, upload__isnull=False, version=None)
                | models.Q(source=AnnexSource.VERSION, version__isnull=False, upload=None)
                | models.Q(source__in=[AnnexSource.WRITTEN, AnnexSource.NAMED], upload=None, version=None),
                name="annex_has_what_its_source_says",
            ),
        ]

    @property
    def is_picture(self) -> bool:
        return self.upload is not None and self.upload.media_type.startswith("image/")
