"""How does a form show its fields, and everything that is wrong with it at once?"""

from typing import Any

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.translation import gettext as _

from samenspel import dutch
from samenspel.form_errors import messages_for


def field(
    bound: BoundField, privacy: str = "", icons: str = "", mark_optional: bool = True, label: str = ""
) -> dict[str, Any]:
    widget = bound.field.widget
    kind = _kind(widget)
    ids = {part: f"{bound.auto_id}-{part}" for part in ("description", "error", "privacy")}
    present = {"description": bound.help_text, "error": bound.errors, "privacy": privacy}
    described_by = " ".join(ids[part] for part in ids if present[part])
    attrs: dict[str, str | bool] = {}
    if kind in CONTROL_CLASSES:
        attrs["class"] = f"{widget.attrs.get('class', '')} {CONTROL_CLASSES[kind]}".strip()
    if kind not in UNDER_ONE_LEGEND:
        if described_by:
            attrs["aria-describedby"] = described_by
        if bound.errors:
            attrs["aria-invalid"] = "true"
    context = {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "optional": mark_optional and not bound.field.required and kind not in ("checkbox", "group"),
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


UNDER_ONE_LEGEND = ("choices", "group")
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
    if getattr(widget, "is_group", False):  # inputs of its own
        return "group"
    return "text"


def form_fields(form: BaseForm) -> dict[str, Any]:
    return {"form": form}


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
