"""What is asked when people decide together?"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.models import Person
from initiatives.actions.review import ItemNote
from initiatives.course.phases import NO_RESULT, RESULTS
from initiatives.models import DecisionKey, JointDecision, Milestone, Participation, PlanItem
from initiatives.plan.evidence_forms import hat_field
from initiatives.terms import Form, KeyVerdict, NoteKind, Phase
from samenspel import dutch
from samenspel.dutch import either
from samenspel.fields import day_field


class WithPartners(forms.Form):
    """Who decides along; not asked where no partner takes part."""

    partner_help: Any = ""
    partners = forms.MultipleChoiceField(
        label=_("Welke partner beslist mee?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, partners: Sequence[Participation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner_by_uuid = {str(partner.uuid): partner for partner in partners}
        self.fields["partners"].choices = [
            (uuid, str(partner.organisation)) for uuid, partner in self.partner_by_uuid.items()
        ]
        self.fields["partners"].help_text = self.partner_help
        if not partners:
            del self.fields["partners"]

    @property
    def chosen_partners(self) -> list[Participation]:
        return [self.partner_by_uuid[uuid] for uuid in self.cleaned_data.get("partners", ())]


class MinutesForm(WithPartners):
    """Who is asked whether this is what was said; both sides always are."""

    partner_help = _("Was een partner erbij? Dan leest die dit verslag, en verder niets van dit dossier.")


class WithResult(forms.Form):
    """What the phase yielded that is left; or nothing, and then a reason says why."""

    result = forms.ChoiceField(
        label=_("Wat is het resultaat van deze fase?"), choices=(), required=False, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, current: Phase, results: Sequence[Milestone], chosen: str = "", **kwargs: Any
    ) -> None:
        """results: what may be named, the likeliest first; chosen: the one that was just recorded."""
        super().__init__(*args, **kwargs)
        self.by_uuid = {str(result.uuid): result for result in results}
        offered = [(uuid, _result_words(result)) for uuid, result in self.by_uuid.items()]
        field = self.fields["result"]
        field.choices = [*offered, (NO_RESULT, _("geen resultaat, en hieronder staat waarom"))]
        field.initial = chosen if chosen in self.by_uuid else field.choices[0][0]
        if usual := either(Form(form).label for form in RESULTS[current]):
            field.help_text = _("Vaak is dat: %(forms)s. Iets anders mag ook.") % {"forms": usual}

    @property
    def chosen_result(self) -> Milestone | None:
        return self.by_uuid.get(self.cleaned_data.get("result", ""))


class PhaseStepForm(WithPartners, WithResult):
    field_order = ("to", "result", "reason", "partners", "hat")
    partner_help = _(
        "De stap gaat dan pas door als ook deze partner ja zegt. De partner leest je reden, en bij dit voorstel verder niets."
    )

    to = forms.ChoiceField(label=_("Naar welke fase?"), choices=(), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Waarom deze stap?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    hat = hat_field()

    def __init__(self, *args: Any, current: Phase, wears_hats: bool = False, **kwargs: Any) -> None:
        """wears_hats: somebody of the gemeente may say in which of its roles it proposes."""
        super().__init__(*args, current=current, **kwargs)
        if not wears_hats:
            del self.fields["hat"]
        self.fields["to"].choices = [
            (phase, f"{phase.number} {phase.label}") for phase in Phase if phase != current
        ]


def _result_words(result: Milestone) -> str:
    """*Intentieovereenkomst, eerste concept (3 februari)*"""
    words = f"{result.title} ({dutch.short_date(result.on)})"
    return (
        _("%(result)s, volgens een andere kant klopt dit niet") % {"result": words}
        if result.doubted
        else words
    )


class ReasonForm(forms.Form):
    """For pausing, going on, and opening again."""

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Iedereen in dit dossier leest dit. Het komt met je naam op de tijdlijn."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


AT_ITEM = {NoteKind.GOOD: _("Wat is hier al goed?"), NoteKind.NEEDED: _("Wat is hier nodig?")}


OF_RESULT = "resultaat"  # the spot of the result, among those of goals


class KeyForm(forms.Form):
    """One side's yes, or what it needs first."""

    asks_texts = tuple(AT_ITEM)
    verdict = forms.ChoiceField(choices=KeyVerdict.choices, widget=forms.HiddenInput)
    good = forms.CharField(
        label=_("Wat is al goed?"), max_length=900, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    remark = forms.CharField(
        label=_("Wat is er nodig?"),
        help_text=_("De ander leest dit precies zo."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    hat = hat_field()

    def __init__(
        self,
        *args: Any,
        items: Iterable[PlanItem] = (),
        about_result: bool = False,
        wears_hats: bool = False,
        **kwargs: Any,
    ) -> None:
        """items: the goals at each of which something can be said when the decision is given back.
        about_result: also of the result of the phase.
        wears_hats: somebody of the gemeente may say in which of its roles it decides.
        """
        super().__init__(*args, **kwargs)
        if not wears_hats:
            del self.fields["hat"]
        self.spots: list[tuple[str, PlanItem | None]] = [(str(item.uuid), item) for item in items]
        if about_result:
            self.spots.insert(0, (OF_RESULT, None))
        for code, _item in self.spots:
            for kind, label in AT_ITEM.items():
                self.fields[f"{kind}-{code}"] = forms.CharField(
                    label=label, max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
                )

    def at_items(self) -> list[dict[str, Any]]:
        """The result and each goal, with two fields, for the template."""
        return [
            {
                "title": item.title if item else gettext("Het resultaat van deze fase"),
                "fields": [self[f"{kind}-{code}"] for kind in AT_ITEM],
            }
            for code, item in self.spots
        ]

    @property
    def item_notes(self) -> list[ItemNote]:
        return [
            ItemNote(item, kind, self.cleaned_data[f"{kind}-{code}"])
            for code, item in self.spots
            for kind in AT_ITEM
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if (
            values.get("verdict") == KeyVerdict.RETURN
            and not values.get("remark")
            and "remark" not in self.errors
        ):
            self.add_error("remark", _("Schrijf op wat er nodig is. De ander leest dit precies zo."))
        return values

    @property
    def words(self) -> str:
        """What was good first, then what is needed; the two are named when both are there."""
        good, needed = (self.cleaned_data.get(name, "").strip() for name in ("good", "remark"))
        if not good or not needed:
            return good or needed
        return "\n\n".join((_("Al goed: %(text)s") % {"text": good}, _("Nodig: %(text)s") % {"text": needed}))


class DecidedOnPaper(forms.Form):
    """Who decided what somebody else records, when, and the proof; the same for every decision on paper."""

    decided_by = forms.CharField(
        label=_("Wie besliste?"), help_text=_("Naam en functie, of de naam van het overleg."), max_length=160
    )
    decided_on = day_field(label=_("Op welke dag?"))
    file = forms.FileField(
        label=_("Bewijs"),
        help_text=_(
            "Een foto van het besluit, een verslag, of een mail die je als PDF bewaart. Iedereen in dit dossier kan het openen."
        ),
    )


class OnPaperForm(DecidedOnPaper):
    field_order = ("party", "verdict", "decided_by", "decided_on", "remark", "file")
    party = forms.ModelChoiceField(
        label=_("Welke partij heeft beslist?"),
        queryset=None,
        to_field_name="uuid",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    verdict = forms.ChoiceField(
        label=_("Wat is het besluit?"), choices=KeyVerdict.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=_("Wat zei de partij erbij?"),
        help_text=_("Gaf de partij het terug? Schrijf dan op waarom."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, keys: Iterable[DecisionKey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_keys = [key.participation_id for key in keys]
        participations = Participation.objects
        self.fields["party"].queryset = participations.filter(pk__in=open_keys).select_related("organisation")


class QuestionForm(forms.Form):
    """A question about the whole or about one goal; it decides nothing."""

    text = forms.CharField(
        label=_("Wat wil je weten?"),
        help_text=_("Iedereen in dit dossier leest je vraag en het antwoord."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    item = forms.ChoiceField(label=_("Waar gaat het over?"), choices=(), required=False)

    def __init__(self, *args: Any, items: Iterable[PlanItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_uuid = {str(item.uuid): item for item in items}
        if not self.by_uuid:
            del self.fields["item"]
            return
        goals = [(uuid, item.title) for uuid, item in self.by_uuid.items()]
        self.fields["item"].choices = [("", _("het hele voorstel")), *goals]

    def clean_item(self) -> PlanItem | None:
        return self.by_uuid.get(self.cleaned_data["item"])


class AnswerForm(forms.Form):
    question = forms.ModelChoiceField(queryset=None, to_field_name="uuid", widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Jullie antwoord"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, decision: JointDecision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = decision.notes.filter(kind=NoteKind.QUESTION)
        self.fields["question"].queryset = asked.select_related("decision__collaboration", "item")


class TakeForm(forms.Form):
    """Whom the reader saw at this key: nobody, or a colleague to take it over from."""

    seen = forms.ModelChoiceField(queryset=Person.objects.all(), to_field_name="uuid", required=False)


class RemarkForm(forms.Form):
    """Own words beside something that others decided or recorded."""

    remark = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remark"].label, self.fields["remark"].help_text = label, help_text


def settle_form(data: Any = None) -> RemarkForm:
    """For the party that contested what was recorded in its name."""
    return RemarkForm(
        data,
        label=_("Hoe is dit opgelost?"),
        help_text=_("Bijvoorbeeld: het bestuur heeft alsnog besloten. Iedereen in dit dossier leest dit."),
        auto_id="opgelost-%s",
    )


def contest_form(data: Any = None, **options: Any) -> RemarkForm:
    """For the party in whose name something was recorded, whoever that is."""
    return RemarkForm(
        data,
        label=_("Wat klopt er niet?"),
        help_text=_(
            "Het besluit blijft staan, met jullie woorden ernaast. Iedereen in dit dossier leest ze."
        ),
        **options,
    )
