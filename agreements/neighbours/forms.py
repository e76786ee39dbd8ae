"""What do people fill in for the summary that neighbours read?"""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from agreements.neighbours import words
from samenspel.fields import reason_field

MAX_REVISION = 2**31 - 1
TITLES = {
    words.DUTCH: gettext_lazy("Titel van de bladzijde"),
    words.ENGLISH: gettext_lazy("Titel, in het Engels"),
}


class SummaryForm(forms.Form):
    """The same questions twice: in Dutch, and in English for who wants that. `nl-want`, `en-want`."""

    asks_texts = tuple(words.field_name(language, key) for language in words.LANGUAGES for key in words.KEYS)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_REVISION)
    findable = forms.BooleanField(
        label=gettext_lazy("Zoekmachines mogen deze bladzijde tonen"),
        required=False,
        help_text=gettext_lazy(
            "Uit: wie het adres heeft, leest haar. Aan: ook wie op jullie buurt zoekt. Wat een zoekmachine bewaart, blijft daar soms langer staan."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in words.LANGUAGES:
            self.fields[words.field_name(language, words.TITLE)] = forms.CharField(
                label=TITLES[language], required=False, strip=False
            )
            for part in words.PARTS:
                self.fields[words.field_name(language, part.key)] = _area(part, language)

    @property
    def dutch(self) -> list[tuple[forms.BoundField, bool]]:
        """Each with whether the page can do without it."""
        spare = {part.key for part in words.PARTS if not part.needed}
        return [(self[words.field_name(words.DUTCH, key)], key in spare) for key in words.KEYS]

    @property
    def english(self) -> list[forms.BoundField]:
        return [self[words.field_name(words.ENGLISH, key)] for key in words.KEYS]

    @property
    def english_is_open(self) -> bool:
        """Whether there is something to see there: a text, or what is wrong with it."""
        return any(field.value() or field.errors for field in self.english)

    def typed(self) -> dict[str, dict[str, str]]:
        return {
            language: {key: self.cleaned_data[words.field_name(language, key)] for key in words.KEYS}
            for language in words.LANGUAGES
        }


def _area(part: words.Part, language: str) -> forms.CharField:
    english = language == words.ENGLISH
    return forms.CharField(
        label=ENGLISH[part.key] if english else part.question,
        help_text="" if english else part.help,
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 3 if part.key in ("want", "ask") else 5, **({"lang": "en"} if english else {})}
        ),
    )


# What each question is called among people who write Dutch, beside the English heading that neighbours read.
ENGLISH: Mapping[str, Any] = {
    "want": gettext_lazy("Wat willen we? (What do we want?)"),
    "agreed": gettext_lazy("Wat is er afgesproken? (What did we agree?)"),
    "tasks": gettext_lazy("Wie doet wat? (Who does what?)"),
    "meaning": gettext_lazy("Wat betekent dit voor jou? (What does this mean for you?)"),
    "undecided": gettext_lazy("Wat is nog niet besloten? (What is not decided yet?)"),
    "ask": gettext_lazy("Waar kun je terecht met een vraag? (Where can you ask?)"),
}


def initial_of(text: Mapping[str, words.Words]) -> dict[str, str]:
    return dict(_initial(text))


def _initial(text: Mapping[str, words.Words]) -> Iterator[tuple[str, str]]:
    for language in words.LANGUAGES:
        for key in words.KEYS:
            yield words.field_name(language, key), text.get(language, {}).get(key, "")


class ProposeForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MAX_REVISION)


class TakeDownForm(forms.Form):
    reason = reason_field(
        gettext_lazy("Waarom haal je de bladzijde weg?"),
        gettext_lazy("De andere partijen lezen dit. De buurt leest het niet."),
    )
