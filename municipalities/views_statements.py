"""What does a gemeente say on one subject, and what did it say before?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from municipalities import policy, statements
from municipalities.models import Municipality, Subject
from samenspel import dutch
from samenspel.access import signed_in
from samenspel.errors import DomainError, StaleRevision
from samenspel.htmx import posted, refuse

BY_SLUG = {slug: subject for subject, slug in statements.SLUGS.items()}


class StatementForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=gettext_lazy("Wat zegt de gemeente hierover?"),
        help_text=gettext_lazy("Iedereen die is aangemeld leest dit. Maak het leeg om het in te trekken."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def statement(request: HttpRequest, code: str, subject: str) -> HttpResponse:
    """Everybody reads it with its history; who speaks for the gemeente changes it."""
    if subject not in BY_SLUG:
        raise Http404
    about = BY_SLUG[subject]
    municipality = get_object_or_404(Municipality.objects.select_related("organisation"), code=code.upper())
    may_state = policy.may_state(request.user, municipality)
    if request.method == "POST" and not may_state:
        raise PermissionDenied
    history = statements.history(municipality, about)
    last = history[0].statement if history else None
    initial = {"text": last.text if last else "", "seen": str(last.uuid) if last else ""}
    form = StatementForm(posted(request), initial=initial)
    conflict = None
    if request.method == "POST":
        if request.POST.get("keuze") == "theirs" or (
            form.is_valid() and _say(form, municipality, about, request)
        ):
            return redirect("municipalities:detail", municipality.code)
        conflict = getattr(form, "conflict", None)
    context = {
        "municipality": municipality,
        "subject": about,
        "question": statements.QUESTIONS[about],
        "history": history,
        "form": form if may_state else None,
        "conflict": conflict,
    }
    return render(request, "municipalities/statement.html", context, status=422 if form.is_bound else 200)


def _say(form: Any, municipality: Municipality, subject: Subject, request: HttpRequest) -> bool:
    given = form.cleaned_data
    try:
        statements.say(municipality, subject, given["text"], seen=given["seen"], by=request.person)
    except StaleRevision as stale:
        form.conflict = _conflict(stale.current, given["text"])
        form.data = {**form.data.dict(), "seen": str(stale.current.uuid)}
        return False
    except DomainError as refusal:
        refuse(form, refusal)
        return False
    messages.success(request, _("De nieuwe tekst staat er. De vorige blijft leesbaar."))
    return True


def _conflict(current: Any, mine: str) -> dict[str, Any]:
    return {
        "who": dutch.first_name(current.by.name),
        "at": current.created_at,
        "what": _("deze tekst"),
        "theirs": current.text,
        "mine": mine,
    }
