"""In which words does every sentence of the timeline name a choice, a day, a page or a hat?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from initiatives.file_page import address
from initiatives.history.linked import Linked
from initiatives.models import Event
from initiatives.terms import Hat
from samenspel import dutch


@dataclass(frozen=True)
class Told:
    """The sentence of one event, what was written beside it, and where it can be seen."""

    title: str
    text: str = ""
    url: str = ""


def label(choices: Any, value: Any, otherwise: str = "") -> str:
    return str(choices(value).label) if value in choices.values else otherwise


def day(text: Any) -> str:
    try:
        return dutch.short_date(date.fromisoformat(str(text)))
    except ValueError:
        return ""


def page(event: Event, name: str) -> str:
    return address(f"initiatives:{name}", event.collaboration.uuid)


def page_of_row(event: Event, name: str, *more: str) -> str:
    """The page of what the event is about; nothing when it names no row."""
    _kind, _colon, uuid = event.subject.partition(":")
    return address(name, uuid, *more) if uuid else ""


def with_hat(title: str, event: Event) -> str:
    """*Contact op 3 mei: bellen, als vergunningverlener*"""
    hat = label(Hat, event.payload.get("hat"))
    return _("%(what)s, als %(hat)s") % {"what": title, "hat": hat} if hat else title


Tell = Callable[[Event, Linked], Told]
