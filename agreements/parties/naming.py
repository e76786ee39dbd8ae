"""Which articles still name a party that stopped? Their text stays as it is until somebody words it anew."""

from collections.abc import Iterable

from agreements.draft import Draft
from agreements.formats.printing import without_article
from agreements.models import Article
from agreements.text.blocks import spans_of
from agreements.text.still_said import repeats
from agreements.text.tables import Party
from agreements.text.wording import text_of


def naming(draft: Draft, party: Party) -> list[Article]:
    """In their order. `party`: as the text calls it, in full or in short, with “de” before it or without."""
    names = {name for name in (party.name, party.short, without_article(party.short)) if name}
    return [article for article in draft.articles if _names(_said_in(draft, article), names)]


def _said_in(draft: Draft, article: Article) -> str:
    spans = (spans for block in draft.composed(article).blocks for spans in spans_of(block))
    return "\n".join("".join(text_of(span) for span in row) for row in spans)


def _names(said: str, names: Iterable[str]) -> bool:
    return any(repeats(said, name) for name in names)
