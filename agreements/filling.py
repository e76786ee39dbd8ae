"""Where does the value of a field come from: the file, an earlier answer, or the format's own proposal?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max, QuerySet

from agreements import starting_points
from agreements.formats.printing import date as printed_date
from agreements.formats.typed import is_empty
from agreements.formats.variables import Variable
from agreements.models import Agreement, FieldValue
from agreements.partner_names import NO_NAMES, Names, renamed
from agreements.terms import Origin
from contacts.models import Side
from initiatives.models import Assignment, Collaboration, Fact, Participation, PlanItem
from initiatives.terms import Phase, Role, Technique, WantedRole
from municipalities import statements
from municipalities.models import Statement

Json = Any

FROM_AGREEMENT = "agreement:"  # and its uuid: the source of a fact that was answered in an agreement
# Said of one document only: when it was decided, how binding it is, how long it lasts, what comes after it.
OF_ONE_DOCUMENT = frozenset(
    [
        "bindend",
        "bindende_artikelen",
        "gemeente_besluit_datum",
        "initiatief_besluit_datum",
        "overige_besluiten",
        "einddatum",
        "einddatum_fase",
        "eerste_terugblik",
        "eerste_evaluatie",
        "startdatum",
        "volgend_document",
        "richtdatum_volgend",
        "bijlagen",
        "kaart_bijlage",
        "projectplan_bijlage",
        "verwerkersovereenkomst",
    ]
)


@dataclass(frozen=True)
class Filled:
    value: Json
    origin: Origin


class File:
    """What the collaboration file can answer, read once for one document."""

    def __init__(self, collaboration: Collaboration) -> None:
        self.collaboration = collaboration
        self.initiative = collaboration.initiative
        self.municipality = collaboration.municipality
        self._roles: dict[tuple[str, str], Assignment] | None = None

    def answer(self, variable: Variable) -> Json:
        """The file's value for a field, or None when the file does not know."""
        read = BY_NAME.get(variable.name) or BY_PATH.get(variable.filled_from)
        value = read(self) if read else None
        if is_empty(value) and variable.name not in OF_ONE_DOCUMENT and variable.type != "document":
            value = self.facts.get(variable.name)
        return starting_points.of(self, variable) if is_empty(value) else value

    def differing(self, variable: Variable, kept: FieldValue | None, names: Names = NO_NAMES) -> Json:
        """What the file says now, when that is something else than what stands in the agreement.

        `names`: of the partners there, as the file calls them.
        """
        if kept is None:
            return None
        value = self.answer(variable)
        return None if is_empty(value) or value in (kept.value, renamed(kept.value, names)) else value

    @cached_property
    def facts(self) -> dict[str, Json]:
        """The newest answer to every question that was asked before."""
        return dict(self.newest_facts().values_list("name", "value"))

    def newest_facts(self) -> QuerySet[Fact]:
        newest = (
            Fact.objects.filter(collaboration=self.collaboration, participation=None)
            .order_by()
            .values("name")
            .annotate(newest=Max("pk"))
            .values("newest")
        )
        return Fact.objects.filter(pk__in=newest).order_by()

    def role(self, side: Side, role: Role) -> Assignment | None:
        if self._roles is None:
            rows = (
                Assignment.objects.in_force()
                .filter(participation__collaboration=self.collaboration)
                .select_related("function", "participation")
                .order_by("pk")
            )
            self._roles = {(row.participation.side, row.role): row for row in rows}
        return self._roles.get((side, role))

    def function_of(self, side: Side, role: Role) -> str | None:
        assignment = self.role(side, role)
        return _with_article(assignment.function.label) if assignment else None

    @cached_property
    def seats(self) -> list[Participation]:
        return list(self.collaboration.participations.in_force().select_related("organisation"))

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """What the gemeente says of itself and of its help, per subject."""
        return statements.newest(self.municipality)

    @cached_property
    def activities(self) -> list[PlanItem]:
        return list(starting_points.activities(self))

    def support_name(self) -> str | None:
        return next((s.organisation.name for s in self.seats if s.side == Side.SUPPORT), None)

    def partners(self) -> list[str]:
        return [seat.organisation.name for seat in self.seats if seat.side == Side.PARTNER]

    def earlier_steps(self) -> list[str]:
        """Agreements that were published before: they show without being typed again."""
        milestones = self.collaboration.milestones.standing().order_by("on")[:10]
        return [f"{m.title} ({printed_date(m.on.isoformat())})" for m in milestones]

    def technique_rows(self) -> list[dict[str, str]]:
        names = {
            Technique.INDIVIDUAL: ("een oplossing per woning", "per woning"),
            Technique.HEAT_NETWORK: ("een warmtenet", "samen"),
            Technique.GREEN_GAS: ("groen gas", "samen"),
            Technique.MIXED: ("een mix van oplossingen", ""),
        }
        found = names.get(Technique(self.initiative.technique))
        return [{"technique": found[0], "scale": found[1]}] if found else []


