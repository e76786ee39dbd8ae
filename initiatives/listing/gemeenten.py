"""In which gemeenten does someone work by way of her files? These come first wherever she chooses or reads gemeenten."""

from typing import Any

from initiatives.models import Collaboration
from municipalities.fields import MOST_OWN
from municipalities.models import Municipality


def worked_in(user: Any) -> list[str]:
    """The codes, in the order of the names."""
    files = Collaboration.objects.visible_to(user).order_by()
    known = Municipality.objects.existing().filter(collaborations__in=files)
    return list(known.in_order().values_list("code", flat=True).distinct()[:MOST_OWN])
