"""How does an agreement stand now: its parties, its values and its numbered articles, read once?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef

from agreements import filling
from agreements.annexes import reading
from agreements.annexes.fields import CLAUSE
from agreements.formats import kinds, published
from agreements.formats.published import ClauseSpec, SharedFormat
from agreements.formats.variables import Variable
from agreements.living import amending
from agreements.models import Agreement, Article, Party
from agreements.terms import ArticleState, Length, Relation
from agreements.text import prose, still_said, wording
from agreements.text.lines import Context
from agreements.text.prose import Composition
from agreements.text.tables import Party as PartyInText
from agreements.text.tables import reads_as_list
from contacts.models import Function, Organisation, Side
from initiatives.models import Participation
from initiatives.terms import LegalForm
from samenspel.dutch import joined


class Draft:
    """One agreement as it stands now, read once: its parties, values and numbered articles."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        articles = list(agreement.articles.all())
        self.format: SharedFormat = published.of(agreement, articles)
        self.kept = filling.values_of(agreement)
        self.articles: list[Article] = [a for a in articles if a.state != ArticleState.DROPPED]
        self.dropped: list[Article] = [a for a in articles if a.state == ArticleState.DROPPED]
        self.numbers = {
            article.clause_key: (number, article.title) for number, article in enumerate(self.articles, 1)
        }
        self._read(*divided(everyone(agreement)))

    def without(self, party: Party) -> Draft:
        """As it would read if this party stopped; asks the database nothing."""
        other = Draft.__new__(Draft)
        for name in ("agreement", "format", "kept", "articles", "dropped", "numbers"):
            setattr(other, name, getattr(self, name))
        other._read(*divided(self.known.values(), party))
        return other

    def _read(self, here: list[Any], stopped_rows: list[Any]) -> None:
        """What follows from the values for these parties."""
        self.party_rows, self.stopped = here, stopped_rows
        self.parties = {row.key: _in_text(row) for row in self.party_rows}
        stopped = {row.key: replace(_in_text(row), here=False) for row in self.stopped}
        self.named = self.parties | stopped  # whom the text may name
        self.known = {row.pk: row for row in [*self.party_rows, *self.stopped]}  # who ever spoke
        listed = any(article.clause_key == CLAUSE for article in self.articles)
        self.annexes = reading.of(list(self.kept.values()), self.named, stands=listed)
        values = {name: row.value for name, row in self.kept.items()}
        self.values = values | self.annexes.fills(self.format.variables.values())
        self._composed: dict[str, Composition] = {}

    def with_values(self, values: Mapping[str, Any]) -> Draft:
        """As it would read with these values; nothing is kept."""
        if not values:
            return self
        other = copy(self)
        other.values = {**self.values, **values}
        other.annexes = self.annexes.with_values(values)
        other._composed = {}
        other.__dict__.pop("said", None)
        return other

    def clause(self, article: Article) -> ClauseSpec:
        known = self.format.clauses.get(article.clause_key)
        return known or ClauseSpec.outside(article.clause_key, article.title)

    def is_outside(self, article: Article) -> bool:
        """Whether the parties added it themselves, outside the format."""
        return article.clause_key not in self.format.clauses

    def part_of(self, article: Article) -> str:
        """The letter of the part where it stands: of its clause, or of where the parties put it."""
        return article.part or self.clause(article).part

    def parts(self) -> list[tuple[str, str, list[Article]]]:
        """The articles in their order under the parts that hold any, lettered anew from A."""
        return kinds.under_parts(self.articles, self.part_of)

    def composed(self, article: Article) -> Composition:
        """The article's text from the format, or its own wording with the tables of the format kept as rows."""
        if article.clause_key not in self._composed:
            self._composed[article.clause_key] = self._compose(article)
        return self._composed[article.clause_key]

    def from_format(self, article: Article) -> Composition:
        return self.as_says(self.clause(article))

    def as_says(self, clause: ClauseSpec) -> Composition:
        """What a clause says with the values of this draft, also one of another version."""
        composition = prose.compose(
            clause.parsed,
            clause.fields,
            self.values,
            parties=self.named,
            numbers=self.numbers,
            annexes=self.annexes.names(),
        )
        return self.annexes.laid_into(clause.key, composition)

    @cached_property
    def said(self) -> dict[str, Any]:
        """The values that the articles still say, as they are worded now."""
        unsaid = {name for article in self.articles for name in self.unsaid_in(article)}
        return {name: value for name, value in self.values.items() if name not in unsaid}

    def unsaid_in(self, article: Article) -> set[str]:
        """The fields of an article that was worded anew which its words no longer say."""
        if not article.own_text:
            return set()
        fields = self.format.fields_of(article.clause_key)
        return still_said.unsaid(fields, self.from_format(article).blocks, article.own_text)

    def _compose(self, article: Article) -> Composition:
        if article.clause_key == amending.KEY and self.amends:
            return self.reading(article, amending.words(self.amends, self.articles))
        return self.reading(article, article.own_text)

    @cached_property
    def amends(self) -> amending.Base | None:
        """Of an addendum: the signed text that it changes."""
        return amending.base_of(self.agreement)

    def reading(self, article: Article, own_text: str) -> Composition:
        """The article in these words, or in those of the format when there are none."""
        return self.reading_of(self.clause(article), own_text)

    def reading_of(self, clause: ClauseSpec, own_text: str) -> Composition:
        composition = self.as_says(clause)
        if not own_text:
            return composition
        blocks = wording.own_text(own_text, wording.structured(composition.blocks))
        return Composition(blocks, prose.missing_of(blocks))

    def asked_by(self, article: Article) -> tuple[list[Variable], list[Variable]]:
        """The fields of an article: those it asks as its choices stand, and those that wait for another choice."""
        clause = self.clause(article)
        context = Context(clause.fields, self.values, self.named, self.numbers, ())
        in_play = clause.parsed.in_play(context.holds)
        fields = self.format.fields_of(article.clause_key)
        return [v for v in fields if v.name in in_play], [v for v in fields if v.name not in in_play]

    def tables_of(self, article: Article) -> list[Variable]:
        """The tables that it asks as its choices stand, also those of its annexes: they stay rows, whatever is written
        around them."""
        asked, _waiting = self.asked_by(article)
        of_annexes = self.annexes.variables.values() if article.clause_key == CLAUSE else ()
        return [variable for variable in (*asked, *of_annexes) if not reads_as_list(variable)]

    def missing(self) -> list[dict[str, Any]]:
        """Every blank of the document, in reading order: anchor, label, article number, field name and article."""
        found, seen = [], set()
        for number, article in enumerate(self.articles, 1):
            for blank in self.composed(article).missing:
                if blank.anchor in seen:
                    continue
                seen.add(blank.anchor)
                found.append(
                    {
                        "anchor": blank.anchor,
                        "label": blank.label,
                        "article": number,
                        "name": blank.name,
                        "key": article.clause_key,
                    }
                )
        return found

    def not_agreed(self) -> list[str]:
        """Titles of articles that belong in this kind and length of document and were taken out.

        An addendum holds what changes, and lacks nothing.
        """
        if self.agreement.relation == Relation.AMENDS:
            return []
        present = {article.clause_key for article in self.articles}
        expected = self.format.expected(Length(self.agreement.length))
        return [self.format.clauses[key].title for key in expected if key not in present]


