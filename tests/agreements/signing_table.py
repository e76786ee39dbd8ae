"""A letter of intent that stands for both parties, and everybody around it, ready to be signed."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.actions import drafts, publication, shape, sheets, signing
from agreements.draft import Draft
from agreements.models import Agreement, Article, SigningPlace, Stance, Version
from agreements.settling.keeping import keep_asked
from agreements.settling.rows import settle
from agreements.terms import Form, Length, Stage, Verdict
from contacts.models import Access, Function
from initiatives.actions import people
from initiatives.models import Participation
from tests import factories

SPEAKS = {"municipality": "official", "initiative": "chair"}
FUNCTIONS = {"municipality": "wethouder", "initiative": "voorzitter"}


def speaker(cast: Any, key: str) -> Function:
    """Who decides for this party; for a partner of `add_partner` its director."""
    return getattr(cast, SPEAKS.get(key, "director"))


def scan(text: str = "getekend") -> SimpleUploadedFile:
    return SimpleUploadedFile("blad.pdf", b"%PDF-1.4 " + text.encode(), content_type="application/pdf")


def add_partner(cast: Any) -> Participation:
    """A third party of the file, with somebody who decides for it."""
    by = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    partner = people.add_partner(
        cast.file, name="De Veenhof", short_name="De Veenhof", place="Eskerveen", **by
    )
    cast.director = factories.function("Els de Groot", partner.organisation, access=Access.DECIDE)
    return partner


def lay_out(cast: Any, *partners: Participation) -> SimpleNamespace:
    """The draft is shared, its blanks are filled and who signs is known; nobody has agreed yet."""
    seat = factories.seat(cast.file, cast.coach)
    agreement = drafts.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Samen beginnen",
        partners=partners,
        by=cast.coach.person,
        seat=seat,
    )
    fill(agreement, by=cast.coach.person, seat=seat)
    publication.publish(agreement, by=cast.coach.person, seat=seat)
    parties = {party.key: party for party in agreement.parties.select_related("organisation")}
    return SimpleNamespace(agreement=Agreement.objects.get(pk=agreement.pk), coach_seat=seat, **parties)


def fill(agreement: Agreement, **by: Any) -> None:
    """It is known who signs, and where a value is missing, the article gets words of its own."""
    for party in agreement.parties.select_related("organisation", "agreement__collaboration"):
        functions = [FUNCTIONS.get(party.key, "directeur")]
        details = shape.PartyDetails(
            party.short_name, functions, place=party.organisation.place or "Eskerveen", kvk="12345678"
        )
        shape.change_party(party, details, **by)
    keys = {blank["key"] for blank in Draft(agreement).missing()}
    for article in agreement.articles.filter(clause_key__in=keys):
        shape.word_anew(
            article, text=f"Wij spreken dit af: {article.title}.", revision=article.revision, **by
        )


def reword(cast: Any, article: Article, text: str) -> Article:
    """The coach words an article anew, without a proposal."""
    return shape.word_anew(
        article, text=text, revision=article.revision, **factories.acting(cast.file, cast.coach)
    )


def agree_on_all(cast: Any, agreement: Agreement) -> None:
    """Each party says yes to every article as it reads now."""
    parties = list(agreement.parties.all())
    agree(agreement, {party.key: speaker(cast, party.key) for party in parties})


def agree(agreement: Agreement, speakers: Mapping[str, Function]) -> None:
    Stance.objects.bulk_create(
        Stance(
            article=settled.article,
            party=party,
            text_hash=settled.text_hash,
            verdict=Verdict.ACCEPT,
            by=speakers[party.key].person,
            on=timezone.localdate(),
        )
        for settled in settle(Draft(agreement)).values()
        for party in settled.parties
    )
    if agreement.stage == Stage.SHARED:
        keep_asked(agreement)


def hold(agreement: Agreement, who: Any, **by: Any) -> Version:
    """Agreed on, laid ready and signed on one sheet that another checked: from here on it holds."""
    fill(agreement, **by)
    publication.publish(agreement, **by)
    agree_on_all(who, agreement)
    version = signing.lay_ready(agreement, **by)
    sheet = sheets.attach(list(version.places.all()), signed_on=timezone.localdate(), file=scan(), **by)
    checker = who.official
    sheets.accept(sheet, by=checker.person, seat=factories.seat(agreement.collaboration, checker))
    agreement.refresh_from_db()
    return version


def lay_ready(cast: Any, table: SimpleNamespace, **turns: int) -> Version:
    return signing.lay_ready(table.agreement, turns=turns, by=cast.coach.person, seat=table.coach_seat)


def place(version: Version, key: str) -> SigningPlace:
    return version.places.select_related("party__organisation", "version").get(party__key=key)


def name(cast: Any, version: Version, key: str, who: str = "") -> SigningPlace:
    """Asks the usual person of this party, or another, to sign in the app."""
    held = getattr(cast, who) if who else speaker(cast, key)
    by = speaker(cast, key) if key in SPEAKS else held
    here = place(version, key)
    return signing.name_signer(here, signer=held, by=by.person, seat=here.party.organisation)


def sign(cast: Any, version: Version, key: str, who: str = "") -> Any:
    """With the hash of the very text that lies there."""
    here = name(cast, version, key, who)
    return signing.sign(here, seen=version.text_hash, by=getattr(cast, who or SPEAKS[key]).person)
