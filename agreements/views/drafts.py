"""What do people see and do before an agreement has a text: the list, and starting one?"""

import uuid
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements import actions
from agreements.draft import party_rows
from agreements.formats.published import KIND_OF_FORM
from agreements.models import Agreement, Version
from agreements.page import DraftPage, agreement_context
from agreements.policy import Ability, needs
from agreements.terms import Form, Length
from agreements.views.versions import status_of
from contacts.models import Side
from initiatives import policy as file_policy
from initiatives.file_page import file_context
from initiatives.models import Collaboration, Participation
from samenspel.errors import DomainError
from samenspel.htmx import page_or_part, refuse


class StartForm(forms.Form):
    form = forms.ChoiceField(
        label=_("Wat willen jullie afspreken?"),
        choices=[(f.value, KIND_OF_FORM[f].label) for f in KIND_OF_FORM],
        widget=forms.RadioSelect,
        help_text=_(
            "Aan het eind van Opstarten past een intentieovereenkomst, daarna een samenwerkingsovereenkomst."
        ),
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
    title = forms.CharField(
        label=_("Hoe heet de overeenkomst?"),
        max_length=160,
        help_text=_("Dit staat groot op de eerste bladzijde. De naam van de buurt of het plan werkt goed."),
    )
    partners = forms.ModelMultipleChoiceField(
        label=_("Welke partners doen mee?"),
        queryset=Participation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, collaboration: Collaboration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners = collaboration.participations.in_force().filter(side=Side.PARTNER)
        self.fields["partners"].queryset = partners.select_related("organisation")
        self.fields["partners"].label_from_instance = lambda seat: seat.organisation.name
        if not partners:
            del self.fields["partners"]


@require_safe
@file_policy.needs(file_policy.Ability.VIEW)
def agreement_list(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    context = file_context(request, collaboration, "agreements")
    agreements = (
        Agreement.objects.filter(collaboration=collaboration)
        .readable_by(context["viewer"])
        .select_related("drafted_by_org")
        .prefetch_related(Prefetch("versions", Version.objects.with_document().defer("content")))
    )
    rows = [{"agreement": a, "newest": _newest(a)} for a in agreements]
    return render(request, "agreements/list.html", {**context, "rows": rows})


def _newest(agreement: Agreement) -> dict[str, Any] | None:
    versions = list(agreement.versions.all())
    return {"version": versions[0], "status": status_of(versions[0])} if versions else None


@require_http_methods(["GET", "POST"])
@file_policy.needs(file_policy.Ability.DRAFT)
def start(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    initial = {
        "request_key": uuid.uuid4(),
        "title": collaboration.title,
        "form": Form.LETTER_OF_INTENT if collaboration.phase == "startup" else Form.COLLABORATION_AGREEMENT,
    }
    form = StartForm(request.POST or None, collaboration=collaboration, initial=initial)
    if request.method == "POST" and form.is_valid():
        seat = file_policy.seat_for(
            file_policy.seats_of(request.user, collaboration), file_policy.Ability.DRAFT
        )
        data = form.cleaned_data
        try:
            agreement = actions.start(
                collaboration,
                form=Form(data["form"]),
                length=Length(data["length"]),
                title=data["title"],
                partners=data.get("partners") or (),
                request_key=data["request_key"],
                by=request.person,
                seat=seat.participation,
            )
            return redirect("agreements:agreement", agreement.uuid)
        except DomainError as refusal:
            refuse(form, refusal)
    context = file_context(request, collaboration, "agreements", here=_("Nieuwe overeenkomst"))
    return page_or_part(
        request, "agreements/start.html", "agreements/start.html", {**context, "form": form}, form=form
    )


@require_safe
@needs(Ability.READ)
def agreement(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Whose move it is, what is missing, the articles, and the versions with their PDF."""
    context = agreement_context(request, agreement)
    versions = agreement.versions.with_document().select_related("by").defer("content")
    context |= {
        "versions": [{"version": v, "status": status_of(v)} for v in versions],
        "reads_first": bool(versions) and "publish" not in context["may"],
    }
    if "edit" in context["may"]:
        context |= _work(agreement)
    else:
        context["parties"] = party_rows(agreement)
    return render(request, "agreements/agreement.html", context)


def _work(agreement: Agreement) -> dict[str, Any]:
    """What there is to do, for who writes."""
    page = DraftPage(agreement)
    return {
        "parts": page.parts(),
        "missing": page.with_links(),
        "advice": page.advice(),
        "not_agreed": page.draft.not_agreed(),
        "dropped": page.draft.dropped,
        "parties": page.draft.party_rows,
        "all_url": reverse("agreements:all", args=[agreement.uuid]),
    }
