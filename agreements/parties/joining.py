"""Which partners of the file can become party to an agreement that is still being made?"""

from django.db.models import QuerySet

from agreements.models import Agreement, Party
from contacts.models import Side
from initiatives.models import Participation


def may_join(agreement: Agreement) -> QuerySet[Participation]:
    """Those that are no party; one that stopped comes back by itself."""
    known = Party.ever.filter(agreement=agreement).values("organisation")
    partners = agreement.collaboration.participations.in_force().filter(side=Side.PARTNER)
    return partners.exclude(organisation__in=known).select_related("organisation").order_by("pk")