def party_rows(agreement: Agreement) -> list[Any]:
    """The parties, as `everyone` reads them."""
    return divided(everyone(agreement))[0]


def divided(rows: Iterable[Any], without: Party | None = None) -> tuple[list[Any], list[Any]]:
    """Who is party, and who stopped; `without`: as if this one stopped too."""
    here: list[Any] = []
    stopped: list[Any] = []
    for row in rows:
        gone = row.left_at or (without is not None and row.pk == without.pk)
        (stopped if gone else here).append(row)
    return here, stopped


def everyone(agreement: Agreement) -> list[Any]:
    """The parties and those that stopped, each once, with the `functions` that sign for it, whether it takes part in the
    file, and whether anybody of it can sign in; one query."""
    here = Participation.objects.seating().filter(
        collaboration=agreement.collaboration_id, organisation=OuterRef("organisation")
    )
    signs_in = Function.objects.in_force().filter(
        organisation=OuterRef("organisation"), person__user__is_active=True
    )
    joined = (
        Party.ever.filter(agreement=agreement)
        .select_related("organisation__initiative")
        .annotate(
            function=F("signatories__function_label"), takes_part=Exists(here), has_account=Exists(signs_in)
        )
    )
    rows: dict[str, Any] = {}
    for row in joined.order_by("order", "signatories__order", "signatories__pk"):
        party = rows.setdefault(row.key, row)
        party.functions = [*getattr(party, "functions", []), *([row.function] if row.function else [])]
    return list(rows.values())


def _in_text(row: Any) -> PartyInText:
    organisation = row.organisation
    is_municipality = organisation.kind == Side.MUNICIPALITY
    return PartyInText(
        key=row.key,
        name=f"gemeente {organisation.name}" if is_municipality else organisation.name,
        short=row.short_name,
        legal_form="" if is_municipality else _legal_form(row),
        place=organisation.place,
        kvk=organisation.kvk,
        representative=joined(row.functions),
        signatories=tuple(row.functions),
        side=organisation.kind,
    )


def has_no_legal_form(organisation: Organisation) -> bool:
    """A group of people: who signs for it is party herself."""
    initiative = getattr(organisation, "initiative", None)
    return initiative is not None and initiative.legal_form == LegalForm.NONE


def _legal_form(row: Party) -> str:
    initiative = getattr(row.organisation, "initiative", None)
    if initiative is None or initiative.legal_form == LegalForm.OTHER:
        return ""
    if has_no_legal_form(row.organisation):
        return "groep bewoners zonder rechtsvorm"
    return str(LegalForm(initiative.legal_form).label)
