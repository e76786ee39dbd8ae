"""How far is this text: what stands in it, what is open, and what is still to be filled in?

Read from a frozen `Version.content` alone, as all of the paper is.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.text import blocks
from agreements.text.typography import typeset
from samenspel import dutch

Content = dict[str, Any]
MANY = 8  # more blanks than this are listed per article


def articles(content: Content) -> Iterator[dict[str, Any]]:
    for part in content["parts"]:
        yield from part["articles"]


def is_concept(content: Content) -> bool:
    return content.get("status") not in ("final", "signed")


def status_word(content: Content) -> str:
    words = {
        "final": _("definitief"),
        "signed": _("getekend"),
        "partial": _("concept, deels akkoord"),
        "agreed": _("concept, alles akkoord"),
    }
    return words.get(content["status"], _("concept"))


def missing(content: Content) -> list[dict[str, Any]]:
    """What is still to be filled in, read from the text itself."""
    found, seen = [], set()
    for article in articles(content):
        for blank in blocks.blanks_of(article["blocks"]):
            name = blocks.blank_anchor(blank)
            if name not in seen:
                seen.add(name)
                label = typeset(blank.get("label") or blank["blank"])
                found.append({"anchor": name, "label": label, "article": article["number"]})
    return found


def agreed_so_far(every: list[dict[str, Any]]) -> str:
    """What a partial agreement settles, in one sentence; what it leaves open follows in the next."""
    count = sum(article["state"] == "standing" for article in every)
    words = ngettext(
        "Over %(count)s van de %(total)s artikelen zijn alle partijen het eens, en alleen over dat artikel.",
        "Over %(count)s van de %(total)s artikelen zijn alle partijen het eens, en alleen over die artikelen.",
        count,
    )
    return words % {"count": dutch.count_word(count), "total": len(every)}


def why_signing_waits(content: Content, every: list[dict[str, Any]]) -> str:
    """Why signing has to wait, in one sentence."""
    states = [article.get("state", "open") for article in every]
    reasons = []
    if states.count("open") == len(states):
        reasons.append(_("alle %(count)s artikelen zijn nog in gesprek") % {"count": len(states)})
    elif number := states.count("open"):
        reasons.append(
            ngettext("%(count)s artikel staat nog open", "%(count)s artikelen staan nog open", number)
            % {"count": dutch.count_word(number)}
        )
    if number := states.count("parked"):
        reasons.append(
            ngettext("%(count)s artikel is geparkeerd", "%(count)s artikelen zijn geparkeerd", number)
            % {"count": dutch.count_word(number)}
        )
    if number := len(missing(content)):
        reasons.append(
            ngettext("%(count)s gegeven ontbreekt", "%(count)s gegevens ontbreken", number)
            % {"count": dutch.count_word(number)}
        )
    if content["status"] == "agreed" and not reasons:
        ready = _("Dit stuk kan klaargelegd worden om te tekenen.")
        return ready if is_signed(every) else _("Dit plan kan vastgesteld worden.")
    if is_signed(every):
        waits = _("Dit stuk is nog niet klaar om te tekenen")
    else:
        waits = _("Dit plan is nog niet klaar om vast te stellen")
    return f"{waits}: {dutch.joined(reasons)}." if reasons else f"{waits}."


def is_signed(every: list[dict[str, Any]]) -> bool:
    """A plan without an article to sign is adopted instead."""
    return any(block["type"] == "signatures" for article in every for block in article["blocks"])


def progress(content: Content, every: list[dict[str, Any]]) -> dict[str, Any]:
    """The state page of a concept: what stands, what is open, what is missing."""

    def of(state: str) -> list[dict[str, str]]:
        return [
            {"target": blocks.anchor(a["anchor"]), "text": f"{a['number']} {typeset(a['title'])}"}
            for a in every
            if a.get("state", "open") == state
        ]

    blanks = missing(content)
    return {
        "total": len(every),
        "talking": sum(a.get("state", "open") == "open" for a in every),
        "standing": len(of("standing")),
        "agreed": of("standing") if content["status"] in ("partial", "agreed") else [],
        "open": of("open"),
        "parked": of("parked"),
        "missing": blanks,
        "missing_by_article": _by_article(blanks) if len(blanks) > MANY else [],
        "not_agreed": ", ".join(typeset(title) for title in content.get("not_agreed") or []),
    }


def _by_article(blanks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a table asks in each of its rows is named once, with how often; the link goes to the first."""
    return [
        {"number": number, "blanks": _counted(found)}
        for number, found in groupby(blanks, key=lambda blank: blank["article"])
    ]


def _counted(blanks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    by_label: dict[str, dict[str, Any]] = {}
    for blank in blanks:
        first = by_label.setdefault(blank["label"], {**blank, "times": 0})
        first["times"] += 1
    return list(by_label.values())
