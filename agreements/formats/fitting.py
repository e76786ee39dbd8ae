"""Which articles does the file itself suggest: because of its technique, its money or its partners?

Each with the reason. What a kind of document holds already, or does not know, is left alone.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.terms import Technique, WantedRole


@dataclass(frozen=True)
class Case:
    """What the rules look at."""

    technique: str
    wanted_role: str
    partners: int = 0
    money: bool = False

    @property
    def collective(self) -> bool:
        return self.technique in (Technique.HEAT_NETWORK, Technique.GREEN_GAS)


@dataclass(frozen=True)
class Fit:
    clause_key: str
    title: str | Promise
    why: str | Promise
    fits: Callable[[Case], bool]


FITS = (
    Fit(
        "mandaat",
        _("Wie mag tekenen"),
        _("Er doen meer dan twee partijen mee. Dan helpt het om te zeggen wie mag tekenen."),
        lambda case: case.partners > 0,
    ),
    Fit(
        "warmteoplossing",
        _("De warmteoplossing"),
        _("Jullie denken al aan een techniek. Zo staat erbij hoe zeker die is."),
        lambda case: case.technique != Technique.OPEN,
    ),
    Fit(
        "groeiruimte",
        _("Groeien en leren"),
        _("Het initiatief wil het zelf doen. Daarvoor is tijd en ruimte nodig om te groeien."),
        lambda case: case.wanted_role == WantedRole.DO_IT,
    ),
    Fit(
        "andere_partijen",
        _("Andere partijen"),
        _("Er doen partners mee in het dossier. Zo is duidelijk hoe zij erbij komen."),
        lambda case: case.partners > 0,
    ),
    Fit(
        "draagvlak",
        _("Steun en deelname meten"),
        _("Een gezamenlijke oplossing kan alleen als genoeg bewoners meedoen."),
        lambda case: case.collective,
    ),
    Fit(
        "financiering",
        _("Geld"),
        _("Er is al een begroting. Zo staat erbij wie wat betaalt."),
        lambda case: case.money,
    ),
    Fit(
        "staatssteun_daeb",
        _("Europese regels over steun"),
        _("Er gaat geld om. De gemeente toetst dan of dat als steun geldt."),
        lambda case: case.money,
    ),
    Fit(
        "aanbesteding",
        _("Inkoop en aanbesteding"),
        _("Voor een gezamenlijke oplossing wordt straks ingekocht. Zo weet iedereen welke regels gelden."),
        lambda case: case.collective,
    ),
)


def fitting(case: Case) -> list[Fit]:
    return [fit for fit in FITS if fit.fits(case)]


def added(chosen: Collection[str], needs: Mapping[str, str], present: Collection[str]) -> list[str]:
    """Of what was chosen: the articles that this kind of document knows and does not open with by itself."""
    return [key for key in chosen if key in needs and key not in present]
