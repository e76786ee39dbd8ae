"""What does the page of a draft show: its articles, their fields, what is missing, and how each reads?"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import against_file, filling, horizon, minimum, too_general
from agreements.advising import Advice, Weight
from agreements.advising import Draft as AdvisedDraft
from agreements.annexes import advising as annex_advising
from agreements.annexes.fields import CLAUSE, LIST
from agreements.draft import Draft
from agreements.editing import editor
from agreements.editing.editor import Field
from agreements.formats import printing
from agreements.formats.typed import is_empty, who
from agreements.formats.variables import Variable
from agreements.living import amending
from agreements.models import Agreement, Annex, Article, FieldValue
from agreements.settling.rows import at_stake
from agreements.terms import Length, Relation
from agreements.text import wording
from agreements.text.blocks import Block, Preparer, spans_of
from agreements.text.tables import who_text
from samenspel.dutch import joined

MANY = 9  # articles: with more, a page with all their fields gets heavy on a phone
# What kind of advice it is, the most important first.
WEIGHTS = {
    Weight.MISSING: gettext_lazy("Dit hoort er nog in"),
    Weight.WARNING: gettext_lazy("Dit scheelt later gedoe"),
    Weight.GENERAL: gettext_lazy("Dit kan concreter"),
}


class DraftPage:
    """A draft with its fields, ready to be shown: articles, what is missing, and each article's preview."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.draft = Draft(agreement)
        self.kept: dict[str, FieldValue] = self.draft.kept
        self.missing = self.draft.missing()
        self.file = filling.File(agreement.collaboration)

    @cached_property
    def articles(self) -> list[dict[str, Any]]:
        """The list of articles with how many values each still needs."""
        needed: dict[str, int] = {}
        for blank in self.missing:
            needed[blank["key"]] = needed.get(blank["key"], 0) + 1
        return [
            {
                "article": article,
                "number": number,
                "missing": needed.get(article.clause_key, 0),
                "url": self.url_of(article.clause_key),
            }
            for number, article in enumerate(self.draft.articles, 1)
        ]

    def parts(self) -> list[dict[str, Any]]:
        """The articles under the parts of the document; a short one has a single part without a name."""
        if self.agreement.length == Length.SHORT:
            return self._undivided()
        return self._divided()

    def parts_to_open(self) -> list[dict[str, Any]]:
        """The parts of the page with all fields: one by one when there are more than a page should carry at once."""
        return self._divided() if len(self.articles) > MANY else self._undivided()

    def _undivided(self) -> list[dict[str, Any]]:
        return [{"letter": "", "title": "", "articles": self.articles}]

    def _divided(self) -> list[dict[str, Any]]:
        by_key = {item["article"].clause_key: item for item in self.articles}
        return [
            {
                "letter": letter,
                "title": f"{letter} {title}",
                "articles": [by_key[article.clause_key] for article in articles],
            }
            for letter, title, articles in self.draft.parts()
        ]

    @cached_property
    def asked(self) -> dict[str, str]:
        """Every field that this document asks -> the article where it is asked; those of an annex under theirs."""
        asked = {
            variable.name: article.clause_key
            for article in reversed(self.draft.articles)
            for variable in self.draft.format.fields_of(article.clause_key)
        }
        if CLAUSE in self.draft.numbers:
            asked |= dict.fromkeys(self.draft.annexes.variables, CLAUSE)
        return asked

    def variable(self, name: str) -> Variable:
        return self.draft.annexes.variables.get(name) or self.draft.format.variables[name]

    def url_of(self, key: str) -> str:
        return reverse("agreements:article", args=[self.agreement.uuid, key])

    def url_of_field(self, name: str) -> str:
        """Where a field is asked: on the page of its annex, or on that of its article."""
        annex = self.draft.annexes.of_field(name)
        if annex is None:
            return f"{self.url_of(self.asked[name])}#veld-{name}"
        return f"{reverse('agreements:annex', args=[self.agreement.uuid, annex.key])}#veld-{name}"

    def with_links(self) -> list[dict[str, Any]]:
        """What is missing, each with the page and the field where it is asked."""
        return [{**blank, "url": self.link_to(blank)} for blank in self.missing]

    def link_to(self, blank: dict[str, Any]) -> str:
        """The field that fills a blank; parties, who signs for them and annexes have pages of their own."""
        if blank["name"] in self.asked:
            return self.url_of_field(blank["name"])
        page = "agreements:annexes" if blank["name"] == LIST else "agreements:parties"
        return reverse(page, args=[self.agreement.uuid])

    def fields(self, article: Article, blank_rows: dict[str, int] | None = None) -> list[Field]:
        asked, _waiting = self.draft.asked_by(article)
        return [self.field(variable, (blank_rows or {}).get(variable.name, 0)) for variable in asked]

    def waiting(self, article: Article) -> list[str]:
        """Fields that this article asks only after another choice; each keeps its place on the page."""
        _asked, waiting = self.draft.asked_by(article)
        return [variable.name for variable in waiting]

    def field(self, variable: Variable, blank_rows: int = 0) -> Field:
        titles = [(a.clause_key, a.title) for a in self.draft.articles]
        return editor.field_of(
            variable,
            self.kept.get(variable.name),
            parties=self.draft.named,
            articles=titles,
            annexes=self.draft.annexes.choices() if variable.type == "document" else (),
            by_itself=self._by_itself(variable),
            file_value=self._in_file(variable),
            blank_rows=blank_rows,
        )

    def _in_file(self, variable: Variable) -> Any:
        """What the file says otherwise by now; of annexes it knows nothing."""
        of_format = variable.name in self.draft.format.variables
        kept = self.kept.get(variable.name)
        return self.file.differing(variable, kept, self._names) if of_format else None

    @cached_property
    def _names(self) -> dict[str, str]:
        """How the file calls the partners of this draft."""
        return {key: party.short for key, party in self.draft.parties.items()}

    def _by_itself(self, variable: Variable) -> str:
        annex = self.draft.annexes.fitting(variable.name) if variable.type == "document" else None
        return dict(self.draft.annexes.choices())[annex.key] if annex else ""

    def in_words(self, variable: Variable, value: Any) -> str:
        """A value as people read it; of an annex its number and title."""
        named = dict(self.draft.annexes.choices()) if variable.type == "document" else {}
        annex = named.get(value) if isinstance(value, str) else None  # a table is a list of rows
        return annex or editor.in_words(variable, value, self.draft.named)

    def typed_in_words(self, variable: Variable, raw: Any) -> str:
        if variable.type == "document":
            return self.in_words(variable, raw)
        return editor.typed_in_words(variable, raw, self.draft.named)

    def preview_of_field(self, name: str) -> dict[str, Any]:
        """How that reads in which the field is asked: its annex, or its article."""
        annex = self.draft.annexes.of_field(name)
        if annex is not None:
            return self.preview_of_annex(annex)
        return self.preview(next(a for a in self.draft.articles if a.clause_key == self.asked[name]))

    def preview_of_annex(self, annex: Annex) -> dict[str, Any]:
        units = Preparer().units(self.draft.annexes.blocks(annex), None)
        annexes = self.draft.annexes
        place = {"clause_key": f"bijlage-{annex.key}", "title": annexes.title(annex)}
        alt = annexes.value(annex, "alt") or ""
        return {"article": place, "number": annexes.number(annex), "units": units, "annex": annex, "alt": alt}

    def preview(self, article: Article) -> dict[str, Any]:
        number = self.draft.numbers[article.clause_key][0]
        units = Preparer().units(self.draft.composed(article).blocks, number)
        return {"article": article, "number": number, "units": units}

    def costs(self, articles: Iterable[Article]) -> dict[int, str]:
        """Whose approval a change costs, in words, for each article to which somebody agreed."""
        return {
            pk: joined([self.draft.parties[party.key].name for party in agreed])
            for pk, agreed in at_stake(self.draft, articles).items()
            if agreed
        }

    def unfollowed(self, article: Article) -> list[str]:
        """Fields with a value that the article's own wording does not say, by their short names."""
        if not article.own_text:
            return []
        said = _plain(article.own_text)
        kept = {block.get("name") for block in wording.structured(self.draft.from_format(article).blocks)}
        found = []
        for variable in self.draft.format.fields_of(article.clause_key):
            value = self.draft.values.get(variable.name)
            in_text = not (variable.table or variable.type == "document") and variable.name not in kept
            if is_empty(value) or isinstance(value, bool) or not in_text:
                continue
            words = self.in_words(variable, value)
            if not all(_plain(line) in said for line in words.split("\n")):
                found.append(variable.blank_label)
        return found

    def deviations(self) -> list[dict[str, Any]]:
        """What the file says otherwise by now: both texts, and what taking it over would cost."""
        by_key = {article.clause_key: article for article in self.draft.articles}
        found = list(against_file.deviations(self.file, self.draft.format, by_key, self.kept, self._names))
        costs = self.costs([by_key[key] for key in {d.clause_key for d in found}]) if found else {}
        return [
            {
                "field": field,
                "now": self.in_words(d.variable, d.kept.value),
                "url": f"{self.url_of(d.clause_key)}#veld-{field.name}",
                "costs": costs.get(by_key[d.clause_key].pk, ""),
            }
            for d in found
            for field in [self.field(d.variable)]
        ]

    def overtaken(self) -> list[str]:
        """Of an addendum: articles that another one changed meanwhile."""
        base = self.draft.amends
        if base is None:
            return []
        return amending.overtaken(base, self.draft.articles, self.agreement.created_at)

    def advice(self) -> list[dict[str, Any]]:
        """What would make this a better agreement, grouped by weight, each with the place where to do it."""
        whole = self.agreement.relation != Relation.AMENDS  # an addendum holds what changes
        found = minimum.advice(
            self.draft.format.kind,
            self.draft.values,
            clauses=list(self.draft.numbers),
            parties=self.draft.parties,
        )
        if self.draft.annexes.stands:
            found += annex_advising.advice(self.draft.format.kind, self.draft.annexes, self.looked_at)
        found += horizon.far_away(self.looked_at, timezone.localdate())
        found += self._unused_words()
        found = [item for item in found if whole or item.weight != Weight.MISSING]
        lines = [{"message": item.message, "weight": item.weight, "url": self._place(item)} for item in found]
        groups = [
            {"title": title, "items": [line for line in lines if line["weight"] == weight]}
            for weight, title in WEIGHTS.items()
        ]
        return [group for group in groups if group["items"]]

    @cached_property
    def looked_at(self) -> AdvisedDraft:
        return AdvisedDraft(self.draft.values, list(self.draft.numbers), self.draft.parties)

    def promises(self) -> list[dict[str, Any]]:
        """Who does what and when, and how sure that is; what wants attention first."""
        found = horizon.promises(self.looked_at, timezone.localdate())
        return [
            {
                "title": title,
                "rows": [
                    {
                        "what": p.what,
                        "who": ", ".join(who_text(word, self.draft.named) for word in who(p.who)),
                        "when": printing.date(p.when),
                        "url": f"{self.url_of(p.clause_key)}#veld-{p.variable}",
                    }
                    for p in found
                    if p.sure == sure
                ],
            }
            for sure, title in horizon.WORDS.items()
            if any(p.sure == sure for p in found)
        ]

    def _place(self, item: Advice) -> str:
        if item.clause_key not in self.draft.numbers:
            return reverse("agreements:choose-articles", args=[self.agreement.uuid])
        return (
            self.url_of_field(item.variable) if item.variable in self.asked else self.url_of(item.clause_key)
        )

    def _unused_words(self) -> list[Advice]:
        definitions = self.draft.values.get("begrippen") or []
        if "begrippen" not in self.draft.numbers or not definitions:
            return []
        text = " ".join(
            _words_of(article, self.draft.composed(article).blocks)
            for article in self.draft.articles
            if article.clause_key != "begrippen"
        )
        unused = too_general.unused_words(definitions, text)
        if not unused:
            return []
        message = _("Je legt uit wat dit betekent, maar het staat nergens: %(words)s.") % {
            "words": ", ".join(unused)
        }
        return [Advice("unused_words", Weight.GENERAL, "begrippen", "begrippen", message)]


def _words_of(article: Article, blocks: list[Block]) -> str:
    said = (wording.text_of(span) for block in blocks for spans in spans_of(block) for span in spans)
    return " ".join([article.title, *said])


def _plain(text: str) -> str:
    """For finding words in a text, whatever the spaces and capitals."""
    return " ".join(text.replace("\u00a0", " ").lower().split()).rstrip(".")
