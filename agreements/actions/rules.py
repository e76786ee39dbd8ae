"""Which rules hold for every change of an agreement?"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.formats.typed import Refused, lines, one_line
from agreements.living import amending
from agreements.models import Agreement, Article, Party, PolicyMention
from agreements.policy import OPEN_STAGES
from agreements.terms import Stage
from initiatives.terms import Status
from samenspel.errors import DomainError

FILE_ENDED = gettext_lazy("Deze samenwerking is gestopt. De overeenkomst blijft leesbaar.")


def must_not_be_shared(agreement: Agreement) -> None:
    """What all parties read, none of them takes out or adds to alone."""
    if agreement.stage == Stage.SHARED:
        raise DomainError(_("Alle partijen lezen dit stuk al. Stel het voor bij het artikel."))


def hold_open(agreement: Agreement) -> Agreement:
    """Takes its row, so that nobody changes a text while it is laid ready to sign, and reads it anew."""
    return hold(agreement.pk, OPEN_STAGES, _("Deze overeenkomst kan niet meer veranderen. Begin een nieuwe."))


def must_be_open(agreement: Agreement) -> None:
    """The same, for who goes on with the agreement it has: it knows the stage of now."""
    agreement.stage = hold_open(agreement).stage


def must_take_part(party: Party) -> None:
    """A colleague can have stopped for this party while somebody wrote for it."""
    if not Party.objects.filter(pk=party.pk).exists():
        raise DomainError(_("Deze partij doet niet meer mee aan dit stuk. Zeg eerst dat zij toch meedoet."))


def must_not_be_ended(row: Agreement | PolicyMention) -> None:
    if row.collaboration.status == Status.ENDED:
        raise DomainError(str(FILE_ENDED))


def must_be_worded_by_people(article: Article) -> None:
    """Which text an addendum changes is said by Samenspel, so that it is always right."""
    if article.clause_key == amending.KEY:
        raise DomainError(_("Dit artikel schrijft Samenspel zelf. Het volgt wat jullie veranderen."))


def hold(pk: int, stages: Collection[Stage], refusal: str) -> Agreement:
    """Takes the agreement's row, so that two people act one after another, and reads it anew. `refusal`: what is said
    outside these stages."""
    if not Agreement.objects.filter(pk=pk, stage__in=stages).update(revision=F("revision")):
        raise DomainError(refusal)
    agreement = Agreement.objects.select_related("collaboration", "format").get(pk=pk)
    must_not_be_ended(agreement)
    return agreement


def begin(request_key: UUID | None, **values: Any) -> tuple[Agreement, bool]:
    """An agreement, and whether it is new: the same `request_key` twice gives the one that is there."""

    def there() -> Agreement | None:
        same = Agreement.objects.filter(request_key=request_key, collaboration=values["collaboration"])
        return same.first() if request_key else None

    if found := there():
        return found, False
    try:
        with transaction.atomic():
            return Agreement.objects.create(request_key=request_key, **values), True
    except IntegrityError as clash:  # the other press was quicker
        if found := there():
            return found, False
        raise DomainError(_("Deze pagina stond te lang open. Begin opnieuw.")) from clash


def one_line_of(text: str, field: str, limit: int) -> str:
    """One line without control characters, or a refusal beside the field."""
    try:
        return one_line(text, limit) or ""
    except Refused as refused:
        raise DomainError(str(refused), field=field) from refused


def lines_of(text: str, field: str, limit: int) -> str:
    try:
        return lines(text, limit) or ""
    except Refused as refused:
        raise DomainError(str(refused), field=field) from refused
