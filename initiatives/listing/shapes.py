"""In which shapes can someone read the files that she looks for?"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from contacts import roster
from initiatives.listing.finding import Filters


def shapes(form: Filters, current: str, user: Any) -> list[dict[str, Any]]:
    """As tabs, each with the filters that stand now. Figures are for who keeps an eye on many files."""
    pages = [("list", _("Lijst"), "initiatives:list"), ("board", _("Bord"), "initiatives:board")]
    if any(function.organisation.oversees for function in roster.held_by(user)):
        pages.append(("progress", _("Voortgang"), "insights:progress"))
    return [
        {"url": reverse(name) + form.query(), "name": label, "current": key == current}
        for key, label, name in pages
    ]
