"""How do people say where policy names an initiative, what a next version says, and what they did when it is gone?"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.actions import policy_watch as actions
from agreements.models import PolicyMention
from agreements.registered import mentions
from agreements.registered.forms import AnswerForm, DocumentForm, NamedForm, PassageForm
from agreements.registered.mentions import Named
from agreements.registered.policy import needs_on_mention, seats_to_write
from contacts.models import Side
from initiatives import policy
from initiatives.file_page import file_context
from initiatives.models import Collaboration
from initiatives.policy import Ability, Seat
from initiatives.terms import PassageState, PolicyKind
from initiatives.views.acting import seat_to
from initiatives.views.results import back_to_step
from municipalities.models import Municipality
from municipalities.policy import is_own
from samenspel.access import signed_in
from samenspel.errors import DomainError
from samenspel.htmx import kept, posted, refuse

OF_DOCUMENT = ("version", "adopted_on", "body", "url", "expected_on")


@require_http_methods(["GET", "POST"])
@policy.needs(Ability.LOG)
def policy_add(request: HttpRequest, collaboration: Collaboration) -> HttpResponse:
    """A document that names the initiative, for the first time. From a proposal it leads back there."""
    seats = policy.seats_of(request.user, collaboration)
    ours = policy.seat_for([seat for seat in seats if seat.side == Side.INITIATIVE], Ability.GIVE_VIEW)
    form = NamedForm(posted(request), for_initiative=ours is not None)

    made: list[PolicyMention] = []

    def act(given: dict[str, Any]) -> None:
        said = {name: given[name] for name in (*OF_DOCUMENT, "quote", "place")}
        mention = actions.name_in_policy(
            collaboration,
            kind=PolicyKind(given["kind"]),
            name=given["name"],
            said=actions.Said(PassageState.NAMED, **said),
            stands_behind=given.get("stands_behind", False),
            by=request.person,
            seat=(ours or policy.seat_for(seats, Ability.LOG)).participation,
        )
        made.append(mention)

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Het stuk staat erbij, met de passage."))
        counted = made[0].passages.select_related("milestone")[0].milestone
        return redirect(back_to_step(request, collaboration, counted) or _card(collaboration))
    context = file_context(request, collaboration, "agreements", here=_("Genoemd in beleid"))
    context |= {"forms": [form], "form": form, "back_url": _card(collaboration)}
    return render(request, "agreements/policy_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@needs_on_mention(Ability.LOG)
def policy_version(request: HttpRequest, mention: PolicyMention) -> HttpResponse:
    """One version of a document, and what it says of this initiative and of others that it names.

    Of others: where this user may write as well, so that a gemeente says it once for all of them.
    """
    collaboration = mention.collaboration
    named, seats = _same_document(request.user, mention)
    back_url = _back(request, collaboration)
    if named[0].newest.state == PassageState.WITHDRAWN:
        messages.info(request, _("Deze vermelding is weggehaald."))
        return redirect(back_url)
    data = posted(request)
    document = DocumentForm(data)
    about = [
        PassageForm(data, prefix=str(one.mention.uuid), named=one, other=one.mention.pk != mention.pk)
        for one in named
    ]
    if request.method == "POST" and _keep_all(request, document, about, seats):
        messages.success(request, _("De nieuwe stand staat erbij. Wat er eerst stond, blijft leesbaar."))
        return redirect(back_url)
    context = file_context(request, collaboration, "agreements", here=_("Een nieuwe versie"))
    context |= {"forms": [about[0], document, *about[1:]], "document": document, "about": about[0]}
    context |= {"others": about[1:], "named": named[0], "back_url": back_url}
    return render(request, "agreements/policy_form.html", context, status=422 if data is not None else 200)


def _same_document(user: Any, mention: PolicyMention) -> tuple[list[Named], dict[int, Seat]]:
    """This mention first, then those of the same document at the same gemeente where she may write."""
    same = PolicyMention.objects.visible_to(user).filter(
        kind=mention.kind, collaboration__municipality=mention.collaboration.municipality
    )
    found = mentions.read(same, withdrawn=True)
    own = next(one for one in found if one.mention.pk == mention.pk)
    alike = [one for one in found if one is not own and one.same_document == own.same_document]
    alike = [one for one in alike if one.newest.state != PassageState.WITHDRAWN]
    seats = seats_to_write(user, {one.mention.collaboration_id for one in [own, *alike]})
    return [own, *(one for one in alike if one.mention.collaboration_id in seats)], seats


def _keep_all(
    request: HttpRequest, document: DocumentForm, about: list[PassageForm], seats: dict[int, Seat]
) -> bool:
    """All of it, or nothing: a rule's no stands on the form that it is about."""
    wrong = [form for form in [document, *about] if not form.is_valid()]
    if wrong:
        return False
    try:
        with transaction.atomic():
            for form in about:
                if form.cleaned_data["state"]:
                    _keep(request, document, form, seats)
    except DomainError:
        return False
    return True


