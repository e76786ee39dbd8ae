"""What can be asked about a promise?"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.models import BOTH_SIDES, Organisation, Side
from initiatives.circles import circles_about
from initiatives.models import Collaboration, Participation
from initiatives.people.names import party_name
from initiatives.plan.evidence_forms import hat_field
from initiatives.plan.sources import Sources
from initiatives.terms import Circle, Phase
from promises.origin import Origin
from promises.taking import Offer
from promises.terms import Source, Word
from samenspel import dutch
from samenspel.fields import OneLine, day_field

SAID = (Source.TALK, Source.MINUTES)
GIVER_SAYS = {
    Word.KEPT: gettext_lazy("Dit is nagekomen"),
    Word.MOVED: gettext_lazy("Het wordt een andere dag"),
    Word.LAPSED: gettext_lazy("Dit vervalt"),
    Word.OPEN: gettext_lazy("Dit is weer opgepakt"),
    Word.NOT_SO: gettext_lazy("Dit is zo niet toegezegd"),
}
RECEIVER_SAYS = {
    Word.KEPT: gettext_lazy("Dit is nagekomen"),
    Word.OPEN: gettext_lazy("Dit is nog niet klaar"),
    Word.MOVED: gettext_lazy("Een andere dag is goed"),
    Word.LAPSED: gettext_lazy("Dit hoeft niet meer"),
}


class PromiseForm(forms.Form):
    """A promise in seconds: what, who to whom, and for when. The rest has an answer already."""

    what = OneLine(
        label=gettext_lazy("Wat is er toegezegd?"),
        help_text=gettext_lazy("Eén ding, in gewone woorden."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Wie beloofde het, en aan wie?"), choices=(), widget=forms.RadioSelect
    )
    due_on = day_field(label=gettext_lazy("Voor welke dag?"), required=False)
    due_phase = forms.ChoiceField(
        label=gettext_lazy("Of voor het eind van een fase"),
        choices=[("", gettext_lazy("niet aan een fase vast")), *Phase.choices],
        required=False,
    )
    said_on = day_field(label=gettext_lazy("Wanneer is het gezegd?"), initial=timezone.localdate)
    source = forms.ChoiceField(label=gettext_lazy("Waar is het gezegd?"), choices=())
    circle = forms.ChoiceField(
        label=gettext_lazy("Wie leest dit?"), choices=(), initial=Circle.EVERYONE, widget=forms.RadioSelect
    )

    hat = hat_field()

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Organisation],
        seat: Participation,
        sources: Sources,
        origin: Origin | None = None,
        wears_hats: bool = False,
        **kwargs: Any,
    ) -> None:
        """`origin`: the words in which it was promised. wears_hats: somebody of the gemeente may say in which of its
        roles it promises this."""
        super().__init__(*args, **kwargs)
        if not wears_hats:
            del self.fields["hat"]
        self._parties = {str(party.uuid): party for party in parties}
        self._sources = sources
        self.fields["direction"].choices = directions(parties, seat.organisation_id)
        self.fields["direction"].initial = self.fields["direction"].choices[0][0]
        if any(party.kind == Side.PARTNER for party in parties):
            self.fields["direction"].help_text = _(
                "Gaat het om een partner die tekende of meebeslist? Dan leest die partner dit ook."
            )
        self.fields["source"].choices = _places(sources)
        self._origin = origin
        contact = origin.contact if origin else None
        circles = circles_about(contact, seat.organisation) if contact else list(Circle)
        self.fields["circle"].choices = [
            (circle, circle.label)
            for circle in reversed(circles)
            if circle != Circle.WITH_COACH or seat.side != Side.SUPPORT
        ]
        if origin:
            self._begin_with(origin)
        if contact:
            self.fields["circle"].initial = self.fields["circle"].choices[0][0]

    def _begin_with(self, origin: Origin) -> None:
        """What the words say already: where and when, and of a chosen sentence also what, who and by which day."""
        if origin.agreement:
            name = _("In artikel %(number)s van “%(title)s”") % {
                "number": origin.number,
                "title": origin.agreement.title,
            }
            self.fields["source"].choices = [(origin.code, name), *self.fields["source"].choices]
        self.fields["source"].initial = origin.code
        self.fields["said_on"].initial = origin.on
        if told := origin.chosen:
            self.fields["what"].initial = told.sentence
            self.fields["due_on"].initial = told.due_on
            directions = [code for code, _words in self.fields["direction"].choices]
            hers = (code for code in directions if code.startswith(f"{told.givers[0]}:"))
            self.fields["direction"].initial = next(hers, directions[0])

    @property
    def widest(self) -> str:
        """Who reads it unless somebody chooses otherwise."""
        return str(Circle(self.fields["circle"].initial).label)

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        data = dict(self.cleaned_data)
        giver, _colon, receiver = data.pop("direction").partition(":")
        source = data.pop("source")
        named = self._sources.row(source)
        if self._origin and self._origin.agreement and source == self._origin.code:
            named = {"agreement": self._origin.agreement, "clause_key": self._origin.clause_key}
        return {
            **data,
            **named,
            "giver": self._parties[giver],
            "receiver": self._parties.get(receiver),
            "source": source if source in SAID else Source.TALK,
        }


def directions(parties: Iterable[Organisation], own: int) -> list[tuple[str, str]]:
    """From whom to whom: first what we promised the other side, then what it promised us, then all others."""
    parties = list(parties)
    sides = sorted((p for p in parties if p.kind in BOTH_SIDES), key=lambda party: party.pk != own)
    pairs: list[tuple[Organisation, Organisation | None]] = [
        (giver, receiver) for giver in sides for receiver in sides if giver != receiver
    ]
    if any(party.kind == Side.PARTNER for party in parties):
        pairs += [(party, None) for party in sides]
    pairs += [(party, None) for party in parties if party.kind not in BOTH_SIDES]
    pairs += [(side, party) for party in parties if party.kind == Side.PARTNER for side in sides]
    return [(f"{g.uuid}:{r.uuid if r else ''}", from_to(g, r, {own})) for g, r in pairs]


def from_to(giver: Organisation, receiver: Organisation | None, own: Iterable[int]) -> str:
    """*Gemeente Eskerveen, aan ons*; *wij, aan iedereen*"""
    ours = set(own)
    to = _("iedereen") if receiver is None else _("ons") if receiver.pk in ours else party_name(receiver)
    who = _("wij") if giver.pk in ours else party_name(giver)
    return capfirst(_("%(who)s, aan %(to)s") % {"who": who, "to": to})


def _places(sources: Sources) -> list[Any]:
    """Spoken, written, or a conversation or a decision that stands in the file."""
    of_file = [
        (title, choices)
        for title, choices in sources.choices()[1:]
        if not str(choices[0][0]).startswith("milestone:")
    ]
    return [*((place, place.label) for place in SAID), *of_file]


class WordForm(forms.Form):
    """What a side says of a promise now."""

    word = forms.ChoiceField(label=gettext_lazy("Hoe staat het?"), choices=(), widget=forms.RadioSelect)
    day = day_field(
        label=gettext_lazy("De nieuwe dag"),
        help_text=gettext_lazy("Alleen bij een andere dag."),
        required=False,
    )
    remark = OneLine(
        label=gettext_lazy("Wat wil je erbij zeggen?"),
        help_text=gettext_lazy("Nodig bij een andere dag, of als jullie het anders zien."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, words: Sequence[Word], by_giver: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        says = GIVER_SAYS if by_giver else RECEIVER_SAYS
        self.fields["word"].choices = [(word, says[word]) for word in words]


class TakeForm(forms.Form):
    """Which promises of an agreement to take over: all its rows, unless somebody says otherwise; and the sentences that
    somebody chooses."""

    rows = forms.MultipleChoiceField(
        label=gettext_lazy("Wat zet je bij de toezeggingen?"), choices=(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], own: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].choices = [(offer.key, _offer_words(offer, own)) for offer in offers]
        self.fields["rows"].initial = [offer.key for offer in offers if offer.is_row]
        self.fields["rows"].error_messages["required"] = _("Kies minstens één afspraak.")


def _offer_words(offer: Offer, own: Iterable[int]) -> str:
    when = f", {dutch.deadline(offer.due_on)}" if offer.due_on else ""
    return f"{offer.what.rstrip('.')}. {from_to(offer.giver, offer.receiver, own)}{when}"


def file_parties(collaboration: Collaboration) -> list[Organisation]:
    """Everyone who takes part now, the two sides first."""
    order = list(Side)
    taking_part = collaboration.participations.in_force().select_related("organisation")
    return sorted((p.organisation for p in taking_part), key=lambda party: order.index(Side(party.kind)))
