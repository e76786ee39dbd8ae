"""What does the timeline quote of promises, as far as this reader may read them, and who hears of one?

Named in `settings.WORDS_TO_TELL`, `settings.PARTNERS_TOLD` and `settings.SIDES_TOLD`.
"""

from typing import Any

from django.db.models import Q, QuerySet, TextField, Value
from django.urls import reverse

from agreements.parties.bound import bound
from contacts.models import BOTH_SIDES, Organisation, Side
from initiatives.history import timeline
from initiatives.models import Event, Participation
from initiatives.policy import Viewer
from initiatives.querysets import circle_filter
from initiatives.terms import Circle, EventKind
from promises.models import Promise, PromiseWord
from promises.partners import let_in, places_of
from promises.querysets import PromiseQuerySet
from promises.rows import standing_of

OF_ONE = (EventKind.PROMISE_NOTED, EventKind.PROMISE_DAY_PASSED)


def words(viewer: Viewer) -> dict[str, tuple[Any, ...]]:
    """Kind of row -> the rows, and where their name, text and address stand."""
    nothing = Value("", output_field=TextField())
    said = PromiseWord.objects.filter(circle_filter(viewer, "promise__"))
    return {
        "promise": (Promise.objects.readable_by(viewer), "what", nothing, nothing),
        "promiseword": (said, nothing, "remark", nothing),
    }


class _Partners:
    """A partner that decides along or signed hears of what it promised or was promised, and reads on there."""

    def seats(self, event: Event) -> QuerySet[Participation]:
        if event.kind != EventKind.PROMISED:
            return Participation.objects.none()
        named = _told_of(event).filter(circle=Circle.EVERYONE)
        return let_in().filter(
            Q(organisation__in=named.values("giver")) | Q(organisation__in=named.values("receiver")),
            collaboration=event.collaboration_id,
        )

    def stopped(self, event: Event) -> QuerySet[Organisation]:
        return Organisation.objects.none()

    def page(self, user: Any, event: Event) -> str:
        """Of the promise; where more were taken over together, of all that name this partner."""
        told = list(_told_of(event).visible_to(user)[:2])
        if len(told) == 1:
            return reverse("promises:promise", args=[told[0].uuid])
        here = [place for place in places_of(user) if place.collaboration_id == event.collaboration_id]
        return reverse("promises:partner", args=[here[0].uuid]) if told and here else ""


PARTNERS = _Partners()


def _told_of(event: Event) -> PromiseQuerySet:
    """The promises that were given, or the one that something was said of."""
    if event.kind == EventKind.PROMISED:
        rows = [name.partition(":") for name in event.payload.get(timeline.HELD, {})]
    else:
        rows = [event.subject.partition(":")] if event.kind in OF_ONE else []
    return Promise.objects.filter(uuid__in=[uuid for kind, _colon, uuid in rows if kind == "promise"])


# --- how it stands since ----------------------------------------------------------------------------------


def sides(event: Event) -> QuerySet[Participation]:
    """Of a word that changes how a promise stands: who did not say it. Of a day that passed: whoever gave the promise."""
    promise = _told_of(event).select_related("agreement").first() if event.kind in OF_ONE else None
    if promise is None:
        return Participation.objects.none()
    if event.kind == EventKind.PROMISE_DAY_PASSED:
        return _reading(promise).filter(organisation=promise.giver_id)
    if not _is_news(promise):
        return Participation.objects.none()
    return (
        _reading(promise)
        .filter(_who_did_not_say(promise, event))
        .exclude(organisation=event.actor_organisation_id)
    )


def _who_did_not_say(promise: Promise, event: Event) -> Q:
    """The other side; and whoever it was recorded for, who did not do that."""
    speaker = event.on_behalf_of_id or event.actor_organisation_id
    told = Q(organisation=event.on_behalf_of_id)
    if speaker != promise.giver_id:
        return told | Q(organisation=promise.giver_id)
    if promise.receiver_id:
        return told | Q(organisation=promise.receiver_id)
    everyone = Q(side__in=BOTH_SIDES)
    if promise.agreement:
        everyone |= Q(organisation__in=bound().filter(agreement=promise.agreement).values("organisation"))
    return told | everyone


def _reading(promise: Promise) -> QuerySet[Participation]:
    """Who takes part and reads this promise: a partner once it is let in."""
    here = Participation.objects.in_force().filter(collaboration=promise.collaboration_id)
    if promise.circle == Circle.EVERYONE:
        return here.filter(~Q(side=Side.PARTNER) | Q(pk__in=let_in().values("pk")))
    own = Q(organisation=promise.owner_id)
    return here.filter(own | Q(side=Side.SUPPORT) if promise.circle == Circle.WITH_COACH else own)


def _is_news(promise: Promise) -> bool:
    """Whether the newest word changed how it stands: a yes to what the other said already does not."""
    words = list(promise.words.all())
    before, now = standing_of(promise, words[:-1]), standing_of(promise, words)
    return (before.state, before.due_on, before.differs) != (now.state, now.due_on, now.differs)
