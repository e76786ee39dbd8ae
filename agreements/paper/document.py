"""What does the PDF say?

A pure function from a frozen `Version.content` to HTML: no database, no clock, no request. The same content
gives the same text on every machine, so a version can be made again and compared byte for byte.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from agreements import hashes
from agreements.paper import progress, signed
from agreements.text import blocks
from agreements.text.typography import NBSP, shorten, typeset
from samenspel.dutch import full_date

Content = dict[str, Any]

STYLESHEET = "samenspel:agreement.css"
PICTURE = "samenspel:picture-"  # and the fingerprint of the file
# A blank at the end of a line counts as width in WeasyPrint 70 and breaks a line that just fits.
_ENDS = re.compile(r"\s+(?=</?(?:p|li|ul|ol|dl|dt|dd|td|th|tr|h1|h2|h3|caption|br|section|div|table)\b)")
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
    concept = progress.is_concept(content)
    every = list(progress.articles(content))
    known = {blocks.anchor(article["anchor"]) for article in every} | set(_annex_anchors(every))
    states = {article.get("state", "open") for article in every}
    # As long as nothing stands, "open" at every article would say nothing.
    marked = (states - {"open"} if "standing" not in states else states) if concept else set()
    prepare = blocks.Preparer(known)
    name = _name(content)
    signs_annexes = any(True for _anchor in _annex_anchors(every))
    since = content.get("at_signing", {}).get("ingangsdatum", "")
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
        "stopped": [
            {"name": typeset(party["name"]), "on": full_date(date.fromisoformat(party["on"]))}
            for party in content.get("stopped", ())
        ],
        "across": "twee" if len(content["parties"]) in (1, 2, 4) else "drie",
        "partial": progress.agreed_so_far(every) if content["status"] == "partial" else "",
        "all_agreed": content["status"] == "agreed",
        "standing": progress.why_signing_waits(content, every) if concept else "",
        "summary": [_summary(line, known) for line in content.get("summary") or []],
        "signed": progress.is_signed(every),
        "holds_since": full_date(date.fromisoformat(since)) if since else "",
        "marked": bool(marked),
        "parts": [
            _part(part, prepare, short=short, marked=marked) for part in content["parts"] if part["articles"]
        ],
        "signs_annexes": signs_annexes,
    }
    page["annexes"] = _printed_annexes(page["parts"])
    page["contents"] = _columns([*page["parts"], *_in_contents(page["annexes"])])
    page["progress"] = progress.progress(content, every) if concept else None
    return page


def _name(content: Content) -> str:
    kind, title = typeset(content["kind_title"]), typeset(content["title"])
    return title if title.lower().startswith(kind.lower()) else f"{kind} {title}"


def _footer(content: Content) -> str:
    facts = {
        "number": content["number"],
        "status": progress.status_word(content),
        "kenmerk": kenmerk(content),
    }
    return _("Versie %(number)s · %(status)s · kenmerk %(kenmerk)s") % facts


def _pdf_title(content: Content, name: str) -> str:
    if progress.is_concept(content):
        return _("%(name)s, versie %(number)s (concept)") % {"name": name, "number": content["number"]}
    return _("%(name)s, versie %(number)s") % {"name": name, "number": content["number"]}


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
