"""What does every page of one agreement know?"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from agreements import editor, filling, minimum
from agreements.blocks import Preparer
from agreements.content import Draft
from agreements.editor import Field
from agreements.models import Agreement, Article, FieldValue
from agreements.variables import Variable
from initiatives.file_page import file_context


def agreement_context(request: HttpRequest, agreement: Agreement, *, here: str = "") -> dict[str, Any]:
    """The head of the file with this agreement under it; a partner without a seat gets no tabs of the file."""
    abilities = request.abilities
    context = file_context(request, agreement.collaboration, "agreements", here=here or agreement.title)
    if not context["seats"]:
        context |= {"tabs": [], "crumbs": [(reverse("insights:my-work"), "Mijn werk")]}
    elif here:
        context["crumbs"].append((reverse("agreements:agreement", args=[agreement.uuid]), agreement.title))
    return context | {"agreement": agreement, "may": {ability.value for ability in abilities}}


class DraftPage:
    """A draft with its fields, ready to be shown: articles, what is missing, and each article's preview."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.draft = Draft(agreement)
        self.kept: dict[str, FieldValue] = filling.values_of(agreement)
        self.missing = self.draft.missing()
        self._from_file: dict[str, Any] | None = None

    @property
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

    def url_of(self, key: str) -> str:
        return reverse("agreements:article", args=[self.agreement.uuid, key])

    def with_links(self) -> list[dict[str, Any]]:
        """What is missing, each with the page and the field where it is asked."""
        return [{**blank, "url": self.link_to(blank)} for blank in self.missing]

    def link_to(self, blank: dict[str, Any]) -> str:
        if blank["name"] not in self.draft.format.variables:
            return reverse("agreements:parties", args=[self.agreement.uuid])
        return f"{self.url_of(blank['key'])}#veld-{blank['name']}"

    def fields(self, article: Article, blank_rows: dict[str, int] | None = None) -> list[Field]:
        return [
            self.field(variable, (blank_rows or {}).get(variable.name, 0))
            for variable in self.draft.format.fields_of(article.clause_key)
        ]

    def field(self, variable: Variable, blank_rows: int = 0) -> Field:
        titles = [(a.clause_key, a.title) for a in self.draft.articles]
        return editor.field_of(
            variable,
            self.kept.get(variable.name),
            parties=self.draft.parties,
            articles=titles,
            file_value=self.from_file().get(variable.name),
            blank_rows=blank_rows,
        )

    def from_file(self) -> dict[str, Any]:
        if self._from_file is None:
            self._from_file = filling.differs_from_file(self.agreement, self.draft.format.variables.values())
        return self._from_file

    def preview(self, article: Article) -> dict[str, Any]:
        number = self.draft.numbers[article.clause_key][0]
        units = Preparer().units(self.draft.composed(article).blocks, number)
        return {"article": article, "number": number, "units": units}

    def advice(self) -> Iterable[minimum.Advice]:
        return minimum.advice(
            self.draft.format.kind,
            self.draft.values,
            clauses=[article.clause_key for article in self.draft.articles],
            parties=self.draft.parties,
        )
