"""Which files, rows and bestanden does someone see?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from contacts.models import Side
from contacts.querysets import in_force
from initiatives.terms import Circle, DecisionState, ItemKind, ItemState, Status

if TYPE_CHECKING:
    from initiatives.models import Collaboration
    from initiatives.policy import Viewer


TAKEN_BACK = "taken_back:"  # the name of the fact; the milestone's number follows


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows with a first and a last day."""

    def in_force(self, on: date | None = None) -> PeriodQuerySet:
        return self.filter(in_force(on))


class ParticipationQuerySet(PeriodQuerySet):
    def seating(self, on: date | None = None) -> ParticipationQuerySet:
        """Where someone can sit: with who takes part, and with a gemeente that another took over."""
        return self.filter(in_force(on) | Q(continued_by__isnull=False))


class AssignmentQuerySet(PeriodQuerySet):
    def visible_to(self, user: Any) -> AssignmentQuerySet:
        from initiatives.models import Collaboration

        return self.filter(participation__collaboration__in=Collaboration.objects.visible_to(user))


class CollaborationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> CollaborationQuerySet:
        """The one narrowing of files: every page, list, count and export starts here."""
        from initiatives.models import Participation
        from initiatives.policy import seat_filter

        own = seat_filter(user)
        if own is None:
            return self.none()
        seats = Participation.objects.seating().filter(own, collaboration=OuterRef("pk"))
        return self.filter(Exists(seats))

    def figures_for(self, user: Any) -> CollaborationQuerySet:
        """Of which files she sees phase, dates and numbers: those that she reads, and those that she oversees."""
        from initiatives.overseeing import figures_filter

        return self.filter(figures_filter(user))

    def running(self) -> CollaborationQuerySet:
        return self.exclude(status=Status.ENDED)

    def with_parties(self) -> CollaborationQuerySet:
        return self.select_related("initiative__organisation", "municipality__organisation")


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows with an owner organisation and a circle."""

    file_path = "collaboration"

    def visible_to(self, user: Any) -> Self:
        """Over all files: the same rule as `readable_by`, for a row that is asked for by its own address."""
        from initiatives.models import Collaboration, Participation
        from initiatives.policy import seat_filter

        own = seat_filter(user)
        if own is None:
            return self.none()
        seats = Participation.objects.seating().filter(own, collaboration=OuterRef(self.file_path))
        allowed = (
            Q(circle=Circle.EVERYONE)
            | Exists(seats.filter(organisation=OuterRef("owner")))
            | (Q(circle=Circle.WITH_COACH) & Exists(seats.filter(side=Side.SUPPORT)))
        )
        return self.filter(allowed, **{f"{self.file_path}__in": Collaboration.objects.visible_to(user)})

    def readable_by(self, viewer: Viewer) -> Self:
        return self.filter(circle_filter(viewer))


def at_its_phase(files: Iterable[Collaboration], prefix: str = "") -> Q:
    """Rows of these files that belong to the phase each is in. A join with the files themselves would do as well, but
    the database then reads all files there are."""
    together: dict[str, list[int]] = {}
    for file in files:
        together.setdefault(file.phase, []).append(file.pk)
    rows = Q(pk__in=())
    for phase, keys in together.items():
        rows |= Q(**{f"{prefix}collaboration__in": keys, f"{prefix}phase": phase})
    return rows


def circle_filter(viewer: Viewer, prefix: str = "") -> Q:
    """Who reads a row: everyone in the file, the owner and the coach, or the owner alone."""
    allowed = Q(**{f"{prefix}owner__in": viewer.organisations})
    if viewer.in_file:
        allowed |= Q(**{f"{prefix}circle": Circle.EVERYONE})
    if viewer.is_coach:
        allowed |= Q(**{f"{prefix}circle": Circle.WITH_COACH})
    return allowed


class EvidenceQuerySet(OwnedQuerySet):
    """A conversation that proves something is read by who reads the conversation, whatever the row itself says."""

    file_path = "item__collaboration"

    def visible_to(self, user: Any) -> Self:
        from initiatives.models import ContactMoment

        readable = ContactMoment.objects.visible_to(user).filter(pk=OuterRef("contact"))
        return super().visible_to(user).filter(Q(contact=None) | Exists(readable))

    def readable_by(self, viewer: Viewer) -> Self:
        conversation = Q(contact=None) | circle_filter(viewer, "contact__")
        return super().readable_by(viewer).filter(conversation)

    def with_sources(self) -> Self:
        """Along with what each row points at."""
        return self.select_related("upload", "milestone", "contact", "decision", "owner", "by")


class InFileQuerySet(models.QuerySet[Any]):
    """Rows that everyone in the file sees."""

    def visible_to(self, user: Any) -> InFileQuerySet:
        from initiatives.models import Collaboration

        return self.filter(collaboration__in=Collaboration.objects.visible_to(user))


class MilestoneQuerySet(InFileQuerySet):
    def standing(self) -> MilestoneQuerySet:
        """Without what was taken back: a milestone itself never changes, a fact says that it no longer counts."""
        from initiatives.models import Fact

        name = Concat(Value(TAKEN_BACK), Cast(OuterRef("pk"), CharField()))
        gone = Fact.objects.filter(collaboration=OuterRef("collaboration"), name=name)
        return self.exclude(Exists(gone))


class PlanItemQuerySet(InFileQuerySet):
    def on_plan(self) -> PlanItemQuerySet:
        """Goals and activities; what climbs a ladder counts nowhere among them."""
        return self.filter(kind__in=[ItemKind.GOAL, ItemKind.ACTIVITY])

    def goals(self) -> PlanItemQuerySet:
        return self.filter(kind=ItemKind.GOAL)

    def activities(self) -> PlanItemQuerySet:
        return self.filter(kind=ItemKind.ACTIVITY)

    def kept(self) -> PlanItemQuerySet:
        return self.exclude(state=ItemState.SKIPPED)

    def with_who(self) -> PlanItemQuerySet:
        """Along with each what names who picks it up."""
        return self.select_related("partner__organisation")

    def with_statuses(self) -> PlanItemQuerySet:
        """Along with each goal: what each side said last, and when."""
        from initiatives.models import GoalView

        newest = GoalView.objects.filter(item=OuterRef("pk")).order_by("-pk")
        ours = newest.filter(participation__side=Side.MUNICIPALITY)
        theirs = newest.filter(participation__side=Side.INITIATIVE)
        return self.annotate(
            municipality=Subquery(ours.values("status")[:1]),
            initiative=Subquery(theirs.values("status")[:1]),
            municipality_at=Subquery(ours.values("created_at")[:1]),
            initiative_at=Subquery(theirs.values("created_at")[:1]),
        )


class DecisionQuerySet(InFileQuerySet):
    def open(self) -> DecisionQuerySet:
        return self.filter(state=DecisionState.OPEN)

    def closed(self) -> DecisionQuerySet:
        return self.exclude(state=DecisionState.OPEN)
