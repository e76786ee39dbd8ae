"""Which invented initiatives does the demonstration tell of, and how far is each?"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from initiatives.terms import (
    LegalForm,
    Phase,
    Technique,
    WantedRole,
)


@dataclass(frozen=True)
class Story:
    """One initiative of the demo."""

    name: str
    place: str  # the gemeente
    area: str
    legal_form: LegalForm
    technique: Technique
    role: WantedRole
    ambition: str
    phase: Phase = Phase.STARTUP
    weeks: int = 10  # since this phase began
    reached: int = 0  # goals of this phase that both sides see as reached
    differ: Sequence[tuple[int, str, str]] = field(
        default=()
    )  # goal number, words of gemeente and initiatief


STORIES = (
    Story(
        "Meidoornkwartier Warm",
        "Doetinchem",
        "Meidoornkwartier",
        LegalForm.ASSOCIATION,
        Technique.HEAT_NETWORK,
        WantedRole.EQUAL,
        "Alle 640 woningen zonder aardgas, betaalbaar, ook voor huurders. De buurt beslist mee.",
        Phase.ELABORATION,
        42,
        3,
        (
            (2, "De kosten per woning ontbreken nog.", "Het kernteam heeft versie 3 vastgesteld."),
            (
                6,
                "Wij willen weten of ook de huurders meedoen.",
                "We spraken 214 van de 640 huishoudens. Dat was de afspraak.",
            ),
        ),
    ),
    Story(
        "Hofwijk Samen",
        "Doetinchem",
        "Hofwijk",
        LegalForm.NONE,
        Technique.OPEN,
        WantedRole.THINK_ALONG,
        "Samen uitzoeken wat er kan, en niemand vergeten.",
        weeks=6,
        reached=1,
    ),
    Story(
        "Buurtwarmte Lindeveld",
        "Lochem",
        "Lindeveld",
        LegalForm.FOUNDATION,
        Technique.INDIVIDUAL,
        WantedRole.EQUAL,
        "Eerst isoleren, daarna samen warmtepompen kopen.",
        weeks=14,
        reached=3,
    ),
    Story(
        "Zonnewijk van onderop",
        "Apeldoorn",
        "Zonnewijk",
        LegalForm.COOPERATIVE,
        Technique.HEAT_NETWORK,
        WantedRole.DO_IT,
        "Een warmtenet dat van de buurt zelf is.",
        Phase.DEVELOPMENT,
        30,
        2,
    ),
    Story(
        "Dorp Esveld aardgasvrij",
        "Winterswijk",
        "Esveld",
        LegalForm.NONE,
        Technique.GREEN_GAS,
        WantedRole.DO_IT,
        "Warmte uit het dorp, voor het dorp.",
        weeks=20,
    ),
    Story(
        "Molenhoek Verwarmt",
        "Zutphen",
        "Molenhoek",
        LegalForm.ASSOCIATION,
        Technique.MIXED,
        WantedRole.EQUAL,
        "In 2035 van het gas, met een plan dat bij de buurt past.",
        weeks=25,
        reached=6,
    ),
    Story(
        "Warm Waterkant",
        "Zutphen",
        "Waterkant",
        LegalForm.NONE,
        Technique.HEAT_NETWORK,
        WantedRole.EQUAL,
        "Warmte uit de rivier.",
        weeks=30,
    ),
)
