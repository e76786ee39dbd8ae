"""What do the lines “In het kort” say on the first page?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agreements.formats import printing
from agreements.formats.kinds import DocumentKind
from agreements.formats.published import SharedFormat
from agreements.formats.typed import is_empty
from agreements.text import tables

Numbers = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class _Line:
    """A question that an agreement answers, how, and the articles of which the first one here says more."""

    question: str
    said: Callable[[Mapping[str, Any]], str]
    articles: tuple[str, ...]


def summary_of(shared: SharedFormat, values: Mapping[str, Any], numbers: Numbers) -> list[dict[str, Any]]:
    """One line per question that this document answers, with the article where it stands."""
    found: list[dict[str, Any]] = []
    for line in (*FIRST.get(shared.kind, ()), *COMMON):
        text = line.said(values)
        key = next((k for k in line.articles if k in numbers), None)
        if text and key and line.question not in {other["question"] for other in found}:
            number, title = numbers[key]
            found.append(
                {
                    "question": line.question,
                    "text": text,
                    "anchor": f"a-{key}",
                    "article": number,
                    "article_title": title,
                }
            )
    return found


def _wish(values: Mapping[str, Any]) -> str:
    if is_empty(values.get("stip")):
        return ""
    year = values.get("horizon_jaar")
    first = str(values["stip"]).split("\n", 1)[0].rstrip(".")
    return f"In {year}: {first}." if year else f"{printing.capitalised(first)}."


def _doing(values: Mapping[str, Any]) -> str:
    if not is_empty(values.get("werksporen")):
        count = len(values["werksporen"])
        phase = values.get("fase")
        return (
            f"In de fase {phase} werken we langs {count} sporen."
            if phase
            else f"We werken langs {count} sporen."
        )
    if not is_empty(values.get("eerste_stappen")):
        return f"We beginnen met {len(values['eerste_stappen'])} eerste stappen."
    return ""


def _tasks(values: Mapping[str, Any]) -> str:
    tasks = values.get("taken") or []
    return f"{len(tasks)} taken zijn verdeeld, met wie het doet en wanneer." if tasks else ""


def _money(values: Mapping[str, Any]) -> str:
    rows = values.get("kosten") or []
    if not rows:
        return (
            "Elke partij betaalt haar eigen kosten."
            if values.get("eigen_kosten") == "ieder eigen kosten"
            else ""
        )
    sums = tables.budget_sums(rows)
    text = f"{printing.money(sums['total'])}."
    if sums["nog te vinden"]:
        text += f" Daarvan is {printing.money(sums['nog te vinden'])} nog niet gedekt."
    return text


def _gates(values: Mapping[str, Any]) -> str:
    gates = values.get("beslismomenten") or []
    return f"Op {len(gates)} momenten besluit elke partij: doorgaan of stoppen." if gates else ""


def _leaving(values: Mapping[str, Any]) -> str:
    months = values.get("opzegtermijn_maanden")
    if months in (None, ""):
        return ""
    unit = "maand" if months == 1 else "maanden"
    return f"We praten eerst. Stoppen kan, met een opzegtermijn van {months} {unit}."


def _delivers(values: Mapping[str, Any]) -> str:
    return _listed([str(row.get("what") or "") for row in values.get("diensten") or []])


def _price(values: Mapping[str, Any]) -> str:
    if is_empty(values.get("prijs")):
        return ""
    vat = values.get("prijs_btw")
    return f"{printing.money(values['prijs'])}{f' ({vat})' if vat else ''}."


def _delivered_by(values: Mapping[str, Any]) -> str:
    """The last delivery; days come before months and words, which cannot be put in order."""
    days = [str(row.get("date") or "") for row in values.get("oplevering") or []]
    latest = max((day for day in days if day[:4].isdigit()), default="")
    return (
        f"Het laatste resultaat is er op {printing.date(latest)}." if len(latest) == len("2027-11-01") else ""
    )


def _subsidised(values: Mapping[str, Any]) -> str:
    return _listed([str(item) for item in values.get("activiteiten") or []])


def _subsidy(values: Mapping[str, Any]) -> str:
    if is_empty(values.get("subsidie_bedrag")):
        return ""
    period = values.get("subsidie_periode") or {}
    text = f"Hoogstens {printing.money(values['subsidie_bedrag'])}"
    if period.get("from") and period.get("to"):
        text += f", van {printing.period(period['from'], period['to'])}"
    return f"{text}."


def _settled_by(values: Mapping[str, Any]) -> str:
    day = values.get("vaststelling_datum")
    return f"Het initiatief vraagt de vaststelling aan, uiterlijk op {printing.date(day)}." if day else ""


def _switch(values: Mapping[str, Any]) -> str:
    return _listed([str(row.get("technique") or "") for row in values.get("alternatief") or []])


def _gas_free(values: Mapping[str, Any]) -> str:
    day = values.get("aardgasvrij_datum")
    return f"Aardgas is uiterlijk op {printing.date(day)} niet meer nodig." if day else ""


def _homes(values: Mapping[str, Any]) -> str:
    """What a home pays once, from the cheapest example to the dearest."""
    amounts = sorted(
        Decimal(row["once"]) for row in values.get("kosten_voorbeelden") or [] if row.get("once")
    )
    if not amounts:
        return ""
    if amounts[0] == amounts[-1]:
        return f"Eenmalig {printing.money(amounts[0])} per woning, in ons voorbeeld."
    return f"Eenmalig {printing.money(amounts[0])} tot {printing.money(amounts[-1])} per woning, in onze voorbeelden."


def _opting_out(values: Mapping[str, Any]) -> str:
    day = values.get("optout_termijn")
    until = f" Laat het weten voor {printing.date(day)}." if day else ""
    return "" if is_empty(values.get("optout_regels")) else f"Dat kan.{until}"


def _ready(values: Mapping[str, Any]) -> str:
    goals, day = values.get("doelen") or [], values.get("einddatum_fase")
    if not goals or not day:
        return ""
    return f"Op {printing.date(day)} {'is het doel' if len(goals) == 1 else f'zijn {len(goals)} doelen'} gehaald."


def _listed(items: list[str]) -> str:
    """A few things in a sentence; of more than three, how many there are beside them."""
    named = [item.strip().rstrip(".") for item in items if item.strip()]
    if not named:
        return ""
    shown = named if len(named) <= 3 else [*named[:2], f"nog {len(named) - 2} andere"]
    return f"{printing.capitalised('; '.join(shown))}."


COMMON = (
    _Line("Wat we willen", _wish, ("stip_op_de_horizon", "intentie")),
    _Line("Wat we gaan doen", _doing, ("plan_van_aanpak", "eerste_stappen", "intentie")),
    _Line("Wie doet wat", _tasks, ("rolverdeling",)),
    _Line("Wat het kost", _money, ("financiering",)),
    _Line("Wanneer we kiezen", _gates, ("beslismomenten",)),
    _Line("Als het anders loopt", _leaving, ("beeindiging",)),
)
# What these kinds are about comes before what every agreement says.
FIRST: Mapping[DocumentKind, tuple[_Line, ...]] = {
    DocumentKind.COMMISSION: (
        _Line("Wat er komt", _delivers, ("opdracht_prestatie",)),
        _Line("De prijs", _price, ("opdracht_prestatie",)),
        _Line("Wanneer het er is", _delivered_by, ("opdracht_prestatie",)),
    ),
    DocumentKind.GRANT_AGREEMENT: (
        _Line("Waar het voor is", _subsidised, ("subsidie_voorwaarden",)),
        _Line("Hoeveel", _subsidy, ("subsidie_voorwaarden",)),
        _Line("Hoe het afloopt", _settled_by, ("subsidie_voorwaarden",)),
    ),
    DocumentKind.IMPLEMENTATION_PLAN: (
        _Line("Nieuwe warmte", _switch, ("up_keuze",)),
        _Line("Wanneer", _gas_free, ("up_keuze",)),
        _Line("Per woning", _homes, ("up_bewoners",)),
        _Line("Zelf anders kiezen", _opting_out, ("up_optout",)),
    ),
    DocumentKind.PROJECT_PLAN: (_Line("Wat af is", _ready, ("doelen",)),),
}
