"""What of the words and tables that were sent for an article is other than what it says now?

A table that stays as it is, is no part of a proposal; words that stay go on following what is filled in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from agreements.draft import Draft
from agreements.formats.typed import Json, Refused
from agreements.formats.variables import Variable
from agreements.models import Article, Proposal
from agreements.settling.merging import merged
from agreements.terms import ProposalKind
from agreements.text import wording
from agreements.text.lines import sound
from samenspel.errors import DomainError

Rows = list[Mapping[str, Json]]


def words_of(draft: Draft, article: Article) -> str:
    """What the article says now, without its tables, in the form in which words are kept."""
    return wording.in_one_form(wording.plain_text(draft.composed(article).blocks))


def rows_of(draft: Draft, variable: Variable) -> Rows:
    return proposed_rows(variable, draft.values)


def proposed_rows(variable: Variable, values: Mapping[str, Json]) -> Rows:
    """Of those that no longer fit the table, as after a change of the format, nothing."""
    return sound(variable, values.get(variable.name)) or []


def of_annex(draft: Draft, variable: Variable) -> Variable:
    """The table under the name of the annex in which it stands, if it does: two may have the same one."""
    annex = draft.annexes.of_field(variable.name)
    if annex is None:
        return variable
    title = draft.annexes.title(annex)
    return replace(variable, caption=title, label=f"{title}: {variable.label}")


def other_words(draft: Draft, article: Article, text: str) -> str:
    """Nothing when they are those of now."""
    try:
        words = wording.clean_own_text(text)
    except Refused as refused:
        raise DomainError(str(refused), field="text") from refused
    now = words_of(draft, article)
    if now and not words:
        raise DomainError(_("Schrijf de tekst die jullie voorstellen."), field="text")
    return "" if words == now else words


def other_rows(draft: Draft, article: Article, typed: Mapping[str, Any]) -> dict[str, Json]:
    """Per table that changes, all its rows as they are kept."""
    asked = {variable.name: variable for variable in draft.tables_of(article)}
    if not typed.keys() <= asked.keys():
        raise DomainError(_("Deze tabel staat niet meer in dit artikel. Ververs de pagina."))
    found = {}
    for name, raw in typed.items():
        try:
            rows = asked[name].clean(raw)
        except Refused as refused:
            raise DomainError(str(refused), field=name) from refused
        if rows != rows_of(draft, asked[name]):
            found[name] = rows
    return found


def what_it_changes(proposal: Proposal) -> str:
    """The code by which the timeline tells of it."""
    return "table" if proposal.values and not proposal.text else proposal.kind


def touched_by(proposal: Proposal) -> set[str]:
    """Of what only one proposal can hold in the end: the words of an article, and each of its tables."""
    return {*(["text"] if proposal.text else []), *proposal.values}


def collide(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Proposals for other words or rows of one article, when not all of them can hold."""
    found = [row for row in proposals if row.kind == ProposalKind.TEXT]
    touched = [touched_by(row) for row in found]
    return found if sum(map(len, touched)) > len(set().union(*touched)) else []


def words_to_start(draft: Draft, article: Article, answers: Iterable[Proposal]) -> str:
    """The words of what is answered, one below the other, or those of now."""
    return "\n".join(row.text for row in answers if row.text) or wording.plain_text(
        draft.composed(article).blocks
    )


def rows_to_start(draft: Draft, variable: Variable, answers: Iterable[Proposal]) -> Rows:
    """The same for a table: the rows of now with the changes of all."""
    proposed = [proposed_rows(variable, row.values) for row in answers if variable.name in row.values]
    return proposed[0] if len(proposed) == 1 else merged(rows_of(draft, variable), proposed)
