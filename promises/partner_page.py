"""What does a partner see of what names it: the list, and the head of the page of one promise?"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement
from contacts.models import Side
from initiatives.actions import notes
from initiatives.models import Participation
from initiatives.people.partners import seat_of
from initiatives.policy import Viewer
from promises.models import Promise


def list_url(place: Participation) -> str:
    return reverse("promises:partner", args=[place.uuid])


def outside_the_file(request: HttpRequest, place: Participation, *, here: str = "") -> dict[str, Any]:
    """The context of `initiatives/file_base.html` without anything of the file but its name.

    `here`: the name of a page below the list.
    """
    if request.method == "GET":
        notes.note_opening(place.collaboration, request.user)
    above = [(reverse("insights:my-work"), _("Mijn werk"))]
    if here:
        above.append((list_url(place), _("Toezeggingen")))
    return {
        "collaboration": place.collaboration,
        "abilities": {ability.value for ability in request.abilities},
        "seats": [seat_of(request.user, place)],
        "sides": {Side.PARTNER},
        "viewer": Viewer((place.organisation_id,), is_coach=False, in_file=False),
        "place": "work",  # the file itself is not hers to open
        "crumbs": above,
        "here": here or _("Toezeggingen"),
        "register_url": list_url(place),
        "outside": True,
    }


def agreements_to_open(user: Any, promise: Promise) -> set[int]:
    """Which of those behind a promise: where it was promised, and what replaced it."""
    named = [promise.agreement_id, promise.replaced_by_id]
    return set(Agreement.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