def _with_article(label: str) -> str:
    return label if label.split(" ", 1)[0] in ("de", "het", "een") else f"de {label}"


def _next_phase(file: File) -> str | None:
    phase = Phase(file.collaboration.phase).next
    return str(phase.label).lower() if phase else None


def _place(file: File) -> str:
    return file.initiative.organisation.place or file.municipality.organisation.place


def _place_apart(file: File) -> str | None:
    """The place, where its name says more than that of the gemeente."""
    place = _place(file)
    return None if place.casefold() == file.municipality.organisation.name.casefold() else place


def _mandate(file: File) -> str | None:
    contact = file.role(Side.MUNICIPALITY, Role.CONTACT)
    return contact.mandate if contact and contact.mandate else None


ROLE_WORDS = {
    WantedRole.THINK_ALONG: "meedenken",
    WantedRole.EQUAL: "gelijkwaardig samen",
    WantedRole.DO_IT: "zelf doen",
}

# A path of the format -> how the file answers it. Paths that are not here are asked, once.
BY_PATH: dict[str, Callable[[File], Json]] = {
    "samenwerking.buurt": lambda file: file.collaboration.area_name,
    "samenwerking.plaats": _place,
    "samenwerking.plaatsnaam": _place_apart,
    "samenwerking.fase": _next_phase,
    "samenwerking.ondersteuner": lambda file: file.support_name(),
    "gemeente.naam": lambda file: f"gemeente {file.municipality.organisation.name}",
    "initiatief.ambitie": lambda file: file.initiative.ambition,
    "initiatief.rol": lambda file: ROLE_WORDS[WantedRole(file.initiative.wanted_role)],
    "tijdlijn": lambda file: file.earlier_steps(),
}
BY_NAME: dict[str, Callable[[File], Json]] = {
    "betrokken_partijen": lambda file: file.partners(),
    "techniek_status": lambda file: "open" if file.initiative.technique == Technique.OPEN else "voorkeur",
    "techniek": lambda file: file.technique_rows(),
    "aanspreekpunt_gemeente": lambda file: file.function_of(Side.MUNICIPALITY, Role.CONTACT),
    "aanspreekpunt_initiatief": lambda file: file.function_of(Side.INITIATIVE, Role.CONTACT),
    "woordvoerder_gemeente": lambda file: file.function_of(Side.MUNICIPALITY, Role.CONTACT),
    "woordvoerder_initiatief": lambda file: file.function_of(Side.INITIATIVE, Role.CONTACT),
    "mandaat_gemeente": _mandate,
    "vervanging": lambda file: file.function_of(Side.INITIATIVE, Role.DEPUTY),
}


def proposals(file: File, variables: Iterable[Variable]) -> dict[str, Filled]:
    """What a new document starts with: the file's answer, else the format's own proposal; empty ones left out."""
    found: dict[str, Filled] = {}
    for variable in variables:
        value = file.answer(variable)
        if not is_empty(value):
            found[variable.name] = Filled(value, Origin.FILE)
        elif not is_empty(variable.default):
            found[variable.name] = Filled(variable.default, Origin.DEFAULT)
    return found


def values_of(agreement: Agreement) -> dict[str, FieldValue]:
    """Every value by its field, along with the annex to which it belongs; one query."""
    rows = agreement.values.select_related("annex__upload", "annex__version")
    return {row.variable: row for row in rows.defer("annex__version__content")}
