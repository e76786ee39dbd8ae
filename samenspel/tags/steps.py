"""How do two keys, and the phases with the decisions between them, become rows of a page?"""

from collections.abc import Iterable, Mapping
from typing import Any

from samenspel import signs
from samenspel.tags.drawings import key_words


def keys(keys_list: Iterable[Mapping[str, Any]], inline: bool = False) -> dict[str, Any]:
    keys_list = list(keys_list)
    return {
        "keys": keys_list,
        "state": signs.keys_state(key["state"] for key in keys_list),
        "inline": inline,
        "words": signs.KEY_WORDS,
    }


def stepper(phases: Iterable[Mapping[str, Any]], now: str = "") -> dict[str, Any]:
    steps = []
    for phase in phases:
        gate = phase.get("gate")
        if gate:
            sides = [gate.get("municipality", "open"), gate.get("initiative", "open")]
            gate = {**gate, "state": signs.keys_state(sides), "words": gate.get("text") or key_words(*sides)}
        steps.append({**phase, "gate": gate})
    return {
        "phases": steps,
        "current": next((step for step in steps if step["state"] == "current"), None),
        "now": now,
    }
