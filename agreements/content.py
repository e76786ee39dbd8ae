"""What does this version say? Everything the document needs, frozen as plain JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F

from agreements import filling, formats, hashes, kinds, prose, wording
from agreements.formats import ClauseSpec, SharedFormat
from agreements.lines import Context
from agreements.models import Agreement, Article, Party
from agreements.prose import Composition
from agreements.summary import summary_of
from agreements.tables import Party as PartyInText
from agreements.terms import ArticleState, Length, VersionStatus
from agreements.variables import Variable
from contacts.models import Side
from initiatives.terms import LegalForm

Content = dict[str, Any]


class Draft:
    """One agreement as it stands now, read once: its parties, values and numbered articles."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.format: SharedFormat = formats.of(agreement)
        self.kept = filling.values_of(agreement)
        self.values = {name: row.value for name, row in self.kept.items()}
        self.party_rows = party_rows(agreement)
        self.parties = {row.key: _in_text(row) for row in self.party_rows}
        articles = list(agreement.articles.all())
        self.articles: list[Article] = [a for a in articles if a.state != ArticleState.DROPPED]
        self.dropped: list[Article] = [a for a in articles if a.state == ArticleState.DROPPED]
        self.numbers = {
            article.clause_key: (number, article.title) for number, article in enumerate(self.articles, 1)
        }
        self._composed: dict[str, Composition] = {}

    def clause(self, article: Article) -> ClauseSpec:
        return self.format.clauses[article.clause_key]

    def composed(self, article: Article) -> Composition:
        """The article's text from the format, or its own wording with the tables of the format kept as rows."""
        if article.clause_key not in self._composed:
            self._composed[article.clause_key] = self._compose(article)
        return self._composed[article.clause_key]

    def from_format(self, article: Article) -> Composition:
        return prose.compose(
            self.clause(article).parsed,
            self.format.variables,
            self.values,
            parties=self.parties,
            numbers=self.numbers,
        )

    def _compose(self, article: Article) -> Composition:
        composition = self.from_format(article)
        if not article.own_text:
            return composition
        blocks = wording.own_text(article.own_text, wording.structured(composition.blocks))
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


def build(agreement: Agreement, *, status: VersionStatus, number: int, on: date) -> Content:
    """The whole of Version.content; rendering reads nothing else."""
    draft = Draft(agreement)
    parts = _parts(draft)
    parties = [_party(party) for party in draft.parties.values()]
    present = [article.clause_key for article in draft.articles]
    covered, open_topics = kinds.topics_covered(draft.format.topics, present)
    return {
        "schema": 1,
        "kind": str(draft.format.kind),
        "kind_title": draft.format.kind.label,
        "length": str(agreement.length),
        "title": agreement.title,
        "subtitle": subtitle(draft),
        "status": str(status),
        "number": number,
        "date": on.isoformat(),
        "language": "nl",
        "text_hash": text_hash(parties, parts),
        "parties": parties,
        "summary": [] if _fits_one_page(draft) else summary_of(draft.format, draft.values, draft.numbers),
        "parts": parts,
        "missing": [{k: m[k] for k in ("anchor", "label", "article")} for m in draft.missing()],
        "not_agreed": draft.not_agreed(),
        "annexes": draft.values.get("bijlagen") or [],
        "topics": {
            "covered": [str(kinds.TOPICS[t]) for t in covered],
            "open": [str(kinds.TOPICS[t]) for t in open_topics],
        },
    }


def _fits_one_page(draft: Draft) -> bool:
    """A short letter of intent needs no summary of itself."""
    return draft.format.kind == kinds.DocumentKind.LETTER_OF_INTENT and draft.agreement.length == Length.SHORT


def text_hash(parties: list[dict[str, Any]], parts: list[dict[str, Any]]) -> str:
    """Over what is agreed: parties and articles; not status, number or date."""
    articles = [
        {"key": a["key"], "title": a["title"], "blocks": a["blocks"]}
        for part in parts
        for a in part["articles"]
    ]
    return hashes.text_hash(parties, articles)


def content_hash(content: Mapping[str, Any]) -> str:
    """Over everything that is printed, but for the version's own number and date: the same again is no new version."""
    return hashes.digest({key: value for key, value in content.items() if key not in ("number", "date")})


def subtitle(draft: Draft) -> str:
    area = draft.values.get("gebied_naam") or draft.agreement.collaboration.area_name
    return f"Afspraken over {area}, tussen {_joined([p.name for p in draft.parties.values()])}."


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
        representative=_joined(row.functions),
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


def _party(party: PartyInText) -> dict[str, Any]:
    fields = ("name", "short", "legal_form", "place", "kvk", "representative", "side")
    return {field: getattr(party, field) for field in fields}


def _parts(draft: Draft) -> list[dict[str, Any]]:
    by_key = {article.clause_key: article for article in draft.articles}
    return [
        {
            "letter": letter,
            "title": title,
            "articles": [_article(draft, by_key[key]) for key in keys],
        }
        for letter, title, keys in kinds.lettered_parts(by_key)
    ]


def _article(draft: Draft, article: Article) -> dict[str, Any]:
    return {
        "number": draft.numbers[article.clause_key][0],
        "key": article.clause_key,
        "anchor": f"a-{article.clause_key}",
        "title": article.title,
        "state": "parked" if article.state == ArticleState.PARKED else "open",
        "note": "",
        "blocks": draft.composed(article).blocks,
    }


def _joined(names: list[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
