"""Which forms can be started here, and what does each do, also to who stands beside whom?

In one fixed order and without a ranking: parties choose, this only tells. Phases say where a form often fits.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.formats.kinds import DocumentKind
from agreements.formats.published import KIND_OF_FORM
from agreements.terms import Form, Relation
from initiatives.terms import Phase, WantedRole

Text = str | Promise


@dataclass(frozen=True)
class Choice:
    """A form as the chooser tells it: what it is, how the parties then stand, and who should read along."""

    form: Form
    standing: Text
    phase: Phase
    lawyer: Text = ""
    beside: bool = True  # the parties stand beside each other in it
    follows: Form | None = None  # what people often make after it

    @property
    def kind(self) -> DocumentKind:
        return KIND_OF_FORM[self.form]


CHOICES = (
    Choice(
        Form.LETTER_OF_INTENT,
        _("Jullie staan naast elkaar. Vaak is het een belofte om je best te doen, nog geen plicht."),
        Phase.STARTUP,
        follows=Form.COLLABORATION_AGREEMENT,
    ),
    Choice(
        Form.COLLABORATION_AGREEMENT,
        _("Jullie staan naast elkaar: elke partij belooft de andere iets, en mag haar daaraan houden."),
        Phase.ELABORATION,
        _("Laat het juridisch toetsen voor jullie tekenen."),
        follows=Form.IMPLEMENTATION_PLAN,
    ),
    Choice(
        Form.COMMISSION,
        _(
            "De gemeente is klant en keurt het werk goed. Het initiatief levert."
            " Willen jullie ook partners zijn? Leg dat dan apart vast."
        ),
        Phase.STARTUP,
        _("Laat het juridisch toetsen, ook op inkoop en btw."),
        beside=False,
    ),
    Choice(
        Form.GRANT_AGREEMENT,
        _(
            "De gemeente besluit alleen over de subsidie. Het initiatief vraagt aan en legt uit wat ermee is gedaan."
            " Tegen het besluit kan het bezwaar maken."
        ),
        Phase.STARTUP,
        _("Laat het juridisch toetsen, samen met het besluit."),
        beside=False,
    ),
    Choice(
        Form.IMPLEMENTATION_PLAN,
        _(
            "Jullie schrijven het samen. Daarna besluit de gemeente erover, en elke partij over haar eigen geld."
        ),
        Phase.DEVELOPMENT,
        _("Laat het juridisch toetsen voor de gemeente besluit."),
    ),
    Choice(
        Form.PROJECT_PLAN,
        _("Jullie verdelen het werk. Wie waarover beslist, verandert er niet door."),
        Phase.ELABORATION,
    ),
)
BY_FORM = {choice.form: choice for choice in CHOICES}


def lawyer_for(form: str) -> Text:
    """Whether a lawyer should read along, and when. Advice: nothing waits for it."""
    return BY_FORM[Form(form)].lawyer if form in BY_FORM else ""


def suggested(phase: str, after: Form | None = None) -> Form:
    """What the chooser starts with: what follows on an earlier agreement, or what this phase often ends with."""
    if after in BY_FORM and (following := BY_FORM[Form(after)].follows):
        return following
    beside = (choice.form for choice in CHOICES if choice.beside and choice.phase == phase)
    return next(beside, Form.COLLABORATION_AGREEMENT)


def relation_of(form: Form, earlier: Form) -> Relation:
    """What a new document usually is to the one it carries on from: the next step or the same again takes its place."""
    follows = BY_FORM[earlier].follows if earlier in BY_FORM else None
    return Relation.FOLLOWS if form in (follows, earlier) else Relation.BESIDE


def worth_a_talk(choice: Choice, wanted_role: str) -> bool:
    """An initiative that wants to work as an equal hears what this form does to that."""
    return not choice.beside and wanted_role == WantedRole.EQUAL
