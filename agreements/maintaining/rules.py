"""What is wrong in a draft of a format, on which line, and what keeps it from being published?"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.formats import clauses, published
from agreements.formats.kinds import DocumentKind
from agreements.formats.published import fields_of_rows
from agreements.formats.variables import Variable
from agreements.maintaining.changes import differences
from agreements.models import Clause, Format
from agreements.text.prose import REFERENCE


@dataclass(frozen=True)
class Mistake:
    """Where a text is wrong, and what to write instead. `unknown`: a field that is not there yet."""

    line: int
    message: str
    unknown: str = ""

    def __str__(self) -> str:
        return _("Regel %(line)d: %(message)s") % {"line": self.line, "message": self.message}


def mistakes(
    text: str, fields: Mapping[str, Variable], titles: Collection[str] | None = None
) -> list[Mistake]:
    """All of them; only the first one when the marks themselves cannot be read. `titles`: of the articles there are."""
    try:
        parsed = clauses.parse(text)
    except clauses.ClauseError as error:
        return [Mistake(error.line, error.message)]
    found = [
        Mistake(_line_of(problem.name, text), problem.message, "" if problem.name in fields else problem.name)
        for problem in clauses.check(parsed, fields)
    ]
    return found + (_lost_references(text, titles) if titles is not None else [])


def _lost_references(text: str, titles: Collection[str]) -> list[Mistake]:
    """A text names another article by its title; when that changed, the name leads nowhere."""
    message = _("Er is geen artikel “%(title)s”. Schrijf de titel zoals die nu is.")
    return [
        Mistake(text[: match.start()].count("\n") + 1, message % {"title": match[1]})
        for match in REFERENCE.finditer(text)
        if match[1] not in titles
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
    rows = list(rows)
    titles = {row.title for row in rows}
    found = {row.pk: mistakes(row.text, fields, titles) for row in rows}
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
    own = published.newest(DocumentKind(draft.document_kind), draft.owner_org_id)
    if own and own.pk != draft.based_on_id:
        waits.append(_("Er kwam een versie tussen. Gooi dit concept weg en begin met de nieuwste."))
    elif draft.based_on and not differences(draft.based_on, draft):
        waits.append(_("Er is nog niets anders dan in de vorige versie. Pas eerst iets aan."))
    return waits


def base_for(kind: DocumentKind, owner_id: int | None) -> Format | None:
    """With which version a new one begins: one's own newest, else the shared one.

    Who began with the shared one goes on from what it began with, also when that gets a newer version meanwhile.
    """
    return published.newest(kind, owner_id) or published.newest(kind)
