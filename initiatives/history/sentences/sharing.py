"""What does the timeline say of contact, files, agreements and results?"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.file_page import address
from initiatives.history.linked import Linked
from initiatives.history.sentences.words import Tell, Told, day, label, page, page_of_row, with_hat
from initiatives.models import Event
from initiatives.terms import Channel, EventKind, Form
from samenspel import dutch

K = EventKind
SHOWN = 120  # letters of a promise
OWN_ARTICLE = "eigen-"  # the key of an article that no format has says nothing


def _contact(event: Event, linked: Linked) -> Told:
    moment = linked.row(event, "contactmoment")
    title = _("Contact op %(day)s: %(how)s") % {
        "day": day(event.payload.get("on")),
        "how": label(Channel, event.payload.get("channel"), _("contact")),
    }
    text = moment.text if moment else ""
    return Told(with_hat(title, event), text, page(event, "contact-log"))


def _shared(event: Event, linked: Linked) -> Told:
    if moment := linked.row(event, "contactmoment"):
        title = _("Contact van %(day)s gedeeld") % {"day": day(moment.title)}
        return Told(title, moment.text, page(event, "contact-log"))
    if evidence := linked.row(event, "evidence"):
        return Told(_("Onderbouwing gedeeld: %(title)s") % {"title": evidence.title}, evidence.text)
    if (upload := linked.row(event, "upload")) and upload.url:
        title = _("Bestand gedeeld: %(name)s") % {"name": upload.title}
        return Told(title, url=address("initiatives:upload", upload.uuid))
    if promise := linked.row(event, "promise"):
        title = _("Toezegging gedeeld: %(what)s") % {"what": Truncator(promise.title).chars(SHOWN)}
        return Told(title, url=address("promises:promise", promise.uuid))
    return Told(_("Iets gedeeld met meer mensen"))


def _upload(event: Event, linked: Linked) -> Told:
    upload = linked.row(event, "upload")
    if upload is None or not upload.url:
        return Told(_("Bestand toegevoegd"))
    title = _("Bestand toegevoegd: %(name)s") % {"name": upload.title}
    return Told(title, url=address("initiatives:upload", upload.uuid))


def _upload_removed(event: Event, linked: Linked) -> Told:
    return Told(
        _("Bestand weggehaald"),
        _("Van %(day)s. De vingerafdruk blijft.") % {"day": day(event.payload.get("added")) or "…"},
    )


def _agreement_started(event: Event, linked: Linked) -> Told:
    return Told(_("Begonnen aan een overeenkomst"))


def _published(event: Event, linked: Linked) -> Told:
    words = {
        "partial": _("Deels akkoord: versie %(number)s"),
        "agreed": _("Alles akkoord: versie %(number)s"),
    }.get(event.payload.get("status"), _("Concept gepubliceerd, versie %(number)s"))
    title = words % {"number": event.payload.get("number", 1)}
    return Told(title, url=page_of_row(event, "agreements:version"))


def _received(event: Event, linked: Linked) -> Told:
    title = _("Versie %(number)s ontvangen") % {"number": event.payload.get("number", "…")}
    return Told(title, url=page_of_row(event, "agreements:version"))


def _format_followed(event: Event, linked: Linked) -> Told:
    title = _("Een overeenkomst volgt nu versie %(number)s van het format") % {
        "number": event.payload.get("number", "…")
    }
    return Told(title, url=page_of_row(event, "agreements:agreement"))


def _agreement_stopped(event: Event, linked: Linked) -> Told:
    url = page_of_row(event, "agreements:agreement")
    if event.payload.get("original"):
        return Told(_("Een addendum stopte, want de overeenkomst waar het bij hoort is afgelopen"), url=url)
    form = label(Form, event.payload.get("form"), _("overeenkomst"))
    return Told(_("Gestopt met de %(form)s") % {"form": form}, url=url)


# What a proposal between parties does to an article, when it is more than another text.
TEXT_PROPOSED = gettext_lazy("Andere tekst voorgesteld bij een artikel")
PROPOSED: dict[str, Any] = {
    "table": gettext_lazy("Andere tabel voorgesteld bij een artikel"),
    "drop": gettext_lazy("Voorgesteld om een artikel eruit te halen"),
    "move": gettext_lazy("Voorgesteld om een artikel te verplaatsen"),
    "split": gettext_lazy("Voorgesteld om een artikel te splitsen"),
    "add": gettext_lazy("Een nieuw artikel voorgesteld"),
}
ADOPTED: dict[str, Any] = {
    "table": gettext_lazy("Voorgestelde tabel overgenomen"),
    "drop": gettext_lazy("Samen een artikel eruit gehaald"),
    "move": gettext_lazy("Samen een artikel verplaatst"),
    "split": gettext_lazy("Samen een artikel gesplitst"),
    "add": gettext_lazy("Samen een artikel toegevoegd"),
}


def _about_an_article(event: Event, linked: Linked, words: str, key: str | None = None) -> Told:
    """Names the article by its title; one that is gone by its key in the format, which is its subject in a word or three."""
    key = str(event.payload.get("article", "")) if key is None else key
    if not key:
        return Told(words, url=page_of_row(event, "agreements:settle"))
    gone = "" if key.startswith(OWN_ARTICLE) else key.replace("_", " ")
    if called := linked.article_title(event, key) or gone:
        words = _("%(words)s: %(article)s") % {"words": words, "article": called}
    return Told(words, url=page_of_row(event, "agreements:settle-article", key))


def _on_an_article(by_kind: dict[str, Any], words: Any) -> Callable[[Event, Linked], Told]:
    def tell(event: Event, linked: Linked) -> Told:
        return _about_an_article(event, linked, str(by_kind.get(str(event.payload.get("what", "")), words)))

    return tell


def _text_proposed(event: Event, linked: Linked) -> Told:
    words = str(PROPOSED.get(str(event.payload.get("what", "")), TEXT_PROPOSED))
    told = _about_an_article(event, linked, words)
    if wanted := day(event.payload.get("answer_by")):
        title = _("%(words)s, graag een reactie voor %(day)s") % {"words": told.title, "day": wanted}
        return replace(told, title=title)
    return told


def _stance(event: Event, linked: Linked) -> Told:
    yes = event.payload.get("verdict") == "accept"
    words = _("Akkoord met een artikel") if yes else _("Nog niet akkoord met een artikel")
    more = len(event.payload.get("also", ()))
    if more:
        words = _("Akkoord met %(n)s artikelen") if yes else _("Nog niet akkoord met %(n)s artikelen")
        words = words % {"n": dutch.count_word(more + 1)}
    if event.payload.get("on_paper"):
        words = _("%(words)s, op papier besloten") % {"words": words}
    if more:
        return Told(words, url=page_of_row(event, "agreements:settle"))
    return _about_an_article(event, linked, with_hat(words, event))


def _article_followed(event: Event, linked: Linked) -> Told:
    number = event.payload.get("number", "…")
    return _about_an_article(
        event, linked, _("Een artikel volgt nu versie %(number)s van het format") % {"number": number}
    )


def _edited(event: Event, linked: Linked) -> Told:
    keys = event.payload.get("articles", ())
    if len(keys) == 1:
        return _about_an_article(event, linked, _("De tekst van een artikel veranderd"), keys[0])
    words = _("De tekst van %(count)s artikelen veranderd") % {"count": dutch.count_word(len(keys))}
    return _about_an_article(event, linked, words, "")


# What hangs at an agreement, by the codes of its kinds.
ANNEXES: dict[str, Any] = {
    "budget": gettext_lazy("begroting"),
    "planning": gettext_lazy("planning"),
    "project_plan": gettext_lazy("projectplan"),
    "map": gettext_lazy("kaart"),
    "other": gettext_lazy("ander stuk"),
}


def _annex(words: Any) -> Callable[[Event, Linked], Told]:
    def tell(event: Event, linked: Linked) -> Told:
        what = ANNEXES.get(str(event.payload.get("what", "")), ANNEXES["other"])
        form = label(Form, event.payload.get("form"), _("overeenkomst"))
        url = page_of_row(event, "agreements:agreement")
        return Told(str(words) % {"what": what, "form": form}, url=url)

    return tell


def _milestone(event: Event, linked: Linked) -> Told:
    milestone = linked.row(event, "milestone")
    if milestone is None:
        form = label(Form, event.payload.get("form"))
        return Told(_("Resultaat vastgelegd: %(form)s") % {"form": form} if form else _("Mijlpaal bereikt"))
    return Told(_("Mijlpaal: %(title)s") % {"title": milestone.title}, url=milestone.url)


SENTENCES: Mapping[EventKind, Tell] = {
    K.CONTACT_LOGGED: _contact,
    K.SHARED: _shared,
    K.MILESTONE_REACHED: _milestone,
    K.AGREEMENT_STARTED: _agreement_started,
    K.VERSION_PUBLISHED: _published,
    K.RECEIVED: _received,
    K.AGREEMENT_STOPPED: _agreement_stopped,
    K.TEXT_PROPOSED: _text_proposed,
    K.FORMAT_FOLLOWED: _format_followed,
    K.ARTICLE_FOLLOWED: _article_followed,
    K.ANNEX_ADDED: _annex(gettext_lazy("Bijlage bij de %(form)s gehangen: %(what)s")),
    K.ANNEX_REMOVED: _annex(gettext_lazy("Bijlage van de %(form)s weggehaald: %(what)s")),
    K.ANNEX_REPLACED: _annex(gettext_lazy("Bijlage bij de %(form)s vervangen: %(what)s")),
    K.ARTICLES_EDITED: _edited,
    K.TEXT_ADOPTED: _on_an_article(ADOPTED, gettext_lazy("Voorgestelde tekst overgenomen")),
    K.STANCE_GIVEN: _stance,
    K.ARTICLE_PARKED: _on_an_article({}, gettext_lazy("Een artikel geparkeerd")),
    K.ARTICLE_RESUMED: _on_an_article({}, gettext_lazy("Een artikel teruggehaald")),
    K.UPLOAD_ADDED: _upload,
    K.UPLOAD_REMOVED: _upload_removed,
}
