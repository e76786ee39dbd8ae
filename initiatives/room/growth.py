"""What does an organisation usually have that carries the role it chose, and what is a good next step?

The heavier the role, the sturdier the organisation. This names what is usual; it never measures or grades.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from initiatives.terms import WantedRole

# What the initiative says of itself, and what the gemeente says of its help.
HAS, BUSY, LATER, NOT_NEEDED = "has", "busy", "later", "not_needed"
PROMISED, GIVEN, NO_HELP = "promised", "given", "none"


@dataclass(frozen=True)
class Aspect:
    """One side of an organisation; `usual` says per role what is customary, and an absent role asks nothing."""

    name: str
    label: Any
    usual: Mapping[WantedRole, Any]


R = WantedRole
ASPECTS: tuple[Aspect, ...] = (
    Aspect(
        "neighbours",
        _("Steun in de buurt"),
        {
            R.THINK_ALONG: _("De buurt weet dat het initiatief er is."),
            R.EQUAL: _("Ook mensen buiten de kopgroep doen mee."),
            R.DO_IT: _("De buurt kiest wie haar vertegenwoordigt, en kan zich uitspreken."),
        },
    ),
    Aspect(
        "people",
        _("Mensen"),
        {
            R.THINK_ALONG: _("Een paar mensen die af en toe tijd hebben."),
            R.EQUAL: _("Een kernteam, en iemand die het overneemt als er een wegvalt."),
            R.DO_IT: _("Een bestuur, werkgroepen en vaste betaalde hulp."),
        },
    ),
    Aspect(
        "tasks",
        _("Taken verdeeld"),
        {
            R.THINK_ALONG: _("Eén vast aanspreekpunt."),
            R.EQUAL: _("Iedereen weet wie wat doet, bijvoorbeeld in werkgroepen."),
            R.DO_IT: _("Taken en verantwoordelijkheden staan op papier."),
        },
    ),
    Aspect(
        "decisions",
        _("Besluiten nemen"),
        {
            R.EQUAL: _("Een duidelijke manier om te besluiten, ook als niet iedereen het eens is."),
            R.DO_IT: _("Vaste regels: wie beslist, wie controleert, wie tekent."),
        },
    ),
    Aspect(
        "legal_form",
        _("Rechtsvorm"),
        {
            R.EQUAL: _("Een vorm waarmee je kunt tekenen en geld ontvangen, of een besluit daarover."),
            R.DO_IT: _("Een eigen rechtspersoon, zoals een coöperatie of stichting."),
        },
    ),
    Aspect(
        "money",
        _("Geld"),
        {
            R.THINK_ALONG: _("Een klein potje voor zaalhuur en folders."),
            R.EQUAL: _("Geld voor onderzoek en een vergoeding voor vast werk."),
            R.DO_IT: _("Een begroting voor meer jaren, en partijen die mee betalen."),
        },
    ),
)


def asked_of(role: str) -> list[Aspect]:
    """What is customary for this role, in the order in which most organisations grow."""
    return [aspect for aspect in ASPECTS if WantedRole(role) in aspect.usual]


def next_step(role: str, has: Mapping[str, Any]) -> Aspect | None:
    """What they already work on comes first, then the first thing they do not have; nothing before they spoke."""
    if not has:
        return None
    open_ones = [a for a in asked_of(role) if has.get(a.name) not in (HAS, NOT_NEEDED)]
    busy = [aspect for aspect in open_ones if has.get(aspect.name) == BUSY]
    return next(iter(busy or open_ones), None)


def owed(role: str, help_given: Mapping[str, Any]) -> list[Aspect]:
    """Where the gemeente promised help that did not come yet."""
    return [aspect for aspect in asked_of(role) if help_given.get(aspect.name) == PROMISED]
