"""What changed between two versions, as a PDF that says in words and signs what came and what went?

The whole text of the new version; what went stands where it stood. Nobody can sign it: it has no place to sign, and
says on every page that it is no agreement. From the very HTML that both versions are printed from. Only a worker
imports this.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree
from lxml import html as markup

from agreements import comparing
from agreements.paper import document
from agreements.paper.looks import Signs
from agreements.paper.pairing import pairs, read_alike
from agreements.paper.word_frame import parsed
from agreements.text.typography import typeset
from samenspel import differences
from samenspel.differences import GONE, NEW, SAME, Span

_AROUND = {"section", "div", "ul", "ol", "dl", "table", "tbody"}
_INLINE = {"a", "strong", "span", "br"}
_SPACE = " \t\n\r"
_Look = tuple[Any, ...]  # the parts around a word, from the outside in
PLAIN: _Look = ()
_NUMBERS = {"nr", "lid", "n", "stap"}  # counted by the document itself; what moved is said in words
_NO_AGREEMENT = ".//*[contains(@class, 'stand ') or @class='notitie' or @class='regel' or @class='regel half' or @class='inkt']"


def html(old: document.Content, new: document.Content) -> str:
    """The comparison for the printer."""
    was, now = (_text_of(content) for content in (old, new))
    kinds = {change.key: change for change in comparing.changes(old, new)}
    with translation.override(new.get("language", "nl")):
        _compare(was, now, kinds)
        _unlink(now)
        page = parsed(
            render_to_string("agreements/pdf/comparison.html", _cover(old, new, list(kinds.values())))
        )
        page.body.append(now)
        return markup.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")


def _cover(old: document.Content, new: document.Content, changes: list[comparing.Change]) -> dict[str, Any]:
    numbers = {"new": new["number"], "old": old["number"]}
    line = _("Vergelijking van versie %(new)s met %(old)s, geen overeenkomst") % numbers
    title = typeset(new["title"])
    return {
        "language": new.get("language", "nl"),
        "stylesheet": document.STYLESHEET,
        "line": line,
        "title": title,
        "kind_title": typeset(new["kind_title"]),
        "author": "; ".join(typeset(party["name"]) for party in new["parties"]),
        "created": f"{new['date']}T00:00:00Z",
        "new": new | {"kenmerk": document.kenmerk(new)},
        "old": old | {"kenmerk": document.kenmerk(old)},
        "changes": [
            {
                "name": f"{change.new_number or change.old_number} {typeset(change.title)}",
                "words": ", ".join(change.words),
            }
            for change in changes
        ],
    }


def _text_of(content: document.Content) -> Any:
    """The articles and annexes as they print, without what says how far they are and without a place to sign."""
    main = parsed(document.html(content, with_contents=False)).body.find("main")
    for found in [*main.xpath(_NO_AGREEMENT), *main.xpath(".//p[span[@class='paginas']]")]:
        found.drop_tree()
    for picture in main.xpath(".//p[@class='plaat']"):
        mark = picture.find("img").get("src").removeprefix(document.PICTURE)[:8]
        said = picture.getnext()
        said.text = _("Afbeelding %(mark)s: %(words)s") % {"mark": mark, "words": said.text}
        picture.drop_tree()
    return main


def _compare(was: Any, now: Any, changes: dict[str, comparing.Change]) -> None:
    before, after = _sections(was), _sections(now)
    for place, section in after.items():
        old = before.get(place)
        if old is None:
            _mark_whole(section, NEW)
        else:
            _merge(old, section)
    previous = None
    for place, section in before.items():
        if place in after:
            previous = after[place]
            continue
        gone = _without_names(section)
        _mark_whole(gone, GONE)
        if previous is not None:
            previous.addnext(gone)
        else:
            _put_first(now, gone)
        previous = gone
        after[place] = gone
    for change in changes.values():
        if (section := after.get(f"a-{change.key}")) is not None:
            section[0].addnext(_said_of(change))


def _sections(main: Any) -> dict[str, Any]:
    """The articles and the annexes by their names, in reading order."""
    return {found.get("id"): found for found in main.xpath(".//section[@class!='deel'][@id]")}


def _said_of(change: comparing.Change) -> Any:
    """Under the heading of an article: what happened to it, in words."""
    words = ", ".join(change.words)
    if change.old_number and change.new_number and change.old_number != change.new_number:
        words = _("%(words)s; was artikel %(number)s") % {"words": words, "number": change.old_number}
    line = markup.Element("p", {"class": "verandering"})
    line.text = f"{words[:1].upper()}{words[1:]}."
    return line


# --- one article --------------------------------------------------------------------------------------
def _merge(old: Any, new: Any) -> None:
    """Puts into `new` the words that went, and marks what came."""
    _merge_words(old, new)
    was, now = _blocks(old), _blocks(new)
    if new.tag == "tr":  # a row has a cell for each column, whatever changed
        for before, after in zip(was, now, strict=True):
            _merge(before, after)
        return
    matcher = SequenceMatcher(None, [_key(b) for b in was], [_key(b) for b in now], autojunk=False)
    for verb, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if verb != "equal":
            after = now[new_from - 1] if new_from else None
            _replace(new, was[old_from:old_to], now[new_from:new_to], after)


def _replace(into: Any, was: list[Any], now: list[Any], after: Any) -> None:
    for old, new in pairs(was, now, _alike):
        if old is not None and new is not None:
            _merge(old, new)
        elif new is not None:
            _mark_whole(new, NEW)
        else:
            new = _without_names(old)
            _mark_whole(new, GONE)
            if after is not None:
                after.addnext(new)
            else:
                _put_first(into, new)
        after = new


def _put_first(into: Any, block: Any) -> None:
    first = next(iter(_blocks(into)), None)
    if first is None:
        into.append(block)
    else:
        first.addprevious(block)


def _alike(old: Any, new: Any) -> bool:
    if old.tag != new.tag or (old.tag == "tr" and len(old) != len(new)):
        return False
    if old.tag == "table":
        return _text(old.find("thead")) == _text(new.find("thead"))
    if old.tag in _AROUND or old.tag in ("th", "td", "caption", "h2", "h3"):
        return True
    return read_alike(_text(old), _text(new))


def _merge_words(old: Any, new: Any) -> None:
    """The words of a paragraph or item itself, before what stands below it."""
    if new.tag in _AROUND or new.tag in ("tr", "thead", "colgroup"):
        return
    was, now = _words(old), _words(new)
    if was == now:
        return
    before, after = (Signs(_signs(block), PLAIN) for block in (old, new))
    number = new[0] if len(new) and _is_number(new[0]) and not (new.text or "").strip() else None
    for child in [child for child in new if child.tag in _INLINE and child is not number]:
        new.remove(child)
    if number is None:
        new.text = None
    else:
        number.tail = " "
    place = 0 if number is None else 1
    for span in _spaced(differences.spans(was, now)):
        if span.kind == SAME:
            list(before.take(span.text))
        pieces = list((before if span.kind == GONE else after).take(span.text))
        for words in _marked(span.kind, pieces):
            new.insert(place, words)
            place += 1


def _spaced(found: list[Span]) -> list[Span]:
    """A mark never touches the word before it."""
    return [span if span.kind == SAME else Span(span.kind, span.text.strip()) for span in found]


def _marked(kind: str, pieces: Iterable[tuple[str, _Look]]) -> list[Any]:
    """Words as bold, and as linked, as they are or were; what went leads nowhere."""
    dressed = [_dressed(text, look, linked=kind != GONE) for text, look in pieces]
    if kind == SAME:
        return dressed
    words = markup.Element("ins" if kind == NEW else "del")
    words.extend(dressed)
    return [_signed(words)]


def _dressed(text: str, look: _Look, *, linked: bool) -> Any:
    outer = inner = markup.Element("span")
    for part in look:
        stays = part.tag != "a" or linked
        facts = {name: part.get(name) for name in ("class", "href") if stays and part.get(name)}
        inner = etree.SubElement(inner, part.tag if stays else "span", facts)
    inner.text = text
    return outer


def _signed(words: Any) -> Any:
    """[erbij: …] or [weg: …]: heard by who listens, seen by who prints without colour."""
    around = markup.Element("span", {"class": "verschil"})
    sign = markup.Element("span", {"class": "teken"})
    sign.text = f" [{_('erbij:') if words.tag == 'ins' else _('weg:')} "
    end = markup.Element("span", {"class": "teken"})
    end.text = "]"
    around.extend([sign, words, end])
    return around


def _mark_whole(block: Any, kind: str) -> None:
    """Each run of words in it came, or went."""
    if block.tag in ("table", "colgroup", "thead") or block.tag in _AROUND or block.tag == "tr":
        for child in block:
            _mark_whole(child, kind)
        return
    words, pieces = _words(block), Signs(_signs(block), PLAIN)
    number = block[0] if len(block) and _is_number(block[0]) and not (block.text or "").strip() else None
    inner = [child for child in block if child.tag not in _INLINE]
    for child in inner:
        _mark_whole(child, kind)
    if not words.strip():
        return
    for child in [child for child in block if child.tag in _INLINE and child is not number]:
        block.remove(child)
    if number is None:
        block.text = None
    else:
        number.tail = " "
    (marked,) = _marked(kind, pieces.take(words))
    block.insert(0 if number is None else 1, marked)


# --- what a block says ----------------------------------------------------------------------------------
def _blocks(parent: Any) -> list[Any]:
    return [
        child for child in parent if child.tag not in _INLINE and child.tag not in ("ins", "del", "colgroup")
    ]


def _words(block: Any) -> str:
    """Its own words: without its number, and without the blocks below it."""
    return "".join(sign for sign, _look in _signs(block))


def _signs(block: Any) -> list[tuple[str, _Look]]:
    """Those words sign by sign, each with the parts that it stands in; one space where there is any."""
    found: list[tuple[str, _Look]] = []
    for text, look in _pieces(block, PLAIN):
        for sign in text:
            if sign not in _SPACE:
                found.append((sign, look))
            elif found and found[-1][0] != " ":
                found.append((" ", look))
    return found[:-1] if found and found[-1][0] == " " else found


def _pieces(part: Any, look: _Look) -> Iterator[tuple[str, _Look]]:
    yield part.text or "", look
    for child in part:
        if child.tag == "br":
            yield " ", look
        elif child.tag in _INLINE and not _is_number(child):
            yield from _pieces(child, (*look, child))
        yield child.tail or "", look


def _key(block: Any) -> tuple[str, str]:
    if block.tag in ("p", "caption", "h2", "h3", "th", "td", "dt", "dd"):
        return block.tag, _words(block)
    return block.tag, " ".join(_words(part) for part in block.iter() if part.tag not in _INLINE)


def _text(block: Any) -> str:
    return "" if block is None else re.sub(r"[ \t\n\r]+", " ", block.text_content())


def _is_number(part: Any) -> bool:
    return part.tag == "span" and bool(set(part.get("class", "").split()) & _NUMBERS)


def _without_names(block: Any) -> Any:
    """A copy that no link leads to."""
    made = copy.deepcopy(block)
    made.tail = None
    for part in made.iter():
        part.attrib.pop("id", None)
        part.attrib.pop("data-b", None)
    return made


def _unlink(main: Any) -> None:
    """A link whose place is not here reads as words."""
    places = set(main.xpath(".//@id"))
    for link in main.xpath(".//a[@href]"):
        if link.get("href")[1:] not in places:
            link.tag = "span"
            link.attrib.clear()
