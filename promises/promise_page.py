"""What does the page of one promise show: both sides' words, how they differ, and what this reader can say?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from initiatives import policy
from initiatives.circles import wider_circles
from initiatives.people.names import Names, known_as, party_name
from initiatives.plan.evidence_forms import ShareForm
from initiatives.policy import Ability, Seat
from initiatives.terms import Phase
from promises.forms import GIVER_SAYS, RECEIVER_SAYS, WordForm, file_parties, from_to
from promises.models import Promise, PromiseWord
from promises.page import line_of, where_promised
from promises.partner_page import agreements_to_open
from promises.policy import Voice, seats_at, voices
from promises.rows import in_own_words, said_of, standing_of
from promises.standing import Standing, words_of
from promises.terms import Word
from samenspel import dutch


def voice_named(request: HttpRequest, promise: Promise, uuid: str) -> Voice | None:
    """The side that a form speaks for; with one tap her own."""
    found = _voices(request, promise)
    if uuid:
        return next((voice for voice in found if str(voice.organisation.uuid) == uuid), None)
    return next((voice for voice in found if not voice.recorded), None)


def _voices(request: HttpRequest, promise: Promise) -> list[Voice]:
    seats = seats_at(request.user, promise)
    parties = file_parties(promise.collaboration) if Ability.LOG in request.abilities else []
    return voices(promise, seats, request.abilities, parties)


def promise_context(
    request: HttpRequest,
    promise: Promise,
    file: Mapping[str, Any],
    *,
    said: tuple[int, WordForm] | None = None,
    share_form: BaseForm | None = None,
) -> dict[str, Any]:
    """`said`, `share_form`: a form that was refused, with whose word it is."""
    promise = Promise.objects.with_words().select_related("collaboration").get(pk=promise.pk)
    promise.collaboration = file["collaboration"]
    words = list(promise.words.all())
    own = file["viewer"].organisations
    standing = standing_of(promise)
    owns = _owns(request, promise, file["seats"])
    outside = file.get("outside", False)
    opened = (
        agreements_to_open(request.user, promise)
        if outside
        else {promise.agreement_id, promise.replaced_by_id}
    )
    place = where_promised(promise)
    others_spoke = any(row.organisation_id != promise.owner_id for row in words)
    return {
        "promise": promise,
        "line": line_of(promise, Phase(promise.collaboration.phase), own, ()),
        "from_to": from_to(promise.giver, promise.receiver, own),
        "where": place if not outside or promise.agreement_id in opened else place | {"url": ""},
        "opens_addendum": promise.replaced_by_id in opened,
        "recorded_by": party_name(promise.owner)
        if outside
        else Names([(promise.by_id, promise.owner_id)]).of(promise.by, promise.owner_id),
        "standing": standing,
        "sides": _sides(promise, words) if standing.differs else [],
        "questions": questions(standing) if standing.differs else [],
        "history": [_told(promise, row, names_of=own if outside else None) for row in reversed(words)],
        "voices": [_asked(promise, words, voice, said) for voice in _voices(request, promise)],
        "share_form": share_form or (ShareForm(row=promise) if owns and wider_circles(promise) else None),
        "may_withdraw": owns and not others_spoke,
    }


def _owns(request: HttpRequest, promise: Promise, seats: Iterable[Seat]) -> bool:
    """Whether she may share it and take it away: she works at whose it is."""
    if Ability.LOG not in request.abilities or promise.withdrawn_at:
        return False
    return policy.seat_at(seats, promise.owner_id, Ability.LOG) is not None


def _asked(
    promise: Promise, words: list[PromiseWord], voice: Voice, said: tuple[int, WordForm] | None
) -> dict[str, Any]:
    """The form of one side, with its refusal when it was sent."""
    refused = said[1] if said and said[0] == voice.organisation.pk else None
    return {
        "form": refused or _form(promise, words, voice),
        "organisation": voice.organisation,
        "name": party_name(voice.organisation),
        "recorded": voice.recorded,
        "refused": bool(refused),
    }


def _form(promise: Promise, words: list[PromiseWord], voice: Voice) -> WordForm:
    said, own = said_of(promise, words), in_own_words(promise)
    return WordForm(
        words=words_of(said, by_giver=voice.by_giver, own_words=own),
        by_giver=voice.by_giver,
        initial={"revision": promise.revision},
        auto_id=f"id_{voice.organisation.pk}_%s",
    )


def sent_form(request: HttpRequest, voice: Voice) -> WordForm:
    """What was sent, with every word of that side: the action says which of them fit now."""
    says = GIVER_SAYS if voice.by_giver else RECEIVER_SAYS
    return WordForm(
        request.POST.copy(),
        words=list(says),
        by_giver=voice.by_giver,
        auto_id=f"id_{voice.organisation.pk}_%s",
    )


def _told(promise: Promise, row: PromiseWord, names_of: Iterable[int] | None = None) -> dict[str, Any]:
    """`names_of`: the organisations whose people this reader reads by name, when that is not everyone."""
    says = GIVER_SAYS if row.organisation_id == promise.giver_id else RECEIVER_SAYS
    title = str(says[Word(row.word)])
    if row.day:
        title = _("%(what)s: %(day)s") % {"what": title, "day": dutch.short_date(row.day)}
    return {"row": row, "title": title, "by": _said_by(row, names_of)}


def _said_by(row: PromiseWord, names_of: Iterable[int] | None) -> str:
    party = party_name(row.organisation)
    if names_of is not None and row.organisation_id not in names_of:
        return capfirst(party)
    if names_of is not None and row.recorded:
        return _("vastgelegd door een ander")
    who = known_as(row.by, None)
    return _("%(who)s, vastgelegd namens %(party)s") % {"who": who, "party": party} if row.recorded else who


def _sides(promise: Promise, words: list[PromiseWord]) -> list[dict[str, Any]]:
    """The newest word of the giver beside the newest of who got it."""
    found = []
    for by_giver in (True, False):
        rows = [row for row in words if (row.organisation_id == promise.giver_id) == by_giver]
        party = promise.giver if by_giver else promise.receiver or promise.owner
        if rows:
            found.append(
                {
                    "side": rows[-1].organisation.kind,
                    "name": party_name(rows[-1].organisation),
                    **_told(promise, rows[-1]),
                }
            )
        elif party != promise.giver:
            title = _("Dit is toegezegd")
            found.append({"side": party.kind, "name": party_name(party), "title": title, "row": None})
    return found


def questions(standing: Standing) -> list[str]:
    """What opens the conversation: never who is right."""
    if standing.given == Word.NOT_SO:
        return [
            _("Wat hoorde ieder in dat gesprek?"),
            _("Wat kan er nu wel worden toegezegd, en wanneer?"),
        ]
    if Word.LAPSED in (standing.given, standing.got):
        return [_("Waarom was dit belangrijk voor jullie?"), _("Wat kan ervoor in de plaats komen?")]
    return [
        _("Waaraan zie je dat dit klaar is?"),
        _("Wat ontbreekt er nog, en wie doet dat wanneer?"),
    ]
