"""Who may open this view? Every view says so itself, and a system check insists.

Three marks: `@public`, `@signed_in` and `@needs(ability)` from `guard(model, abilities)`. What a person may not
see does not exist (404); what she sees but may not do is refused (403).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Mark:
    """What a view declares: `kind` is public, signed_in, administrator or needs."""

    kind: str
    model: str = ""
    ability: str = ""


class Abilities(Protocol):
    def __call__(self, user: Any, subject: Any, /) -> frozenset[Any]: ...


def mark_of(view: Any) -> Mark | None:
    return getattr(view, "access_mark", None)


def public(view: View) -> View:
    """Anyone may open this, signed in or not."""
    opened = login_not_required(view)
    opened.access_mark = Mark("public")  # type: ignore[attr-defined]
    return opened


def signed_in(view: View) -> View:
    """Anyone who is signed in; what the page shows is narrowed by `visible_to`."""
    view.access_mark = Mark("signed_in")  # type: ignore[attr-defined]
    return view


def administrator(view: View) -> View:
    """Only who runs this instance."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_administrator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.access_mark = Mark("administrator")  # type: ignore[attr-defined]
    return guarded


def guard(
    model: type[Any], abilities: Abilities, *, kwarg: str = "uuid", related: tuple[str, ...] = ()
) -> Callable[[Any], Callable]:
    """`needs` for one kind of object: loads it by uuid from what this user can see, then asks the policy.

    `related`: what nearly every page of such an object shows, fetched along with it.
    """

    def needs(ability: Any) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            @wraps(view)
            def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
                seen = model._default_manager.visible_to(request.user)
                if related:
                    seen = seen.select_related(*related)
                subject = get_object_or_404(seen, uuid=kwargs.pop(kwarg))
                request.abilities = abilities(request.user, subject)
                if ability not in request.abilities:
                    raise PermissionDenied
                return view(request, subject, *args, **kwargs)

            guarded.access_mark = Mark("needs", model._meta.label, ability.value)  # type: ignore[attr-defined]
            return guarded

        return decorate

    return needs
