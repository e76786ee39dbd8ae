"""Which partners hear of an agreement that names them, and what is an article called that the timeline tells of?

Named in `settings.PARTNERS_TOLD` and `settings.ARTICLES_CALLED`.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from agreements.models import Agreement, Article, Party
from contacts.models import Organisation, Side
from initiatives.models import Event, Participation
from initiatives.policy import Viewer
from initiatives.terms import EventKind


def titles(wanted: Mapping[str, set[str]], viewer: Viewer) -> dict[tuple[str, str], str]:
    """By agreement and key, of the articles that this reader may read. `wanted`: keys by the uuid of their agreement."""
    named = reduce(or_, (Q(agreement__uuid=uuid, clause_key__in=keys) for uuid, keys in wanted.items()))
    readable = Agreement.objects.filter(uuid__in=wanted).readable_by(viewer)
    found = Article.objects.filter(named, agreement__in=readable)
    rows = found.values_list("agreement__uuid", "clause_key", "title")
    return {(str(uuid), key): title for uuid, key, title in rows}


class _Partners:
    def seats(self, event: Event) -> QuerySet[Participation]:
        """The places of the partners that the agreement of this event names, while they take part."""
        named = Party.objects.filter(agreement__in=_agreement(event)).values("organisation")
        taking_part = event.collaboration.participations.in_force()
        return taking_part.filter(side=Side.PARTNER, organisation__in=named)

    def stopped(self, event: Event) -> QuerySet[Organisation]:
        """Sides of the file that stopped with this agreement: what is said about it is no news to them any more."""
        gone = Party.ever.filter(agreement__in=_agreement(event), left_at__isnull=False)
        return Organisation.objects.filter(pk__in=gone.values("organisation"))

    def page(self, user: Any, event: Event) -> str:
        """Of the agreement, when this partner may read it; it leads on to whatever is asked of her."""
        found = _agreement(event).visible_to(user).first()
        return reverse("agreements:agreement", args=[found.uuid]) if found else ""


def _agreement(event: Event) -> Any:
    kind, _colon, uuid = event.subject.partition(":")
    if (
        kind not in ("agreement", "version") or event.kind == EventKind.PROMISED
    ):  # of a promise only whom it names
        return Agreement.objects.none()
    return Agreement.objects.filter(
        Q(uuid=UUID(uuid)) if kind == "agreement" else Q(versions__uuid=UUID(uuid))
    )


PARTNERS = _Partners()
