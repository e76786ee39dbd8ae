"""In which other kinds of document does an article stand, and does it read the same there?

Each kind keeps its own row of an article, so that one may say it otherwise; whoever improves it says for which it counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.formats.kinds import DocumentKind
from agreements.maintaining.changes import stamp
from agreements.models import Clause, Format


@dataclass(frozen=True)
class Sibling:
    """The same article in another kind: in the draft of that kind, or else in its newest version."""

    clause: Clause
    same: bool

    @property
    def kind(self) -> DocumentKind:
        return DocumentKind(self.clause.format.document_kind)

    @property
    def value(self) -> str:
        """Names the kind, and the text that was read there."""
        return f"{self.kind}:{stamp(self.clause)}"

    @property
    def label(self) -> str:
        """What a tick does there."""
        row = self.clause.format
        names = {"kind": self.kind.label, "number": row.number}
        where = (
            _("%(kind)s, in een nieuw concept") if row.published_at else _("%(kind)s, in concept %(number)d")
        )
        otherwise = "" if self.same else " " + _("(leest daar nu anders)")
        return where % names + otherwise


def siblings(clause: Clause) -> list[Sibling]:
    """In the formats of the same owner."""
    rows = _elsewhere(clause, clause.format.owner_org_id)
    return [Sibling(row, row.text == clause.text) for row in rows]


def only_shared(clause: Clause, own: Iterable[Sibling]) -> list[str]:
    """For a gemeente: the other kinds in which it stands in the shared format, which stays as it is."""
    if clause.format.owner_org_id is None:
        return []
    mine = {sibling.kind for sibling in own}
    rows = [row.format for row in _elsewhere(clause, None)]
    return [row.kind_label for row in rows if row.document_kind not in mine]


def _elsewhere(clause: Clause, owner: int | None) -> list[Clause]:
    """Per other kind the row of the draft, or else of the newest version; a draft of another owner is not read."""
    formats = Format.objects.filter(owner_org=owner).exclude(document_kind=clause.format.document_kind)
    if owner != clause.format.owner_org_id:
        formats = formats.filter(published_at__isnull=False)
    newest = {row.document_kind: row.pk for row in formats.order_by("number")}
    rows = Clause.objects.filter(key=clause.key, format__in=newest.values()).select_related("format")
    order = list(DocumentKind)
    return sorted(rows, key=lambda row: order.index(DocumentKind(row.format.document_kind)))
