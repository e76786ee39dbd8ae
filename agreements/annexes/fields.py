"""Which fields has an annex? The words of an annex are fields of its agreement, kept and edited like any other.

So the one editor, its clashes and its rules hold for them too. Their names carry the key of the annex.
"""

import re
from typing import Protocol

from django.utils.translation import gettext as _

from agreements.formats.kinds import DocumentKind
from agreements.formats.variables import Variable
from agreements.terms import AnnexKind, AnnexSource

CLAUSE = "bijlagen"  # the article under which annexes stand
LIST = "bijlagen"  # the field that lists them
_NAME = re.compile(r"bijlage_([0-9a-z]{1,8})_([a-z]+)")

VAT_INCLUDED, VAT_EXCLUDED, NO_VAT = "inclusief btw", "exclusief btw", "geen btw"
# What a table of each kind has; a kind that is not here is written as plain text.
TABLE_OF = {AnnexKind.BUDGET: "annex_budget", AnnexKind.PLANNING: "annex_planning"}
# Field that names a document -> the kind of annex that fills it by itself.
FILLED_BY = {"kaart_bijlage": AnnexKind.MAP, "projectplan_bijlage": AnnexKind.PROJECT_PLAN}
# Fields in which an article states the money that a budget spells out, and their article.
MONEY_OF = {
    DocumentKind.COMMISSION: ("prijs", "opdracht_prestatie"),
    DocumentKind.GRANT_AGREEMENT: ("subsidie_bedrag", "subsidie_voorwaarden"),
}


class Described(Protocol):
    """What an annex is, with or without a row."""

    key: str
    kind: str
    source: str

    @property
    def is_picture(self) -> bool: ...


def name_of(key: str, field: str) -> str:
    return f"bijlage_{key}_{field}"


def key_in(name: str) -> str:
    """Of which annex this is a field; empty when it is another field of the agreement."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def fields_of(annex: Described) -> list[Variable]:
    """What an annex asks, in the order of its page."""
    match annex.source:
        case AnnexSource.WRITTEN:
            return [_title(annex), *_written(annex)]
        case AnnexSource.FILE if annex.is_picture:
            return [_title(annex), _says(annex), _date(annex)]
        case AnnexSource.FILE:
            return [_title(annex), *_facts(annex)]
        case AnnexSource.NAMED:
            place = Variable(
                name_of(annex.key, "plek"),
                "text",
                _("Waar ligt het stuk?"),
                help=_("Bijvoorbeeld: bij de gemeente, onder het zaaknummer."),
            )
            return [_title(annex), place, *_facts(annex)]
    return []


def field_of(annex: Described, name: str) -> Variable | None:
    return next((variable for variable in fields_of(annex) if variable.name == name), None)


def _title(annex: Described) -> Variable:
    return Variable(name_of(annex.key, "titel"), "text", _("Hoe heet de bijlage?"), required=True)


def _written(annex: Described) -> list[Variable]:
    if annex.kind not in TABLE_OF:
        text = Variable(
            name_of(annex.key, "tekst"),
            "longtext",
            _("Wat staat erin?"),
            short=_("tekst van de bijlage"),
            required=True,
            help=_("Gewone tekst. Begin een regel met een streepje voor een punt in een lijst."),
        )
        return [text]
    intro = Variable(
        name_of(annex.key, "inleiding"),
        "longtext",
        _("Wat wil je erbij zeggen?"),
        help=_("Eén of twee zinnen boven de tabel."),
    )
    return [intro, *([_vat(annex)] if annex.kind == AnnexKind.BUDGET else []), rows_of(annex)]


def _vat(annex: Described) -> Variable:
    return Variable(
        name_of(annex.key, "btw"),
        "choice",
        _("Zijn de bedragen met of zonder btw?"),
        short=_("met of zonder btw"),
        required=True,
        options=(VAT_INCLUDED, VAT_EXCLUDED, NO_VAT),
    )


def rows_of(annex: Described) -> Variable:
    budget = annex.kind == AnnexKind.BUDGET
    return Variable(
        name_of(annex.key, "rijen"),
        TABLE_OF[AnnexKind(annex.kind)],
        _("Welke posten zijn er?") if budget else _("Wat gebeurt er wanneer?"),
        short=_("posten") if budget else _("stappen"),
        required=True,
        help=_("Wij tellen op: in totaal, en per partij die betaalt.") if budget else "",
    )


def _says(annex: Described) -> Variable:
    return Variable(
        name_of(annex.key, "alt"),
        "text",
        _("Wat is erop te zien?"),
        short=_("wat er op de afbeelding staat"),
        required=True,
        help=_("Voor wie de afbeelding niet ziet. Noem straten en grenzen."),
    )


def _date(annex: Described) -> Variable:
    return Variable(name_of(annex.key, "datum"), "date", _("Van welke dag is het?"))


def _facts(annex: Described) -> list[Variable]:
    version = Variable(name_of(annex.key, "versie"), "text", _("Welke versie is het?"))
    pages = Variable(name_of(annex.key, "paginas"), "integer", _("Hoeveel pagina’s heeft het?"))
    return [version, _date(annex), pages]
