"""Which signs, components and words can a template use?

Load with `{% load samenspel %}`. Tags take states, never colours.

Signs
    {% icon "check" %}                              a drawing from static/img/icons.svg, hidden from screen readers;
                                                    `label="…"` when the drawing stands alone
    {% mark "municipality" %}                       ■ ● (support, partner: their own drawing); state "todo|busy|done"
    {% mark "initiative" "partly" label="…" %}      or a goal status "open|partly|reached"; label = hidden words
    {% duo municipality="reached" initiative="partly" %}   two views of a goal: open|partly|reached or ""; quiet=True
                                                    leaves out the hidden words when the same words stand beside it
    {% choice_duo "shared" municipality=True initiative=True %}   two answers to a question without a best answer: who spoke,
                                                    and whether they are alike
    {% key_duo municipality="turned" initiative="open" %}  two keys in one small sign: open|turned|returned
    {% duo_state a b as state %}                    same|differ|shared; {{ state|duo_word }} gives the Dutch word
    {% mini_stepper 2 total=5 %}                    five blocks; always write "2 Uitwerken" beside it
    {% chip "Jij bent aan zet" kind="turn" icon="arrow" %}  kind: "", turn, waits, shared, differ

Components
    {% keys keys_list inline=True %}                keys_list: dicts with side, name, state open|turned|returned,
                                                    text, on_paper (True, or who recorded it)
    {% stepper phases now="…" %}                    phases: dicts with number, name, state done|current|todo, url, note,
                                                    gate (dict municipality, initiative, text) or nothing
    {% progress value=2 max=3 label="…" %}          labelled_by="id" instead of label when a heading says it

Forms
    {% error_summary form %}                        linked list of all errors, also of several forms or a formset;
                                                    nothing when all is well
    {% form_fields form %}                          all fields, hidden ones included
    {% field form.name %}                           one field; options: privacy="who reads this",
                                                    icons="phone talk mail" for radios, mark_optional=False,
                                                    label="…" to replace the field's own

Words (filters)
    {{ day|dutch_date }} 12 november (year when another)     {{ day|dutch_date_full }} 3 februari 2026
    {{ day|dutch_date_tight }} 1 dec                         {{ day|weekday_date }} dinsdag 24 november
    {{ at|dutch_moment }} 12 november, 20.14 uur             {{ at|agenda_moment }} wo 19.30
    {{ day|since }} sinds 12 november                        {{ day|deadline }} uiterlijk 1 december
    {{ day|elapsed }} 42 weken                               {{ amount|euro }} € 1.250
    {{ number|thousands }} 1.204                             {{ number|count_word }} twee
    {{ person|first_name }} Ruben                            {{ day|iso }} for <time datetime="…">

Includes in templates/components/ (their first line names the context): _crumbs _note _empty _tabs _side _work_item
_persona _event _pagination _legend _evidence _conflict _render_status _privacy_note _messages.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel import dutch, signs
from samenspel.form_errors import messages_for

register = template.Library()

SIDE_ICONS = {"support": "talk", "partner": "partner"}
NOTHING = SafeString("")


# --- signs --------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _drawing(css: str, name: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("img/icons.svg"), name
    )


def _hidden(words: str) -> SafeString:
    return format_html('<span class="sam-hidden">{}</span>', words) if words else NOTHING


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    return _drawing("sam-icon", name) + _hidden(label)


@register.simple_tag
def logo() -> SafeString:
    return _drawing("sam-brand__logo", "logo")


@register.simple_tag
def mark(side: str, state: str | None = None, label: str = "") -> SafeString:
    if side in SIDE_ICONS:
        return _drawing("sam-icon sam-mark--other", SIDE_ICONS[side]) + _hidden(label)
    name = side if state is None else f"{side}-{signs.mark_of(state)}"
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


@register.simple_tag
def duo(municipality: str = "", initiative: str = "", quiet: bool = False) -> SafeString:
    words = _("Gemeente: %(municipality)s. Initiatief: %(initiative)s.") % {
        "municipality": signs.VIEW_WORDS[municipality],
        "initiative": signs.VIEW_WORDS[initiative],
    }
    return _pair(municipality, initiative, signs.duo_state(municipality, initiative), "" if quiet else words)


@register.simple_tag
def choice_duo(state: str, municipality: bool = False, initiative: bool = False) -> SafeString:
    spoke = ["reached" if said else "" for said in (municipality, initiative)]
    words = str(signs.DUO_WORDS[state]) if municipality and initiative else ""
    return _pair(*spoke, state, words)


@register.simple_tag
def key_duo(municipality: str = "open", initiative: str = "open", quiet: bool = False) -> SafeString:
    state = "shared" if signs.keys_state([municipality, initiative]) == "both" else "same"
    return _pair(municipality, initiative, state, "" if quiet else _key_words(municipality, initiative))


def _key_words(municipality: str, initiative: str) -> str:
    if municipality == initiative == "turned":
        return _("Beide akkoord.")
    return _("Gemeente: %(municipality)s. Initiatief: %(initiative)s.") % {
        "municipality": signs.KEY_WORDS[municipality],
        "initiative": signs.KEY_WORDS[initiative],
    }


@register.simple_tag
def duo_state(municipality: str = "", initiative: str = "") -> str:
    return signs.duo_state(municipality, initiative)


@register.filter
def duo_word(state: str) -> str:
    return str(signs.DUO_WORDS[state])


@register.simple_tag
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


@register.simple_tag
def chip(text: str, kind: str = "", icon: str = "") -> SafeString:
    return format_html(
        '<span class="sam-chip{}">{}{}</span>',
        f" sam-chip--{kind}" if kind else "",
        _drawing("sam-icon", icon) if icon else NOTHING,
        text,
    )


@register.simple_tag
def progress(value: int, max: int, label: str = "", labelled_by: str = "") -> SafeString:
    name = ("aria-labelledby", labelled_by) if labelled_by else ("aria-label", label)
    return format_html(
        '<progress class="sam-progress" {}="{}" max="{}" value="{}"></progress>', *name, max, value
    )


# --- components ---------------------------------------------------------------------------------------


@register.inclusion_tag("components/_keys.html")
def keys(keys_list: Iterable[Mapping[str, Any]], inline: bool = False) -> dict[str, Any]:
    keys_list = list(keys_list)
    return {
        "keys": keys_list,
        "state": signs.keys_state(key["state"] for key in keys_list),
        "inline": inline,
        "words": signs.KEY_WORDS,
    }


@register.inclusion_tag("components/_stepper.html")
def stepper(phases: Iterable[Mapping[str, Any]], now: str = "") -> dict[str, Any]:
    steps = []
    for phase in phases:
        gate = phase.get("gate")
        if gate:
            sides = [gate.get("municipality", "open"), gate.get("initiative", "open")]
            gate = {**gate, "state": signs.keys_state(sides), "words": gate.get("text") or _key_words(*sides)}
        steps.append({**phase, "gate": gate})
    return {
        "phases": steps,
        "current": next((step for step in steps if step["state"] == "current"), None),
        "now": now,
    }


# --- where we are -------------------------------------------------------------------------------------

PLACES = (
    ("work", "insights:my-work", "work", gettext_lazy("Mijn werk")),
    ("initiatives", "initiatives:list", "files", gettext_lazy("Initiatieven")),
    ("municipalities", "municipalities:list", "track-municipality", gettext_lazy("Gemeenten")),
    ("help", "help", "info", gettext_lazy("Hulp")),
)


@register.simple_tag(takes_context=True)
def places(context: Context) -> list[dict[str, Any]]:
    """The main menu: who is not signed in sees help only. A page may name its own `place` in the context."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    here = context.get("place") or _place_of(match.view_name if match else "")
    signed_in = bool(getattr(context.get("user"), "is_authenticated", False))
    menu = []
    for key, name, drawing, label in PLACES:
        url = _url(name)
        if url and (signed_in or key == "help"):
            current = "" if key != here else "page" if url == request.path else "true"
            menu.append({"url": url, "icon": drawing, "label": label, "current": current})
    return menu


