"""What does a phase ask of its reader? One sentence, above all else on its page."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Ask(NamedTuple):
    text: str
    where: str = ""  # the part of the page that it is about


def ask_of(reader: bool, *, key_waits: bool, goals: Mapping[str, int], step: str) -> Ask:
    """reader: who may only read here. goals: how many per group of the page. step: a good next one, if any."""
    if reader:
        return Ask(_("Jij hoeft hier niets te doen. Lees gerust mee."))
    if key_waits:
        return Ask(_("Gevraagd van jullie: een antwoord op de fasestap."), "stap")
    if n := goals.get("asked", 0):
        said = ngettext(
            "Gevraagd van jullie: zeg bij %(n)d doel hoe ver het is.",
            "Gevraagd van jullie: zeg bij %(n)d doelen hoe ver het is.",
            n,
        )
        return Ask(said % {"n": n}, "groep-asked")
    if n := goals.get("differ", 0):
        said = ngettext(
            "Gevraagd van jullie: praat over %(n)d verschil.",
            "Gevraagd van jullie: praat over %(n)d verschillen.",
            n,
        )
        return Ask(said % {"n": n}, "groep-differ")
    if step:
        return Ask(_("Goede volgende stap: %(step)s.") % {"step": step}, "stappen")
    return Ask(_("Jullie hoeven hier nu niets te doen."))
