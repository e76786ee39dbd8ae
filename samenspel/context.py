"""What does every page know without asking?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = {"light", "dark"}  # without a choice the device decides


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "demo": settings.DEMO,
        "theme": request.COOKIES.get("theme") if request.COOKIES.get("theme") in THEMES else "",
        "theme_css": settings.THEME_CSS,
        "person": getattr(request, "person", None),
    }
