"""What does every page know without asking?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = {"light", "dark"}  # without a choice the device decides
# On one machine mail becomes a file, for who runs it to look into; no page says that it was sent.
KEPT_HERE = ("filebased.EmailBackend", "console.EmailBackend", "dummy.EmailBackend")


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "demo": settings.DEMO,
        "theme": request.COOKIES.get("theme") if request.COOKIES.get("theme") in THEMES else "",
        "mail_leaves": not settings.EMAIL_BACKEND.endswith(KEPT_HERE),
        "theme_css": settings.THEME_CSS,
        "person": getattr(request, "person", None),
    }
