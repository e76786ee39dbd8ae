"""What does a phase ask of its reader? One sentence, above all else on its page."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel import dutch


class Ask(NamedTuple):
    text: str
    where: str = ""  # the part of the page that it is about


def ask_of_guide(*, step_waits_for: Sequence[str], goals: Mapping[str, int], silent: Sequence[str]) -> Ask:
    """For who stands beside the two sides. silent: the sides that are to say something about a goal here."""
    if step_waits_for:
        words = _("Jij wacht op %(who)s: de fasestap ligt daar. Vraag waar het op wacht.")
        return Ask(words % {"who": dutch.joined(step_waits_for)}, "stap")
    if n := goals.get("differ", 0):
        said = ngettext(
            "Gevraagd van jou: breng het gesprek op gang over %(n)d verschil.",
            "Gevraagd van jou: breng het gesprek op gang over %(n)d verschillen.",
            n,
        )
        return Ask(said % {"n": n}, "groep-differ")
    if goals.get("doubted"):
        return Ask(_("Gevraagd van jou: vraag wat er volgens een partner nog ontbreekt."), "groep-doubted")
    if silent:
        words = _("Jij wacht op %(who)s: nog niet bij elk doel is iets gezegd.")
        return Ask(words % {"who": dutch.joined(silent)})
    if goals and goals.keys() <= {"shared"}:
        return Ask(_("Gevraagd van jou: stel de volgende stap voor. Alle doelen zijn gedeeld."), "stap")
    return Ask(_("Van jou is hier nu niets gevraagd. De gemeente en het initiatief werken aan de doelen."))


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
    if goals.get("doubted"):
        return Ask(_("Gevraagd van jullie: vraag een partner wat er nog ontbreekt."), "groep-doubted")
    if step:
        return Ask(_("Goede volgende stap: %(step)s.") % {"step": step}, "stappen")
    return Ask(_("Jullie hoeven hier nu niets te doen."))
