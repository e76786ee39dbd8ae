"""What is wrong in a draft of a format, on which line, and what keeps it from being published?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.formats import clauses, published
from agreements.formats.kinds import DocumentKind
from agreements.formats.published import fields_of_rows
from agreements.formats.variables import Variable
from agreements.maintaining.changes import differences
from agreements.models import Clause, Format


@dataclass(frozen=True)
class Mistake:
    """Where a text is wrong, and what to write instead. `unknown`: a field that is not there yet."""

    line: int
    message: str
    unknown: str = ""

    def __str__(self) -> str:
        return _("Regel %(line)d: %(message)s") % {"line": self.line, "message": self.message}


def mistakes(text: str, fields: Mapping[str, Variable]) -> list[Mistake]:
    """All of them; only the first one when the marks themselves cannot be read."""
    try:
        parsed = clauses.parse(text)
    except clauses.ClauseError as error:
        return [Mistake(error.line, error.message)]
    return [
        Mistake(_line_of(problem.name, text), problem.message, "" if problem.name in fields else problem.name)
        for problem in clauses.check(parsed, fields)
    ]


def is_readable(text: str) -> bool:
    try:
        clauses.parse(text)
    except clauses.ClauseError:
        return False
    return True


def _line_of(name: str, text: str) -> int:
    marked = re.search(rf"(\{{\{{\s*|\bals\s+){re.escape(name)}\b", text)
    return text[: marked.start()].count("\n") + 1 if marked else 1


def wrong_clauses(rows: Iterable[Clause], fields: Mapping[str, Variable]) -> dict[int, list[Mistake]]:
    found = {row.pk: mistakes(row.text, fields) for row in rows}
    return {pk: wrong for pk, wrong in found.items() if wrong}


def reasons_to_wait(draft: Format) -> list[str]:
    """Why it cannot be published yet, each as what to do first."""
    rows, fields = list(draft.clauses.all()), fields_of_rows(draft.variables.all())
    wrong = wrong_clauses(rows, fields)
    waits = [
        _("Artikel “%(title)s”. %(mistake)s") % {"title": row.title, "mistake": mistake}
        for row in rows
        for mistake in wrong.get(row.pk, ())
    ]
    base = base_for(draft.document_kind, draft.owner_org_id)
    if base is None or draft.based_on_id != base.pk:
        waits.append(_("Er kwam een versie tussen. Gooi dit concept weg en begin met de nieuwste."))
    elif not differences(base, draft):
        waits.append(_("Er is nog niets anders dan in de vorige versie. Pas eerst iets aan."))
    return waits


def base_for(kind: str, owner_id: int | None) -> Format | None:
    """With which version a new one begins: one's own newest, else the shared one.

    Who began with the shared one keeps what it began with, also when that gets a newer version meanwhile.
    """
    own = published.newest(DocumentKind(kind), owner_id)
    if own or owner_id is None:
        return own
    draft = Format.objects.filter(document_kind=kind, owner_org=owner_id, published_at=None).first()
    return draft.based_on if draft else published.newest(DocumentKind(kind))
