"""How far are the initiatives that someone oversees, and how many are there of each? No people, and none of their words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Value, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from agreements.terms import Relation, Stage, called
from initiatives.listing.finding import Filters, FindForm, of_status
from initiatives.listing.lines import goals_in_words, shared_and_differing
from initiatives.models import Collaboration
from initiatives.querysets import CollaborationQuerySet
from initiatives.terms import Phase, Status
from municipalities.models import Municipality
from samenspel import dutch

MOST_MUNICIPALITIES = 40  # in the counts on the page; the choices and the table to take along have them all
# Of an agreement that all its parties can read, the furthest first.
STAGES = (Stage.IN_FORCE, Stage.FINAL, Stage.SHARED, Stage.ENDED)


class ProgressForm(Filters):
    municipality = forms.ChoiceField(label=gettext_lazy("Gemeente"), required=False)
    phase = FindForm.base_fields["phase"]
    status = FindForm.base_fields["status"]

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.overseen = Collaboration.objects.figures_for(user)
        there = Municipality.objects.filter(pk__in=self.overseen.order_by().values("municipality"))
        named = there.order_by("organisation__name").values_list("code", "organisation__name")
        choices = [("", _("Alle gemeenten")), *named]
        cast(forms.ChoiceField, self.fields["municipality"]).choices = choices
        self.oversees_any = len(choices) > 1
        self.is_valid()  # a filter that does not fit is left out; nobody has to mend it

    def found(self) -> CollaborationQuerySet:
        chosen = self.chosen
        files = of_status(self.overseen, chosen.get("status", ""))
        if "municipality" in chosen:
            files = files.filter(municipality__code=chosen["municipality"])
        return files.filter(phase=chosen["phase"]) if "phase" in chosen else files


# --- one by one ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One initiative, as the page and the table to take along say it."""

    name: str
    municipality: str
    phase: Phase
    since: date | None
    status: str
    agreement: str
    goals: str

    @property
    def cells(self) -> list[Any]:
        phase = f"{self.phase.number} {self.phase.label}"
        return [
            self.name,
            self.municipality,
            phase,
            self.since or "",
            self.status,
            self.agreement,
            self.goals,
        ]


def heads() -> list[str]:
    return [
        _("Initiatief"),
        _("Gemeente"),
        _("Fase"),
        _("In deze fase sinds"),
        _("Stand"),
        _("Overeenkomst"),
        _("Doelen"),
    ]


def rows(files: list[Any]) -> Iterable[list[Any]]:
    return [line.cells for line in lines(files)]


def lines(files: list[Any]) -> list[Line]:
    """Two queries for any number of files."""
    if not files:
        return []
    goals = shared_and_differing(files)
    agreements = _agreements([file.pk for file in files])
    return [
        Line(
            name=file.title,
            municipality=file.municipality.organisation.name,
            phase=Phase(file.phase),
            since=file.phase_since,
            status=_status(file),
            agreement=agreements.get(file.pk, ""),
            goals=goals_in_words(goals.get(file.pk, (0, 0))[0], file.goal_count or 0),
        )
        for file in files
    ]


def _status(file: Collaboration) -> str:
    status = str(Status(file.status).label).capitalize()
    if not file.ended_on:
        return status
    return _("%(status)s op %(day)s") % {"status": status, "day": dutch.full_date(file.ended_on)}


def _agreements(files: list[int]) -> dict[int, str]:
    """*Intentieovereenkomst: geldt sinds 3 maart 2026*: by its kind, for its own title is somebody's words."""
    order = Case(*(When(stage=stage, then=Value(number)) for number, stage in enumerate(STAGES)))
    found: dict[int, str] = {}
    of_files = _to_read().filter(collaboration__in=files).annotate(order=order).order_by("order", "-pk")
    for file, form, relation, stage, starts_on in of_files.values_list(
        "collaboration", "form", "relation", "stage", "starts_on"
    ):
        found.setdefault(file, f"{capfirst(called(form, relation))}: {_stage(stage, starts_on)}")
    return found


def _stage(stage: str, starts_on: date | None) -> str:
    if stage == Stage.IN_FORCE and starts_on:
        return _("geldt sinds %(day)s") % {"day": dutch.full_date(starts_on)}
    return str(Stage(stage).label)


def _to_read() -> QuerySet[Agreement]:
    """What an addendum changes is said by what it belongs to."""
    return Agreement.objects.filter(stage__in=STAGES).exclude(relation=Relation.AMENDS)


# --- how many -----------------------------------------------------------------------------------------


@dataclass
class Counts:
    """How many in each phase, and of how many of them an agreement holds."""

    name: str
    phases: dict[Phase, int]
    held: int = 0

    @property
    def total(self) -> int:
        return sum(self.phases.values())

    @property
    def alone(self) -> list["Counts"]:
        """As a table with one row."""
        return [self]

    def add(self, phase: Phase, number: int, held: int) -> None:
        self.phases[phase] += number
        self.held += held


def _none(name: str) -> Counts:
    return Counts(name, dict.fromkeys(Phase, 0))


def counted(files: CollaborationQuerySet) -> tuple[Counts, list[Counts]]:
    """Of all these files together, and per gemeente, by name: one query."""
    holds = Exists(_to_read().filter(collaboration=OuterRef("pk"), stage=Stage.IN_FORCE))
    grouped = (
        files.order_by()
        .values_list("municipality__organisation__name", "phase")
        .annotate(number=Count("pk"), held=Count("pk", filter=holds))
    )
    together, each = _none(_("Bij elkaar")), dict[str, Counts]()
    for name, phase, number, held in grouped:
        for counts in (together, each.setdefault(name, _none(name))):
            counts.add(Phase(phase), number, held)
    return together, sorted(each.values(), key=lambda counts: counts.name.casefold())
