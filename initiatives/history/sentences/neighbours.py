"""What does the timeline say of the summary that neighbours read?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from initiatives.history.linked import Linked
from initiatives.history.sentences.words import Tell, Told, page_of_row
from initiatives.models import Event
from initiatives.terms import EventKind

K = EventKind


def _summary(words: Any) -> Tell:
    def told(event: Event, linked: Linked) -> Told:
        return Told(str(words), url=page_of_row(event, "agreements:neighbours"))

    return told


SENTENCES: Mapping[EventKind, Tell] = {
    K.SUMMARY_STARTED: _summary(gettext_lazy("Begonnen aan een samenvatting voor de buurt")),
    K.SUMMARY_PUBLISHED: _summary(gettext_lazy("De buurt kan de samenvatting lezen")),
    K.SUMMARY_TAKEN_DOWN: _summary(
        gettext_lazy("De samenvatting voor de buurt is weggehaald, met een reden")
    ),
    K.SUMMARY_BLANKED: _summary(
        gettext_lazy("Iemand is gewist, en staat niet meer in de samenvatting voor de buurt")
    ),
}
