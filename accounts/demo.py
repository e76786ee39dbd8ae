"""Who can a visitor be in the demonstration, and what is there to try? Exists only with DEMO=1."""

import uuid as uuids
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from samenspel.access import public

GROUPS = {
    "coach": (_("Begeleider"), ["municipality", "initiative"], ""),
    "official": (_("Ambtenaar"), ["municipality"], ""),
    "initiative": (_("Initiatief"), ["initiative"], ""),
    "partner": (_("Partner"), [], "partner"),
    "manager": (_("Programmamanager"), [], "files"),
    "administrator": (_("Beheerder"), [], "person"),
}


@dataclass(frozen=True)
class Persona:
    """Someone of the demonstration; the demo data makes the account with this address."""

    email: str
    group: str
    to_try: Any


PERSONAS = (
    Persona("marit@proef.example", "coach", _("Bekijk wie je nodig heeft en stel de volgende fase voor.")),
    Persona("joost@proef.example", "coach", _("Verdeel de dossiers van je organisatie.")),
    Persona("ruben@proef.example", "official", _("Beoordeel een fasestap en geef je sleutel.")),
    Persona("hanneke@proef.example", "official", _("Bekijk alle initiatieven van je gemeente.")),
    Persona("samira@proef.example", "initiative", _("Kijk waar jullie staan en haal het concept op.")),
    Persona("piet@proef.example", "initiative", _("Lees mee op je telefoon als vrijwilliger.")),
    Persona("els@proef.example", "partner", _("Bespreek de overeenkomst die jou noemt.")),
    Persona("johan@proef.example", "partner", _("Zeg ja tegen een fasestap, of stel eerst een vraag.")),
    Persona("aisha@proef.example", "manager", _("Zie hoe ver de initiatieven in je provincie zijn.")),
    Persona(
        "beheer@proef.example",
        "administrator",
        _("Beheer accounts en organisaties, zonder dossiers te zien."),
    ),
)


@dataclass
class PersonaCard:
    """One persona as the page shows her: the account that exists, with her name and function."""

    user: User
    name: str
    role: str
    to_try: Any


@dataclass
class PersonaGroup:
    name: Any
    sides: list[str]
    icon: str
    cards: list[PersonaCard] = field(default_factory=list)


def personas_by_group() -> list[PersonaGroup]:
    """Only personas whose account exists, in the order of the table."""
    groups = {key: PersonaGroup(name, sides, icon) for key, (name, sides, icon) in GROUPS.items()}
    users = {user.email: user for user in _persona_users()}
    for persona in PERSONAS:
        if persona.email in users:
            user = users[persona.email]
            groups[persona.group].cards.append(
                PersonaCard(user, *_name_and_role(user, groups[persona.group].name), persona.to_try)
            )
    return [group for group in groups.values() if group.cards]


def _persona_users() -> QuerySet[User]:
    """`person` and her functions are known to a later app; here they are only followed."""
    users = User.objects.filter(email__in=[persona.email for persona in PERSONAS], is_active=True)
    return users.select_related("person").prefetch_related("person__functions__organisation")


def _name_and_role(user: User, fallback: Any) -> tuple[str, str]:
    person = getattr(user, "person", None)
    if person is None:
        return user.email, str(fallback)
    function = next(iter(person.functions.all()), None)
    return person.name, f"{function.label}, {function.organisation}" if function else str(fallback)


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404


@public
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    _only_in_the_demo()
    return render(request, "accounts/demo.html", {"personas": personas_by_group()})


@public
@require_POST
def demo_sign_in(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    _only_in_the_demo()
    user = get_object_or_404(_persona_users(), uuid=uuid)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(settings.LOGIN_REDIRECT_URL)


urlpatterns = [
    path("proef/", demo, name="demo"),
    path("proef/<uuid:uuid>/", demo_sign_in, name="demo_sign_in"),
]
