"""Which agreement that was made elsewhere is doubted by another side, by whom, and who is to answer?

A doubt is about one registration. Who registered it corrects it, withdraws it, or keeps it as it is with the reason why
it is right; each of these answers. Until then it proves nothing: what two sides agreed on, one side does not say alone.
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Registration, RegistrationDoubt
from initiatives.plan.formalised import criterion_of

CHIP = {"text": _("klopt dit?"), "kind": "waits"}


def with_doubt(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Adds the first doubt that waits for an answer: `doubted_at` and `doubted_by`, and who is to answer in
    `registered_by`."""
    open_doubts = _unanswered().filter(registration__agreement=OuterRef("pk")).order_by("pk")
    return agreements.annotate(
        doubted_at=Subquery(open_doubts.values("created_at")[:1]),
        doubted_by=Subquery(open_doubts.values("seat__organisation__name")[:1]),
        registered_by=Subquery(open_doubts.values("registration__seat__organisation")[:1]),
    )


def of_result() -> Exists:
    """Whether a result, a milestone, is what such a registration counts as."""
    return Exists(_unanswered().filter(registration__milestone=OuterRef("pk")))


def _unanswered() -> QuerySet[RegistrationDoubt]:
    later = Registration.objects.filter(
        agreement=OuterRef("registration__agreement"), pk__gt=OuterRef("registration")
    )
    return RegistrationDoubt.objects.filter(registration__withdrawn=False).exclude(Exists(later))


def of_newest(registration: Registration) -> dict[str, Any]:
    """The same for the newest registration of one agreement, with its doubts at hand."""
    doubted = not registration.withdrawn and bool(registration.doubts.all())
    return {"doubted": doubted, "proves": criterion_of(registration.milestone) is not None}
