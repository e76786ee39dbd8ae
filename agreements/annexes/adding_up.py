"""What do the rows of a budget come to: together, and for each party that pays?"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from agreements.formats import printing
from agreements.formats.typed import Json, is_empty, who
from agreements.text.tables import Party, party_keys, who_text

Rows = Sequence[Mapping[str, Json]]


def total(rows: Rows) -> Decimal:
    return sum((_amount(row) for row in rows), Decimal(0))


def by_payer(rows: Rows, parties: Mapping[str, Party]) -> list[tuple[str, Decimal]]:
    """Each payer once, as it is first named, with its part; who pays together is a payer of its own. Nobody is ""."""
    names: dict[frozenset[str], str] = {}
    sums: dict[frozenset[str], Decimal] = {}
    for row in rows:
        if is_empty(row.get("amount")):
            continue
        words = who(row.get("payer"))
        payer = frozenset(_one(word, parties) for word in words)
        names.setdefault(payer, printing.joined([who_text(word, parties) for word in words]))
        sums[payer] = sums.get(payer, Decimal(0)) + _amount(row)
    return sorted(((names[payer], sums[payer]) for payer in sums), key=lambda pair: not pair[0])


def totals(rows: Rows, parties: Mapping[str, Party]) -> list[dict[str, str]]:
    """The lines below the table, as `tables` sets those of every budget."""
    lines = [{"label": "Totaal", "amount": printing.amount(total(rows)), "style": "totaal"}]
    for payer, amount in by_payer(rows, parties):
        label, style = (
            (f"waarvan {payer}", "waarvan") if payer else ("Nog niet bekend wie betaalt", "ongedekt")
        )
        lines.append({"label": label, "amount": printing.amount(amount), "style": style})
    return lines


def _amount(row: Mapping[str, Json]) -> Decimal:
    return Decimal(row.get("amount") or 0)


def _one(word: str, parties: Mapping[str, Party]) -> str:
    """The same party under any of its names."""
    return next(iter(party_keys(word, parties)), word.casefold())
