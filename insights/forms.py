"""What is asked on the start page?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.people.forms import ContactForm, choices_of


class QuickContactForm(ContactForm):
    """A contact moment of today, with one of one's own files."""

    file = forms.ChoiceField(label=_("Initiatief"), choices=())
    field_order = ["file", "channel", "summary", "circle"]

    def __init__(self, *args: Any, files: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["on"]
        self.fields.pop("hat", None)
        self.fields["file"].choices = choices_of(files)
        self.fields["summary"].widget.attrs["rows"] = 3
