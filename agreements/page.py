"""What does every page of one agreement know?"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agreements.calling import Line, people_to_call
from agreements.models import Agreement
from agreements.policy import Ability
from agreements.terms import Form
from initiatives import policy
from initiatives.actions import notes
from initiatives.terms import Status

# Who may do one of these has something to say beside an article.
SETTLING = {Ability.DISCUSS, Ability.OFFER, Ability.DECIDE}


def agreement_context(
    request: HttpRequest, agreement: Agreement, *, here: str = "", under: Iterable[tuple[str, Any]] = ()
) -> dict[str, Any]:
    """The head of the file with this agreement under it; a partner without a seat sees nothing of the file.

    `under`: the pages between the agreement and this one, each with its address and name.
    """
    file = agreement.collaboration
    other = not agreement.format_id and agreement.form == Form.OTHER
    kind = _("Afspraak") if other else capfirst(agreement.called)
    seats = policy.seats_of(request.user, file)
    if request.method == "GET":
        notes.note_opening(file, request.user)
    above = [(reverse("insights:my-work"), _("Mijn werk"))]
    if seats:
        above = [
            (reverse("initiatives:list"), _("Initiatieven")),
            (reverse("insights:overview", args=[file.uuid]), file.title),
            (reverse("agreements:list", args=[file.uuid]), _("Overeenkomsten")),
        ]
    if here:
        above.append((reverse("agreements:agreement", args=[agreement.uuid]), kind))
    return {
        "collaboration": file,
        "seats": seats,
        "call": [] if seats else SimpleLazyObject(lambda: _call(request.user, agreement)),
        "crumbs": [*above, *under],
        "here": here or kind,
        "agreement": agreement,
        "kind": kind,
        "may": {ability.value for ability in request.abilities},
        "settles": bool(SETTLING & request.abilities),
        "file_ended": file.status == Status.ENDED,
    }


def _call(user: Any, agreement: Agreement) -> list[Line]:
    return people_to_call(user, [agreement])[agreement.pk]
