"""What do letters say, and how do they reach people, each once, also when the mail server was away?

A mail names the initiative and what is asked, and leads to the one thing it is about. It never holds what somebody
wrote: that is read in the file, by whoever may read it there.

A row of Letter is the truth. Whoever takes one moves its next try first, so two at work never send the same one,
and one that dies on the way leaves it for a later try.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from initiatives.deciding.partner_keys import keys_of
from initiatives.file_page import address
from initiatives.history.linked import Linked
from initiatives.history.sentences.table import SENTENCES
from initiatives.history.sentences.words import Told
from initiatives.models import Collaboration, DecisionKey, DecisionNote, Event, Letter
from initiatives.policy import Viewer
from initiatives.terms import EventKind, NoteKind
from samenspel.plugged import plugged

logger = logging.getLogger(__name__)
AT_ONCE = 50
WAITS = (5, 30, 120, 480, 1440)  # minutes until the next try
KEPT_DAYS = 30
NOBODY = Viewer((), is_coach=False, in_file=False)
# What a partner that holds a key hears of the decision: what its own page says of it.
OF_ITS_KEY = (
    EventKind.DECISION_PROPOSED,
    EventKind.KEY_TURNED,
    EventKind.DECISION_CLOSED,
)


def send_waiting() -> int:
    """Sends what lies ready; says how many left. A mail server that is away ends the round."""
    now = timezone.now()
    waiting = Letter.objects.filter(closed_at=None, next_try_at__lte=now)
    sent = 0
    for letter in waiting.select_related("event", "person__user")[:AT_ONCE]:
        if not _take(letter):
            continue
        try:
            sent += _send(letter)
        except OSError as failure:  # smtplib's and the network's errors are all of this kind
            logger.warning("Letter %s did not leave: %s", letter.uuid, type(failure).__name__)
            break
    Letter.objects.filter(closed_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    return sent


def _take(letter: Letter) -> bool:
    """Ours for this try; after the last one it is closed, sent or not."""
    now = timezone.now()
    if letter.tries >= len(WAITS):
        Letter.objects.filter(pk=letter.pk).update(closed_at=now)
        return False
    later = now + timedelta(minutes=WAITS[letter.tries])
    mine = Letter.objects.filter(pk=letter.pk, tries=letter.tries, closed_at=None)
    return bool(mine.update(tries=F("tries") + 1, next_try_at=later))


def _send(letter: Letter) -> bool:
    found = message(letter)
    if found is not None:
        body = render_to_string("mail/letter_message.txt", {"person": letter.person, "message": found})
        EmailMessage(found.subject[:200], body.strip() + "\n", to=[letter.person.email]).send()
    Letter.objects.filter(pk=letter.pk).update(closed_at=timezone.now())
    return found is not None


@dataclass(frozen=True)
class Message:
    subject: str
    title: str
    link: str


def message(letter: Letter) -> Message | None:
    """What this person reads now; nothing when she may no longer see the file or has no address."""
    person, event = letter.person, letter.event
    user = person.user
    if person.erased_at or not person.email or user is None or not user.is_active:
        return None
    file = Collaboration.objects.visible_to(user).with_parties().filter(pk=event.collaboration_id).first()
    if file is None:
        return _for_partner(letter)
    told = _told(event)
    path = told.url or address("insights:overview", file.uuid)
    return Message(f"{file.title}: {told.title}", told.title, settings.SITE_URL + path)


def _told(event: Event) -> Told:
    """As who reads no row in a circle reads it: a mail quotes nobody, also where its reader may read the words."""
    return SENTENCES[EventKind(event.kind)](event, Linked([event], NOBODY))


def _for_partner(letter: Letter) -> Message | None:
    """A partner reads the agreement that names her, the proposal for which she holds a key, what becomes of it and the
    answers to what she asked, and nothing else of the file."""
    event, user = letter.event, letter.person.user
    for partners in plugged("PARTNERS_TOLD"):
        if page := partners.page(user, event):
            return _without_the_file(event, page)
    uuid = event.subject.partition(":")[2]
    key = keys_of(user).filter(decision__uuid=uuid).first()
    if key is None or not (event.kind in OF_ITS_KEY or _answers(event, key)):
        return None
    return _without_the_file(event, address("initiatives:partner-key", key.uuid))


def _without_the_file(event: Event, path: str) -> Message:
    told = _told(event)
    return Message(f"{event.collaboration.title}: {told.title}", told.title, settings.SITE_URL + path)


def _answers(event: Event, key: DecisionKey) -> bool:
    """Whether this tells that a question of this very partner was answered."""
    said = event.payload.get("said", "") if event.payload.get("note") == NoteKind.ANSWER else ""
    asked = DecisionNote.objects.filter(answers__participation=key.participation)
    return bool(said) and asked.filter(uuid=said).exists()
