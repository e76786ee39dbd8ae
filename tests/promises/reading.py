"""What does somebody read of promises: on a page, in *Mijn werk*, in a mail?"""

from typing import Any

from django.urls import reverse

from initiatives.mail import post
from initiatives.models import Event, Letter
from initiatives.terms import EventKind
from insights import work
from insights.desk import Desk
from tests import factories


def url(name: str, thing: Any) -> str:
    return reverse(f"promises:{name}", args=[thing.uuid])


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def at_work(who: Any) -> list[Any]:
    return [item for item in work.work_of(Desk(factories.user_of(who))) if "toe" in item.reason]


def mailed(kind: EventKind) -> dict[Any, Any]:
    """Who gets a mail of the newest event of this kind, and what it says."""
    event = Event.objects.filter(kind=kind).latest("pk")
    letters = Letter.objects.filter(event=event).select_related("person__user", "event__collaboration")
    return {letter.person: post.message(letter) for letter in letters}
