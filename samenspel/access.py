"""Who may open this view? Every view says so itself, and a system check insists.

Three marks: `@public`, `@signed_in` and `@needs(ability)` from `guard(model, abilities)`. What a person may not
see does not exist (404); what she sees but may not do is refused (403). Behind a mark, a form does its work once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from samenspel.once import once

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
    marked = once(view)
    marked.access_mark = Mark("signed_in")  # type: ignore[attr-defined]
    return marked


def administrator(view: View) -> View:
    """Only who runs this instance."""

    @once
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_administrator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.access_mark = Mark("administrator")  # type: ignore[attr-defined]
    return guarded


class Find(Protocol):
    """The object as far as this user can see it, with what nearly every page of it shows; nothing otherwise."""

    def __call__(self, user: Any, uuid: UUID, /) -> Any: ...


def visible(model: type[Any], *related: str) -> Find:
    """Finds an object among all that this user can see."""

    def find(user: Any, uuid: UUID) -> Any:
        return model._default_manager.visible_to(user).select_related(*related).filter(uuid=uuid).first()

    return find


class SawBefore(Protocol):
    """Whether this user might open it until just now: only then may its refusal give back what she typed."""

    def __call__(self, user: Any, uuid: UUID, /) -> bool: ...


def guard(
    model: type[Any],
    abilities: Abilities,
    *,
    find: Find | None = None,
    saw_before: SawBefore | None = None,
    kwarg: str = "uuid",
) -> Callable[[Any], Callable]:
    """`needs` for one kind of object: finds it by uuid as far as this user can see it, then asks the policy."""
    find = find or visible(model)

    def needs(ability: Any) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            @once
            @wraps(view)
            def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
                uuid = kwargs.pop(kwarg)
                subject = find(request.user, uuid)
                if subject is None:
                    if request.method == "POST" and saw_before is not None:
                        request.could_see = saw_before(request.user, uuid)
                    raise Http404
                request.could_see, request.asked = True, (subject, ability)
                request.abilities = abilities(request.user, subject)
                if ability not in request.abilities:
                    raise PermissionDenied
                return view(request, subject, *args, **kwargs)

            guarded.access_mark = Mark("needs", model._meta.label, ability.value)  # type: ignore[attr-defined]
            return guarded

        return decorate

    return needs


def is_uuid(text: str) -> bool:
    """Whether a query can name a row: people type anything behind a question mark."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
