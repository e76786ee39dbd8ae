"""What does the PDF say?

A pure function from a frozen `Version.content` to HTML: no database, no clock, no request. The same content
gives the same text on every machine, so a version can be made again and compared byte for byte.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import hashes
from agreements.paper import signed
from agreements.text import blocks
from agreements.text.typography import NBSP, shorten, typeset
from samenspel.dutch import NUMBERS, full_date

Content = dict[str, Any]

STYLESHEET = "samenspel:agreement.css"
PICTURE = "samenspel:picture-"  # and the fingerprint of the file
# A blank at the end of a line counts as width in WeasyPrint 70 and breaks a line that just fits.
_ENDS = re.compile(r"\s+(?=</?(?:p|li|ul|ol|dl|dt|dd|td|th|tr|h1|h2|h3|caption|br|section|div|table)\b)")
MANY = 8  # more blanks than this are listed per article
SPLIT_COST = 1.6  # a part's heading takes about this many lines of the contents


def html(content: Content, *, short: bool = False, with_contents: bool = True) -> str:
    """The document for the printer. Which form it gets, the caller measures (`length.py`)."""
    return _render(content, STYLESHEET, short=short, with_contents=with_contents)


def html_for_browser(content: Content, css_url: str, picture_url: Callable[[str], str] = str) -> str:
    """The same document as a page that a browser can print, for where no PDF can be made. `picture_url`: of the annex
    with this key."""
    short = content.get("length") == "short"
    return _render(content, css_url, short=short, with_contents=True, picture_url=picture_url)


def kenmerk(content: Content) -> str:
    """The first eight digits of the text's hash, in two groups: it names this text and no other."""
    return hashes.printed_mark(str(content["text_hash"])).replace(" ", NBSP)


def is_concept(content: Content) -> bool:
    return content.get("status") not in ("final", "signed")


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


def articles(content: Content) -> Iterator[dict[str, Any]]:
    for part in content["parts"]:
        yield from part["articles"]


def _render(
    content: Content,
    stylesheet: str,
    *,
    short: bool,
    with_contents: bool,
    picture_url: Callable[[str], str] | None = None,
) -> str:
    with translation.override(content.get("language", "nl")):
        page = _page(signed.filled(content), short=short) | {
            "stylesheet": stylesheet,
            "with_contents": with_contents and not short,
        }
        for annex in page["annexes"]:
            annex["src"] = picture_url(annex["key"]) if picture_url else f"{PICTURE}{annex['picture']}"
        return _ENDS.sub("", render_to_string("agreements/pdf/document.html", page))


def _page(content: Content, *, short: bool) -> dict[str, Any]:
    concept = is_concept(content)
    every = list(articles(content))
    known = {blocks.anchor(article["anchor"]) for article in every} | set(_annex_anchors(every))
    states = {article.get("state", "open") for article in every}
    # As long as nothing stands, "open" at every article would say nothing.
    marked = (states - {"open"} if "standing" not in states else states) if concept else set()
    prepare = blocks.Preparer(known)
    name = _name(content)
    signs_annexes = any(True for _anchor in _annex_anchors(every))
    page = {
        "language": content.get("language", "nl"),
        "short": short,
        "concept": concept,
        "kind_title": typeset(content["kind_title"]),
        "title": typeset(content["title"]),
        "title_size": "lang"
        if len(content["title"]) > 70
        else "middel"
        if len(content["title"]) > 36
        else "",
        "subtitle": typeset(content.get("subtitle") or ""),
        "name": name,
        "running_name": shorten(name, 64),
        "footer": _footer(content),
        "created": f"{content['date']}T00:00:00Z",
        "pdf_title": _pdf_title(content, name),
        "author": "; ".join(typeset(party["name"]) for party in content["parties"]),
        "version": content["number"],
        "kenmerk": kenmerk(content),
        "day": full_date(date.fromisoformat(content["date"])),
        "parties": [
            {"name": typeset(party["name"]), "short": typeset(party.get("short") or "")}
            for party in content["parties"]
        ],
        "across": "twee" if len(content["parties"]) in (1, 2, 4) else "drie",
        "partial": _agreed_so_far(every) if content["status"] == "partial" else "",
        "all_agreed": content["status"] == "agreed",
        "standing": _standing(content, every) if concept else "",
        "summary": [_summary(line, known) for line in content.get("summary") or []],
        "signed": _is_signed(every),
        "marked": bool(marked),
        "parts": [
            _part(part, prepare, short=short, marked=marked) for part in content["parts"] if part["articles"]
        ],
        "signs_annexes": signs_annexes,
    }
    page["annexes"] = _printed_annexes(page["parts"])
    page["contents"] = _columns([*page["parts"], *_in_contents(page["annexes"])])
    page["progress"] = _progress(content, every) if concept else None
    return page


def _name(content: Content) -> str:
    kind, title = typeset(content["kind_title"]), typeset(content["title"])
    return title if title.lower().startswith(kind.lower()) else f"{kind} {title}"


def _status_word(content: Content) -> str:
    words = {
        "final": _("definitief"),
        "signed": _("getekend"),
        "partial": _("concept, deels akkoord"),
        "agreed": _("concept, alles akkoord"),
    }
    return words.get(content["status"], _("concept"))


def _footer(content: Content) -> str:
    facts = {"number": content["number"], "status": _status_word(content), "kenmerk": kenmerk(content)}
    return _("Versie %(number)s · %(status)s · kenmerk %(kenmerk)s") % facts


