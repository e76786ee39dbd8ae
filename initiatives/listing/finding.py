"""Which files does someone look for, and in which order do they come?"""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from contacts import roster
from contacts.models import BOTH_SIDES, Side
from initiatives.models import Collaboration, DecisionKey, PhasePeriod, PlanItem
from initiatives.querysets import CollaborationQuerySet
from initiatives.terms import DecisionState, ItemKind, ItemState, Phase, Status, Technique
from municipalities.fields import MunicipalityInput, Offer, offer
from municipalities.models import Municipality
from municipalities.names import search_key
from samenspel.provinces import PROVINCES

PAGE_SIZE = 50
BOARD_SIZE = 20
MAX_WORDS = 6
US = "us"
TURNS = {
    Side.MUNICIPALITY.value: _("de gemeente"),
    Side.INITIATIVE.value: _("het initiatief"),
}
Files = CollaborationQuerySet


class QuietMunicipalityInput(MunicipalityInput):
    """Only the text box: the page has its own place for the choices, and the results ask which one is meant."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return forms.TextInput.render(self, name, value, attrs, renderer)


class Filters(forms.Form):
    """A value that is not in a list is left out, so that an old link still shows something."""

    @property
    def chosen(self) -> dict[str, str]:
        """The filters as they stand in an address that people share."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def query(self, **changes: str) -> str:
        """`?phase=…` with these filters; an empty change takes a filter away."""
        asked = {name: value for name, value in {**self.chosen, **changes}.items() if value}
        return f"?{urlencode(asked)}" if asked else ""


class FindForm(Filters):
    """The files that someone opens."""

    q = forms.CharField(
        label=_("Zoek op naam, buurt of plaats"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    phase = forms.ChoiceField(
        label=_("Fase"),
        required=False,
        choices=[("", _("Alle fasen")), *((p.value, f"{p.number} {p.label}") for p in Phase)],
    )
    status = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Loopt of pauzeert")),
            (Status.ACTIVE, _("Loopt")),
            (Status.PAUSED, _("Gepauzeerd")),
            (Status.ENDED, _("Gestopt")),
            ("all", _("Alles")),
        ],
    )
    turn = forms.ChoiceField(label=_("Wacht op akkoord van"), required=False)
    municipality = forms.CharField(
        label=_("Gemeente"), max_length=120, required=False, widget=QuietMunicipalityInput
    )
    province = forms.ChoiceField(
        label=_("Provincie"),
        required=False,
        choices=[("", _("Alle provincies")), *((p, p) for p in PROVINCES)],
    )
    technique = forms.ChoiceField(
        label=_("Techniek"), required=False, choices=[("", _("Alle technieken")), *Technique.choices]
    )

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.user = user
        self.own_parties = own_parties(user)
        us = [(US, _("ons"))] if self.own_parties else []
        turn = cast(forms.ChoiceField, self.fields["turn"])
        turn.choices = [("", _("Maakt niet uit")), *us, *TURNS.items()]
        self.offered: Offer | None = None
        self.is_valid()  # a filter that does not fit is left out; nobody has to mend it
        if self.in_municipality:
            shown = data.copy()
            shown["municipality"] = str(self.in_municipality)  # a code came in; a name is shown
            self.data = shown

    def clean_municipality(self) -> Municipality | None:
        text = self.cleaned_data["municipality"]
        self.offered = offer(text) if text else None
        if self.offered is None or self.offered.chosen:
            return self.offered.chosen if self.offered else None
        hits = self.offered.hits
        if len(hits) == 1 and not self.offered.is_guess:  # part of a name that fits no other gemeente
            self.offered = None
            return hits[0].municipality
        return None

    @property
    def in_municipality(self) -> Municipality | None:
        return self.cleaned_data.get("municipality")

    @property
    def unclear(self) -> Offer | None:
        """What was typed as a gemeente, when it could be more than one, or none."""
        return self.offered if self.offered and self.offered.chosen is None else None

    @property
    def text(self) -> str:
        return self.cleaned_data.get("q", "")

    @property
    def chosen(self) -> dict[str, str]:
        found = super().chosen
        if self.in_municipality:
            found["municipality"] = self.in_municipality.code
        elif self.unclear:
            found["municipality"] = self.unclear.text
        return found

    @property
    def folded(self) -> int:
        """How many filters are set among the ones that lie folded."""
        return sum(1 for name in ("municipality", "province", "technique") if name in self.chosen)

    def found(self) -> Files:
        """The files this user sees that fit every filter, in no order yet."""
        files = Collaboration.objects.visible_to(self.user)
        if self.unclear:
            return files.none()
        chosen = self.chosen
        files = of_status(files, chosen.get("status", ""))
        for word in search_key(self.text).split()[:MAX_WORDS]:
            files = files.filter(search__contains=word)
        if self.text and not search_key(self.text):
            return files.none()
        if "phase" in chosen:
            files = files.filter(phase=chosen["phase"])
        if self.in_municipality:
            files = files.filter(municipality=self.in_municipality)
        if "province" in chosen:
            files = files.filter(municipality__province=chosen["province"])
        if "technique" in chosen:
            files = files.filter(initiative__technique=chosen["technique"])
        if "turn" in chosen:
            files = files.filter(Exists(self._unturned(chosen["turn"])))
        return files

    def _unturned(self, turn: str) -> QuerySet[DecisionKey]:
        """Keys of open decisions that this side, or the reader's own organisation, has still to turn."""
        keys = DecisionKey.objects.filter(
            decision__collaboration=OuterRef("pk"), decision__state=DecisionState.OPEN, verdict=""
        )
        if turn == US:
            return keys.filter(participation__organisation__in=self.own_parties)
        return keys.filter(participation__side=turn)


