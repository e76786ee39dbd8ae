"""Is this process alive, and is the site ready for people?"""

from collections.abc import Callable
from datetime import timedelta

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.models import RenderJob
from samenspel.access import public

# With a live worker a document takes seconds, also after a worker was lost.
QUEUE_IS_LATE_AFTER = timedelta(minutes=5)


@public
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    return _plain(_("Ja, dit proces leeft."))


@public
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    try:
        trouble = next((said for check in CHECKS if (said := check())), "")
    except Error:
        trouble = _("De database antwoordt niet.")
    return _plain(trouble, status=503) if trouble else _plain(_("Klaar voor gebruik."))


def migrations_are_missing() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _("De database is nog niet bijgewerkt: draai migrate.") if plan else ""


def queue_stands_still() -> str:
    late = RenderJob.objects.open().filter(created_at__lt=timezone.now() - QUEUE_IS_LATE_AFTER)
    return _("Documenten wachten te lang: draait de worker?") if late.exists() else ""


CHECKS: tuple[Callable[[], str], ...] = (migrations_are_missing, queue_stands_still)


def _plain(sentence: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
]
