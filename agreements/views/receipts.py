"""How does a party say that it received a version, and what does the receipt look like?"""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.actions import receipts as actions
from agreements.models import Version
from agreements.page import agreement_context
from agreements.paper import document
from agreements.policy import Ability, needs_version, receiving_party
from agreements.receipts.rows import Receipts
from agreements.terms import THE_TEXT
from samenspel.errors import DomainError


@require_POST
@needs_version(Ability.RECEIVE)
def receive(request: HttpRequest, version: Version) -> HttpResponse:
    party = receiving_party(request.user, version.agreement)
    if party is None:
        raise PermissionDenied
    try:
        actions.confirm(version, party=party, by=request.person)
        messages.success(request, _("Bevestigd: jullie hebben deze versie ontvangen."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("agreements:version", version.uuid)


@require_safe
@needs_version(Ability.READ)
def receipt(request: HttpRequest, version: Version) -> HttpResponse:
    """A page to print or keep: which version, with which marks, and which party has it since when."""
    context = agreement_context(request, version.agreement, here=_("Ontvangstbewijs"))
    context |= {
        "version": version,
        "content": version.content,
        "mark": document.kenmerk(version.content),
        "receipts": Receipts(version, request.user),
        "documents": version.documents.filter(media__in=THE_TEXT).order_by("pk"),
        "today": timezone.localdate(),
        "check_address": f"{settings.SITE_URL}{reverse('agreements:check')}",
    }
    return render(request, "agreements/receipt.html", context)
