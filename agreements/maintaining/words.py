"""What are the types and the sources of a field called by who writes a format?"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.formats.columns import TABLES

Word = str | Promise

# Of these a table or a list is made by the document itself: who writes a format does not add another.
MADE = {"signature_list", "party_list", "clause_list"}
SIMPLE: dict[str, Word] = {
    "text": _("één regel tekst"),
    "longtext": _("een stuk tekst"),
    "list": _("een lijst met punten"),
    "choice": _("een keuze uit een paar woorden"),
    "boolean": _("ja of nee"),
    "date": _("een datum"),
    "year": _("een jaar"),
    "integer": _("een heel getal"),
    "months": _("een aantal maanden"),
    "money": _("een bedrag"),
    "percent": _("een percentage"),
    "duration": _("een duur, zoals 3 maanden"),
    "period": _("een periode van dag tot dag"),
    "function": _("een functie van iemand"),
    "party": _("een van de partijen"),
    "document": _("een stuk of bijlage"),
    "party_list": _("de partijen"),
    "clause_list": _("een paar artikelen"),
}
WITH_DEFAULT = (
    *("text", "longtext", "choice", "boolean", "year", "integer", "months", "money", "percent", "function"),
)

ASK = "vragen"
SOURCES: dict[str, Word] = {
    ASK: _("Nergens: de partijen vullen het in"),
    "samenwerking.buurt": _("De buurt van het dossier"),
    "samenwerking.plaats": _("De plaats"),
    "samenwerking.plaatsnaam": _("De plaats, als die anders heet dan de gemeente"),
    "samenwerking.fase": _("De volgende fase"),
    "samenwerking.ondersteuner": _("De organisatie van de begeleider"),
    "gemeente.naam": _("De naam van de gemeente"),
    "initiatief.ambitie": _("De ambitie van het initiatief"),
    "initiatief.rol": _("De rol die het initiatief wil"),
    "tijdlijn": _("De mijlpalen van de tijdlijn"),
    "gemeente.uitgangspunten": _("Wat de gemeente met warmte wil (lange tekst)"),
    "gemeente.ondersteuning": _("De hulp die de gemeente biedt (lijst)"),
    "gemeente.beleid": _("Het beleid dat het initiatief noemt (tekst)"),
    "samenwerking.taken": _("De activiteiten met een datum (tabel met taken)"),
    "samenwerking.vervolg": _("De eerste activiteiten met een datum (tabel met taken)"),
    "samenwerking.techniek": _("De techniek van het initiatief (lijst met technieken)"),
    "initiatief.ontwikkeling": _("Hoe het initiatief groeit (tabel met mijlpalen)"),
}


def type_word(kind: str) -> str:
    if kind in TABLES:
        return str(_("een tabel: %(name)s")) % {"name": str(TABLES[kind].caption).lower()}
    return str(SIMPLE.get(kind, kind))


def type_choices() -> list[tuple[str, str]]:
    return [(kind, type_word(kind)) for kind in (*SIMPLE, *TABLES) if kind not in MADE]


def source_word(path: str) -> str:
    return str(SOURCES.get(path, path))
