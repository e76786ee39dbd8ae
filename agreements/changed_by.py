"""Who changed which article between two versions, as the timeline tells it?"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.annexes.fields import CLAUSE
from agreements.models import Proposal, Version
from initiatives.history.timeline import subject_of
from initiatives.models import Event
from initiatives.people.names import party_name
from initiatives.terms import Circle, EventKind
from samenspel import dutch

K = EventKind
SAID: dict[str, Any] = {
    K.TEXT_ADOPTED: gettext_lazy("Voorstel van %(who)s, overgenomen op %(day)s."),
    K.ARTICLES_EDITED: gettext_lazy("%(who)s veranderde de tekst op %(day)s."),
    K.ARTICLE_FOLLOWED: gettext_lazy("%(who)s nam de tekst van het nieuwe format over op %(day)s."),
    K.ANNEX_ADDED: gettext_lazy("%(who)s hing er een bijlage bij op %(day)s."),
    K.ANNEX_REMOVED: gettext_lazy("%(who)s haalde een bijlage weg op %(day)s."),
    K.ANNEX_REPLACED: gettext_lazy("%(who)s verving een bijlage op %(day)s."),
}
# What was adopted, when it is more than another text.
SHAPED: dict[str, Any] = {
    "drop": gettext_lazy("Voorstel van %(who)s om dit artikel eruit te halen, overgenomen op %(day)s."),
    "move": gettext_lazy("Voorstel van %(who)s om dit artikel te verplaatsen, overgenomen op %(day)s."),
    "split": gettext_lazy("Voorstel van %(who)s om een artikel te splitsen, overgenomen op %(day)s."),
    "add": gettext_lazy("Voorstel van %(who)s om dit artikel toe te voegen, overgenomen op %(day)s."),
}


def who_changed_what(old: Version, new: Version) -> dict[str, list[str]]:
    """By the key of the article, a sentence for each who changed it and each day; two queries."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    events = list(
        Event.objects.filter(
            collaboration=new.agreement.collaboration_id,
            subject=subject_of(new.agreement),
            kind__in=SAID,
            circle=Circle.EVERYONE,
            at__gt=old.at,
            at__lte=new.at,
        )
        .select_related("actor_organisation")
        .order_by("seq")
    )
    proposed = [event.payload["proposal"] for event in events if "proposal" in event.payload]
    rows = Proposal.objects.filter(uuid__in=proposed).values_list("uuid", "new_key")
    came = {str(uuid): key for uuid, key in rows}
    for event in events:
        who = party_name(event.actor_organisation) if event.actor_organisation else _("Samenspel")
        words = SHAPED.get(event.payload.get("what", ""), SAID[event.kind])
        said = capfirst(str(words) % {"who": who, "day": dutch.full_date(dutch.local_date(event.at))})
        for key in _articles(event, came):
            found[key][said] = None
    return {key: list(lines) for key, lines in found.items()}


def _articles(event: Event, came: dict[str, str]) -> Iterator[str]:
    """Which articles read otherwise by what this event tells; `came`: per proposal the article that it brought."""
    payload = event.payload
    if event.kind in (K.ANNEX_ADDED, K.ANNEX_REMOVED, K.ANNEX_REPLACED):
        yield CLAUSE
    elif event.kind == K.ARTICLES_EDITED:
        yield from payload["articles"]
    else:
        if payload.get("what") != "add":  # what stood before it did not change
            yield payload["article"]
        yield from payload.get("along", ())  # they say what a table says that was proposed
        if new := came.get(payload.get("proposal", "")):
            yield new
