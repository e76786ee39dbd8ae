"""What comes along into an addendum of the articles that it changes? Their words and values as they read today."""

from collections.abc import Iterable

from agreements.formats.published import SharedFormat
from agreements.living import amending, said
from agreements.models import Agreement, Article, FieldValue
from agreements.terms import Origin


def bring(agreement: Agreement, spec: SharedFormat, keys: Iterable[str]) -> list[str]:
    """Takes over those that the earlier agreement has; gives back the keys that it does not have."""
    original = agreement.predecessor
    if original is None:
        raise RuntimeError("an addendum belongs to an agreement")
    addenda = said.addenda_of(original)
    reads = {row.clause_key: row for row in amending.as_it_reads(original, addenda)}
    keys = list(keys)
    taken = [reads[key] for key in keys if key in reads]
    Article.objects.bulk_create(
        Article(
            agreement=agreement,
            clause_key=row.clause_key,
            order=row.order,
            title=row.title,
            own_text=row.own_text,
            part=row.part,
        )
        for row in taken
    )
    known = set(agreement.values.values_list("variable", flat=True))
    wanted = {
        name
        for row in taken
        if row.clause_key in spec.clauses
        for name in spec.clauses[row.clause_key].variables
        if name in spec.variables and spec.asks(spec.variables[name])
    }
    values = said.said_by(original, addenda).values if taken else {}
    FieldValue.objects.bulk_create(
        FieldValue(agreement=agreement, variable=name, value=values[name], origin=Origin.EARLIER)
        for name in sorted(wanted - known)
        if name in values
    )
    return [key for key in keys if key not in reads]
