"""What does someone fill in to add an annex, or to hang another file in its place?"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.actions.annexes import MAX_TITLE
from agreements.models import Version
from agreements.terms import AnnexKind, AnnexSource, Form
from samenspel.dutch import full_date, local_date


@dataclass(frozen=True)
class Way:
    """One way to add an annex: the word in its address, and what it asks."""

    word: str
    source: AnnexSource
    kinds: tuple[AnnexKind, ...]
    label: Any
    explanation: Any
    suggestion: str = ""  # a first title


WAYS = {
    way.word: way
    for way in (
        Way(
            "begroting",
            AnnexSource.WRITTEN,
            (AnnexKind.BUDGET,),
            _("Schrijf een begroting"),
            _("Posten en bedragen. Wij tellen op, ook per partij die betaalt."),
            "Begroting",
        ),
        Way(
            "planning",
            AnnexSource.WRITTEN,
            (AnnexKind.PLANNING,),
            _("Schrijf een planning"),
            _("Wat, wie, van wanneer tot wanneer."),
            "Planning",
        ),
        Way(
            "tekst",
            AnnexSource.WRITTEN,
            (AnnexKind.OTHER, AnnexKind.PROJECT_PLAN),
            _("Schrijf een andere tekst"),
            _("Bijvoorbeeld afspraken over gegevens."),
        ),
        Way(
            "kaart",
            AnnexSource.FILE,
            (AnnexKind.MAP,),
            _("Voeg een kaart toe"),
            _("Een afbeelding komt als bladzijde in het stuk. Een PDF hangt er los bij."),
            "Kaart van het gebied",
        ),
        Way(
            "bestand",
            AnnexSource.FILE,
            (AnnexKind.OTHER, AnnexKind.PROJECT_PLAN, AnnexKind.BUDGET, AnnexKind.PLANNING),
            _("Voeg een bestand toe"),
            _("Een PDF of afbeelding die elders is gemaakt."),
        ),
        Way(
            "stuk",
            AnnexSource.VERSION,
            (),
            _("Kies een stuk uit dit dossier"),
            _("Een vastgelegde versie, zoals het projectplan."),
        ),
        Way(
            "elders",
            AnnexSource.NAMED,
            (AnnexKind.OTHER, AnnexKind.MAP, AnnexKind.PROJECT_PLAN, AnnexKind.BUDGET, AnnexKind.PLANNING),
            _("Noem een stuk dat ergens anders ligt"),
            _("Alleen de naam en waar het ligt."),
        ),
    )
}


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een PDF of een afbeelding. Wie deze overeenkomst leest, kan het openen."),
        error_messages={"required": _("Kies een bestand.")},
    )


class VersionForm(forms.Form):
    version = forms.ChoiceField(
        label=_("Welk stuk?"),
        help_text=_("Wie deze overeenkomst leest, leest dan ook dit stuk."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een stuk.")},
    )

    def __init__(self, *args: Any, versions: Iterable[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(version.uuid): version for version in versions}
        self.fields["version"].choices = [(uuid, _named(row)) for uuid, row in self.known.items()]

    def clean_version(self) -> Version:
        return self.known[self.cleaned_data["version"]]


class AddForm(forms.Form):
    """What one way of adding asks; `key` makes that a second press adds nothing."""

    key = forms.RegexField(regex=r"^[0-9a-f]{8}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, way: Way, versions: Iterable[Version] = (), **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": secrets.token_hex(4), "title": way.suggestion}, **kwargs)
        self.way = way
        if way.source == AnnexSource.VERSION:
            self._versions = VersionForm(versions=versions)
            self.fields["version"] = self._versions.fields["version"]
            return
        self.fields["title"] = forms.CharField(
            label=_("Hoe heet de bijlage?"),
            max_length=MAX_TITLE,
            error_messages={"required": _("Geef de bijlage een naam.")},
        )
        if len(way.kinds) > 1:
            choices = [(kind.value, str(kind.label).capitalize()) for kind in way.kinds]
            self.fields["kind"] = forms.ChoiceField(
                label=_("Waar gaat zij over?"),
                choices=choices,
                initial=way.kinds[0],
                widget=forms.RadioSelect,
            )
        if way.source == AnnexSource.FILE:
            self.fields["file"] = FileForm.base_fields["file"]
            self.fields["alt"] = forms.CharField(
                label=_("Wat is erop te zien?"),
                max_length=300,
                required=False,
                help_text=_("Nodig bij een afbeelding, voor wie haar niet ziet. Noem straten en grenzen."),
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if way.source == AnnexSource.NAMED:
            self.fields["place"] = forms.CharField(
                label=_("Waar ligt het stuk?"),
                max_length=300,
                required=False,
                help_text=_("Bijvoorbeeld: bij de gemeente, onder het zaaknummer."),
            )

    def clean_version(self) -> Version:
        return self._versions.known[self.cleaned_data["version"]]

    def said(self) -> dict[str, Any]:
        """What the action wants to know."""
        data = dict(self.cleaned_data)
        if self.way.source == AnnexSource.VERSION:
            plan = data["version"].agreement.form == Form.PROJECT_PLAN
            data["kind"] = AnnexKind.PROJECT_PLAN if plan else AnnexKind.OTHER
        data["kind"] = AnnexKind(data.get("kind") or self.way.kinds[0])
        return data | {"source": self.way.source}


def _named(version: Version) -> str:
    kind = version.agreement.get_form_display().capitalize()
    facts = {"kind": kind, "title": version.agreement.title, "number": version.number}
    day = full_date(local_date(version.at))
    return str(_("%(kind)s %(title)s, versie %(number)s")) % facts + f" ({day})"
