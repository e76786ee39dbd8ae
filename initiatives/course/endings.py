"""What does each way of ending mean, what happens next, and is there something to celebrate?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from initiatives.terms import EndKind

ASKED_ALONG = "successor.coach"  # the fact that a coach was asked to come along to the next file


@dataclass(frozen=True)
class Ending:
    """The words that fit one way of ending. `brief` stands beside the choice, the rest on the page that follows."""

    brief: Any
    means: Any
    next: Any
    celebrates: bool = False


ENDINGS: Mapping[EndKind, Ending] = {
    EndKind.REACHED: Ending(
        _("het werk is klaar"),
        _("Jullie hebben bereikt wat jullie wilden. Het werk aan dit dossier is af."),
        _("Spreek af wie het aanspreekpunt blijft. En deel wat andere buurten hiervan kunnen leren."),
        celebrates=True,
    ),
    EndKind.NO_COMMON_GROUND: Ending(
        _("jullie willen niet hetzelfde, of niet nu"),
        _(
            "Jullie zochten eerlijk naar wat jullie samen willen. Dat vonden jullie nu niet. Ook dat is een uitkomst."
        ),
        _("Elk gaat een eigen weg. Verandert er later iets? Dan kunnen jullie het dossier samen heropenen."),
    ),
    EndKind.INITIATIVE_STOPS: Ending(
        _("de bewoners gaan niet door"),
        _("De bewoners stoppen met dit werk. Zij gaven hun vrije tijd, en dat blijft waardevol."),
        _("De gemeente weet waar zij aan toe is. Wat er ligt, kan een volgende groep in de buurt helpen."),
    ),
    EndKind.MUNICIPALITY_STOPS: Ending(
        _("zij kan of wil niet verder"),
        _("De gemeente doet niet langer mee. De bewoners kunnen zelf verder, met wat hier staat."),
        _("Vertel de bewoners ook zelf waarom. Wijs iemand aan die hun vragen nog beantwoordt."),
    ),
    EndKind.DISSOLVED: Ending(
        _("de vereniging, stichting of groep bestaat niet meer"),
        _("Het initiatief bestaat niet meer als organisatie. Wat de mensen deden, blijft hier bewaard."),
        _("Spreek af wie vragen uit de buurt beantwoordt. En waar spullen, geld en papieren heen gaan."),
    ),
    EndKind.SUCCEEDED: Ending(
        _("in een andere buurt of gemeente"),
        _("Dit dossier sluit, het werk gaat ergens anders verder. Wat jullie leerden, gaat mee."),
        _("Begin hierna het nieuwe dossier. De gegevens van het initiatief staan er dan al in."),
        celebrates=True,
    ),
}
STAYS = (
    _("Iedereen in dit dossier kan alles blijven lezen."),
    _("Documenten blijven te downloaden."),
    _("Beide kanten kunnen nog een lezing, dank en lessen toevoegen."),
    _("Voorstellen die nog liggen, sluiten. In het stappenplan verandert niets meer."),
)
CELEBRATE = _(
    "Vier het samen. Een buurtfeest, een foto voor de krant of taart bij de laatste vergadering. "
    "Klein mag ook."
)


def choices() -> list[tuple[str, str]]:
    """Each way of ending, with the few words that tell it from the others."""
    return [
        (kind.value, f"{str(kind.label).capitalize()}: {ending.brief}") for kind, ending in ENDINGS.items()
    ]


def celebrates(kind: EndKind, *, milestones: int) -> bool:
    """Something was reached: the goal itself, or at least one result on the way."""
    return ENDINGS[kind].celebrates or milestones > 0
