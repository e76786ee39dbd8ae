"""What is kept of a stappenplan in a fixed version?"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives import terms
from samenspel.models import Row


class PlanFormat(Row):  # het stappenplan, in een vaste versie
    number = models.PositiveIntegerField(unique=True)
    published_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    phases = models.JSONField(default=list)  # [{phase, title, from, to, intro}]
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("wat is er nieuw"), max_length=2000, blank=True)
    row_hash = models.CharField(max_length=64, blank=True)  # since it is published, with all that it says

    frozen: ClassVar = ("number", "published_at", "source", "phases", "based_on_id", "note", "says")
    frozen_when: ClassVar = {"used": ("row_hash",)}  # by a file that begins with it, or takes it over

    def __str__(self) -> str:
        return f"Stappenplan {self.number}"

    @property
    def says(self) -> list[dict[str, Any]]:
        return said_by(self)

    def intro(self, phase: str) -> str:
        """What this version says of a phase, above its goals."""
        return next((known.get("intro", "") for known in self.phases if known["phase"] == phase), "")


# What a version takes over from the one before, and what it says.
FIELDS = (
    "key", "kind", "phase", "track", "actor", "group", "order", "title", "text", "serves", "applies", "url",
    "source", "words",
)  # fmt: skip


def said_by(row: Any) -> list[dict[str, Any]]:
    """Every item of a version, in an order that follows from what they say. `words` only where there are any: older
    versions were hashed without.
    """
    items = row.items.order_by("key").values(*FIELDS)
    return [{name: said for name, said in item.items() if said or name != "words"} for item in items]


class FormatItem(Row):
    format = models.ForeignKey(PlanFormat, on_delete=models.PROTECT, related_name="items")
    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=12, choices=terms.ItemKind)
    phase = models.CharField(max_length=16, choices=terms.Phase)
    track = models.CharField(max_length=24, choices=terms.Track, blank=True)
    actor = models.CharField(max_length=16, choices=terms.Actor, blank=True)
    group = models.CharField(max_length=24, blank=True)  # with_whom: which of the six groups
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    serves = models.JSONField(default=list)  # activities: keys of the goals they help
    applies = models.JSONField(default=dict, blank=True)  # {"technique": ["heat_network"]}; empty: always
    url = models.URLField(max_length=300, blank=True)  # link: the page it leads to
    # What it is called in the words of the kruistabel, where that does not know it: {"steps": "arrange"}
    words = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["phase", "kind", "order"]
        constraints = [models.UniqueConstraint(fields=["format", "key"], name="format_item_key_once")]

    def __str__(self) -> str:
        return self.title
