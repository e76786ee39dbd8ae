"""Which person is asking?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from contacts import roster
from contacts.models import Person


def _person(request: HttpRequest) -> Person | None:
    if not request.user.is_authenticated:
        return None
    functions = roster.held_by(request.user)
    return functions[0].person if functions else Person.objects.filter(user=request.user).first()


class PersonMiddleware:
    """Puts `request.person` beside `request.user`: actions are signed by people, sessions belong to users."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = SimpleLazyObject(lambda: _person(request))
        return self.get_response(request)
