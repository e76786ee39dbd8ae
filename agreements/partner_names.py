"""How is a partner called outside the agreement in which it is a party? Its key means somebody else in the next one."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from agreements.models import Agreement, Party
from contacts.models import Side

Json = Any
Names = Mapping[str, str]
NO_NAMES: Names = {}

_PARTNER = re.compile(r"\bpartner-\d+\b")


def renamed(value: Json, names: Names) -> Json:
    """The same value, with these names of parties instead of their keys."""
    if isinstance(value, str):
        return _PARTNER.sub(lambda found: names.get(found[0], found[0]), value)
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if isinstance(value, dict):
        return {key: renamed(item, names) for key, item in value.items()}
    return value


def names_partner(value: Json) -> bool:
    return _PARTNER.search(str(value)) is not None


def of_each(agreements: Collection[Agreement]) -> dict[int, dict[str, str]]:
    """Per agreement the names of its partners by their keys: one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    partners = Party.ever.filter(agreement__in=agreements, organisation__kind=Side.PARTNER)
    for agreement, key, name in partners.order_by("pk").values_list("agreement", "key", "short_name"):
        found[agreement][key] = name
    return found
