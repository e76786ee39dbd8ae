"""What does the file already answer to the coach's questions, and where does it say so? Three queries.

Each kind of home has its reader below. An app to the right adds its own kind with `more`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import Function, Side
from contacts.querysets import in_force
from initiatives.coaching import steps as coach_steps
from initiatives.coaching.steps import NOTHING, PREFIX, Answer, Question
from initiatives.file_page import address
from initiatives.models import (
    Assignment,
    Collaboration,
    ContactMoment,
    Evidence,
    Fact,
    Milestone,
    Participation,
    PlanItem,
)
from initiatives.policy import Viewer
from initiatives.terms import Circle, ItemState, MilestoneKind, Role
from samenspel import dutch
from samenspel.signs import VIEW_WORDS, duo_state

Reader = Callable[[str], Answer]


class Known:
    """What one reader may know of one file, each table read once."""

    def __init__(self, collaboration: Collaboration, viewer: Viewer) -> None:
        self.collaboration = collaboration
        self.items = {item.format_item.key: item for item in _items(collaboration, viewer)}
        self.facts = newest_facts(collaboration)
        self.sides = {seat.side: seat for seat in _sides(collaboration, viewer)}
        self.readers: dict[str, Reader] = {
            "profile": self._profile,
            "goal": self._goal,
            "evidence": self._evidence,
            "activity": self._activity,
            "role": self._role,
            "team": self._team,
            "contact": self._contact,
            "milestone": self._milestone,
        }

    def answers(self, more: Mapping[str, Reader] | None = None) -> dict[tuple[str, str], Answer]:
        readers = {**self.readers, **(more or {})}
        return {(q.step, q.key): self._answer(q, readers) for q in coach_steps.questions()}

    def _answer(self, question: Question, readers: Mapping[str, Reader]) -> Answer:
        if question.is_asked_here:
            return answer_of(question, self.facts.get(question.fact))
        kind, _dot, name = question.home.partition(".")
        return readers[kind](name) if kind in readers else NOTHING

    # --- each kind of home ------------------------------------------------------------------------------

    def _profile(self, name: str) -> Answer:
        initiative = self.collaboration.initiative
        display = getattr(initiative, f"get_{name}_display", None)
        words = str(display()) if display else getattr(initiative, name)
        return Answer(bool(words), capfirst(words), address("initiatives:profile", self.collaboration.uuid))

    def _goal(self, key: str) -> Answer:
        item = self.items.get(key)
        if item is None or item.state == ItemState.SKIPPED:
            return _left_out(item)
        views = item.municipality or "", item.initiative or ""
        words = _("Gemeente: %(municipality)s. Initiatief: %(initiative)s.") % {
            "municipality": VIEW_WORDS[views[0]],
            "initiative": VIEW_WORDS[views[1]],
        }
        return Answer(duo_state(*views) == "shared", words if any(views) else "", _url(item))

    def _evidence(self, key: str) -> Answer:
        item = self.items.get(key)
        if item is None or item.state == ItemState.SKIPPED:
            return _left_out(item)
        count = item.proofs
        words = ngettext("Eén stuk, bij “%(goal)s”.", "%(count)s stukken, bij “%(goal)s”.", count)
        words %= {"goal": item.title, "count": dutch.count_word(count).capitalize()}
        return Answer(bool(count), words if count else "", f"{_url(item)}#onderbouwing")

    def _activity(self, key: str) -> Answer:
        item = self.items.get(key)
        if item is None or item.state == ItemState.SKIPPED:
            return _left_out(item)
        words = f"{item.title}: {item.get_state_display()}."
        return Answer(item.state == ItemState.DONE, words, _url(item))

    def _role(self, name: str) -> Answer:
        url = address("initiatives:people", self.collaboration.uuid)
        if name == "facilitator":
            found = [seat.chairs for seat in self.sides.values() if seat.chairs]
        else:
            found = [seat.contact for seat in self.sides.values() if seat.side == name and seat.contact]
        return Answer(bool(found), dutch.first_name(found[0]) if found else "", url)

    def _team(self, _name: str) -> Answer:
        seat = self.sides.get(Side.INITIATIVE)
        count = seat.team if seat else 0
        words = ngettext("Eén mens staat op de lijst.", "%(count)s mensen staan op de lijst.", count)
        words %= {"count": dutch.count_word(count).capitalize()}
        return Answer(
            count > 1, words if count else "", address("initiatives:people", self.collaboration.uuid)
        )

    def _contact(self, name: str) -> Answer:
        seat = next(iter(self.sides.values()), None)
        day: date | None = getattr(seat, f"{name}_contact") if seat else None
        words = _("Laatst op %(day)s.") % {"day": dutch.short_date(day)} if day else ""
        return Answer(bool(day), words, address("initiatives:contact-log", self.collaboration.uuid))

    def _milestone(self, _name: str) -> Answer:
        seat = next(iter(self.sides.values()), None)
        title = seat.result if seat else ""
        return Answer(bool(title), title or "", address("agreements:list", self.collaboration.uuid))


def answer_of(question: Question, fact: Fact | None) -> Answer:
    if fact is None:
        return NOTHING
    codes, words = said_in(fact)
    return Answer(
        question.is_answered_by(codes, words),
        question.in_words(codes, words),
        by=dutch.first_name(fact.by.name),
        at=fact.created_at,
    )


def said_in(fact: Fact) -> tuple[list[str], str]:
    """The codes that were chosen, and the words beside them."""
    return list(fact.value.get("codes", {}).get("chosen", ())), fact.value.get("words", {}).get("text", "")


def newest_facts(collaboration: Collaboration) -> dict[str, Fact]:
    """The newest answer to every question that has no other home."""
    newest = (
        Fact.objects.filter(collaboration=collaboration, name__startswith=PREFIX)
        .order_by()
        .values("name")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    return {fact.name: fact for fact in Fact.objects.filter(pk__in=newest).select_related("by")}


def _left_out(item: PlanItem | None) -> Answer:
    """What the plan skips is answered: by its reason."""
    if item is None:
        return Answer(there=True, words=_("Dit staat niet in jullie stappenplan."))
    return Answer(True, _("Overgeslagen: %(reason)s") % {"reason": item.skip_reason}, _url(item))


def _url(item: PlanItem) -> str:
    return address("initiatives:item", item.uuid)


# --- three queries ------------------------------------------------------------------------------------


def _items(collaboration: Collaboration, viewer: Viewer) -> Iterable[Any]:
    """The goals and activities that questions point to, with the newest view of each side."""
    keys = {key for kind in ("goal", "evidence", "activity") for key in coach_steps.homes(kind)}
    readable = Evidence.objects.readable_by(viewer).filter(item=OuterRef("pk")).order_by()
    return (
        collaboration.plan_items.filter(format_item__key__in=keys)
        .select_related("format_item")
        .with_statuses()
        .annotate(proofs=_count(readable, "item"))
    )


def _count(rows: Any, grouped_by: str) -> Coalesce:
    counted = rows.values(grouped_by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _sides(collaboration: Collaboration, viewer: Viewer) -> Iterable[Any]:
    """Who takes part, with whom to call, and what the file knows of contact and results."""
    held = Assignment.objects.in_force().filter(
        in_force(prefix="function__"), participation=OuterRef("pk"), function__person__erased_at=None
    )
    people = Function.objects.in_force().filter(organisation=OuterRef("organisation"), person__erased_at=None)
    moments = ContactMoment.objects.filter(collaboration=OuterRef("collaboration")).order_by("-on")
    results = Milestone.objects.filter(collaboration=OuterRef("collaboration")).standing()
    return (
        Participation.objects.in_force()
        .filter(collaboration=collaboration)
        .annotate(
            contact=_name_of(held.filter(role=Role.CONTACT).order_by("pk")),
            chairs=_name_of(held.filter(role__in=[Role.FACILITATOR, Role.COACH]).order_by("-role", "pk")),
            team=_count(people.order_by(), "organisation"),
            any_contact=Subquery(moments.readable_by(viewer).values("on")[:1]),
            shared_contact=Subquery(moments.filter(circle=Circle.EVERYONE).values("on")[:1]),
            result=Subquery(results.exclude(kind=MilestoneKind.AGREEMENT_PUBLISHED).values("title")[:1]),
        )
    )


def _name_of(held: Any) -> Subquery:
    return Subquery(held.values("function__person__name")[:1])
