"""How is a frozen summary shown: to parties before they say yes, and to anyone once they did?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from agreements import hashes
from agreements.models import Publication, Version
from agreements.neighbours import words
from agreements.terms import Relation, Stage, VersionStatus
from samenspel import dutch

PAGES = {words.DUTCH: "agreements:neighbours-public", words.ENGLISH: "agreements:neighbours-public-en"}


def texts(content: words.Content) -> list[dict[str, Any]]:
    """Both languages under each other, for who decides on them."""
    return [
        {
            "language": language,
            "name": name,
            "title": content[language]["title"],
            "sections": _sections(content, language),
        }
        for language, name in words.LANGUAGES.items()
        if words.has(content, language)
    ]


def _sections(content: words.Content, language: str) -> list[words.Section]:
    """With the headings that neighbours read."""
    with translation.override(language):
        return words.sections(content[language])


def published(slug: str) -> Publication | None:
    """What anyone reads at this address; nothing as long as not everyone said yes, or since it was taken down."""
    live = Publication.objects.live().filter(summary__slug=slug)
    return live.select_related("summary__agreement").first()


def page_of(publication: Publication, language: str) -> dict[str, Any]:
    """All that the public page shows. It reads the frozen text, and whether the agreement still holds as it was."""
    content = publication.content
    version, agreement = content["version"], publication.summary.agreement
    return {
        "language": language,
        "title": content[language]["title"],
        "sections": words.sections(content[language]),
        "content": content,
        "parties": dutch.joined(content["parties"]),
        "since": date.fromisoformat(content["since"]),
        "version_on": date.fromisoformat(version["date"]),
        "mark": hashes.printed_mark(version["text_hash"]),
        "published_at": publication.published_at,
        "changed_since": _changed_since(publication),
        "over": agreement.stage != Stage.IN_FORCE,
        "addresses": addresses(publication),
        "alternates": addresses(publication, absolute=True),
        "address": settings.SITE_URL + reverse(PAGES[language], args=[publication.summary.slug]),
        "findable": content["findable"],
    }


def _changed_since(publication: Publication) -> bool:
    """A newer text of it was signed, or an addendum after this was written."""
    agreement = publication.summary.agreement
    newer = Q(agreement=agreement.pk, number__gt=publication.content["version"]["number"])
    added = Q(
        agreement__predecessor=agreement.pk,
        agreement__relation=Relation.AMENDS,
        at__gt=publication.created_at,
    )
    return Version.objects.filter(newer | added, status=VersionStatus.SIGNED).exists()


def addresses(publication: Publication, *, absolute: bool = False) -> dict[str, str]:
    """Language -> where it is read in that language."""
    site = settings.SITE_URL if absolute else ""
    return {
        language: site + reverse(name, args=[publication.summary.slug])
        for language, name in PAGES.items()
        if publication.content.get(language)
    }


@dataclass(frozen=True)
class Line:
    """One summary in the language that is asked, or in Dutch where nobody wrote it in that one."""

    area: str
    language: str
    title: str
    addresses: dict[str, str]

    @property
    def address(self) -> str:
        return self.addresses[self.language]


def index(publications: Iterable[Publication], language: str) -> list[tuple[str, list[Line]]]:
    """By gemeente, and in each by neighbourhood."""
    found = sorted(publications, key=lambda p: _place(p.content))
    return [
        (
            gemeente,
            [_line(p, language if p.content.get(language) else words.DUTCH) for p in rows],
        )
        for gemeente, rows in groupby(found, key=lambda p: p.content["municipality"])
    ]


def _line(publication: Publication, language: str) -> Line:
    content = publication.content
    return Line(content["area"], language, content[language]["title"], addresses(publication))


def _place(content: words.Content) -> tuple[str, str]:
    return content["municipality"], content["area"]
