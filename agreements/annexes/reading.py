"""How do the annexes of an agreement read now: the list in its article, and what each of them says?

What an annex says stands in the list itself, so it is part of the text of the article "Bijlagen": whoever agrees to
that article agreed to its annexes, and a version freezes them with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation

from agreements.annexes import adding_up
from agreements.annexes.fields import CLAUSE, FILLED_BY, LIST, key_in, name_of, rows_of
from agreements.annexes.fields import fields_of as fields_of_annex
from agreements.formats.typed import Json, is_empty
from agreements.formats.variables import Variable
from agreements.terms import AnnexKind, AnnexSource
from agreements.text import tables
from agreements.text.lines import sound
from agreements.text.prose import Composition
from agreements.text.tables import Block, Party
from agreements.text.wording import missing_of, paragraphs

if TYPE_CHECKING:
    from agreements.annexes.tables import Annex
    from agreements.models import FieldValue

_KEY = re.compile(r"[0-9a-f]{8}")  # of an annex that may be gone; an earlier free text never looks like this


class Annexes:
    """Those of one agreement, in their order, with the values of all its fields.

    `stands`: whether the article that lists them is in the text. Without it they are kept, and nothing says them.
    """

    def __init__(
        self,
        rows: Iterable[Annex],
        values: Mapping[str, Json],
        parties: Mapping[str, Party],
        *,
        stands: bool = True,
    ) -> None:
        self.rows = list(rows)
        self.stands = stands
        self.given = values
        self.parties = parties

    def __iter__(self) -> Any:
        return iter(self.rows)

    def with_values(self, values: Mapping[str, Json]) -> Annexes:
        return Annexes(self.rows, {**self.given, **values}, self.parties, stands=self.stands)

    def find(self, key: str) -> Annex | None:
        return next((annex for annex in self.rows if annex.key == key), None)

    def of_field(self, name: str) -> Annex | None:
        key = key_in(name)
        return self.find(key) if key else None

    def number(self, annex: Annex) -> int:
        return self.rows.index(annex) + 1

    @property
    def variables(self) -> dict[str, Variable]:
        return {variable.name: variable for annex in self.rows for variable in fields_of_annex(annex)}

    # --- what it fills in ---------------------------------------------------------------------------

    def fills(self, variables: Iterable[Variable]) -> dict[str, Json]:
        """The values that follow from the annexes: their list, and which of them a field means."""
        found: dict[str, Json] = {v.name: self.meant_by(v) for v in variables if v.type == "document"}
        if self.rows and self.stands:
            found[LIST] = [self._named(annex) for annex in self.rows]
        return found

    def meant_by(self, variable: Variable) -> Json:
        """The annex that was chosen, or else the first one of the kind that belongs here."""
        chosen = self.given.get(variable.name)
        gone = isinstance(chosen, str) and _KEY.fullmatch(chosen) and not self._says(chosen)
        if not is_empty(chosen) and not gone:
            return chosen
        return annex.key if (annex := self.fitting(variable.name)) else None

    def fitting(self, name: str) -> Annex | None:
        said = self.rows if self.stands else []
        return next((annex for annex in said if annex.kind == FILLED_BY.get(name)), None)

    def _says(self, key: str) -> bool:
        return self.stands and self.find(key) is not None

    def names(self) -> list[dict[str, str]]:
        """By which words a field can mean each of them, and where a link to it leads."""
        said = self.rows if self.stands else []
        return [{"key": annex.key, "title": self.title(annex), "anchor": anchor_of(annex)} for annex in said]

    def choices(self) -> list[tuple[str, str]]:
        return [(annex.key, f"Bijlage {self.number(annex)}: {self.title(annex)}") for annex in self.rows]

    # --- what it says ---------------------------------------------------------------------------------

    def laid_into(self, key: str, composition: Composition) -> Composition:
        """The article "Bijlagen" with, in its list, all that the annexes say."""
        if key != CLAUSE or not self.rows:
            return composition
        blocks = [
            {**block, "items": [self.item(annex) for annex in self.rows]}
            if block["type"] == "annexes"
            else block
            for block in composition.blocks
        ]
        return Composition(blocks, missing_of(blocks))

    def item(self, annex: Annex) -> dict[str, Any]:
        """An annex as it is frozen; one that is only named has no more than the list says."""
        found: dict[str, Any] = {
            "anchor": anchor_of(annex),
            **dict.fromkeys(("title", "version", "date"), ""),
            "pages": None,
        }
        found |= self._named(annex)
        if place := self.value(annex, "plek"):
            found["place"] = place
        if blocks := self.blocks(annex):
            found["blocks"] = blocks
        if annex.upload is not None:
            found["file"] = {"sha256": annex.upload.sha256, "type": annex.upload.media_type}
        if annex.is_picture:
            found["alt"] = self.value(annex, "alt") or ""
        if annex.version is not None:
            found["of"] = {"version": str(annex.version.uuid), "text_hash": annex.version.text_hash}
        return found

    def title(self, annex: Annex) -> str:
        return self.value(annex, "titel") or str(AnnexKind(annex.kind).label).capitalize()

    def value(self, annex: Annex, field: str) -> Json:
        return self.given.get(name_of(annex.key, field))

    def rows_in(self, annex: Annex) -> list[dict[str, Json]]:
        """The rows of a budget or planning; one that is no table has none."""
        if annex.source != AnnexSource.WRITTEN or annex.kind not in (AnnexKind.BUDGET, AnnexKind.PLANNING):
            return []
        variable = rows_of(annex)
        return sound(variable, self.given.get(variable.name)) or []

    def blocks(self, annex: Annex) -> list[Block]:
        """What is written here; texts of a document are always Dutch."""
        with translation.override("nl"):
            if annex.source == AnnexSource.WRITTEN:
                return self._written(annex)
            empty = annex.is_picture and is_empty(self.value(annex, "alt"))
            return [_blank_line(self._field(annex, "alt"))] if empty else []

    def composed(self, annex: Annex) -> Composition:
        blocks = self.blocks(annex)
        return Composition(blocks, missing_of(blocks))

    def _named(self, annex: Annex) -> dict[str, Json]:
        if annex.version is not None:
            day = timezone.localdate(annex.version.at).isoformat()
            return {"title": self.title(annex), "version": str(annex.version.number), "date": day}
        facts = {
            "version": self.value(annex, "versie"),
            "date": self.value(annex, "datum"),
            "pages": self.value(annex, "paginas"),
        }
        return {"title": self.title(annex)} | {
            name: fact for name, fact in facts.items() if not is_empty(fact)
        }

    def _written(self, annex: Annex) -> list[Block]:
        if annex.kind not in (AnnexKind.BUDGET, AnnexKind.PLANNING):
            text = self.value(annex, "tekst")
            return paragraphs(text) if text else [_blank_line(self._field(annex, "tekst"))]
        blocks = paragraphs(self.value(annex, "inleiding") or "")
        variable, rows = rows_of(annex), self.rows_in(annex)
        if not rows:
            return [*blocks, _blank_line(variable)]
        table = tables.blocks(variable, rows, self.parties, {})[0]
        if annex.kind == AnnexKind.PLANNING:
            return [*blocks, {**table, "caption": "Wat, wie en wanneer"}]
        vat = self.value(annex, "btw")
        caption = "Bedragen in euro" + (f", {vat}" if vat else "")
        asked = [] if vat else [_blank_line(self._field(annex, "btw"))]
        return [
            *blocks,
            *asked,
            {**table, "caption": caption, "totals": adding_up.totals(rows, self.parties)},
        ]

    def _field(self, annex: Annex, field: str) -> Variable:
        return self.variables[name_of(annex.key, field)]


def anchor_of(annex: Annex) -> str:
    return f"bijlage-{annex.key}"


def of(kept: Iterable[FieldValue], parties: Mapping[str, Party], *, stands: bool = True) -> Annexes:
    """From the values of an agreement: every annex has at least its title among them."""
    found = {row.annex_id: row.annex for row in kept if row.annex is not None}
    values = {row.variable: row.value for row in kept}
    rows = sorted(found.values(), key=lambda annex: (annex.order, annex.pk))
    return Annexes(rows, values, parties, stands=stands)


def _blank_line(variable: Variable) -> Block:
    return {"type": "p", "spans": [{"blank": variable.name, "label": variable.blank_label}]}
