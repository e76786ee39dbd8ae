"""Which drafts of other kinds can be published together with this one, and what would come along with each?

An article that is improved in several kinds at once waits in a draft of each. Who publishes one says which go with it.
A draft in which nothing else is different is offered with a tick; where somebody is at work on more, she decides.
"""

from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.formats.kinds import DocumentKind
from agreements.formats.printing import joined
from agreements.maintaining.changes import Change, Differences, differences, stamp
from agreements.maintaining.rules import reasons_to_wait
from agreements.models import Clause, Format, Variable


@dataclass(frozen=True)
class Companion:
    """A draft of another kind in which an article got the same text as in the draft that is published."""

    draft: Format
    titles: list[str]  # of the articles that read the same in both
    more: int  # what else is different in it
    waits: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        kind = DocumentKind(self.draft.document_kind).label
        return _("%(kind)s, concept %(number)d") % {"kind": kind, "number": self.draft.number}

    @property
    def value(self) -> str:
        """Names the draft, and how it read when it was offered."""
        rows: list[Clause | Variable] = [*self.draft.clauses.all(), *self.draft.variables.all()]
        seen = "".join(sorted(f"{row.pk}:{stamp(row)}" for row in rows))
        return f"{self.draft.uuid}:{sha256(seen.encode()).hexdigest()[:24]}"

    @property
    def label(self) -> str:
        same = f"{self.name}: {joined([f'“{title}”' for title in self.titles])}"
        if not self.more:
            return same
        also = ngettext(
            "Er staat nog %(n)d andere wijziging in.", "Er staan nog %(n)d andere wijzigingen in.", self.more
        )
        return f"{same}. {also % {'n': self.more}}"


def companions(draft: Format) -> list[Companion]:
    """Of the same owner, in the order of the kinds."""
    if draft.based_on is None:
        return []
    rows = Format.objects.filter(owner_org=draft.owner_org_id, published_at=None, based_on__isnull=False)
    others = (
        rows.exclude(pk=draft.pk)
        .select_related("based_on")
        .prefetch_related("clauses", "variables", "based_on__clauses", "based_on__variables")
    )
    ours = differences(draft.based_on, draft)
    found = [(other, *_alike(ours, differences(other.based_on, other))) for other in others if other.based_on]
    order = list(DocumentKind)
    return [
        Companion(other, titles, more, reasons_to_wait(other))
        for other, titles, more in sorted(
            found, key=lambda one: order.index(DocumentKind(one[0].document_kind))
        )
        if titles
    ]


def _alike(ours: Differences, theirs: Differences) -> tuple[list[str], int]:
    """The titles of what changed alike in both, and how much more changed there."""
    said = {change.key: _text(change) for change in ours.clauses}
    alike = [change for change in theirs.clauses if said.get(change.key, "") == _text(change)]
    fields = {change.key for change in ours.fields}
    more = len(theirs.clauses) - len(alike) + sum(change.key not in fields for change in theirs.fields)
    return [change.row.title for change in alike], more + theirs.moved


def _text(change: Change) -> str | None:
    """How the article reads from now on; None where it goes."""
    return change.new.text if isinstance(change.new, Clause) else None
