"""What comes along into an addendum of the articles that it changes? Their words and values as they read today."""

from collections.abc import Iterable, Mapping
from typing import Any

from agreements.annexes.fields import CLAUSE, FILLED_BY
from agreements.formats import published
from agreements.formats.published import SharedFormat
from agreements.living import amending, said
from agreements.models import Agreement, Annex, Article, FieldValue
from agreements.terms import Origin


def bring(agreement: Agreement, spec: SharedFormat, keys: Iterable[str]) -> list[str]:
    """Takes over those that the earlier agreement has; gives back the keys that it does not have."""
    original = agreement.predecessor
    if original is None:
        raise RuntimeError("an addendum belongs to an agreement")
    addenda = said.addenda_of(original)
    reads = {row.clause_key: row for row in amending.as_it_reads(original, addenda)}
    of_chain = {row.pk: row.format_id for row in (original, *addenda)}
    values = said.said_by(original, addenda).values
    keys = list(keys)
    asked = [reads[key] for key in keys if key in reads]
    lists = CLAUSE in keys or agreement.articles.filter(clause_key=CLAUSE).exists()
    if not lists and _names_an_annex(asked, reads.get(CLAUSE), spec, values):
        keys.append(CLAUSE)
    taken = [reads[key] for key in keys if key in reads]
    Article.objects.bulk_create(
        Article(
            agreement=agreement,
            clause_key=row.clause_key,
            order=row.order,
            title=row.title,
            own_text=row.own_text,
            part=row.part,
            format_id=_format_of(row, of_chain, agreement),
        )
        for row in taken
    )
    _bring_values(agreement, taken, values)
    if CLAUSE in keys and CLAUSE in reads:
        _bring_annexes(reads[CLAUSE].agreement_id, agreement)
    return [key for key in keys if key not in reads]


def _names_an_annex(
    taken: Iterable[Article], listed: Article | None, spec: SharedFormat, values: Mapping[str, Any]
) -> bool:
    """Whether an article says "see annex 1": then the list comes along, or the addendum would lose that."""
    if listed is None:
        return False
    annexes = Annex.objects.filter(agreement=listed.agreement_id)
    there = {annex.key: annex.kind for annex in annexes}
    named = {
        name
        for row in taken
        if row.clause_key in spec.clauses and not row.own_text
        for name in spec.clauses[row.clause_key].variables
        if name in spec.variables and spec.variables[name].type == "document"
    }
    return any(values.get(name) in there or FILLED_BY.get(name) in there.values() for name in named)


def _bring_values(agreement: Agreement, taken: Iterable[Article], values: Mapping[str, Any]) -> None:
    spec = published.of(agreement)
    known = set(agreement.values.values_list("variable", flat=True))
    wanted = {
        name
        for row in taken
        if row.clause_key in spec.clauses
        for name in spec.clauses[row.clause_key].variables
        if name in spec.variables and spec.asks(spec.variables[name])
    }
    FieldValue.objects.bulk_create(
        FieldValue(agreement=agreement, variable=name, value=values[name], origin=Origin.EARLIER)
        for name in sorted(wanted - known)
        if name in values
    )


def _format_of(row: Article, of_chain: Mapping[int, int | None], agreement: Agreement) -> int | None:
    """The version of the format whose words were agreed, when that is another than the addendum's own."""
    followed = row.format_id or of_chain[row.agreement_id]
    return None if followed == agreement.format_id else followed


def _bring_annexes(earlier: int, agreement: Agreement) -> None:
    """The list of annexes comes whole: without those that hang there, the addendum would take them away."""
    for annex in Annex.objects.filter(agreement=earlier).prefetch_related("values"):
        copy = Annex.objects.create(
            agreement=agreement,
            key=annex.key,
            order=annex.order,
            kind=annex.kind,
            source=annex.source,
            upload_id=annex.upload_id,
            version_id=annex.version_id,
        )
        FieldValue.objects.bulk_create(
            FieldValue(
                agreement=agreement, annex=copy, variable=row.variable, value=row.value, origin=Origin.EARLIER
            )
            for row in annex.values.all()
        )
