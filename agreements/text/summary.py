"""What do the six lines “In het kort” say on the first page?"""

from collections.abc import Mapping
from typing import Any

from agreements.formats import printing
from agreements.formats.published import SharedFormat
from agreements.formats.typed import is_empty
from agreements.text import tables

Numbers = Mapping[str, tuple[int, str]]


def summary_of(shared: SharedFormat, values: Mapping[str, Any], numbers: Numbers) -> list[dict[str, Any]]:
    """One line per question that this document answers, with the article where it stands."""
    lines = [
        ("Wat we willen", _wish(values), ("stip_op_de_horizon", "intentie")),
        ("Wat we gaan doen", _doing(values), ("plan_van_aanpak", "eerste_stappen", "intentie")),
        ("Wie doet wat", _tasks(values), ("rolverdeling",)),
        ("Wat het kost", _money(values), ("financiering",)),
        ("Wanneer we kiezen", _gates(values), ("beslismomenten",)),
        ("Als het anders loopt", _leaving(values), ("beeindiging",)),
    ]
    found = []
    for question, text, keys in lines:
        key = next((k for k in keys if k in numbers), None)
        if text and key:
            number, title = numbers[key]
            found.append(
                {
                    "question": question,
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
