"""What does anyone read of what was agreed, without an account?

The same bytes for everybody: no session, no cookie, no name, no form. Browsers and proxies keep it for a minute, so
what is taken down is gone everywhere soon after.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_safe

from agreements.models import Publication
from agreements.neighbours import reading, words
from samenspel.access import public

KEPT_FOR = 60  # seconds
MOST = 500  # lines of the index


@public
@require_safe
def summary(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    publication = reading.published(slug)
    with translation.override(language):
        if publication is None or not publication.content.get(language):
            return _page(request, "gone.html", _gone(publication, language), status=404)
        return _page(request, "public.html", reading.page_of(publication, language))


def _gone(publication: Publication | None, language: str) -> dict[str, Any]:
    """What is public in Dutch alone is said to be there."""
    dutch = reading.addresses(publication)[words.DUTCH] if publication else ""
    return {"language": language, "findable": False, "dutch": dutch}


@public
@require_safe
def index(request: HttpRequest, language: str) -> HttpResponse:
    """Which summaries can be read. It is never found by a search engine: each page chooses that for itself."""
    live = Publication.objects.live().select_related("summary")[:MOST]
    context = {"places": reading.index(live, language), "language": language, "findable": False}
    with translation.override(language):
        return _page(request, "index.html", context)


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, f"agreements/neighbours/{template}", context, status=status)
    # What is not there may be there the next moment.
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}" if status == 200 else "no-store"
    response["Content-Language"] = context["language"]
    if not context["findable"]:
        response["X-Robots-Tag"] = "noindex"
    set_response_etag(response)
    return get_conditional_response(request, etag=response.get("ETag"), response=response) or response
