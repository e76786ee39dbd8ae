"""What is kept about this person? Every table that names her is looked through, also those of later apps."""

import base64
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from contacts.models import Invitation, Organisation, Person

# What is no information about someone, or would open a door.
LEFT_OUT = {"password", "token_hash", "sessions_from", "search", "prev_hash", "hash"}
OUR_TABLES = {"accounts", "contacts", "municipalities", "initiatives", "agreements", "promises", "insights"}


def everything_about(user: User) -> dict[str, Any]:
    person = Person.objects.filter(user=user).first()
    found: dict[str, Any] = {
        "gemaakt_op": timezone.now().isoformat(),
        "instantie": settings.SITE_URL,
        "account": _row(user),
        "persoon": _row(person) if person else None,
        "uitnodigingen": [_row(row) for row in Invitation.objects.filter(email__iexact=user.email)],
        "verbonden": {},
    }
    for row in [user, person] if person else [user]:
        for relation, rows in _rows_naming(row):
            found["verbonden"].setdefault(relation, []).extend(rows)
    return found


def _rows_naming(row: models.Model) -> list[tuple[str, list[dict[str, Any]]]]:
    """Per table and column that points at this row: what stands there."""
    found = []
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or isinstance(row, relation.related_model):
            continue
        model: type[models.Model] = relation.related_model
        column = relation.field.name
        if model._meta.app_label not in OUR_TABLES or model is Person:
            continue
        rows = model._default_manager.filter(**{column: row}).order_by("pk")
        described = [_row(other, about_others=column == "invited_by") for other in rows.iterator()]
        if described:
            found.append((f"{model._meta.verbose_name} ({relation.field.verbose_name})", described))
    return found


def _row(row: models.Model, *, about_others: bool = False) -> dict[str, Any]:
    """The row's own facts. Other people are named by reference only; whom someone invited is not told here."""
    facts: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name in LEFT_OUT:
            continue
        if about_others and isinstance(field, models.EmailField):
            continue
        value = getattr(row, field.attname)
        if field.is_relation:
            value = _reference(row, field)
        facts[field.name] = _plain(value)
    return facts


def _reference(row: models.Model, field: Any) -> str | None:
    """Organisations by name, everything else by its number: a name may be somebody else's."""
    related = field.related_model
    if related is Organisation:
        return str(getattr(row, field.name)) if getattr(row, field.attname) else None
    value = getattr(row, field.attname)
    return None if value is None else f"{related._meta.verbose_name} {value}"


def _plain(value: Any) -> Any:
    if isinstance(value, (str, int, float, bool, list, dict)) or value is None:
        return value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
