"""Do the annexes say the same as the articles: as much money, and within the same days? Advice, never a lock."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.advising import Advice, Draft, Weight, used
from agreements.annexes import adding_up
from agreements.annexes.fields import CLAUSE, MONEY_OF, VAT_EXCLUDED, rows_of
from agreements.annexes.reading import Annexes
from agreements.formats import printing
from agreements.formats.kinds import DocumentKind
from agreements.formats.typed import Json, clean_date, is_empty
from agreements.formats.typed import Refused as NotADay
from agreements.terms import AnnexKind
from agreements.text.tables import budget_sums


def advice(kind: DocumentKind | str, annexes: Annexes, draft: Draft) -> list[Advice]:
    return [*_money(DocumentKind(kind), annexes, draft), *_days(annexes, draft)]


def _money(kind: DocumentKind, annexes: Annexes, draft: Draft) -> Iterator[Advice]:
    """All budgets together against what the article about money says; without and with btw cannot be compared."""
    budgets = [a for a in annexes if a.kind == AnnexKind.BUDGET and annexes.rows_in(a)]
    stated = _stated(kind, draft)
    if not budgets or stated is None:
        return
    field = rows_of(budgets[0]).name
    if any(annexes.value(annex, "btw") == VAT_EXCLUDED for annex in budgets):
        message = _(
            "De begroting in de bijlage is zonder btw, het bedrag in het artikel over geld met btw. Kies één manier."
        )
        yield Advice("annex_vat", Weight.WARNING, CLAUSE, field, message)
        return
    total = sum((adding_up.total(annexes.rows_in(annex)) for annex in budgets), Decimal(0))
    if total != stated:
        message = _(
            "De begroting in de bijlage komt uit op %(annex)s. In het artikel over geld staat %(article)s. Klopt dat?"
        )
        amounts = {"annex": _in_euro(total), "article": _in_euro(stated)}
        yield Advice("annex_total", Weight.WARNING, CLAUSE, field, message % amounts)


def _stated(kind: DocumentKind, draft: Draft) -> Decimal | None:
    """The amount that an article of this document states, if any does."""
    if kind in MONEY_OF:
        name, clause_key = MONEY_OF[kind]
        return Decimal(draft.values[name]) if used(draft, clause_key) and draft.has(name) else None
    if used(draft, "financiering") and draft.has("kosten"):
        return budget_sums(draft.rows("kosten"))["total"]
    return None


def _days(annexes: Annexes, draft: Draft) -> Iterator[Advice]:
    """Each planning against the first and last day of this phase, or else of the agreement."""
    first = _day(draft.values.get("startdatum"))
    last = _day(draft.values.get("einddatum_fase")) or _day(draft.values.get("einddatum"))
    for annex in annexes:
        rows = annexes.rows_in(annex) if annex.kind == AnnexKind.PLANNING else []
        if not rows:
            continue
        field = rows_of(annex).name
        if late := sum(bool(last) and any(day > last for day in _of(row)) for row in rows):
            message = ngettext(
                "In de planning ligt %(count)d regel na %(day)s, de laatste dag in de artikelen.",
                "In de planning liggen %(count)d regels na %(day)s, de laatste dag in de artikelen.",
                late,
            )
            facts = {"count": late, "day": printing.date(last)}
            yield Advice("planning_late", Weight.WARNING, CLAUSE, field, message % facts)
        if early := sum(bool(first) and any(day < first for day in _of(row)) for row in rows):
            message = ngettext(
                "In de planning ligt %(count)d regel voor %(day)s, de eerste dag in de artikelen.",
                "In de planning liggen %(count)d regels voor %(day)s, de eerste dag in de artikelen.",
                early,
            )
            facts = {"count": early, "day": printing.date(first)}
            yield Advice("planning_early", Weight.WARNING, CLAUSE, field, message % facts)
        if sum(_is_turned(row) for row in rows):
            message = _("In de planning eindigt iets voor het begint. Draai de dagen om.")
            yield Advice("planning_turned", Weight.WARNING, CLAUSE, field, message)


def _of(row: Mapping[str, Json]) -> list[str]:
    return [day for name in ("from", "to") if (day := _day(row.get(name)))]


def _is_turned(row: Mapping[str, Json]) -> bool:
    start, end = _day(row.get("from")), _day(row.get("to"))
    return bool(start and end) and end < start


def _day(value: Json) -> str:
    """The day in a cell; a month, a quarter or a word is none."""
    try:
        return "" if is_empty(value) else clean_date(value) or ""
    except NotADay:
        return ""


def _in_euro(amount: Decimal) -> str:
    return printing.money(f"{amount:.2f}")
