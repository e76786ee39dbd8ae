"""What do the help pages say? Each is a text in docs/, written in a small part of Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# The roles in the order of the page: what the link says, and for whom it is.
ROLES: dict[str, tuple[Any, Any]] = {
    "initiatief": (_("Initiatief"), _("Voor bewoners die samen een initiatief vormen.")),
    "ambtenaar": (_("Ambtenaar"), _("Voor wie bij een gemeente werkt.")),
    "buurtbegeleider": (_("Buurtbegeleider"), _("Voor wie initiatieven begeleidt.")),
    "partner": (_("Partner"), _("Voor corporaties, netbeheerders en anderen die meetekenen.")),
    "programmamanager": (_("Programmamanager"), _("Voor wie volgt hoe ver veel initiatieven zijn.")),
    "beheerder": (_("Beheerder"), _("Voor wie accounts en organisaties beheert.")),
}

_HEADING = re.compile(r"(#{1,3})\s+(.+)")
_ITEM = re.compile(r"(-|\d+\.)\s+(.+)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_SAFE = re.compile(r"https://|mailto:|#|/(?![/\\])")


@dataclass(frozen=True)
class Text:
    """A text as the page shows it; `parts` are its headings, for a list of contents."""

    title: str
    body: SafeString
    parts: tuple[tuple[str, str], ...]


@lru_cache(maxsize=16)
def read(name: str) -> Text:
    """The text docs/<name>, read once; the name never comes from a visitor."""
    return parse((Path(settings.BASE_DIR) / "docs" / name).read_text(encoding="utf-8"))


def parse(source: str) -> Text:
    """Headings, paragraphs, lists, bold and links. All else is text, and every character of it is escaped."""
    title, parts, html = "", [], []
    for kind, lines in _blocks(source):
        if kind == "#":
            title = lines[0]
        elif kind in ("##", "###"):
            anchor = slugify(lines[0])
            if kind == "##":
                parts.append((anchor, lines[0]))
            html.append(format_html('<h{0} id="{1}">{2}</h{0}>', len(kind), anchor, _inline(lines[0])))
        elif kind in ("ul", "ol"):
            items = format_html_join("", "<li>{}</li>", ((_inline(line),) for line in lines))
            html.append(format_html("<{0}>{1}</{0}>", kind, items))
        else:
            html.append(format_html("<p>{}</p>", _inline(" ".join(lines))))
    return Text(title, mark_safe("\n".join(html)), tuple(parts))  # noqa: S308 (each piece was escaped above)


def _blocks(source: str) -> Iterator[tuple[str, list[str]]]:
    """(kind, lines): a heading by its marks, `ul`, `ol`, or `p`. An empty line ends a block."""
    kind = ""
    lines: list[str] = []
    for line in [*source.splitlines(), ""]:
        heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        begins = "" if not item else "ul" if item[1] == "-" else "ol"
        if lines and (not line.strip() or heading or (begins and begins != kind)):
            yield kind, lines
            kind, lines = "", []
        if heading:
            yield heading[1], [heading[2].strip()]
        elif item:
            kind = begins
            lines.append(item[2].strip())
        elif line.strip() and kind in ("ul", "ol"):
            lines[-1] += f" {line.strip()}"
        elif line.strip():
            kind = "p"
            lines.append(line.strip())


def _inline(text: str) -> SafeString:
    bold = _BOLD.sub(r"<strong>\1</strong>", escape(text))
    return mark_safe(_LINK.sub(_link, bold))  # noqa: S308 (escaped first; only our own marks become tags)


def _link(found: re.Match[str]) -> str:
    """A link to another help text becomes its page; an address of a kind we do not know stays text."""
    words, address = found[1], found[2]
    role = address.removesuffix(".md")
    if role in ROLES and address.endswith(".md"):
        return f'<a href="{escape(reverse("help-role", args=[role]))}">{words}</a>'
    return f'<a href="{address}">{words}</a>' if _SAFE.match(address) else words
