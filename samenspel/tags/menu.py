"""Which places has the main menu, and where is this page?"""

from typing import Any

from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy

PLACES = (
    ("work", "insights:my-work", "work", gettext_lazy("Mijn werk")),
    ("initiatives", "initiatives:list", "files", gettext_lazy("Initiatieven")),
    ("municipalities", "municipalities:list", "track-municipality", gettext_lazy("Gemeenten")),
    ("help", "help", "info", gettext_lazy("Hulp")),
)


def places(context: Context) -> list[dict[str, Any]]:
    """The main menu: who is not signed in sees help only. A page may name its own `place` in the context."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    path = getattr(request, "path", "")
    here = context.get("place") or _place_of(match.view_name if match else "")
    signed_in = bool(getattr(context.get("user"), "is_authenticated", False))
    menu = []
    for key, name, drawing, label in PLACES:
        if signed_in or key == "help":
            url = reverse(name)
            current = "" if key != here else "page" if url == path else "true"
            menu.append({"url": url, "icon": drawing, "label": label, "current": current})
    return menu


def _place_of(view_name: str) -> str:
    if view_name == "insights:my-work":
        return "work"
    if view_name == "help":
        return "help"
    namespace = view_name.partition(":")[0] if ":" in view_name else ""
    return {"municipalities": "municipalities", "accounts": "", "": ""}.get(namespace, "initiatives")
