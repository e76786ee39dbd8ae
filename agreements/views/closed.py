"""What does someone hear who still tries to change an agreement that was closed meanwhile?"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import policy
from agreements.actions.rules import FILE_ENDED
from agreements.models import Agreement, Version
from agreements.page import agreement_context
from agreements.terms import Stage
from initiatives.terms import Status

REASONS: Mapping[Stage, Any] = {
    Stage.FINAL: gettext_lazy("Deze tekst ligt klaar om te tekenen. Haal hem eerst terug om te verbeteren."),
    Stage.IN_FORCE: gettext_lazy("Deze overeenkomst is getekend en geldt. De tekst verandert niet meer."),
    Stage.ENDED: gettext_lazy("Deze overeenkomst is afgelopen. De tekst blijft leesbaar."),
    Stage.STOPPED: gettext_lazy("Deze overeenkomst is gestopt. Er verandert niets meer."),
}


def in_words_when_closed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who might draft here while it was open is told why that ended; anyone else is refused as always."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, uuid: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, uuid=uuid, **kwargs)
        except PermissionDenied:
            agreement = Agreement.objects.visible_to(request.user).get(uuid=uuid)
            if not policy.closed_for(request.user, agreement):
                raise
            return _say(request, agreement, kwargs.get("name", ""))

    return told


def why(user: Any, subject: Any, _ability: Any) -> str:
    """For a refusal that gives words back: what closed, to who might draft or speak while it was open."""
    agreement = subject.agreement if isinstance(subject, Version) else subject
    if not isinstance(agreement, Agreement):
        return ""
    if not policy.closed_for(user, agreement):
        stopped = policy.stopped_speaker_of(user, agreement)
        return _("Jullie stopten met dit stuk. Zeg eerst dat jullie toch meedoen.") if stopped else ""
    return str(_reason(agreement))


def _reason(agreement: Agreement) -> Any:
    if agreement.collaboration.status == Status.ENDED:
        return FILE_ENDED
    return REASONS.get(Stage(agreement.stage), REASONS[Stage.STOPPED])


def _say(request: HttpRequest, agreement: Agreement, field: str) -> HttpResponse:
    reason = _reason(agreement)
    if request.htmx and field:
        text = f"{reason} {_('Wat je net typte, is niet bewaard.')}"
        return render(request, "agreements/_refused.html", {"name": field, "text": text}, status=422)
    context = agreement_context(request, agreement, here=_("Dit kan niet meer"))
    return render(request, "agreements/closed.html", {**context, "reason": reason}, status=403)
