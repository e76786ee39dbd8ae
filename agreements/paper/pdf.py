"""How does a frozen version become a PDF that any archive and any screen reader accepts?

The one door to WeasyPrint. It is imported when the first document is made and never by a page, so the
application starts without its system libraries and says so (`available`).
"""

import ctypes
import hashlib
import importlib.metadata
import importlib.util
import logging
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from agreements.annexes.pictures import pictures_of
from agreements.paper import document, length
from agreements.paper.characters import FONTS, font, unprintable
from samenspel.errors import DomainError

logger = logging.getLogger(__name__)

Assets = dict[str, tuple[bytes, str]]

LAYOUT = 3  # goes up when the same content would print differently
MAX_BYTES = 400_000
MAX_NODES = 20_000
MAX_DEPTH = 18  # a cell of a table in an annex lies sixteen deep
MAX_ROWS = 400

LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "libpango-1.0.0.dylib"),
    "PangoFT2": (
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
        "libpangoft2-1.0-0.dll",
        "libpangoft2-1.0.0.dylib",
    ),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz Subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}


class RenderRefused(DomainError):
    """No document came of it; `reason` says in Dutch why, and what helps."""

    @property
    def reason(self) -> str:
        return self.message


@dataclass(frozen=True)
class Rendered:
    body: bytes
    sha256: str
    renderer: str
    pages: int
    seal: Mapping[str, Any] | None = None  # what its Seal says, when it has one


@cache
def available() -> str | None:
    """Nothing when PDFs can be made here; otherwise why not, for the status page."""
    if importlib.util.find_spec("weasyprint") is None:
        return _("Op deze server ontbreekt WeasyPrint. Print de pagina vanuit je browser.")
    missing = [name for name, files in LIBRARIES.items() if not any(map(_loads, files))]
    if missing:
        return _("Op deze server ontbreekt: %(names)s. Print de pagina vanuit je browser.") % {
            "names": ", ".join(missing)
        }
    return None


def render(content: document.Content) -> Rendered:
    """The PDF of one frozen version; the same content gives the same bytes."""
    _check(content)
    return _written(_in_its_form(content, _pictures(content)))


def render_changes(old: document.Content, new: document.Content) -> Rendered:
    """The new version with what came and what went since the old one; it is no agreement."""
    for content in (old, new):
        _check(content)
    from agreements.paper import comparison

    return render_html(comparison.html(old, new))


def _check(content: document.Content) -> None:
    check_limits(content)
    if reason := available():
        raise RenderRefused(reason)
    if strange := unprintable(content):
        characters = " ".join(strange)
        raise RenderRefused(
            _("Deze tekens kan het document niet drukken: %(characters)s. Schrijf ze anders.")
            % {"characters": characters}
        )


def _pictures(content: document.Content) -> Assets:
    try:
        return {f"picture-{sha256}": file for sha256, file in pictures_of(content).items()}
    except DomainError as gone:
        raise RenderRefused(gone.message) from gone


def _in_its_form(content: document.Content, pictures: Assets) -> Any:
    """On one sheet when that was asked and it fits; otherwise over pages, with a page of contents when it is long."""
    short = content.get("length") == "short"
    html = document.html(content, short=short)
    lines = length.lines(html)
    if short and lines <= length.ONE_SHEET:
        laid_out = _lay_out(html, pictures)
        if len(laid_out.pages) == 1:
            return laid_out
    with_contents = lines >= length.WITH_CONTENTS
    if short or not with_contents:
        html = document.html(content, with_contents=with_contents)
    return _lay_out(html, pictures)


def render_html(html: str) -> Rendered:
    """Any HTML, through the same closed door."""
    return _written(_lay_out(html, {}))


def check_limits(content: document.Content) -> None:
    """Refuses what would keep the printer busy for minutes."""
    size = nodes = 0
    todo: list[tuple[Any, int]] = [(content, 1)]
    while todo:
        node, depth = todo.pop()
        nodes += 1
        if depth > MAX_DEPTH:
            raise RenderRefused(_("De tekst heeft te veel lagen in elkaar. Maak de indeling eenvoudiger."))
        if isinstance(node, str):
            size += len(node.encode("utf-8", "surrogatepass"))
        elif isinstance(node, dict):
            if len(node.get("rows") or ()) > MAX_ROWS:
                raise RenderRefused(
                    _("Een tabel heeft meer dan %(rows)s rijen. Maak er een bijlage van.")
                    % {"rows": MAX_ROWS}
                )
            todo += [(child, depth + 1) for child in node.values()]
        elif isinstance(node, list):
            todo += [(child, depth + 1) for child in node]
        if size > MAX_BYTES or nodes > MAX_NODES:
            raise RenderRefused(_("De tekst is te lang voor één document. Maak van een deel een bijlage."))


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


@cache
def _assets() -> Assets:
    static = settings.BASE_DIR / "static"
    sheet = (static / "agreements" / "agreement.css").read_text(encoding="utf-8")
    fonts = {name: (font(name), "font/woff2") for name in FONTS}
    return {"agreement.css": (sheet.replace("../fonts/", "samenspel:").encode(), "text/css"), **fonts}


def _assets_for(html: str) -> Assets:
    """Our sheet with the column widths this document uses; a hundred unused rules cost time."""
    widths = sorted({int(width) for width in re.findall(r'<col class="w-(\d{1,3})">', html)})
    assets = dict(_assets())
    sheet, mime = assets["agreement.css"]
    assets["agreement.css"] = (sheet + "".join(f".w-{n}{{width:{n}%}}" for n in widths).encode(), mime)
    return assets


def _lay_out(html: str, pictures: Assets) -> Any:
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError

    from agreements.paper.pdf_parts import ClosedFetcher

    try:
        fetcher = ClosedFetcher(_assets_for(html) | pictures)
        page = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher)
        return page.render(pdf_variant="pdf/a-2a")
    except FatalURLFetchingError as refused:  # a BaseException
        logger.warning("A document asked for a file that is not ours.", exc_info=refused)
        raise _asks_for_more() from refused


def _asks_for_more() -> RenderRefused:
    return RenderRefused(_("Het document vraagt om een bestand van buiten. Haal die verwijzing weg."))


def _written(laid_out: Any) -> Rendered:
    from weasyprint.urls import FatalURLFetchingError

    from agreements.paper.pdf_parts import finish

    try:
        pdf = laid_out.write_pdf(finisher=finish, pdf_variant="pdf/a-2a")
    except FatalURLFetchingError as refused:
        raise _asks_for_more() from refused
    return Rendered(pdf, hashlib.sha256(pdf).hexdigest(), _renderer(), len(laid_out.pages))


@cache
def _renderer() -> str:
    from weasyprint.text.ffi import pango

    version = pango.pango_version()
    pango_version = f"{version // 10000}.{version // 100 % 100}.{version % 100}"
    packages = " ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("weasyprint", "pydyf", "fonttools")
    )
    python = ".".join(map(str, sys.version_info[:2]))
    return f"layout {LAYOUT} {packages} pango {pango_version} python {python}"