def own_parties(user: Any) -> list[int]:
    """The gemeenten and initiatives for which this user holds a function."""
    return [f.organisation_id for f in roster.functions_of(user) if f.organisation.kind in BOTH_SIDES]


def of_status(files: Files, status: str) -> Files:
    if status == "all":
        return files
    return files.filter(status=status) if status else files.running()


# --- order and pages ----------------------------------------------------------------------------------


def newest_first(files: Files) -> Files:
    return files.order_by("-last_event_at", "-pk")


def full(files: Files) -> Files:
    """With everything a line of the list says about the file itself, in the same query."""
    period = PhasePeriod.objects.filter(collaboration=OuterRef("pk"), leading=True, ends_on__isnull=True)
    goals = (
        PlanItem.objects.filter(collaboration=OuterRef("pk"), kind=ItemKind.GOAL, phase=OuterRef("phase"))
        .exclude(state=ItemState.SKIPPED)
        .order_by()
        .values("collaboration")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return files.with_parties().annotate(
        phase_since=Subquery(period.values("starts_on")[:1]), goal_count=Subquery(goals)
    )


def page_of(files: Files, after: str, size: int = PAGE_SIZE) -> tuple[list[Collaboration], str]:
    """One page, and the place from which the next one goes on; that place is empty at the end."""
    place = _place(after)
    if place:
        at, pk = place
        files = files.filter(Q(last_event_at__lt=at) | Q(pk__lt=pk), last_event_at__lte=at)
    found = list(full(newest_first(files))[: size + 1])
    return found[:size], place_of(found[size - 1]) if len(found) > size else ""


def place_of(file: Collaboration) -> str:
    return f"{file.last_event_at:%Y-%m-%dT%H:%M:%S.%fZ}_{file.pk}"


def _place(text: str) -> tuple[datetime, int] | None:
    """Where a page begins; nothing when the address was cut off or made up."""
    moment, _sep, number = text.partition("_")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    if at is None or not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    return (at if timezone.is_aware(at) else timezone.make_aware(at)), int(number)


def board(files: Files, phases: list[Phase], size: int = BOARD_SIZE) -> dict[Phase, list[Collaboration]]:
    """The newest of each phase, one more than shown so that "meer" is known: one query, one index walk a phase."""
    newest = [newest_first(files.filter(phase=phase)).values("pk")[: size + 1] for phase in phases]
    first, *others = (full(Collaboration.objects.filter(pk__in=pks)).order_by() for pks in newest)
    found = sorted(
        first.union(*others, all=True), key=lambda file: (file.last_event_at, file.pk), reverse=True
    )
    columns: dict[Phase, list[Collaboration]] = {phase: [] for phase in phases}
    for file in found:
        columns[Phase(file.phase)].append(file)
    return columns
