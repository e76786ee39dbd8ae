"""What happens when policy names the initiative, when a next version comes, and when a passage is gone?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.actions.rules import must_not_be_ended, one_line_of
from agreements.formats.typed import Refused, lines
from agreements.models import Passage, PassageAnswer, PolicyMention
from agreements.registered import passages
from contacts.models import Person, Side
from initiatives.actions.notes import push_milestone
from initiatives.actions.results import stand_behind, take_back
from initiatives.history import timeline
from initiatives.models import Collaboration, Milestone, Participation
from initiatives.terms import EventKind, Form, MilestoneKind, PassageState, PolicyKind
from samenspel.errors import DomainError


@dataclass(frozen=True)
class Said:
    """What somebody says of one version: of the document, and of the passage in it."""

    state: PassageState
    version: str = ""
    adopted_on: date | None = None
    body: str = ""
    url: str = ""
    expected_on: date | None = None
    quote: str = ""
    place: str = ""
    reason: str = ""


LACKING: Mapping[str, Any] = {
    "version": gettext_lazy("Zeg welke versie het is, zoals 2026 of 2.0."),
    "adopted_on": gettext_lazy("Vul de dag in waarop deze versie is vastgesteld."),
    "body": gettext_lazy("Kies wie deze versie heeft vastgesteld."),
    "quote": gettext_lazy("Neem de zinnen over die over het initiatief gaan."),
    "reason": gettext_lazy("Schrijf op waarom. De anderen lezen dit precies zo."),
}


@transaction.atomic
def name_in_policy(
    collaboration: Collaboration,
    *,
    kind: PolicyKind,
    name: str,
    said: Said,
    stands_behind: bool = False,
    by: Person,
    seat: Participation,
) -> PolicyMention:
    """A document names this initiative. Whether it stands behind the text, only the initiative says."""
    name = one_line_of(name, "name", 160)
    if not name:
        raise DomainError(_("Hoe heet het stuk? Bijvoorbeeld: Warmteprogramma 2026."), field="name")
    said = _tidy(said)
    _must_fit(said, None)
    Collaboration.objects.filter(pk=collaboration.pk).update(revision=F("revision"))  # one after another
    same = PolicyMention.objects.filter(
        collaboration=collaboration, name__iexact=name, kind=kind
    ).prefetch_related("passages")
    for known in same:
        newest = known.passages.all()[0]
        if newest.state == PassageState.WITHDRAWN:
            continue
        if (newest.version, newest.quote, newest.by_id) == (said.version, said.quote, by.pk):
            return known  # pressed twice
        raise DomainError(_("Dit stuk staat er al. Kies daar “Er is een nieuwe versie”."), field="name")
    mention = PolicyMention.objects.create(collaboration=collaboration, kind=kind, name=name)
    passage = _keep(mention, said, _counted(mention, said, None, by, seat), by, seat)
    if stands_behind and passage.milestone:
        stand_behind(passage.milestone, stands=True, by=by, seat=seat)
    return mention


@transaction.atomic
def say_of_next_version(
    mention: PolicyMention, said: Said, *, seen: str, by: Person, seat: Participation
) -> Passage:
    """`seen`: the passage that stood on the page. What was said of the versions before stays."""
    PolicyMention.objects.filter(pk=mention.pk).update(kind=F("kind"))  # one after another
    must_not_be_ended(mention)
    last = mention.passages.select_related("milestone").first()
    if last is None:
        raise RuntimeError("a mention has a passage from the start")
    said = _tidy(said)
    if str(last.uuid) != seen:
        if (last.state, last.by_id) == (said.state, by.pk) and _says_the_same(last, said):
            return last  # pressed twice
        raise DomainError(_("Iemand was je net voor. Lees eerst wat er nu staat, en zeg het dan opnieuw."))
    _must_fit(said, last)
    if said.state not in passages.NEW_VERSION:
        said = _of_the_same_version(said, last)
    elif said.state == PassageState.STANDS:
        said = Said(**{**vars(said), "quote": last.quote, "place": said.place or last.place})
    return _keep(mention, said, _counted(mention, said, last, by, seat), by, seat)


@transaction.atomic
def say_what_was_done(passage: Passage, *, text: str, by: Person, seat: Participation) -> PassageAnswer:
    """A side says what it did now that the passage is gone. From then on nobody is asked any more."""
    if seat.side not in (Side.MUNICIPALITY, Side.INITIATIVE):
        raise DomainError(_("De gemeente of het initiatief zegt wat er is gedaan."))
    text = one_line_of(text, "text", 500)
    if not text:
        raise DomainError(_("Schrijf op wat jullie deden, of waarom het zo goed is."), field="text")
    mention = passage.mention
    must_not_be_ended(mention)
    PolicyMention.objects.filter(pk=mention.pk).update(kind=F("kind"))  # one after another
    if passage.state != PassageState.GONE or mention.passages.filter(pk__gt=passage.pk).exists():
        raise DomainError(_("Er is intussen een nieuwe versie. Lees die eerst."))
    twice = passage.answers.filter(by=by, text=text).first()
    if twice:
        return twice
    answer = PassageAnswer.objects.create(passage=passage, text=text, by=by, seat=seat)
    _tell(mention, {"answered": True}, by, seat, holds=[answer])
    return answer


# --- the parts ------------------------------------------------------------------------------------------


def _tidy(said: Said) -> Said:
    limits = {"version": 60, "place": 80, "reason": 500}
    short = {field: one_line_of(getattr(said, field), field, limit) for field, limit in limits.items()}
    try:
        quote = lines(said.quote, 1000) or ""
    except Refused as refused:
        raise DomainError(str(refused), field="quote") from refused
    return Said(**{**vars(said), **short, "quote": quote})


def _must_fit(said: Said, last: Passage | None) -> None:
    if said.state not in passages.possible(PassageState(last.state) if last else None):
        raise DomainError(_("Dit kan hier niet gezegd worden. Kies iets anders."), field="state")
    for field in passages.lacking(
        said.state,
        version=said.version,
        adopted_on=said.adopted_on,
        body=said.body,
        quote=said.quote,
        reason=said.reason,
    ):
        raise DomainError(str(LACKING[field]), field=field)
    wrong = passages.wrong_days(
        said.state,
        said.adopted_on,
        said.expected_on,
        before=last.adopted_on if last else None,
        today=timezone.localdate(),
    )
    for field, refusal in wrong.items():
        raise DomainError(refusal, field=field)


def _of_the_same_version(said: Said, last: Passage) -> Said:
    """No new version came, or the mention was wrong: the version that was there stays the one it is about."""
    return Said(
        said.state,
        last.version,
        last.adopted_on,
        last.body,
        last.url,
        said.expected_on or last.expected_on,
        last.quote,
        last.place,
        said.reason,
    )


def _says_the_same(last: Passage, said: Said) -> bool:
    if said.state not in passages.NEW_VERSION:
        return True
    return (last.version, last.adopted_on) == (said.version, said.adopted_on)


def _counted(
    mention: PolicyMention, said: Said, last: Passage | None, by: Person, seat: Participation
) -> Milestone | None:
    """What the file counts it as. Other words are another result: behind those the initiative says anew that it stands."""
    counted = last.milestone if last else None
    if counted and said.state in passages.SAME_WORDS:
        return counted
    if counted:
        take_back(counted, by=by, seat=seat)
    if said.state not in passages.COUNTS:
        return None
    return push_milestone(
        mention.collaboration,
        kind=MilestoneKind.OTHER,
        form=Form.POLICY_INCLUSION,
        title=_("%(name)s, versie %(version)s") % {"name": mention.name[:130], "version": said.version},
        url=reverse("agreements:list", args=[mention.collaboration.uuid]) + "#beleid",
        on=said.adopted_on or timezone.localdate(),
        by=by,
        seat=seat,
        told=True,
    )


def _keep(
    mention: PolicyMention, said: Said, milestone: Milestone | None, by: Person, seat: Participation
) -> Passage:
    passage = Passage.objects.create(mention=mention, milestone=milestone, by=by, seat=seat, **vars(said))
    _tell(mention, {"state": said.state}, by, seat, holds=[passage, *filter(None, [milestone])])
    return passage


def _tell(
    mention: PolicyMention,
    what: dict[str, object],
    by: Person,
    seat: Participation,
    *,
    holds: Iterable[Any],
) -> None:
    timeline.record(
        mention.collaboration,
        EventKind.IN_POLICY,
        by=by,
        organisation=seat.organisation,
        subject=mention,
        payload={"kind": mention.kind, **what},
        holds=holds,
    )
