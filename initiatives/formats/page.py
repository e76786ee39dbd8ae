"""What do the pages about the stappenplan itself show?"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives.formats.changes import changed_intros, changes, moved
from initiatives.formats.rules import gaps
from initiatives.models import Collaboration, FormatItem, PlanFormat
from initiatives.plan.variants import CONDITIONS, in_words, why_not
from initiatives.terms import ItemKind, Phase, Status

# kind, heading, what a link to add one says
KINDS = (
    (ItemKind.GOAL, _("Doelen"), _("Voeg een doel toe")),
    (ItemKind.ACTIVITY, _("Activiteiten"), _("Voeg een activiteit toe")),
    (ItemKind.HOW, _("Hoe werk je samen?"), _("Voeg iets toe over samenwerken")),
    (ItemKind.WITH_WHOM, _("Met wie?"), _("Voeg iets toe over met wie")),
    (ItemKind.TIP, _("Tips"), _("Voeg een tip toe")),
    (ItemKind.RESULT, _("Resultaten"), _("Voeg een resultaat toe")),
    (ItemKind.LINK, _("Verder lezen"), _("Voeg een link toe")),
)


def versions() -> list[dict[str, Any]]:
    """Newest first, each with how much is in it and how many running files work with it."""
    running = Q(status__in=[Status.ACTIVE, Status.PAUSED])
    files = dict(
        Collaboration.objects.filter(running)
        .order_by()
        .values_list("plan_format")
        .annotate(number=Count("pk"))
    )
    formats = PlanFormat.objects.annotate(size=Count("items")).order_by("-number")
    return [{"format": plan, "size": plan.size, "files": files.get(plan.pk, 0)} for plan in formats]


def phase_context(plan: PlanFormat, phase: Phase, asked: Mapping[str, str]) -> dict[str, Any]:
    """One phase of a version. `asked`: answers of an initiative, to see what it would find."""
    items = list(plan.items.filter(phase=phase).order_by("order", "pk"))
    about = SimpleNamespace(**{name: asked.get(name, "") for name in CONDITIONS})
    lacks = {item.pk: why for item, why in gaps(items)}
    goals = {item.key: item.title for item in items if item.kind == ItemKind.GOAL}
    parts = [
        {
            "kind": kind,
            "title": title,
            "add": add,
            "rows": [
                {
                    "item": item,
                    "first": item is row[0],
                    "last": item is row[-1],
                    "helps": [goals[key] for key in item.serves if key in goals],
                    "for_whom": in_words(item.applies),
                    "why_not": why_not(item.applies, about),
                    "lacks": lacks.get(item.pk, ""),
                }
                for item in row
            ],
        }
        for kind, title, add in KINDS
        if (row := [item for item in items if item.kind == kind]) or not plan.published_at
    ]
    return {
        "plan": plan,
        "shown": phase,
        "intro": plan.intro(phase),
        "phases": list(Phase),
        "parts": parts,
        "questions": _questions(asked),
        "asked": any(asked.get(name) for name in CONDITIONS),
    }


def _questions(asked: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "label": condition.label,
            "options": [
                (value, capfirst(word), asked.get(name) == value) for value, word in condition.choices.choices
            ],
        }
        for name, condition in CONDITIONS.items()
    ]


def difference_context(plan: PlanFormat) -> dict[str, Any]:
    """What a version changed, against the one it stands on."""
    before = list(FormatItem.objects.filter(format=plan.based_on_id)) if plan.based_on_id else []
    after = list(plan.items.all())
    found = changes(before, after) if before else []
    intros = changed_intros(plan.based_on, plan) if plan.based_on else []
    groups = (
        ("added", _("Nieuw")),
        ("changed", _("Anders")),
        ("dropped", _("Vervallen")),
    )
    return {
        "plan": plan,
        "groups": [
            {"kind": kind, "title": title, "changes": [c for c in found if c.kind == kind]}
            for kind, title in groups
        ],
        "moved": moved(before, after),
        "intros": intros,
        "count": len(found) + len(intros),
    }
