"""What does a summary for neighbours say, what may not be left out, and by which mark is it known?

Rules without the database. Plain paragraphs and bullets, in Dutch and, if people write it, in English.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import hashes
from agreements.formats.typed import Refused, lines, one_line
from agreements.text.tables import Block
from agreements.text.wording import paragraphs
from samenspel.errors import DomainError

DUTCH, ENGLISH = "nl", "en"
LANGUAGES = {DUTCH: gettext_lazy("Nederlands"), ENGLISH: gettext_lazy("Engels")}
MAX_TITLE, MAX_PART = 120, 1500  # six parts of this length still fit on two sheets
Words = Mapping[str, str]
Content = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A question that the page answers. needed: neighbours cannot do without."""

    key: str
    question: Any
    help: Any
    needed: bool = True


TITLE = "title"
# The questions are the headings of the public page, so they have an English text in locale/en.
PARTS = (
    Part(
        "want",
        gettext_lazy("Wat willen we?"),
        gettext_lazy("In één of twee zinnen: waar doen jullie dit voor?"),
    ),
    Part(
        "agreed",
        gettext_lazy("Wat is er afgesproken?"),
        gettext_lazy("Een paar regels. Begin een regel met een streepje voor een punt in een lijst."),
    ),
    Part(
        "tasks",
        gettext_lazy("Wie doet wat?"),
        gettext_lazy("Noem organisaties, geen mensen."),
        needed=False,
    ),
    Part(
        "meaning",
        gettext_lazy("Wat betekent dit voor jou?"),
        gettext_lazy("Voor wie hier woont, huurt of een zaak heeft. Moet iemand iets doen? En wanneer?"),
    ),
    Part(
        "undecided",
        gettext_lazy("Wat is nog niet besloten?"),
        gettext_lazy("Zeg het eerlijk. Dan weet iedereen waar nog iets te kiezen is."),
        needed=False,
    ),
    Part(
        "ask",
        gettext_lazy("Waar kun je terecht met een vraag?"),
        gettext_lazy(
            "Een postbus, nummer of adres van een organisatie. Van een mens alleen als die het hier zelf zet."
        ),
    ),
)
KEYS = (TITLE, *(part.key for part in PARTS))


def clean(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """What was typed as it is kept, or a refusal beside the field: `want`, and `en-want` for English."""
    return {language: _clean(raw.get(language, {}), language) for language in LANGUAGES}


def _clean(raw: Mapping[str, Any], language: str) -> dict[str, str]:
    kept = {}
    for key in KEYS:
        try:
            text = one_line(raw.get(key), MAX_TITLE) if key == TITLE else lines(raw.get(key), MAX_PART)
        except Refused as refused:
            raise DomainError(str(refused), field=field_name(language, key)) from refused
        kept[key] = text or ""
    return kept


def field_name(language: str, key: str) -> str:
    return f"{language}-{key}"


def has(words: Mapping[str, Words], language: str) -> bool:
    return any(words.get(language, {}).values())


def missing(words: Mapping[str, Words]) -> list[tuple[str, str]]:
    """(language, part) that must be written first. English is a choice, but then it is as whole as the Dutch."""
    dutch = words.get(DUTCH, {})
    needed = [TITLE, *(part.key for part in PARTS if part.needed)]
    found = [(DUTCH, key) for key in needed if not dutch.get(key)]
    if has(words, ENGLISH):
        english = words[ENGLISH]
        found += [(ENGLISH, key) for key in KEYS if dutch.get(key) and not english.get(key)]
    return found


def name_of(key: str) -> str:
    return str(next((part.question for part in PARTS if part.key == key), _("Titel")))


def differing(one: Mapping[str, Words], other: Mapping[str, Words]) -> list[tuple[str, str]]:
    """(language, part) where two texts say something else."""
    return [
        (language, key)
        for language in LANGUAGES
        for key in KEYS
        if one.get(language, {}).get(key, "") != other.get(language, {}).get(key, "")
    ]


def frozen(
    words: Mapping[str, Words],
    *,
    findable: bool,
    version: Mapping[str, Any],
    place: Mapping[str, str],
    since: date,
) -> Content:
    """All that the public page shows: each party says yes to exactly this. `place`: area and gemeente."""
    return {
        "schema": 1,
        DUTCH: dict(words[DUTCH]),
        ENGLISH: dict(words[ENGLISH]) if has(words, ENGLISH) else {},
        "findable": findable,
        "area": place["area"],
        "municipality": place["municipality"],
        "parties": [party["name"] for party in version["parties"]],
        "since": since.isoformat(),
        "version": {
            "number": version["number"],
            "date": version["date"],
            "text_hash": version["text_hash"],
        },
    }


def text_hash(content: Content) -> str:
    return hashes.digest(content)


@dataclass(frozen=True)
class Section:
    """One question with its answer, ready to be shown."""

    key: str
    heading: str
    blocks: list[Block]


def sections(words: Words) -> list[Section]:
    return [
        Section(part.key, str(part.question), paragraphs(words[part.key]))
        for part in PARTS
        if words.get(part.key)
    ]
