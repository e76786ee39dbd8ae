"""Which rules hold for every change of an agreement?"""

from django.utils.translation import gettext as _

from agreements.formats.typed import Refused, one_line
from agreements.models import Agreement
from agreements.terms import Stage
from samenspel.errors import DomainError


def must_be_open(agreement: Agreement) -> None:
    if agreement.stage not in (Stage.PREPARING, Stage.SHARED):
        raise DomainError(_("Deze overeenkomst kan niet meer veranderen. Begin een nieuwe."))
    if agreement.collaboration.status == "ended":
        raise DomainError(_("Deze samenwerking is gestopt. De overeenkomst blijft leesbaar."))


def one_line_of(text: str, field: str, limit: int) -> str:
    """One line without control characters, or a refusal beside the field."""
    try:
        return one_line(text, limit) or ""
    except Refused as refused:
        raise DomainError(str(refused), field=field) from refused
