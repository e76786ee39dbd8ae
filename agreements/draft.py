"""How does an agreement stand now: its parties, its values and its numbered articles, read once?"""

from typing import Any

from django.db.models import F

from agreements import filling
from agreements.annexes import reading
from agreements.formats import kinds, published
from agreements.formats.published import ClauseSpec, SharedFormat
from agreements.formats.variables import Variable
from agreements.models import Agreement, Article, Party
from agreements.terms import ArticleState, Length
from agreements.text import prose, wording
from agreements.text.lines import Context
from agreements.text.prose import Composition
from agreements.text.tables import Party as PartyInText
from contacts.models import Side
from initiatives.terms import LegalForm


class Draft:
    """One agreement as it stands now, read once: its parties, values and numbered articles."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.format: SharedFormat = published.of(agreement)
        self.kept = filling.values_of(agreement)
        self.values = {name: row.value for name, row in self.kept.items()}
        self.party_rows = party_rows(agreement)
        self.parties = {row.key: _in_text(row) for row in self.party_rows}
        self.annexes = reading.of(list(self.kept.values()), self.parties)
        self.values = self.values | self.annexes.fills(self.format.variables.values())
        articles = list(agreement.articles.all())
        self.articles: list[Article] = [a for a in articles if a.state != ArticleState.DROPPED]
        self.dropped: list[Article] = [a for a in articles if a.state == ArticleState.DROPPED]
        self.numbers = {
            article.clause_key: (number, article.title) for number, article in enumerate(self.articles, 1)
        }
        self._composed: dict[str, Composition] = {}

    def clause(self, article: Article) -> ClauseSpec:
        known = self.format.clauses.get(article.clause_key)
        return known or ClauseSpec.outside(article.clause_key, article.title)

    def is_outside(self, article: Article) -> bool:
        """Whether the parties added it themselves, outside the format."""
        return article.clause_key not in self.format.clauses

    def part_of(self, article: Article) -> str:
        """The letter of the part where it stands: of its clause, or of where the parties put it."""
        part = kinds.part_of(article.clause_key)
        return article.part or (part.letter if part else "")

    def parts(self) -> list[tuple[str, str, list[Article]]]:
        """The articles in their order under the parts that hold any, lettered anew from A."""
        filled = [
            (part, [a for a in self.articles if self.part_of(a) == part.letter]) for part in kinds.PARTS
        ]
        kept = [(part, articles) for part, articles in filled if articles]
        return [(chr(ord("A") + i), part.title, articles) for i, (part, articles) in enumerate(kept)]

    def composed(self, article: Article) -> Composition:
        """The article's text from the format, or its own wording with the tables of the format kept as rows."""
        if article.clause_key not in self._composed:
            self._composed[article.clause_key] = self._compose(article)
        return self._composed[article.clause_key]

    def from_format(self, article: Article) -> Composition:
        composition = prose.compose(
            self.clause(article).parsed,
            self.format.variables,
            self.values,
            parties=self.parties,
            numbers=self.numbers,
            annexes=self.annexes.names(),
        )
        return self.annexes.laid_into(article.clause_key, composition)

    def _compose(self, article: Article) -> Composition:
        return self.reading(article, article.own_text)

    def reading(self, article: Article, own_text: str) -> Composition:
        """The article in these words, or in those of the format when there are none."""
        composition = self.from_format(article)
        if not own_text:
            return composition
        blocks = wording.own_text(own_text, wording.structured(composition.blocks))
        return Composition(blocks, prose.missing_of(blocks))

    def asked_by(self, article: Article) -> tuple[list[Variable], list[Variable]]:
        """The fields of an article: those it asks as its choices stand, and those that wait for another choice."""
        context = Context(self.format.variables, self.values, self.parties, self.numbers, ())
        in_play = self.clause(article).parsed.in_play(context.holds)
        fields = self.format.fields_of(article.clause_key)
        return [v for v in fields if v.name in in_play], [v for v in fields if v.name not in in_play]

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
        """Titles of articles that belong in this kind and length of document and were taken out."""
        present = {article.clause_key for article in self.articles}
        keys = kinds.not_agreed(self.format.kind, Length(self.agreement.length), self.format.needs, present)
        return [self.format.clauses[key].title for key in keys]


def party_rows(agreement: Agreement) -> list[Any]:
    """The parties, each once, with the `functions` that sign for it; one query."""
    joined = agreement.parties.select_related("organisation__initiative").annotate(
        function=F("signatories__function_label")
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


def _legal_form(row: Party) -> str:
    initiative = getattr(row.organisation, "initiative", None)
    if initiative is None or initiative.legal_form == LegalForm.OTHER:
        return ""
    if initiative.legal_form == LegalForm.NONE:
        return "groep bewoners zonder rechtsvorm"
    return str(LegalForm(initiative.legal_form).label)


def joined(names: list[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