def _pdf_title(content: Content, name: str) -> str:
    if is_concept(content):
        return _("%(name)s, versie %(number)s (concept)") % {"name": name, "number": content["number"]}
    return _("%(name)s, versie %(number)s") % {"name": name, "number": content["number"]}


def _agreed_so_far(every: list[dict[str, Any]]) -> str:
    """What a partial agreement settles, in one sentence; what it leaves open follows in the next."""
    count = sum(article["state"] == "standing" for article in every)
    words = ngettext(
        "Over %(count)s van de %(total)s artikelen zijn alle partijen het eens, en alleen over dat artikel.",
        "Over %(count)s van de %(total)s artikelen zijn alle partijen het eens, en alleen over die artikelen.",
        count,
    )
    return words % {"count": _in_words(count), "total": len(every)}


def _standing(content: Content, every: list[dict[str, Any]]) -> str:
    """Why signing has to wait, in one sentence."""
    states = [article.get("state", "open") for article in every]
    reasons = []
    if states.count("open") == len(states):
        reasons.append(_("alle %(count)s artikelen zijn nog in gesprek") % {"count": len(states)})
    elif number := states.count("open"):
        reasons.append(
            ngettext("%(count)s artikel staat nog open", "%(count)s artikelen staan nog open", number)
            % {"count": _in_words(number)}
        )
    if number := states.count("parked"):
        reasons.append(
            ngettext("%(count)s artikel is geparkeerd", "%(count)s artikelen zijn geparkeerd", number)
            % {"count": _in_words(number)}
        )
    if number := len(missing(content)):
        reasons.append(
            ngettext("%(count)s gegeven ontbreekt", "%(count)s gegevens ontbreken", number)
            % {"count": _in_words(number)}
        )
    if content["status"] == "agreed" and not reasons:
        signed = _("Dit stuk kan klaargelegd worden om te tekenen.")
        return signed if _is_signed(every) else _("Dit plan kan vastgesteld worden.")
    if _is_signed(every):
        waits = _("Dit stuk is nog niet klaar om te tekenen")
    else:
        waits = _("Dit plan is nog niet klaar om vast te stellen")
    return f"{waits}: {_and(reasons)}." if reasons else f"{waits}."


def _is_signed(every: list[dict[str, Any]]) -> bool:
    """A plan without an article to sign is adopted instead."""
    return any(block["type"] == "signatures" for article in every for block in article["blocks"])


def _progress(content: Content, every: list[dict[str, Any]]) -> dict[str, Any]:
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


def _summary(line: dict[str, Any], known: set[str]) -> dict[str, Any]:
    text = typeset(line["text"]).rstrip()
    target = blocks.anchor(line.get("anchor") or "")
    linked = target in known and bool(line.get("article"))
    stop = "." if not text.endswith(("?", "!")) else ""
    return {
        "question": typeset(line["question"]),
        "text": text.removesuffix(".") if linked else text,
        "target": target if linked else "",
        "article": line.get("article"),
        "stop": stop if linked else "",
    }


def _part(part: dict[str, Any], prepare: blocks.Preparer, *, short: bool, marked: set[str]) -> dict[str, Any]:
    letter, title = str(part["letter"]), typeset(part["title"])
    return {
        "letter": letter,
        "title": title,
        "label": shorten(f"{letter} {title}", 42),
        "articles": [_article(article, prepare, short=short, marked=marked) for article in part["articles"]],
    }


def _article(
    article: dict[str, Any], prepare: blocks.Preparer, *, short: bool, marked: set[str]
) -> dict[str, Any]:
    number = article["number"]
    state = article.get("state", "open")
    signing = any(block["type"] == "signatures" for block in article["blocks"])
    return {
        "number": number,
        "anchor": blocks.anchor(article["anchor"]),
        "title": typeset(article["title"]),
        "state": state if state in marked and not signing else "",
        "note": typeset(article.get("note") or "") if state in marked else "",
        "signing": signing,
        "units": prepare.units(article["blocks"], None if short else number),
    }


def _columns(parts: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The parts in two columns of about the same height, the first the longer one."""
    costs = [len(part["articles"]) + SPLIT_COST for part in parts]
    best = (
        min(
            range(1, len(parts) + 1),
            key=lambda split: (
                sum(costs[:split]) < sum(costs[split:]),
                abs(sum(costs[:split]) - sum(costs[split:])),
            ),
        )
        if parts
        else 0
    )
    return [parts[:best], parts[best:]]


def _annex_anchors(every: list[dict[str, Any]]) -> Iterator[str]:
    for article in every:
        for block in article["blocks"]:
            if block["type"] == "annexes":
                yield from (blocks.anchor(item.get("anchor", "")) for item in block.get("items", []))


def _printed_annexes(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is laid out behind the articles; a loose file or another document is only named in the list."""
    units = [unit for part in parts for article in part["articles"] for unit in article["units"]]
    lists = [unit["block"] for unit in units if not unit["lid"] and unit["block"]["type"] == "annexes"]
    return [
        annex | {"label": shorten(_("Bijlage %(number)s %(title)s") % annex, 42)}
        for block in lists
        for annex in block["items"]
        if annex["printed"]
    ]


def _in_contents(annexes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"letter": "", "title": _("Bijlagen"), "articles": annexes}] if annexes else []


def _in_words(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _and(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s en %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