def _place_of(view_name: str) -> str:
    if view_name == "insights:my-work":
        return "work"
    if view_name == "help":
        return "help"
    namespace = view_name.partition(":")[0] if ":" in view_name else ""
    return {"municipalities": "municipalities", "accounts": "", "": ""}.get(namespace, "initiatives")


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


# --- forms --------------------------------------------------------------------------------------------


@register.inclusion_tag("components/_field.html")
def field(
    bound: BoundField, privacy: str = "", icons: str = "", mark_optional: bool = True, label: str = ""
) -> dict[str, Any]:
    widget = bound.field.widget
    kind = _kind(widget)
    ids = {part: f"{bound.auto_id}-{part}" for part in ("description", "error", "privacy")}
    present = {"description": bound.help_text, "error": bound.errors, "privacy": privacy}
    described_by = " ".join(ids[part] for part in ids if present[part])
    attrs = {}
    if kind in CONTROL_CLASSES:
        attrs["class"] = f"{widget.attrs.get('class', '')} {CONTROL_CLASSES[kind]}".strip()
    if kind != "choices":
        if described_by:
            attrs["aria-describedby"] = described_by
        if bound.errors:
            attrs["aria-invalid"] = "true"
    context = {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "optional": mark_optional and not bound.field.required and kind != "checkbox",
        "ids": ids,
        "described_by": described_by,
        "errors": messages_for(bound),
        "privacy": privacy,
    }
    if kind == "choices":
        drawings = icons.split()
        context["options"] = [
            {"option": option, "icon": drawings[number] if number < len(drawings) else ""}
            for number, option in enumerate(bound.subwidgets)
        ]
    else:
        context["control"] = bound.as_widget(attrs=attrs)
    return context


