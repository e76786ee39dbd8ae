"""What does someone fill in when a party stops with an agreement that is being made, comes back, or joins?"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.living.forms import words_field
from initiatives.models import Participation


class LeaveForm(forms.Form):
    reason = words_field(
        _("Waarom stoppen jullie?"),
        _("De andere partijen lezen dit precies zo."),
        missing=_("Schrijf op waarom. De anderen lezen dit, en het blijft bewaard."),
    )


class ComeBackForm(forms.Form):
    """Pressing the button is enough."""


class AddPartyForm(forms.Form):
    partner = forms.ModelChoiceField(
        queryset=Participation.objects.none(),
        label=_("Wie doet er mee?"),
        to_field_name="uuid",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies een partner."),
            "invalid_choice": _("Deze partner staat niet in de lijst. Kies een ander."),
        },
    )

    def __init__(self, *args: Any, partners: QuerySet[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners
        self.fields["partner"].label_from_instance = lambda seat: seat.organisation.name