def _keep(request: HttpRequest, document: DocumentForm, form: PassageForm, seats: dict[int, Seat]) -> None:
    given = {name: document.cleaned_data[name] for name in OF_DOCUMENT}
    given |= {name: form.cleaned_data.get(name, "") for name in ("quote", "place", "reason")}
    mention = form.named.mention
    try:
        actions.say_of_next_version(
            mention,
            actions.Said(PassageState(form.cleaned_data["state"]), **given),
            seen=form.cleaned_data["seen"],
            by=request.person,
            seat=seats[mention.collaboration_id].participation,
        )
    except DomainError as refusal:
        refuse(document if refusal.field in document.fields else form, refusal)
        raise


@require_http_methods(["GET", "POST"])
@needs_on_mention(Ability.GIVE_VIEW)
def policy_answer(request: HttpRequest, mention: PolicyMention) -> HttpResponse:
    """A side says what it did, now that the passage is gone."""
    collaboration = mention.collaboration
    named = mentions.read(PolicyMention.objects.filter(pk=mention.pk), withdrawn=True)[0]
    if named.newest.state != PassageState.GONE:
        messages.info(request, _("Er is intussen een nieuwe versie. Lees die eerst."))
        return redirect(_card(collaboration))
    seat = seat_to(Ability.GIVE_VIEW, policy.seats_of(request.user, collaboration))
    form = AnswerForm(posted(request))
    named.newest.mention = mention

    def act(given: dict[str, Any]) -> None:
        actions.say_what_was_done(named.newest, text=given["text"], by=request.person, seat=seat)

    if request.method == "POST" and kept(form, act):
        messages.success(request, _("Het staat erbij. Beide kanten lezen het."))
        return redirect(_card(collaboration))
    context = file_context(request, collaboration, "agreements", here=_("De passage is weg"))
    context |= {"forms": [form], "form": form, "named": named, "back_url": _card(collaboration)}
    return render(request, "agreements/policy_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def policy_documents(request: HttpRequest, code: str) -> HttpResponse:
    """Which policy of a gemeente names which initiatives, over all files that this reader sees."""
    municipality = get_object_or_404(Municipality.objects.select_related("organisation"), code=code.upper())
    seen = PolicyMention.objects.visible_to(request.user).filter(collaboration__municipality=municipality)
    named = mentions.read(seen)
    seats = seats_to_write(request.user, {one.mention.collaboration_id for one in named})
    documents = []
    for group in mentions.groups(named):
        writable = next((one for one in group if one.mention.collaboration_id in seats), None)
        newest = max((one.newest for one in group), key=lambda row: (row.adopted_on, row.pk))
        documents.append({"named": group, "newest": newest, "write_at": writable})
    context = {
        "municipality": municipality,
        "documents": documents,
        "is_own": is_own(request.user, municipality),
        "place": "municipalities",
    }
    return render(request, "agreements/policy_documents.html", context)


def _card(collaboration: Collaboration) -> str:
    return reverse("agreements:list", args=[collaboration.uuid]) + "#beleid"


def _back(request: HttpRequest, collaboration: Collaboration) -> str:
    """To the page of the gemeente, for who came from there."""
    if request.GET.get("van") == "gemeente":
        return reverse("agreements:policy-documents", args=[collaboration.municipality.code])
    return _card(collaboration)
