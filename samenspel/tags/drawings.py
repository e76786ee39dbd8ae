"""Which signs does a page draw, and what do they say to who cannot see them?"""

from functools import lru_cache

from django.template.defaultfilters import capfirst
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samenspel import signs

SIDE_ICONS = {"support": "talk", "partner": "partner"}
NOTHING = SafeString("")


@lru_cache(maxsize=512)
def _drawing(css: str, name: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("img/icons.svg"), name
    )


def _hidden(words: str) -> SafeString:
    return format_html('<span class="sam-hidden">{}</span>', words) if words else NOTHING


def icon(name: str, label: str = "") -> SafeString:
    return _drawing("sam-icon", name) + _hidden(label)


def logo() -> SafeString:
    return _drawing("sam-brand__logo", "logo")


def mark(side: str, state: str | None = None, label: str = "") -> SafeString:
    name = side if state is None else f"{side}-{signs.mark_of(state)}"
    if side in SIDE_ICONS:
        drawing = name if side == "partner" else SIDE_ICONS[side]
        return _drawing("sam-icon sam-mark--other", drawing) + _hidden(label)
    return _drawing(f"sam-mark sam-mark--{side}", name) + _hidden(label)


def _pair(municipality: str, initiative: str, state: str, words: str) -> SafeString:
    return format_html(
        '<span class="sam-duo" data-state="{}">{}{}{}{}</span>',
        state,
        mark("municipality", municipality),
        format_html('<span aria-hidden="true">{}</span>', "≠") if state == "differ" else NOTHING,
        mark("initiative", initiative),
        _hidden(words),
    )


def duo(municipality: str = "", initiative: str = "", quiet: bool = False) -> SafeString:
    words = _("Gemeente: %(municipality)s. Initiatief: %(initiative)s.") % {
        "municipality": signs.VIEW_WORDS[municipality],
        "initiative": signs.VIEW_WORDS[initiative],
    }
    return _pair(municipality, initiative, signs.duo_state(municipality, initiative), "" if quiet else words)


def choice_duo(state: str, municipality: bool = False, initiative: bool = False) -> SafeString:
    words = str(signs.DUO_WORDS[state]) if municipality and initiative else ""
    return _pair("reached" if municipality else "", "reached" if initiative else "", state, words)


def key_duo(municipality: str = "open", initiative: str = "open", quiet: bool = False) -> SafeString:
    state = "shared" if signs.keys_state([municipality, initiative]) == "both" else "same"
    return _pair(municipality, initiative, state, "" if quiet else key_words(municipality, initiative))


def key_words(municipality: str, initiative: str) -> str:
    if municipality == initiative == "turned":
        return _("Beide akkoord.")
    return _("Gemeente: %(municipality)s. Initiatief: %(initiative)s.") % {
        "municipality": signs.KEY_WORDS[municipality],
        "initiative": signs.KEY_WORDS[initiative],
    }


def duo_word(state: str) -> str:
    return str(signs.DUO_WORDS[state])


def mini_stepper(current: int, total: int = 5) -> SafeString:
    blocks = format_html_join(
        "",
        '<i class="{}"></i>',
        (
            ("is-done" if number < current else "is-now" if number == current else "is-later",)
            for number in range(1, total + 1)
        ),
    )
    return format_html('<span class="sam-steps" aria-hidden="true">{}</span>', blocks)


def chip(text: str, kind: str = "", icon: str = "") -> SafeString:
    return format_html(
        '<span class="sam-chip{}">{}{}</span>',
        f" sam-chip--{kind}" if kind else "",
        _drawing("sam-icon", icon) if icon else NOTHING,
        capfirst(text),
    )


def progress(value: int, max: int, label: str = "", labelled_by: str = "") -> SafeString:
    name = ("aria-labelledby", labelled_by) if labelled_by else ("aria-label", label)
    return format_html(
        '<progress class="sam-progress" {}="{}" max="{}" value="{}"></progress>', *name, max, value
    )
