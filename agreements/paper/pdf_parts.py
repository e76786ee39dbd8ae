"""What does WeasyPrint need from us: a fetcher that reaches nothing, and the last touches on the PDF?

Only `agreements.paper.pdf` imports this module, at the moment a document is made, because it imports WeasyPrint.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "samenspel"
_AIIM = "http://www.aiim.org/pdfa/ns/"
_UA = "http://www.aiim.org/pdfua/ns/id/"

# PDF/A wants every namespace in its metadata declared, also the one that says "this is PDF/UA".
_UA_METADATA = (
    f'<rdf:Description rdf:about="" xmlns:pdfaExtension="{_AIIM}extension/" xmlns:pdfaSchema="{_AIIM}schema#"'
    f' xmlns:pdfaProperty="{_AIIM}property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    f"<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:schema>PDF/UA</pdfaSchema:schema><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>'
    "<pdfaProperty:description>part</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
    "</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    f'<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}"><pdfuaid:part>1</pdfuaid:part></rdf:Description>'
).encode()


class ClosedFetcher(URLFetcher):
    """Knows our own stylesheet and fonts by name. No files, no network, no data URLs."""

    def __init__(self, assets: dict[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols={SCHEME}, allow_redirects=False, fail_on_errors=True)
        self.assets = assets

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _colon, name = url.partition(":")
        if scheme != SCHEME or name not in self.assets:
            raise ValueError("not one of our own files")
        body, mime = self.assets[name]
        return URLFetcherResponse(url, body, {"Content-Type": mime})


def finish(_document: Any, pdf: Any) -> None:
    """From the PDF/A-2a that WeasyPrint writes to one that is PDF/UA-1 as well."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    _declare_ua(_at(pdf, pdf.catalog["Metadata"]))
    reached = _scope_headers(pdf, root)
    _make_margins_artifacts(pdf, root, reached)
    _keep_pictures_as_they_are(pdf)
    _mend_stream_ends(pdf)


def _text(reference: str | bytes) -> str:
    return reference.decode() if isinstance(reference, bytes) else reference


def _at(pdf: Any, reference: str | bytes) -> Any:
    return pdf.objects[int(_text(reference).split()[0])]


def _declare_ua(metadata: Any) -> None:
    written = b"".join(part if isinstance(part, bytes) else str(part).encode() for part in metadata.stream)
    head, closing, tail = written.rpartition(b"</rdf:RDF>")
    metadata.stream, metadata.compress = [head + _UA_METADATA + closing + tail], False


def _scope_headers(pdf: Any, root: Any) -> set[str]:
    """Says of each table header whether it heads a column or a row; returns all tags that can be reached."""
    reached: set[str] = set()
    todo = [_text(reference) for reference in root["K"]]
    while todo:
        reference = todo.pop()
        if reference in reached:
            continue
        reached.add(reference)
        tag = _at(pdf, reference)
        if tag.get("S") == "/TH":
            section = _at(pdf, _at(pdf, tag["P"])["P"])
            tag["A"]["Scope"] = "/Column" if section.get("S") == "/THead" else "/Row"
        todo += [_text(child) for child in tag.get("K", ()) if isinstance(child, (str, bytes))]
    return reached


def _make_margins_artifacts(pdf: Any, root: Any, reached: set[str]) -> None:
    """Text in the page margins hangs in no tag; without a mark a screen reader would trip over it."""
    pages = {item["StructParents"]: item for item in pdf.objects if _is_page(item)}
    for key, references in _pairs(_at(pdf, root["ParentTree"])["Nums"]):
        if key not in pages:
            continue
        loose = {place for place, reference in enumerate(references) if _text(reference) not in reached}
        operators = _at(pdf, pages[key]["Contents"]).stream
        for place, operator in enumerate(operators):
            properties = operators[place - 1]
            if operator == b"BDC" and isinstance(properties, dict) and properties.get("MCID") in loose:
                operators[place - 2] = "/Artifact"
                operators[place - 1] = pydyf.Dictionary({"Type": "/Pagination"})


def _keep_pictures_as_they_are(pdf: Any) -> None:
    """An archive wants every dot shown as it is; WeasyPrint lets a viewer smooth them."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"


def _mend_stream_ends(pdf: Any) -> None:
    """A compressed stream that happens to end in a line end makes its length look wrong."""
    for item in pdf.objects:
        while isinstance(item, pydyf.Stream) and item.compress and _ends_in_newline(item):
            if item.extra:  # fonts and forms are stored plain
                item.compress = False
            else:  # page content takes one blank more
                item.stream.append(b" ")


def _ends_in_newline(stream: Any) -> bool:
    return stream.data.removesuffix(b"\nendstream")[-1:] in (b"\r", b"\n")


def _is_page(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Type") == "/Page"


def _pairs(values: list[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(values[::2], values[1::2], strict=True)
