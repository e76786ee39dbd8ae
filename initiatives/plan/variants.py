"""Does a part of the stappenplan fit this initiative in this file, and if not, why?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.terms import Aim, Experience, LegalForm, Partners, Technique, Ties, WantedRole
from samenspel.dutch import either


@dataclass(frozen=True)
class Kind:
    """What a plan is fitted to: six answers of the profile, as they stand or as somebody is about to save them, and
    what the file itself shows of partners."""

    technique: str
    legal_form: str
    wanted_role: str
    aim: str
    experience: str
    ties: str
    partners: str


@dataclass(frozen=True)
class Condition:
    """What a plan looks at. `fits`: how it reads after "past bij"; `chosen`: what holds for this initiative.

    asked: a question of the profile; otherwise the file knows it by itself.
    """

    label: Any
    choices: type[TextChoices]
    fits: Mapping[str, Any]
    chosen: Mapping[str, Any]
    asked: bool = True


# Whoever has not chosen yet, or wants a bit of everything, has no value here: everything fits.
CONDITIONS: Mapping[str, Condition] = {
    "technique": Condition(
        gettext_lazy("Techniek"),
        Technique,
        {
            Technique.INDIVIDUAL: gettext_lazy("warmte per woning"),
            Technique.HEAT_NETWORK: gettext_lazy("een warmtenet"),
            Technique.GREEN_GAS: gettext_lazy("groen gas"),
        },
        {
            Technique.INDIVIDUAL: gettext_lazy("Jullie kiezen per woning."),
            Technique.HEAT_NETWORK: gettext_lazy("Jullie kiezen een warmtenet."),
            Technique.GREEN_GAS: gettext_lazy("Jullie kiezen groen gas."),
        },
    ),
    "legal_form": Condition(
        gettext_lazy("Rechtsvorm"),
        LegalForm,
        {
            LegalForm.NONE: gettext_lazy("een werkgroep zonder rechtsvorm"),
            LegalForm.ASSOCIATION: gettext_lazy("een vereniging"),
            LegalForm.FOUNDATION: gettext_lazy("een stichting"),
            LegalForm.COOPERATIVE: gettext_lazy("een coöperatie"),
            LegalForm.OTHER: gettext_lazy("een andere rechtsvorm"),
        },
        {
            LegalForm.NONE: gettext_lazy("Jullie hebben geen rechtsvorm."),
            LegalForm.ASSOCIATION: gettext_lazy("Jullie zijn een vereniging."),
            LegalForm.FOUNDATION: gettext_lazy("Jullie zijn een stichting."),
            LegalForm.COOPERATIVE: gettext_lazy("Jullie zijn een coöperatie."),
            LegalForm.OTHER: gettext_lazy("Jullie hebben een andere rechtsvorm."),
        },
    ),
    "wanted_role": Condition(
        gettext_lazy("Rol van het initiatief"),
        WantedRole,
        {
            WantedRole.THINK_ALONG: gettext_lazy("een initiatief dat meedenkt"),
            WantedRole.EQUAL: gettext_lazy("een initiatief dat gelijkwaardig meedoet"),
            WantedRole.DO_IT: gettext_lazy("een initiatief dat het zelf doet"),
        },
        {
            WantedRole.THINK_ALONG: gettext_lazy("Jullie willen meedenken."),
            WantedRole.EQUAL: gettext_lazy("Jullie willen het gelijkwaardig samen doen."),
            WantedRole.DO_IT: gettext_lazy("Jullie willen het zelf doen."),
        },
    ),
    "aim": Condition(
        gettext_lazy("Hoe ver reikt de ambitie?"),
        Aim,
        {
            Aim.SAVE: gettext_lazy("minder energie gebruiken"),
            Aim.OFF_GAS: gettext_lazy("van het aardgas af gaan"),
            Aim.WIDER: gettext_lazy("meer willen dan warmte"),
        },
        {
            Aim.SAVE: gettext_lazy("Jullie willen vooral minder energie gebruiken."),
            Aim.OFF_GAS: gettext_lazy("Jullie willen van het aardgas af."),
            Aim.WIDER: gettext_lazy("Jullie willen meer dan warmte."),
        },
    ),
    "experience": Condition(
        gettext_lazy("Ervaring van het initiatief"),
        Experience,
        {
            Experience.FIRST: gettext_lazy("een initiatief dat dit voor het eerst doet"),
            Experience.EARLIER: gettext_lazy("een initiatief met ervaring"),
        },
        {
            Experience.FIRST: gettext_lazy("Dit is jullie eerste project."),
            Experience.EARLIER: gettext_lazy("Jullie deden eerder een project met de buurt."),
        },
    ),
    "ties": Condition(
        gettext_lazy("Eerder samengewerkt?"),
        Ties,
        {
            Ties.FIRST: gettext_lazy("een eerste samenwerking"),
            Ties.EARLIER: gettext_lazy("een initiatief en gemeente die elkaar al kennen"),
        },
        {
            Ties.FIRST: gettext_lazy("Dit is jullie eerste samenwerking."),
            Ties.EARLIER: gettext_lazy("Jullie werkten eerder samen."),
        },
    ),
    "partners": Condition(
        gettext_lazy("Partners"),
        Partners,
        {
            Partners.NONE: gettext_lazy("een dossier zonder partner"),
            Partners.PRESENT: gettext_lazy("een dossier met een partner"),
        },
        {
            Partners.NONE: gettext_lazy("Er doet nog geen partner mee."),
            Partners.PRESENT: gettext_lazy("Er doet een partner mee."),
        },
        asked=False,
    ),
}
Applies = Mapping[str, Iterable[str]]


def why_not(applies: Applies, about: Kind) -> str:
    """ "" when it fits; else the first reason, in a sentence people read with what was left out."""
    for name, condition in CONDITIONS.items():
        wanted, said = list(applies.get(name) or ()), str(getattr(about, name))
        if wanted and said in condition.chosen and said not in wanted:
            return _("Past bij %(wanted)s. %(chosen)s") % {
                "wanted": either(condition.fits[value] for value in wanted),
                "chosen": condition.chosen[said],
            }
    return ""


def fits(applies: Applies, about: Kind) -> bool:
    return not why_not(applies, about)


def in_words(applies: Applies) -> str:
    """*Past bij een warmtenet of groen gas; een coöperatie*, or nothing when it is for everybody."""
    parts = [either(CONDITIONS[name].fits[value] for value in values) for name, values in applies.items()]
    return _("Past bij %(wanted)s") % {"wanted": "; ".join(parts)} if parts else ""
