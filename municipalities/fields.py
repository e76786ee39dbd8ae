"""How does someone name a gemeente in a form?

By any name, or by CBS code. When the name fits more than one, or none, the gemeenten it could be stand under the
text box as choices; with htmx they appear while typing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.models import Municipality
from municipalities.querysets import CBS_CODE, Hit, Match

MAX_LENGTH = 120
MOST_CHOICES = 5
MOST_OWN = 8


@dataclass(frozen=True)
class Offer:
    """What we make of a typed name: the gemeente that is meant, or the ones it could be."""

    text: str
    chosen: Municipality | None = None
    hits: tuple[Hit, ...] = ()

    @property
    def is_own(self) -> bool:
        """Nothing was typed yet: these are the reader's own."""
        return not self.text

    @property
    def is_guess(self) -> bool:
        return any(hit.match == Match.ALIKE for hit in self.hits)


def offer(text: str, own: Sequence[str] = ()) -> Offer:
    """`own`: the codes of the reader's own gemeenten, which come first, and are there before she types."""
    existing = Municipality.objects.existing()
    if not text:
        mine = existing.filter(code__in=own).select_related("organisation").in_order()
        return Offer(text, hits=tuple(Hit(row, str(row), Match.OFFICIAL) for row in mine))
    if CBS_CODE.fullmatch(text):
        return Offer(text, chosen=Municipality.objects.by_code(text))
    hits = existing.hits(text, MOST_CHOICES, own=own)
    exact = [hit for hit in hits if hit.match == Match.OFFICIAL] or [hit for hit in hits if hit.is_exact]
    if len(exact) == 1:
        return Offer(text, chosen=exact[0].municipality)
    return Offer(text, hits=tuple(hits or existing.suggest(text)))


class MunicipalityInput(forms.TextInput):
    """A text box with choices under it; a choice counts only for the text for which it was offered.

    own: codes of the gemeenten that the reader may well mean; a form that knows them puts them here.
    """

    own: Sequence[str] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        text = super().value_from_datadict(data, files, name)
        code = data.get(f"{name}-code")
        return code if code and data.get(f"{name}-for") == text else text

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["attrs"]
        shown.setdefault("autocomplete", "off")
        shown |= {
            "hx-get": reverse_lazy("municipalities:search"),
            "hx-vals": json.dumps({"field": name} | ({"own": ",".join(self.own)} if self.own else {})),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#{shown.get('id', name)}-choices",
            "hx-sync": "this:replace",
        }
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        text = self.format_value(value) or ""
        choices = render_to_string(
            "municipalities/_choices.html",
            {"name": name, "offer": offer(text, self.own) if text or self.own else None},
        )
        return format_html(
            '{}<div id="{}-choices">{}</div>', box, (attrs or {}).get("id", name), SafeString(choices)
        )


class MunicipalityField(forms.CharField):
    """Cleans to a Municipality that exists now."""

    widget = MunicipalityInput
    default_error_messages = {
        "required": gettext_lazy("Kies een gemeente."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Gemeente"))
        kwargs.setdefault("max_length", MAX_LENGTH)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the box is always a name."""
        if isinstance(value, str) and CBS_CODE.fullmatch(value):
            value = Municipality.objects.by_code(value) or value
        return str(value) if isinstance(value, Municipality) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), self.prepare_value(data))

    def clean(self, value: Any) -> Municipality | None:
        text = super().clean(value)
        if not text:
            return None
        offered = offer(text)
        if offered.chosen is None:
            raise ValidationError(_refusal(offered), code="choose")
        return offered.chosen


def _refusal(offered: Offer) -> str:
    values = {"text": offered.text, "name": offered.hits[0].name if offered.hits else ""}
    if not offered.hits:
        return (
            _("“%(text)s” staat niet in de lijst. Typ de naam van de gemeente, niet die van het dorp.")
            % values
        )
    if offered.is_guess:
        return _("“%(text)s” staat niet in de lijst. Bedoel je %(name)s?") % values
    if len(offered.hits) == 1:
        return _("Bedoel je %(name)s? Kies die dan hieronder.") % values
    return _("“%(text)s” past bij meer gemeenten. Kies er hieronder een.") % values
