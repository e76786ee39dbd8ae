"""What does this kind of document at least need, and where is it still too general?

Advice, never a lock: publishing a concept always works. Each rule gives a sentence that says what to do.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from agreements.advising import Advice, Draft, Weight, used
from agreements.formats.kinds import DocumentKind
from agreements.formats.typed import Json, is_empty, who
from agreements.text.tables import Party, party_keys
from agreements.too_general import too_general

Rule = Callable[[Draft], bool]


@dataclass(frozen=True)
class _Item:
    """A rule with the article and field where it is met."""

    code: str
    clause_key: str
    variable: str
    met: Rule
    message: str
    weight: Weight = Weight.MISSING


def advice(
    kind: DocumentKind | str,
    values: Mapping[str, Json],
    *,
    clauses: Collection[str],
    parties: Mapping[str, Party],
) -> list[Advice]:
    """What to add, the most important first; an empty list says that the minimum is there."""
    draft = Draft(values, clauses, parties)
    found = [
        Advice(item.code, item.weight, item.clause_key, item.variable, item.message)
        for item in _items(DocumentKind(kind))
        if not item.met(draft)
    ]
    return found + too_general(draft)


def _items(kind: DocumentKind) -> list[_Item]:
    match kind:
        case DocumentKind.LETTER_OF_INTENT:
            return _letter_of_intent()
        case DocumentKind.COLLABORATION_AGREEMENT:
            return _collaboration_agreement()
        case DocumentKind.IMPLEMENTATION_PLAN:
            return _implementation_plan()
        case DocumentKind.COMMISSION:
            return _commission()
        case DocumentKind.GRANT_AGREEMENT:
            return _grant_agreement()
        case DocumentKind.PROJECT_PLAN:
            return _project_plan()
    return []


# --- rules per kind of document


def _letter_of_intent() -> list[_Item]:
    return [
        _filled("intentie", "intentie", _("Schrijf op wat jullie samen van plan zijn.")),
        _filled("stip_op_de_horizon", "stip", _("Schrijf op wat er aan het eind waar moet zijn.")),
        _tasks_for_both(),
        _Item(
            "two_first_steps",
            "eerste_stappen",
            "eerste_stappen",
            lambda draft: (
                used(draft, "eerste_stappen")
                and complete_rows(draft, "eerste_stappen", ("who", "ready")) >= 2
            ),
            _("Noem minstens twee eerste stappen, elk met een partij en een datum."),
        ),
        _Item(
            "other_parties",
            "andere_partijen",
            "betrokken_partijen",
            lambda draft: draft.has("betrokken_partijen"),
            _("Wie hebben jullie nog meer nodig? Denk aan woningcorporatie, netbeheerder en waterschap."),
            Weight.WARNING,
        ),
    ]


def _collaboration_agreement() -> list[_Item]:
    return [
        _filled("doelen", "doelen", _("Noem minstens één doel.")),
        _Item(
            "plan",
            "plan_van_aanpak",
            "werksporen",
            lambda draft: (
                used(draft, "plan_van_aanpak")
                and (
                    draft.has("projectplan_bijlage")
                    or complete_rows(draft, "werksporen", ("result", "lead")) > 0
                )
            ),
            _("Zeg wat uit minstens één werkspoor komt en wie trekt, of voeg het projectplan toe."),
        ),
        _tasks_for_both(),
        _Item(
            "money",
            "financiering",
            "kosten",
            lambda draft: (
                used(draft, "financiering")
                and (draft.has("kosten") or draft.values.get("eigen_kosten") == "ieder eigen kosten")
            ),
            _("Vul de begroting in, of kies “ieder eigen kosten”."),
        ),
        _Item(
            "ending",
            "beeindiging",
            "opzegtermijn_maanden",
            lambda draft: (
                used(draft, "beeindiging") and draft.has("opzegtermijn_maanden") and draft.has("afronding")
            ),
            _("Spreek af hoe je stopt: de opzegtermijn en wat jullie afronden."),
        ),
        _Item(
            "administrators_meet",
            "overlegstructuur",
            "overleggen",
            lambda draft: (
                used(draft, "overlegstructuur")
                and any(_is_for_administrators(row) for row in draft.rows("overleggen"))
            ),
            _("Voeg een overleg van bestuurders toe, zoals een stuurgroep met de wethouder."),
            Weight.WARNING,
        ),
        _Item(
            "two_steps_of_escalation",
            "escalatie",
            "escalatie_stappen",
            lambda draft: used(draft, "escalatie") and len(draft.rows("escalatie_stappen")) >= 2,
            _("Zet minstens twee stappen voor als jullie er niet uitkomen."),
            Weight.WARNING,
        ),
        _filled(
            "aanspreekpunten",
            "vervanging",
            _("Noem wie de aanspreekpunten vervangt."),
            Weight.WARNING,
        ),
        _filled(
            "evaluatie",
            "eerste_evaluatie",
            _("Kies de datum waarop jullie voor het eerst terugkijken."),
            Weight.WARNING,
        ),
    ]


def _implementation_plan() -> list[_Item]:
    feasible = {
        "haalbaarheid_sociaal": _("Leg uit of genoeg mensen meedoen."),
        "haalbaarheid_technisch": _("Leg uit of de techniek werkt."),
        "haalbaarheid_financieel": _("Leg uit of het te betalen is."),
        "haalbaarheid_juridisch": _("Leg uit of het mag."),
        "haalbaarheid_planning": _("Leg uit of het op tijd lukt."),
    }
    return [
        _filled("up_keuze", "alternatief", _("Kies waar de buurt op overstapt.")),
        _filled("up_keuze", "aardgasvrij_datum", _("Kies wanneer aardgas niet meer nodig is.")),
        _filled("planning", "mijlpalen", _("Noem de mijlpalen.")),
        *(_filled("up_haalbaarheid", name, message) for name, message in feasible.items()),
        _filled("up_bewoners", "bewoner_doet", _("Zeg wat je van bewoners vraagt.")),
        _filled("up_bewoners", "bewoner_krijgt", _("Zeg wat bewoners mogen verwachten.")),
        _filled("up_bewoners", "kosten_voorbeelden", _("Geef voorbeelden van wat het kost.")),
        _filled("up_optout", "optout_regels", _("Leg uit hoe een bewoner zelf iets anders kiest.")),
    ]


def _commission() -> list[_Item]:
    return [
        _filled("opdracht_prestatie", "diensten", _("Noem wat het initiatief levert.")),
        _filled("opdracht_prestatie", "prijs", _("Vul de prijs in.")),
        _filled("opdracht_prestatie", "oplevering", _("Zeg wanneer wat wordt opgeleverd.")),
        _filled("verantwoording", "eindverslag_datum", _("Kies wanneer het eindverslag klaar is.")),
        _adds_up(
            "betaling", "financiering", "prijs", _("De betalingen zijn samen meer dan de prijs. Kijk ze na.")
        ),
    ]


def _grant_agreement() -> list[_Item]:
    return [
        _filled("subsidie_voorwaarden", "regeling", _("Noem de regeling waar de subsidie op rust.")),
        _filled("subsidie_voorwaarden", "subsidie_bedrag", _("Vul het bedrag van de subsidie in.")),
        _filled("subsidie_voorwaarden", "subsidie_periode", _("Vul de periode van de subsidie in.")),
        _filled(
            "subsidie_voorwaarden",
            "vaststelling_datum",
            _("Kies wanneer het initiatief uiterlijk de vaststelling aanvraagt."),
        ),
        _adds_up(
            "voorschot",
            "subsidie_voorwaarden",
            "subsidie_bedrag",
            _("De voorschotten zijn samen meer dan de subsidie. Kijk ze na."),
        ),
    ]


def _project_plan() -> list[_Item]:
    return [
        _filled("doelen", "doelen", _("Noem minstens één doel.")),
        _Item(
            "workstreams",
            "plan_van_aanpak",
            "werksporen",
            lambda draft: (
                used(draft, "plan_van_aanpak") and complete_rows(draft, "werksporen", ("result", "lead")) > 0
            ),
            _("Zeg wat uit minstens één werkspoor komt en wie trekt."),
        ),
        _tasks_for_both(),
        _filled("planning", "mijlpalen", _("Noem de mijlpalen.")),
        _filled(
            "evaluatie",
            "eerste_evaluatie",
            _("Kies de datum waarop jullie voor het eerst terugkijken."),
            Weight.WARNING,
        ),
    ]


# --- parts of rules


def _filled(clause_key: str, variable: str, message: str, weight: Weight = Weight.MISSING) -> _Item:
    def met(draft: Draft) -> bool:
        return used(draft, clause_key) and draft.has(variable)

    return _Item(variable, clause_key, variable, met, message, weight)


def _adds_up(payments: str, clause_key: str, whole: str, message: str) -> _Item:
    """Parts that are paid are together not more than the whole."""

    def met(draft: Draft) -> bool:
        paid = sum(Decimal(row["amount"]) for row in draft.rows(payments) if not is_empty(row.get("amount")))
        return not draft.has(whole) or paid <= Decimal(draft.values[whole])

    return _Item(f"{payments}_adds_up", clause_key, payments, met, message, Weight.WARNING)


def _tasks_for_both() -> _Item:
    def met(draft: Draft) -> bool:
        named = [party_keys(row.get("who"), draft.parties) for row in draft.rows("taken")]
        return used(draft, "rolverdeling") and {"municipality", "initiative"} <= set().union(*named)

    message = _("Geef de gemeente en het initiatief elk minstens één taak.")
    return _Item("tasks_for_both", "rolverdeling", "taken", met, message)


def complete_rows(draft: Draft, name: str, columns: Sequence[str]) -> int:
    return sum(all(not is_empty(row.get(column)) for column in columns) for row in draft.rows(name))


# Words that show that people who decide sit at the table.
_ADMINISTRATORS = re.compile(r"stuurgroep|bestuurlijk|wethouder|burgemeester|\bcollege\b", re.IGNORECASE)


def _is_for_administrators(row: Mapping[str, Json]) -> bool:
    return bool(
        _ADMINISTRATORS.search(
            " ".join([row.get("meeting", ""), row.get("purpose", ""), *who(row.get("present"))])
        )
    )
