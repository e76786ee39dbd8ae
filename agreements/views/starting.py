"""How does someone start an agreement: which form, carrying on from what, and with which articles?"""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agreements import actions, carrying
from agreements.filling import File
from agreements.formats import choosing, fitting, published
from agreements.formats.typed import is_empty
from agreements.models import Agreement
from agreements.terms import Form, Length, Relation, Stage
from contacts.models import Side
from initiatives import policy as file_policy
from initiatives.file_page import file_context
from initiatives.models import Collaboration, Participation
from initiatives.policy import Viewer
from initiatives.terms import Phase
from initiatives.views.acting import seat_to
from samenspel.dutch import joined
from samenspel.errors import DomainError
from samenspel.htmx import posted, refuse

OWN, SHARED = "eigen", "gedeeld"
RUNNING = {Stage.PREPARING, Stage.SHARED, Stage.FINAL}


class StartForm(forms.Form):
    form = forms.ChoiceField(
        label=_("Wat willen jullie afspreken?"),
        choices=[(choice.form.value, choice.kind.label) for choice in choosing.CHOICES],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies een van deze vormen.")),
    )
    format_of = forms.ChoiceField(
        label=_("Met welk format?"),
        widget=forms.RadioSelect,
        initial=OWN,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies een van deze formats.")),
    )
    length = forms.ChoiceField(
        label=_("Hoe uitgebreid?"),
        choices=[
            (Length.SHORT.value, _("Kort: alleen wat nodig is")),
            (Length.LONG.value, _("Uitgebreid: alles wat het format biedt")),
        ],
        initial=Length.SHORT.value,
        widget=forms.RadioSelect,
        help_text=_(
            "Kort past bijna altijd. Uitgebreid helpt bij een warmtenet of een grote gezamenlijke inkoop."
        ),
    )
    predecessor = forms.ModelChoiceField(
        label=_("Gaan jullie verder vanuit een eerdere overeenkomst?"),
        queryset=Agreement.objects.none(),
        required=False,
        blank=True,
        to_field_name="uuid",
        empty_label=_("Nee, begin met wat het dossier weet"),
        widget=forms.RadioSelect,
        help_text=_("Wat jullie daar zelf invulden, komt mee. Je kunt het hier weer aanpassen."),
    )
    relation = forms.ChoiceField(
        label=_("Wat wordt het van dat eerdere stuk?"),
        choices=[
            (Relation.FOLLOWS.value, _("Het komt ervoor in de plaats, zodra het geldt")),
            (Relation.BESIDE.value, _("Het komt ernaast: het eerdere blijft ook gelden")),
            (Relation.RENEWS.value, _("Een tweede intentieverklaring, die de eerste vernieuwt")),
        ],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Laat leeg als je het nog niet weet. Dan komt het ernaast."),
    )
    fits = forms.MultipleChoiceField(
        label=_("Welke artikelen passen bij jullie situatie?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ze komen erbij als ze er nog niet in staan. Eruit halen kan later ook."),
    )
    title = forms.CharField(
        label=_("Hoe heet de overeenkomst?"),
        max_length=160,
        help_text=_("Dit staat groot op de eerste bladzijde. De naam van de buurt of het plan werkt goed."),
    )
    partners = forms.ModelMultipleChoiceField(
        label=_("Welke partners doen mee?"),
        queryset=Participation.objects.none(),
        to_field_name="uuid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, collaboration: Collaboration, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = list(_partners(collaboration))
        self.fields["partners"].queryset = _partners(collaboration)
        self.fields["partners"].label_from_instance = lambda seat: seat.organisation.name
        earlier = carrying.may_be_continued(collaboration, viewer)
        self.fields["predecessor"].queryset = earlier
        self.running = [row for row in earlier if row.stage in RUNNING]
        self.fields["predecessor"].label_from_instance = lambda row: (
            f"{row.title} ({row.called}, {row.get_stage_display()})"
        )
        self._ask_whose_format(collaboration)
        fits = fitting.fitting(_case(collaboration, len(partners)))
        self.fields["fits"].choices = [(fit.clause_key, fit.title) for fit in fits]
        self.initial.setdefault("fits", [fit.clause_key for fit in fits])
        self.cards = [_card(choice, collaboration, self["form"].value()) for choice in choosing.CHOICES]
        ticked = self["fits"].value() or ()
        self.reasons = [(fit, fit.clause_key in ticked) for fit in fits]
        self.renewable = _renewable(earlier)
        if not self.renewable:
            relations = self.fields["relation"].choices
            self.fields["relation"].choices = [row for row in relations if row[0] != Relation.RENEWS]
        for name, offered in (
            ("partners", partners),
            ("predecessor", earlier),
            ("relation", earlier),
            ("fits", fits),
            ("format_of", self.own_formats),
        ):
            if not offered:
                del self.fields[name]

    def _ask_whose_format(self, collaboration: Collaboration) -> None:
        """Asked where the gemeente has formats of its own."""
        self.own_formats = published.own_newest(collaboration.municipality_id)
        name = collaboration.municipality.organisation.name
        self.fields["format_of"].choices = [
            (OWN, format_lazy(_("Dat van gemeente {name}"), name=name)),
            (SHARED, _("Het gedeelde format")),
        ]
        self.fields["format_of"].help_text = format_lazy(
            _("Gemeente {name} heeft een eigen format voor: {kinds}. Voor de rest geldt het gedeelde."),
            name=name,
            kinds=joined(row.kind_label.lower() for row in self.own_formats),
        )


def _partners(collaboration: Collaboration) -> QuerySet[Participation]:
    partners = collaboration.participations.in_force().filter(side=Side.PARTNER)
    return partners.select_related("organisation")


def _case(collaboration: Collaboration, partners: int) -> fitting.Case:
    initiative = collaboration.initiative
    return fitting.Case(
        technique=initiative.technique,
        wanted_role=initiative.wanted_role,
        partners=partners,
        money=not is_empty(File(collaboration).facts.get("kosten")),
    )


def _card(choice: choosing.Choice, collaboration: Collaboration, chosen: str) -> dict[str, Any]:
    return {
        "choice": choice,
        "chosen": choice.form == chosen,
        "often": choice.phase == collaboration.phase,
        "talk": choosing.worth_a_talk(choice, collaboration.initiative.wanted_role),
    }


@require_http_methods(["GET", "POST"])
@file_policy.needs(file_policy.Ability.DRAFT)
def start(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    seats = file_policy.seats_of(request.user, collaboration)
    viewer = file_policy.viewer_at(seats)
    form = StartForm(
        posted(request),
        collaboration=collaboration,
        viewer=viewer,
        initial=_initial(request, collaboration, viewer),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            agreement = actions.start(
                collaboration,
                form=Form(data["form"]),
                length=Length(data["length"]),
                title=data["title"],
                partners=data.get("partners") or (),
                own_format=data.get("format_of") != SHARED,
                fits=data.get("fits") or (),
                predecessor=data.get("predecessor"),
                relation=Relation(data["relation"]) if data.get("relation") else None,
                request_key=data["request_key"],
                by=request.person,
                seat=seat_to(file_policy.Ability.DRAFT, seats),
            )
            return redirect("agreements:agreement", agreement.uuid)
        except DomainError as refusal:
            refuse(form, refusal)
    context = file_context(request, collaboration, "agreements", here=_("Nieuwe overeenkomst"))
    context |= {"form": form, "phase_name": Phase(collaboration.phase).label}
    return render(request, "agreements/start.html", context, status=422 if form.is_bound else 200)


def _initial(request: HttpRequest, collaboration: Collaboration, viewer: Viewer) -> dict[str, Any]:
    """What the page starts with: what this phase often ends with, or what follows on an earlier agreement."""
    earlier = _earlier(request, collaboration, viewer)
    renews = bool(earlier and request.GET.get("als") == Relation.RENEWS and _renewable([earlier]))
    form = choosing.suggested(collaboration.phase, after=Form(earlier.form) if earlier else None)
    initial = {
        "request_key": uuid.uuid4(),
        "title": earlier.title if earlier else collaboration.title,
        "form": Form.LETTER_OF_INTENT if renews else form,
    }
    if earlier:
        initial["relation"] = Relation.RENEWS if renews else choosing.relation_of(form, Form(earlier.form))
        initial["predecessor"] = str(earlier.uuid)
        named = earlier.parties.values_list("organisation", flat=True)
        initial["partners"] = [
            str(seat.uuid) for seat in _partners(collaboration).filter(organisation__in=named)
        ]
    return initial


def _renewable(earlier: Iterable[Agreement]) -> Agreement | None:
    """The letter of intent that holds, of which the intention can be renewed."""
    letters = (row for row in earlier if row.form == Form.LETTER_OF_INTENT and row.stage == Stage.IN_FORCE)
    return next(letters, None)


def _earlier(request: HttpRequest, collaboration: Collaboration, viewer: Viewer) -> Agreement | None:
    """Named in the address; whatever cannot be continued is as if it was not named."""
    try:
        wanted = uuid.UUID(request.GET.get("vanaf", ""))
    except ValueError:
        return None
    return carrying.may_be_continued(collaboration, viewer).filter(uuid=wanted).first()
