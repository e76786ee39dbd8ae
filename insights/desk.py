"""What lies on this user's desk: which running files, and from which seats?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from agreements.models import Agreement
from agreements.policy import PARTY_GRANTS
from agreements.registered import mentions
from agreements.registered.doubts import with_doubt
from agreements.terms import ANSWER_BY, Asks
from contacts import roster
from contacts.models import Access, Side
from initiatives.deciding import contests, layers
from initiatives.deciding.keys import LIES_LONG
from initiatives.deciding.lying import lies_or_came_back
from initiatives.models import Collaboration, DecisionKey, JointDecision, Participation, PhasePeriod
from initiatives.policy import (
    ON_REOPENING,
    WHEN_ENDED,
    Ability,
    Seat,
    assigned,
    levels_at,
    seat_filter,
)
from initiatives.terms import DecisionKind, DecisionState, KeyVerdict, Status
from insights.latest import with_asked, with_newest_version, with_signing
from municipalities import heirs
from promises import asking

MOST_FILES = 200  # a desk is no archive: beyond this, the files where something happened last


@dataclass(frozen=True)
class DeskFile:
    """A file on the desk and the seats this user has in it."""

    collaboration: Collaboration
    seats: list[Seat]

    @property
    def abilities(self) -> frozenset[Ability]:
        granted = frozenset[Ability]().union(*(seat.granted for seat in self.seats))
        ended = self.collaboration.status == Status.ENDED
        return granted & (WHEN_ENDED | ON_REOPENING) if ended else granted

    @property
    def sides(self) -> set[str]:
        return {seat.side for seat in self.seats}

    @property
    def organisations(self) -> set[int]:
        return {seat.participation.organisation_id for seat in self.seats}

    @property
    def phase_since(self) -> date | None:
        return self.seats[0].participation.phase_since

    @property
    def lies(self) -> list[layers.Lies]:
        """What lies at a layer of a side now."""
        return layers.read_in(self.seats[0].participation)

    @property
    def asked_passage(self) -> mentions.AskedPassage | None:
        """A passage that is gone without a word, or that may be in a version that is late."""
        return mentions.read_asked(self.seats[0].participation)

    @property
    def is_active(self) -> bool:
        return self.collaboration.status == Status.ACTIVE

    @property
    def runs(self) -> bool:
        """Also while it pauses; one that has ended lies here because it may open again."""
        return self.collaboration.status != Status.ENDED

    @property
    def works(self) -> bool:
        """Whether this user has work to do here: the file runs, and she does more than read along."""
        return self.is_active and Ability.PLAN in self.abilities

    @property
    def is_coached(self) -> bool:
        return Side.SUPPORT in self.sides


class Desk:
    """Everything the start page asks about, each thing read once for all files together."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.functions = heirs.functions_of(user)

    @cached_property
    def files(self) -> list[DeskFile]:
        """Running files and those that may open again, the one where something happened last first."""
        if not self._taking_part:
            return []
        with_role = assigned(self.user)
        found: dict[int, DeskFile] = {}
        for participation in self._taking_part:
            levels = levels_at(participation, self.functions, with_role)
            if not levels:
                continue
            file = found.setdefault(participation.collaboration_id, DeskFile(participation.collaboration, []))
            file.seats.append(Seat(participation, max(levels, key=lambda access: access.rank)))
        return list(found.values())

    @cached_property
    def _taking_part(self) -> list[Any]:
        own = seat_filter(self.user)
        if own is None:
            return []
        return list(
            Participation.objects.seating()
            .filter(own)
            .filter(~Q(collaboration__status=Status.ENDED) | Q(Exists(_reopening())))
            .select_related(
                "organisation",
                "collaboration__initiative__organisation",
                "collaboration__municipality__organisation",
            )
            .annotate(phase_since=Subquery(_leading().values("starts_on")[:1]), **layers.known_of_file())
            .annotate(**asking.known_of_seat(), **mentions.asked_in())
            .order_by("-collaboration__last_event_at", "-collaboration_id", "pk")[:MOST_FILES]
        )

    @property
    def is_full(self) -> bool:
        return len(self._taking_part) >= MOST_FILES

    @cached_property
    def by_id(self) -> dict[int, DeskFile]:
        return {file.collaboration.pk: file for file in self.files}

    def ids(self, wanted: Callable[[DeskFile], bool] = lambda file: True) -> list[int]:
        return [file.collaboration.pk for file in self.files if wanted(file)]

    @property
    def open_keys(self) -> list[DecisionKey]:
        """All keys of all open decisions in these files."""
        return [key for key in self._keys if key.decision.state == DecisionState.OPEN]

    @property
    def returned_keys(self) -> list[DecisionKey]:
        """The keys that gave back what nobody proposed again."""
        return [
            key
            for key in self._keys
            if key.decision.state == DecisionState.RETURNED and key.verdict == KeyVerdict.RETURN
        ]

    @property
    def contested_keys(self) -> list[Any]:
        """What was recorded in a party's name, and that party contests; until that is settled."""
        return [key for key in self._keys if key.contest_waits]

    @cached_property
    def _keys(self) -> list[Any]:
        """All three in one query, because every start page asks for them."""
        return list(
            DecisionKey.objects.annotate(contest_waits=contests.waits())
            .filter(lies_or_came_back() | Q(contest_waits=True), decision__collaboration__in=self.ids())
            .select_related("decision__by_organisation", "participation__organisation", "handler")
            .order_by("decision_id", "pk")
        )

    @cached_property
    def agreements(self) -> list[Agreement]:
        visible = Agreement.objects.visible_to(self.user).running()
        if not any(function.organisation.kind == Side.PARTNER for function in self.functions):
            visible = visible.filter(collaboration__in=self.ids())  # a partner is named outside her files
        known = with_doubt(with_signing(with_newest_version(visible), self.user))
        return list(with_asked(known, {str(pk): pk for pk in self.speaks_for}))

    @cached_property
    def partner_promises(self) -> list[Any]:
        """Where a promise names her as a partner, each with what is asked: outside the files in which she sits."""
        return asking.asked_of_partners(self.user)

    @cached_property
    def speaks_for(self) -> set[int]:
        """The organisations for which this user may speak about an agreement that names them, a partner as well."""
        return {f.organisation_id for f in self.functions if Access(f.access) in PARTY_GRANTS}

    def asked_about(self, agreement: Any, reason: Asks) -> list[str]:
        """The keys of the articles about which her party is asked this."""
        return self._kept_of_asking(agreement, reason)

    def answer_by(self, agreement: Any) -> date | None:
        """The first day before which another party would like an answer of hers."""
        days = self._kept_of_asking(agreement, ANSWER_BY)
        return date.fromisoformat(min(days)) if days else None

    def _kept_of_asking(self, agreement: Any, name: str) -> list[str]:
        asked = (getattr(agreement, f"asked_{pk}") or {} for pk in self.speaks_for)
        return [said for kept in asked for said in kept.get(name, ())]

    @property
    def kind(self) -> str:
        """Which start page: initiative, partner, figures, administrator, nobody, or the work list."""
        sides = {function.organisation.kind for function in self.functions}
        if roster.sees_figures_only(self.user) and not self.user.is_administrator:
            return "figures"
        if not sides:
            return "administrator" if self.user.is_administrator else "nobody"
        if sides == {Side.INITIATIVE}:
            return "initiative"
        if sides == {Side.PARTNER}:
            return "partner"
        return "work"


def _leading() -> QuerySet[PhasePeriod]:
    return PhasePeriod.objects.filter(collaboration=OuterRef("collaboration"), leading=True, ends_on=None)


def _reopening() -> QuerySet[JointDecision]:
    """The proposal to open this file again: it lies there, or came back some weeks ago at most."""
    came_back = Q(state=DecisionState.RETURNED, closed_at__gt=timezone.now() - LIES_LONG)
    return JointDecision.objects.filter(
        Q(state=DecisionState.OPEN) | came_back,
        collaboration=OuterRef("collaboration"),
        kind=DecisionKind.REOPEN,
    )


def choices(files: Iterable[DeskFile]) -> list[tuple[str, str]]:
    """Files for a select, by name."""
    found = [
        (
            str(f.collaboration.uuid),
            f"{f.collaboration.title} ({f.collaboration.municipality.organisation.name})",
        )
        for f in files
    ]
    return sorted(found, key=lambda choice: choice[1].casefold())