CONTROL_CLASSES = {
    "textarea": "utrecht-textarea",
    "select": "utrecht-select",
    "file": "sam-file",
    "text": "utrecht-textbox",
}


def _kind(widget: forms.Widget) -> str:
    """Which form of field a widget asks for; the order matters, since some widgets extend others."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.HiddenInput):
        return "hidden"
    return "text"


@register.inclusion_tag("components/_form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    return {"form": form}


@register.inclusion_tag("components/_error_summary.html")
def error_summary(*bound: BaseForm | BaseFormSet | list[BaseForm]) -> dict[str, Any]:
    parts = [one for part in bound for one in (part if isinstance(part, list) else [part])]
    errors = [error for part in parts if part is not None for error in _errors(part)]
    return {"errors": errors, "title": _error_title(len(errors))}


def _errors(part: BaseForm | BaseFormSet) -> list[dict[str, str]]:
    if isinstance(part, BaseFormSet):
        whole = [{"message": str(message), "target": ""} for message in part.non_form_errors()]
        return whole + [error for form in part.forms for error in _errors(form)]
    if not part.is_bound:
        return []
    found = [{"message": str(message), "target": ""} for message in part.non_field_errors()]
    if any(bound.errors for bound in part.hidden_fields()):
        found.append(
            {
                "message": _("Deze pagina stond te lang open. Ververs haar en probeer het opnieuw."),
                "target": "",
            }
        )
    for bound in part.visible_fields():
        target = f"{bound.auto_id}_0" if _kind(bound.field.widget) == "choices" else bound.auto_id
        found += [{"message": message, "target": target} for message in messages_for(bound)]
    return found


def _error_title(count: int) -> str:
    if count == 1:
        return _("Eén ding klopt nog niet")
    return _("%(count)s dingen kloppen nog niet") % {"count": dutch.count_word(count).capitalize()}


# --- words --------------------------------------------------------------------------------------------


def _unless_empty(write: Callable[[Any], str]) -> Callable[[Any], str]:
    """A template may hold a date or an amount that is not there: then it says nothing."""
    return lambda value: "" if value is None or value == "" else write(value)


WORDS: dict[str, Callable[[Any], str]] = {
    "dutch_date": dutch.short_date,
    "dutch_date_full": dutch.full_date,
    "dutch_date_tight": dutch.tight_date,
    "weekday_date": dutch.weekday_date,
    "dutch_moment": dutch.moment,
    "agenda_moment": dutch.agenda_moment,
    "since": dutch.since,
    "deadline": dutch.deadline,
    "elapsed": dutch.elapsed,
    "euro": dutch.euro,
    "thousands": dutch.thousands,
    "count_word": dutch.count_word,
}
for name, write in WORDS.items():
    register.filter(name, _unless_empty(write))


@register.filter
def first_name(person: object) -> str:
    """Takes a name, or anyone who has one."""
    return dutch.first_name(str(getattr(person, "name", person) or ""))


@register.filter
def iso(value: date | datetime | None) -> str:
    """For `<time datetime>`."""
    return value.isoformat() if isinstance(value, date) else ""
