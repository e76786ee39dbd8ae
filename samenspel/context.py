"""What does every page know without asking?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {"demo": settings.DEMO, "theme_css": settings.THEME_CSS, "person": getattr(request, "person", None)}
