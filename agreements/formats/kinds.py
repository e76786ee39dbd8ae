"""Which kinds of document can be drafted, where do their articles stand, and what is in the short form?

Format data keeps its Dutch keys (`sok`, `partijen`); this is the one table that ties them to code.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

T = TypeVar("T")


class DocumentKind(StrEnum):
    LETTER_OF_INTENT = "intentie"
    COLLABORATION_AGREEMENT = "sok"
    COMMISSION = "opdracht"
    GRANT_AGREEMENT = "subsidie"
    IMPLEMENTATION_PLAN = "uitvoeringsplan"
    PROJECT_PLAN = "projectplan"

    @property
    def label(self) -> str:
        return str(TITLES[self])

    @property
    def explanation(self) -> str:
        return str(EXPLANATIONS[self])


TITLES: dict[DocumentKind, str | Promise] = {
    DocumentKind.LETTER_OF_INTENT: _("Intentieovereenkomst"),
    DocumentKind.COLLABORATION_AGREEMENT: _("Samenwerkingsovereenkomst"),
    DocumentKind.COMMISSION: _("Opdracht aan het initiatief"),
    DocumentKind.GRANT_AGREEMENT: _("Uitvoeringsovereenkomst bij subsidie"),
    DocumentKind.IMPLEMENTATION_PLAN: _("Uitvoeringsplan"),
    DocumentKind.PROJECT_PLAN: _("Projectplan"),
}

EXPLANATIONS: dict[DocumentKind, str | Promise] = {
    DocumentKind.LETTER_OF_INTENT: _(
        "Jullie leggen vast dat je wilt samenwerken: de stip op de horizon, de rollen en de eerste stappen."
    ),
    DocumentKind.COLLABORATION_AGREEMENT: _(
        "Jullie leggen vast wat je samen gaat doen: doelen, plan, taken, geld en hoe je stopt."
    ),
    DocumentKind.COMMISSION: _("De gemeente koopt een resultaat. Het initiatief is dan opdrachtnemer."),
    DocumentKind.GRANT_AGREEMENT: _("Afspraken bij een subsidie. Het besluit zelf neemt de gemeente apart."),
    DocumentKind.IMPLEMENTATION_PLAN: _(
        "Waar de buurt op overgaat, wanneer, en wat bewoners mogen verwachten."
    ),
    DocumentKind.PROJECT_PLAN: _("Het werkplan, los of als bijlage bij een overeenkomst."),
}


# These say what will be done, rather than what parties owe each other.
PLANS = (DocumentKind.IMPLEMENTATION_PLAN, DocumentKind.PROJECT_PLAN)


@dataclass(frozen=True)
class Part:
    letter: str
    title: str
    clauses: tuple[str, ...]


def _part(letter: str, title: str, keys: str) -> Part:
    return Part(letter, title, tuple(keys.split()))


# Titles are text of the document itself and therefore always Dutch.
PARTS = (
    _part("A", "Opening", "partijen mandaat aanleiding begrippen gebied juridische_status"),
    _part(
        "B",
        "Wat we willen bereiken",
        "intentie stip_op_de_horizon uitgangspunten doelen warmteoplossing",
    ),
    _part(
        "C",
        "Wie doet wat",
        "rol_initiatief rolverdeling steun_gemeente groeiruimte andere_partijen",
    ),
    _part(
        "D",
        "Plan, planning en buurt",
        "eerste_stappen plan_van_aanpak planning beslismomenten participatie draagvlak communicatie",
    ),
    _part(
        "E",
        "Overleg en bijsturen",
        "overlegstructuur aanspreekpunten procesbegeleider escalatie evaluatie",
    ),
    _part(
        "F",
        "Geld",
        "financiering verantwoording opdracht_prestatie subsidie_voorwaarden staatssteun_daeb aanbesteding",
    ),
    _part(
        "G",
        "Spelregels",
        "voorbehoud_bevoegdheid privacy vertrouwelijkheid kennis_eigendom aansprakelijkheid overdracht"
        " wijziging duur beeindiging geschillen",
    ),
    _part(
        "H",
        "Het plan voor de buurt",
        "up_keuze up_haalbaarheid up_bewoners up_optout up_besluiten",
    ),
    _part("I", "Slot", "bijlagen ondertekening"),
)

# The two kinds whose short form is chosen by hand; elsewhere it is what the matrix requires.
SHORT_FORM: dict[DocumentKind, tuple[str, ...]] = {
    DocumentKind.LETTER_OF_INTENT: (
        "partijen",
        "gebied",
        "juridische_status",
        "intentie",
        "stip_op_de_horizon",
        "rolverdeling",
        "eerste_stappen",
        "ondertekening",
    ),
    DocumentKind.COLLABORATION_AGREEMENT: (
        "partijen",
        "mandaat",
        "aanleiding",
        "gebied",
        "stip_op_de_horizon",
        "doelen",
        "rolverdeling",
        "plan_van_aanpak",
        "beslismomenten",
        "participatie",
        "overlegstructuur",
        "aanspreekpunten",
        "escalatie",
        "evaluatie",
        "financiering",
        "voorbehoud_bevoegdheid",
        "duur",
        "beeindiging",
        "ondertekening",
    ),
}

# What a good agreement speaks about; the overview shows which of these are covered.
TOPICS: dict[str, str | Promise] = {
    "doelen": _("Doelen"),
    "prestaties": _("Prestaties"),
    "rolverdeling": _("Rolverdeling"),
    "techniek": _("Techniek"),
    "processen": _("Processen"),
    "planning": _("Planning"),
    "participatie": _("Participatie"),
    "communicatie": _("Communicatie"),
    "financiering": _("Financiering"),
}


def part_of(clause_key: str) -> Part | None:
    return next((part for part in PARTS if clause_key in part.clauses), None)


def under_parts(items: Iterable[T], letter_of: Callable[[T], str]) -> list[tuple[str, str, list[T]]]:
    """Items in their order under the parts that hold any, lettered anew from A."""
    items = list(items)
    filled = [(part, [item for item in items if letter_of(item) == part.letter]) for part in PARTS]
    kept = [(part, found) for part, found in filled if found]
    return [(chr(ord("A") + i), part.title, found) for i, (part, found) in enumerate(kept)]


def topics_covered(
    topics_of: Mapping[str, Collection[str]], present: Collection[str]
) -> tuple[list[str], list[str]]:
    """Topics that an article in the document speaks about, and those that none speaks about yet."""
    touched = {topic for key in present for topic in topics_of.get(key, ())}
    return [t for t in TOPICS if t in touched], [t for t in TOPICS if t not in touched]


def printed_option(option: Any) -> str:
    """A choice that names a kind of document reads as its title in a sentence."""
    if option in DocumentKind._value2member_map_:
        return DocumentKind(option).label.lower()
    return str(option)
