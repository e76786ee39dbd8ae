"""What is kept of a format: its versions, of each its clauses and fields, and what a gemeente did not take over?

What is published never changes: the database refuses it. `agreements.models` gives these tables out.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements import terms
from agreements.formats.kinds import DocumentKind
from agreements.querysets import FormatQuerySet
from contacts.models import Organisation, Person
from samenspel.models import Row


class Format(Row):  # het format voor één soort stuk, in een vaste versie: gedeeld, of van één gemeente
    document_kind = models.CharField(max_length=20)  # the format's own Dutch key: intentie, sok, …
    number = models.PositiveIntegerField()
    owner_org = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("wat is er nieuw"), max_length=2000, blank=True)
    row_hash = models.CharField(max_length=64, blank=True)  # since it is published, with all that it says

    frozen: ClassVar = (
        *("document_kind", "number", "owner_org_id", "based_on_id", "published_at", "note"),
        "says",
    )
    frozen_when: ClassVar = {"used": ("row_hash",)}  # by an agreement that begins with it, or follows it

    objects = FormatQuerySet.as_manager()

    class Meta:
        ordering = ["document_kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document_kind", "owner_org"],
                condition=models.Q(published_at=None, based_on__isnull=False),
                name="one_draft_of_an_own_format",
            ),
            models.UniqueConstraint(
                fields=["document_kind"],
                condition=models.Q(published_at=None, based_on__isnull=False, owner_org=None),
                name="one_draft_of_a_shared_format",
            ),
            models.UniqueConstraint(
                fields=["document_kind", "number", "owner_org"], name="own_format_number_once"
            ),
            models.UniqueConstraint(
                fields=["document_kind", "number"],
                condition=models.Q(owner_org=None),
                name="shared_format_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_label} {self.number}"

    @property
    def says(self) -> dict[str, list[dict[str, Any]]]:
        return said_by(self)

    @property
    def kind_label(self) -> str:
        return DocumentKind(self.document_kind).label


# What a version takes over from the one before, and what it says.
CLAUSE = ("key", "part", "order", "title", "need", "in_short", "text", "why", "topics")
COLUMNS = (
    "name", "type", "label", "short", "caption", "help", "required", "default", "filled_from", "at_signing",
)  # fmt: skip


def said_by(row: Any) -> dict[str, list[dict[str, Any]]]:
    """Every clause and field of a version, in an order that follows from what they say."""
    return {
        "clauses": list(row.clauses.order_by("key").values(*CLAUSE)),
        "variables": list(row.variables.order_by("name").values(*COLUMNS)),
    }


class Clause(Row):  # bepaling van het format
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="clauses")
    key = models.SlugField(max_length=60)
    part = models.CharField(max_length=1)  # A–I, as in the catalogue
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    need = models.CharField(max_length=8, choices=terms.Need)
    in_short = models.BooleanField(default=False)
    text = models.TextField()
    why = models.TextField(blank=True)
    topics = models.JSONField(default=list)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["format", "key"], name="clause_key_once")]

    def __str__(self) -> str:
        return self.title


class Variable(Row):  # veld van het format
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="variables")
    name = models.SlugField(max_length=60)
    label = models.CharField(max_length=200)  # asks for it
    short = models.CharField(max_length=120, blank=True)  # names it in a sentence or a blank
    caption = models.CharField(max_length=200, blank=True)  # above it, when it is a table
    help = models.TextField(blank=True)
    type = models.CharField(max_length=200)
    required = models.BooleanField(default=False)
    default = models.JSONField(null=True, blank=True)
    filled_from = models.CharField(max_length=60)
    at_signing = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["format", "name"], name="variable_name_once")]

    def __str__(self) -> str:
        return self.name


class SetAside(
    Row
):  # niet overgenomen: wat een gemeente met een eigen format liet liggen van een gedeelde versie
    owner_org = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    shared = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="set_aside")
    clause_key = models.SlugField(max_length=60)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner_org", "shared", "clause_key"], name="set_aside_once")
        ]
