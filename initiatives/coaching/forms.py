"""What is asked at one question of the five steps, and what does the coach say about her help?"""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from initiatives.coaching import steps as coach_steps
from initiatives.coaching.steps import Question
from initiatives.plan.guidance import Guidance, Stance
from samenspel.fields import day_field


class StepAnswerForm(forms.Form):
    """One question; `seen` carries which answer the writer saw."""

    chosen = forms.MultipleChoiceField(label=_("Kies wat past"), required=False)
    text = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, capfirst(word)) for code, word in question.options]
        if not choices:
            del self.fields["chosen"]
        elif question.several:
            self.fields["chosen"].choices = choices
            self.fields["chosen"].widget = forms.CheckboxSelectMultiple(choices=choices)
        else:
            self.fields["chosen"] = forms.ChoiceField(
                label=_("Kies wat past"), choices=choices, required=False, widget=forms.RadioSelect
            )
        self.fields["text"].label = question.words
        if not question.words:
            del self.fields["text"]

    def said(self) -> dict[str, Any]:
        chosen = self.cleaned_data.get("chosen") or []
        return {
            "chosen": [chosen] if isinstance(chosen, str) else list(chosen),
            "text": self.cleaned_data.get("text", ""),
            "seen": self.cleaned_data["seen"],
        }


class GuidanceForm(forms.Form):
    """Per step: lead, coach or let go. A step may stay open, or be open again."""

    def __init__(self, *args: Any, guidance: Guidance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step in coach_steps.steps():
            self.fields[step.key] = forms.ChoiceField(
                label=f"{step.number} {step.title}",
                choices=[("", _("Nog open")), *((stance, capfirst(stance.label)) for stance in Stance)],
                widget=forms.RadioSelect,
                required=False,
                initial=guidance.stances.get(step.key, ""),
            )
        self.fields["hand_back"] = day_field(
            label=_("Vanaf wanneer gaan beide kanten zonder jou verder?"),
            help_text=_("Een plan, geen belofte. Je kunt de dag altijd verzetten."),
            required=False,
            initial=guidance.hand_back,
        )

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {"hand_back": given.pop("hand_back"), "stances": given}
