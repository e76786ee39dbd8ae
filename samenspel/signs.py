"""What does a reader see when two sides' views, or two sides' keys, stand beside each other?"""

from collections.abc import Iterable
from typing import Literal

from django.utils.translation import gettext_lazy as _

Mark = Literal["todo", "busy", "done"]
DuoState = Literal["same", "differ", "shared"]
KeysState = Literal["none", "one", "both"]

# The status of a goal, and of a key, as the drawing that stands for it.
MARKS: dict[str, Mark] = {
    "todo": "todo",
    "busy": "busy",
    "done": "done",
    "": "todo",
    "open": "todo",
    "partly": "busy",
    "reached": "done",
    "returned": "todo",
    "turned": "done",
}
VIEW_WORDS = {
    "": _("nog niets gezegd"),
    "open": _("nog niet"),
    "partly": _("bezig"),
    "reached": _("bereikt"),
}
KEY_WORDS = {
    "open": _("nog niet akkoord"),
    "turned": _("akkoord"),
    "returned": _("teruggegeven"),
}
DUO_WORDS = {
    "same": _("Samen bezig"),
    "differ": _("Verschil"),
    "shared": _("Gedeeld"),
}


def mark_of(status: str) -> Mark:
    """The drawing for a status; the drawings' own names are understood too."""
    return MARKS[status]


def duo_state(municipality: str, initiative: str) -> DuoState:
    """Silence is no difference: only two sides that both spoke can see it differently."""
    if municipality == initiative == "reached":
        return "shared"
    if municipality and initiative and municipality != initiative:
        return "differ"
    return "same"


def choice_state(municipality: str, initiative: str) -> DuoState:
    """Two answers to one question: no answer is better than another, only alike or not."""
    if not (municipality and initiative):
        return "same"
    return "shared" if municipality == initiative else "differ"


def keys_state(states: Iterable[str]) -> KeysState:
    """`both` when every key is turned, however many sides a decision has."""
    turned = [state == "turned" for state in states]
    if turned and all(turned):
        return "both"
    return "one" if any(turned) else "none"
