"""Which pages belong to no subject: the start, help, privacy, accessibility and refusals?"""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from samenspel import help as help_texts
from samenspel import retention
from samenspel.access import public


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return redirect(settings.LOGIN_REDIRECT_URL if request.user.is_authenticated else settings.LOGIN_URL)


@public
@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    return render(request, "help/index.html", {"roles": help_texts.ROLES, "place": "help"})


@public
@require_safe
def help_role(request: HttpRequest, role: str) -> HttpResponse:
    if role not in help_texts.ROLES:
        raise Http404
    return render(request, "help/role.html", {"text": help_texts.read(f"hulp/{role}.md"), "place": "help"})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    terms = dict.fromkeys(term for term in retention.FIELDS.values() if term)
    return render(request, "help/privacy.html", {"terms": terms})


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "help/accessibility.html", {"text": help_texts.read("toegankelijkheid.md")})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Too much at once is something to mend; anything else is the browser's own mistake."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return render(request, "400.html", {"too_much": too_much}, status=413 if too_much else 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
