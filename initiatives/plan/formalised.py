"""Is a collaboration formalised, and by what? Any of three criteria will do; none of them is a form of document.

A signed joint agreement; a policy document that names the initiative and that the initiative stands behind; or means
that the gemeente freed. A concept counts for nothing here, whatever its name. Nor does what another side says is not
right, until that is answered: it is named only when nothing else proves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.terms import Form, MilestoneKind

MEANS = frozenset({Form.GRANT_AGREEMENT, Form.COMMISSION, Form.BUDGET})


class Criterion(Enum):
    SIGNED = "signed"
    NAMED = "named"
    MEANS = "means"


WORDS: dict[Criterion, str | Promise] = {
    Criterion.SIGNED: _("getekend (%(title)s)"),
    Criterion.NAMED: _("genoemd in %(title)s"),
    Criterion.MEANS: _("middelen van de gemeente (%(title)s)"),
}


@dataclass(frozen=True)
class Formalised:
    criterion: Criterion
    title: str
    on: date
    doubted: bool = False  # then it is not formalised by this; it would be
    url: str = ""

    @property
    def why(self) -> str:
        """What is signed often says so in its title; once is enough."""
        if self.criterion is Criterion.SIGNED and self.title.endswith(str(_(", getekend"))):
            return self.title
        return str(WORDS[self.criterion]) % {"title": self.title}


def criterion_of(milestone: Any) -> Criterion | None:
    """What this milestone proves; `backed` says that the initiative stands behind it."""
    if milestone.kind == MilestoneKind.AGREEMENT_PUBLISHED:
        return None
    if milestone.form == Form.POLICY_INCLUSION:
        return Criterion.NAMED if milestone.backed else None
    if milestone.kind == MilestoneKind.AGREEMENT_SIGNED:
        return Criterion.SIGNED
    return Criterion.MEANS if milestone.form in MEANS else None


def formalised(milestones: Iterable[Any]) -> Formalised | None:
    """The first thing that made it so; None while nothing did. Each knows whether another side doubts it."""
    proofs = [
        Formalised(criterion, m.title, m.on, m.doubted, m.url)
        for m in milestones
        if (criterion := criterion_of(m))
    ]
    return min(proofs, key=lambda proof: (proof.doubted, proof.on), default=None)
