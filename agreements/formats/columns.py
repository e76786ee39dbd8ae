"""Which columns has each type of table, how are they set on paper, and what may stand in a cell?

The one place for row editors, preview and PDF. Widths are percentages of the table.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Cell(StrEnum):
    TEXT = "text"
    LONGTEXT = "longtext"
    MONEY = "money"
    INTEGER = "integer"
    CHOICE = "choice"
    WHEN = "when"  # a date (ISO), a month (2027-03), or words such as "doorlopend"
    WHO = "who"  # words or party keys, separated by commas or lines


class Layout(StrEnum):
    TABLE = "table"
    LIST = "list"
    STEPS = "steps"
    ANNEXES = "annexes"
    SIGNATURES = "signatures"


@dataclass(frozen=True)
class Column:
    key: str
    label: str | Promise
    width: int
    type: Cell = Cell.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    help: str | Promise = ""

    @property
    def align(self) -> str:
        return "end" if self.type in (Cell.MONEY, Cell.INTEGER) else "start"


@dataclass(frozen=True)
class Table:
    kind: str
    caption: str | Promise
    columns: tuple[Column, ...]
    wide: bool = False
    layout: Layout = Layout.TABLE

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


_WHEN_HELP = _(
    "Kies een dag. Weet je die niet? Schrijf bij “anders” een maand, een kwartaal, of een woord zoals “doorlopend”."
)
_WHO_HELP = _("Kies een partij. Of schrijf bij “anders” een functie. Meer dan één? Zet er een komma tussen.")
_SIZE = ("klein", "middel", "groot")

CERTAINTY_PROMISED = "toegezegd"
CERTAINTY_REQUESTED = "aangevraagd"
CERTAINTY_OPEN = "nog te vinden"


def _must(key: str, label: str | Promise, width: int, type: Cell = Cell.TEXT, **more: object) -> Column:
    return _may(key, label, width, type, required=True, **more)


def _may(key: str, label: str | Promise, width: int, type: Cell = Cell.TEXT, **more: object) -> Column:
    helps = {Cell.WHEN: _WHEN_HELP, Cell.WHO: _WHO_HELP}
    return Column(key, label, width, type, **({"help": helps.get(type, "")} | more))  # type: ignore[arg-type]


_TABLES = (
    Table(
        "task_list",
        _("Taken"),
        (
            _must("task", _("Taak"), 33),
            _must("who", _("Wie"), 15, Cell.WHO),
            _may("decides", _("Wie beslist"), 17, Cell.WHO),
            _may("helps", _("Wie helpt"), 19, Cell.WHO),
            _must("ready", _("Klaar op"), 16, Cell.WHEN),
        ),
        wide=True,
    ),
    Table(
        "goal_list",
        _("Doelen"),
        (
            _must("goal", _("Doel"), 34),
            _must("measure", _("Hoe we het zien"), 28),
            _may("target", _("Streefwaarde"), 20),
            _must("when", _("Wanneer"), 18, Cell.WHEN),
        ),
        wide=True,
    ),
    Table(
        "milestone_list",
        _("Mijlpalen"),
        (
            _must("milestone", _("Mijlpaal"), 50),
            _must("date", _("Datum"), 25, Cell.WHEN),
            _may("who", _("Wie"), 25, Cell.WHO),
        ),
    ),
    Table(
        "gate_list",
        _("Beslismomenten"),
        (
            _must("moment", _("Moment"), 20),
            _must("known", _("Wat dan bekend moet zijn"), 21),
            _may("threshold", _("Drempel"), 21),
            _must("decides", _("Wie beslist"), 24, Cell.WHO),
            _must("latest", _("Uiterlijk"), 14, Cell.WHEN),
        ),
        wide=True,
    ),
    Table(
        "workstream_list",
        _("Werksporen"),
        (
            _must("track", _("Spoor"), 20),
            _must("result", _("Resultaat"), 30),
            _must("lead", _("Trekker"), 20, Cell.WHO),
            _may("from", _("Van"), 15, Cell.WHEN),
            _may("to", _("Tot"), 15, Cell.WHEN),
        ),
        wide=True,
    ),
    Table(
        "meeting_rhythm_list",
        _("Overlegritme"),
        (
            _must("meeting", _("Overleg"), 15),
            _must("purpose", _("Waarvoor"), 20),
            _must("present", _("Wie erbij zijn"), 25, Cell.WHO),
            _must("rhythm", _("Hoe vaak"), 14),
            _may("chair", _("Voorzitter"), 13, Cell.WHO),
            _may("minutes", _("Verslag"), 13, Cell.WHO),
        ),
        wide=True,
    ),
    Table(
        "escalation_list",
        _("Stappen"),
        (
            _must("who", _("Wie met wie"), 70, help=_("Noem functies, geen namen.")),
            _may("within", _("Binnen hoeveel tijd"), 30, help=_("Bijvoorbeeld: tien werkdagen.")),
        ),
        layout=Layout.STEPS,
    ),
    Table(
        "budget_table",
        _("Begroting, in euro inclusief btw"),
        (
            _must("item", _("Post"), 44),
            _must("amount", _("Bedrag"), 16, Cell.MONEY, help=_("In euro, inclusief btw.")),
            _must("payer", _("Betaald door"), 20, Cell.WHO),
            _must(
                "certainty",
                _("Zekerheid"),
                20,
                Cell.CHOICE,
                options=(CERTAINTY_PROMISED, CERTAINTY_REQUESTED, CERTAINTY_OPEN),
            ),
        ),
        wide=True,
    ),
    Table(
        "annex_budget",
        _("Begroting"),
        (
            _must("item", _("Post"), 34),
            _must("amount", _("Bedrag"), 16, Cell.MONEY, help=_("In euro.")),
            _must("payer", _("Wie betaalt"), 22, Cell.WHO),
            _may("note", _("Toelichting"), 28),
        ),
        wide=True,
    ),
    Table(
        "annex_planning",
        _("Planning"),
        (
            _must("what", _("Wat"), 42),
            _must("who", _("Wie"), 22, Cell.WHO),
            _may("from", _("Van"), 18, Cell.WHEN),
            _must("to", _("Tot"), 18, Cell.WHEN),
        ),
        wide=True,
    ),
    Table(
        "payment_schedule",
        _("Betaling, in euro"),
        (
            _must("amount", _("Bedrag"), 20, Cell.MONEY),
            _must("when", _("Wanneer"), 30, Cell.WHEN),
            _may("condition", _("Als dit er is"), 50),
        ),
    ),
    Table(
        "deliverable_list",
        _("Wat we leveren"),
        (
            _must("what", _("Wat"), 45),
            _may("quality", _("Waar het aan voldoet"), 33),
            _may("when", _("Wanneer"), 22, Cell.WHEN),
        ),
        layout=Layout.LIST,
    ),
    Table(
        "decision_table",
        _("Besluiten"),
        (
            _must("who", _("Wie"), 22, Cell.WHO),
            _must("decision", _("Welk besluit"), 28),
            _may("depends", _("Hangt af van"), 18),
            _may("expected", _("Verwacht op"), 16, Cell.WHEN),
            _may("taken", _("Genomen op"), 16, Cell.WHEN),
        ),
    ),
    Table(
        "technique_list",
        _("Warmteoplossingen"),
        (
            _must("technique", _("Oplossing"), 45),
            _may("scale", _("Samen of per woning"), 20, Cell.CHOICE, options=("samen", "per woning")),
            _may("source", _("Warmtebron"), 35),
        ),
        layout=Layout.LIST,
    ),
    Table(
        "area_table",
        _("Per deel van de buurt"),
        (
            _must("area", _("Deel van de buurt"), 26),
            _must("solution", _("Oplossing"), 38),
            _must("from", _("Vanaf"), 18, Cell.WHEN),
            _must("ready", _("Klaar"), 18, Cell.WHEN),
        ),
        wide=True,
    ),
    Table(
        "cost_example_table",
        _("Voorbeelden van kosten, in euro inclusief btw"),
        (
            _must("home", _("Soort woning"), 34),
            _must("once", _("Eenmalig"), 18, Cell.MONEY),
            _must("yearly", _("Per jaar"), 18, Cell.MONEY),
            _may("support", _("Subsidie of lening"), 30),
        ),
    ),
    Table(
        "risk_list",
        _("Risico’s"),
        (
            _must("risk", _("Risico"), 26),
            _must("chance", _("Kans"), 11, Cell.CHOICE, options=_SIZE),
            _must("effect", _("Gevolg"), 11, Cell.CHOICE, options=_SIZE),
            _must("action", _("Wat we doen"), 33),
            _must("who", _("Wie"), 19, Cell.WHO),
        ),
        wide=True,
    ),
    Table(
        "data_list",
        _("Persoonsgegevens"),
        (
            _must("data", _("Welke gegevens"), 40),
            _must("purpose", _("Waarvoor"), 32),
            _may(
                "ground", _("Grond in de wet"), 28, help=_("Bijvoorbeeld: toestemming, of een overeenkomst.")
            ),
        ),
    ),
    Table(
        "definition_list",
        _("Begrippen"),
        (_must("word", _("Woord"), 26), _must("meaning", _("Betekenis"), 74, Cell.LONGTEXT)),
    ),
    Table(
        "document_list",
        _("Bijlagen"),
        (
            _must("title", _("Titel"), 50),
            _may("version", _("Versie"), 15),
            _may("date", _("Datum"), 20, Cell.WHEN),
            _may("pages", _("Pagina’s"), 15, Cell.INTEGER),
        ),
        layout=Layout.ANNEXES,
    ),
    Table(
        "signature_list",
        _("Ondertekening"),
        (_must("party", _("Partij"), 50, Cell.WHO), _must("function", _("Functie"), 50)),
        layout=Layout.SIGNATURES,
    ),
)

TABLES: dict[str, Table] = {table.kind: table for table in _TABLES}
