"""What does a signed version print where its text leaves room for a pen: who signed, when and how?

The frozen blocks stay as they were agreed; this lays what was signed beside them, on the way to the page.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agreements.terms import Method
from samenspel.dutch import full_date

Content = dict[str, Any]


def filled(content: Content) -> Content:
    """The same content with its signatures in their places; a text that nobody signed yet stays as it is."""
    if not content.get("signatures"):
        return content
    signed = {
        (row["party"], row["function"]): in_words(row, content["signed_version"])
        for row in content["signatures"]
    }
    lines = {name: full_date(date.fromisoformat(on)) for name, on in content["at_signing"].items()}
    parts = [
        {**part, "articles": [_article(article, signed, lines) for article in part["articles"]]}
        for part in content["parts"]
    ]
    return {**content, "parts": parts}


def in_words(row: Mapping[str, Any], version: int) -> str:
    facts = {"day": full_date(date.fromisoformat(row["on"])), "number": version}
    if row["method"] == Method.APP:
        return (
            _(
                "Getekend in Samenspel op %(day)s, onder versie %(number)s. Dit is een gewone elektronische handtekening."
            )
            % facts
        )
    return _("Getekend op papier op %(day)s, onder versie %(number)s. Het blad ligt in het dossier.") % facts


def _article(
    article: dict[str, Any], signed: Mapping[tuple[str, str], str], lines: Mapping[str, str]
) -> dict[str, Any]:
    return {**article, "blocks": [_block(block, signed, lines) for block in article["blocks"]]}


def _block(
    block: dict[str, Any], signed: Mapping[tuple[str, str], str], lines: Mapping[str, str]
) -> dict[str, Any]:
    if block["type"] == "signatures":
        items = [
            {**item, "signed": {f: signed.get((item["party"], f), "") for f in item.get("functions") or []}}
            for item in block["items"]
        ]
        return {**block, "items": items}
    if block["type"] == "p":
        return {**block, "spans": [_span(span, lines) for span in block.get("spans", [])]}
    return block


def _span(span: dict[str, Any], lines: Mapping[str, str]) -> dict[str, Any]:
    known = lines.get(span.get("line", ""))
    return {"t": known} if known else span
