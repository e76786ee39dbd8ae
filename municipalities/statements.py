"""What does a gemeente say about itself and its help to initiatives, since when, and what did it say before?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import Person
from municipalities.models import Municipality, Statement, Subject
from samenspel.errors import DomainError, StaleRevision

PRINCIPLES = (Subject.HEAT, Subject.PARTICIPATION, Subject.OWN_ROLE, Subject.MANDATE, Subject.CONDITIONS)
OFFER = (Subject.KNOWLEDGE, Subject.CONTACTS, Subject.WAYS_IN, Subject.PRACTICAL, Subject.MONEY)
GROUPS = (
    ("principles", gettext_lazy("Uitgangspunten"), PRINCIPLES),
    ("offer", gettext_lazy("Hulp voor initiatieven"), OFFER),
)
SLUGS = {
    Subject.HEAT: "warmte",
    Subject.PARTICIPATION: "meedoen",
    Subject.OWN_ROLE: "eigen-rol",
    Subject.MANDATE: "mandaat",
    Subject.CONDITIONS: "randvoorwaarden",
    Subject.KNOWLEDGE: "kennis",
    Subject.CONTACTS: "contacten",
    Subject.WAYS_IN: "ingangen",
    Subject.PRACTICAL: "praktisch",
    Subject.MONEY: "geld",
}
QUESTIONS: dict[Subject, Any] = {
    Subject.HEAT: gettext_lazy("Wat wil de gemeente met warmte, en welke buurten komen eerst?"),
    Subject.PARTICIPATION: gettext_lazy("Hoe doen bewoners mee, en hoeveel invloed hebben zij?"),
    Subject.OWN_ROLE: gettext_lazy("Welke rol wil de gemeente zelf, bijvoorbeeld in een warmtebedrijf?"),
    Subject.MANDATE: gettext_lazy("Wat mogen ambtenaren zelf toezeggen, en wanneer beslist het college of de raad?"),
    Subject.CONDITIONS: gettext_lazy("Wat staat vast: geld en bronnen over buurten, steun in de wijk, techniek?"),
    Subject.KNOWLEDGE: gettext_lazy("Welke kennis deelt de gemeente, en onder welke voorwaarden?"),
    Subject.CONTACTS: gettext_lazy("Met wie brengt de gemeente een initiatief in contact?"),
    Subject.WAYS_IN: gettext_lazy("Bij welke afdelingen opent de gemeente de deur, en via wie?"),
    Subject.PRACTICAL: gettext_lazy("Wat kan meteen: een zaaltje, drukwerk, een brief aan de buurt?"),
    Subject.MONEY: gettext_lazy("Welk klein en groot geld is er, en wat vraagt de gemeente ervoor?"),
}  # fmt: skip


@dataclass
class Said:
    """One statement and the day on which the next one replaced it."""

    statement: Statement
    until: datetime | None


def newest(municipality: Municipality) -> dict[str, Statement]:
    """Per subject what holds now: one query."""
    pks = Statement.objects.filter(municipality=municipality).order_by().values("subject")
    rows = Statement.objects.filter(pk__in=pks.annotate(newest=Max("pk")).values("newest"))
    return {row.subject: row for row in rows.select_related("by") if row.text}


def groups_of(municipality: Municipality, *, may_state: bool) -> list[dict[str, Any]]:
    """For the gemeente's page. Who may not write sees only what is there."""
    said = newest(municipality)
    groups = []
    for key, title, subjects in GROUPS:
        rows = [
            {
                "subject": subject,
                "slug": SLUGS[subject],
                "question": QUESTIONS[subject],
                "statement": said.get(subject),
            }
            for subject in subjects
            if may_state or subject in said
        ]
        if rows:
            groups.append({"key": key, "title": title, "rows": rows})
    return groups


def summary_of(municipality: Municipality) -> dict[str, Any] | None:
    """For a file of this gemeente: when its statements last changed, and its offer in short."""
    changed = Statement.objects.filter(municipality=municipality).aggregate(at=Max("created_at"))["at"]
    return {"changed_at": changed} if changed else None


def offer_of(municipality: Municipality) -> list[Statement]:
    said = newest(municipality)
    return [said[subject] for subject in OFFER if subject in said]


def history(municipality: Municipality, subject: Subject) -> list[Said]:
    """Newest first, each until the one that replaced it."""
    found, until = [], None
    for row in Statement.objects.filter(municipality=municipality, subject=subject).select_related("by"):
        found.append(Said(row, until))
        until = row.created_at
    return found


@transaction.atomic
def say(municipality: Municipality, subject: Subject, text: str, *, seen: str, by: Person) -> Statement:
    """Adds a text; the earlier ones stay readable. An empty text takes the last one back."""
    last = Statement.objects.filter(municipality=municipality, subject=subject).first()
    text = text.strip()
    if last and last.text == text:
        return last  # pressed twice
    if not last and not text:
        raise DomainError(_("Schrijf eerst op wat de gemeente hierover zegt."), field="text")
    if str(last.uuid if last else "") != seen:
        raise StaleRevision(_("Een collega was je net voor. Er is niets kwijt."), current=last)
    return Statement.objects.create(municipality=municipality, subject=subject, text=text, by=by)
