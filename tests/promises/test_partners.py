"""Does a partner that signed or decides along read what names it, speak for itself, and nothing else of the file?"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements.actions.going_out import let_go
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Ending, Party
from agreements.terms import Stage, Way
from contacts.models import Access
from initiatives.actions import decisions
from initiatives.terms import Circle, EventKind, Phase, Status
from promises.models import Promise
from promises.terms import Source, Word
from tests import factories
from tests.agreements import signing_table as at
from tests.pages import signed_in
from tests.promises.reading import at_work, mailed, url, words

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def on_paper_in(agreement: Agreement, table: Any, *, what: str) -> Promise:
    """What the gemeente promised the initiative in an agreement with more parties."""
    return Promise.objects.create(
        collaboration=agreement.collaboration,
        what=what,
        giver=table.gemeente,
        receiver=table.initiative,
        source=Source.ARTICLE,
        said_on=TODAY(),
        agreement=agreement,
        owner=table.gemeente,
        by=table.cast.official.person,
    )


@pytest.fixture
def partner(cast: SimpleNamespace) -> Any:
    """De Veenhof, named in an agreement that is still discussed; Bo reads along there."""
    seat = at.add_partner(cast)
    cast.bo = factories.function("Bo Leest", seat.organisation, access=Access.READ)
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    agreement = at.lay_out(cast, seat).agreement
    return SimpleNamespace(seat=seat, organisation=seat.organisation, agreement=agreement)


@pytest.fixture
def signed(partner: Any) -> Any:
    Agreement.objects.filter(pk=partner.agreement.pk).update(stage=Stage.IN_FORCE)
    return partner


def test_a_partner_reads_what_names_it_once_it_signed_and_nothing_else_of_the_register(
    cast: SimpleNamespace, table: Any, partner: Any
) -> None:
    given = table.promise(cast.member, what="De zaal openen", giver=partner.organisation, receiver=None)
    got = table.promise(cast.member, what="De sleutel geven", receiver=partner.organisation)
    on_paper = on_paper_in(partner.agreement, table, what="De straat opbreken")
    between = table.promise(cast.member, what="Onder ons tweeën")
    kept_inside = table.promise(
        cast.member, what="Nog niet delen", receiver=partner.organisation, circle=Circle.OWN
    )
    els = signed_in(cast.director)
    pages = [url("partner", partner.seat), *(url("promise", p) for p in (given, got, on_paper))]
    assert {els.get(page).status_code for page in pages} == {404}, "it signed nothing yet"
    assert "Wat er is toegezegd" not in words(els.get(reverse("insights:my-work")))

    Agreement.objects.filter(pk=partner.agreement.pk).update(stage=Stage.IN_FORCE)
    listed, *each = [words(els.get(page)) for page in pages]
    for what in ("De zaal openen", "De sleutel geven", "De straat opbreken"):
        assert what in listed
    assert "Onder ons" not in listed
    assert "Nog niet delen" not in listed
    assert [page.count("Zet het erbij") for page in each] == [1, 1, 0], "it speaks for itself alone"
    assert {els.get(url("promise", p)).status_code for p in (between, kept_inside)} == {404}
    assert els.get(url("register", cast.file)).status_code == 404
    home = words(els.get(reverse("insights:my-work")))
    assert url("partner", partner.seat) in home
    form = signed_in(cast.official).get(url("add", cast.file)).context["form"]["direction"]
    assert f"{table.gemeente.uuid}:{partner.organisation.uuid}" in dict(form.field.choices)
    assert "leest die partner dit ook" in str(form.help_text), "who records it knows who reads it"
    assert "er lopen er drie" in home
    assert signed_in(cast.chair).get(url("partner", partner.seat)).status_code == 404


def test_a_partner_that_signed_and_went_out_still_reads_what_it_promised_and_one_that_never_signed_does_not(
    table: Any, cast: SimpleNamespace, signed: Any
) -> None:
    given = table.promise(cast.member, what="De zaal openen", giver=signed.organisation, receiver=None)
    on_paper = on_paper_in(signed.agreement, table, what="De straat opbreken")
    pages = [url("partner", signed.seat), url("promise", given), url("promise", on_paper)]
    party = signed.agreement.parties.get(organisation=signed.organisation)
    els = signed_in(cast.director)
    Party.ever.filter(pk=party.pk).update(left_at=timezone.now())
    assert {els.get(page).status_code for page in pages} == {404}, "it stopped before it signed"
    Party.ever.filter(pk=party.pk).update(left_at=None)
    ended = {"way": Way.OUT, "on": TODAY(), "party": party, "by": cast.director.person}
    notice = Ending.objects.create(agreement=signed.agreement, reason="Geen mensen meer.", **ended)
    assert let_go(notice, by=None)
    assert {els.get(page).status_code for page in pages} == {200}


def test_a_partner_that_decides_along_reads_it_as_well_until_it_leaves_the_file(
    cast: SimpleNamespace, table: Any, partner: Any
) -> None:
    got = table.promise(cast.member, receiver=partner.organisation)
    decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Samen verder.",
        partners=[partner.seat],
        own_key=False,
        **table.by(cast.coach),
    )
    els = signed_in(cast.director)
    assert els.get(url("promise", got)).status_code == 200
    partner.seat.ends_on = TODAY() - timedelta(days=1)
    partner.seat.save(update_fields=["ends_on"])
    assert els.get(url("promise", got)).status_code == 404


def test_a_partner_says_how_its_own_promise_stands_under_the_rules_of_the_others(
    cast: SimpleNamespace, table: Any, signed: Any
) -> None:
    promise = table.promise(cast.member, giver=signed.organisation, receiver=table.gemeente)
    between = on_paper_in(signed.agreement, table, what="De straat opbreken")
    els, page = signed_in(cast.director), url("say", promise)
    later = {"word": "moved", "day": (TODAY() + timedelta(days=30)).isoformat()}
    refused = els.post(page, later)
    assert refused.status_code == 422
    assert "Schrijf op waarom" in words(refused)
    assert els.post(page, later | {"remark": "De zaal is bezet."}).status_code == 302
    taps = els.post(page + "?van=register", {"word": "kept"})
    assert taps.url == url("partner", signed.seat)
    assert list(promise.words.values_list("word", "organisation", "recorded")) == [
        ("moved", signed.organisation.pk, False),
        ("kept", signed.organisation.pk, False),
    ]
    table.say(promise, cast.official, Word.KEPT)
    told = words(els.get(url("promise", promise)))
    assert "Els" in told
    assert "Gemeente Eskerveen" in told
    assert cast.official.person.name not in told, "of others it reads no names"
    assert els.post(url("say", between), {"word": "kept"}).status_code == 403
    bo = signed_in(cast.bo)
    assert "Zet het erbij" not in words(bo.get(url("promise", promise)))
    assert bo.post(page, {"word": "open"}).status_code == 403
    assert els.post(url("withdraw", promise)).status_code == 403
    type(cast.file).objects.filter(pk=cast.file.pk).update(
        status=Status.ENDED, ended_on=TODAY(), end_kind="ready"
    )
    assert els.post(page, {"word": "open"}).status_code == 403
    assert "Zet het erbij" not in words(els.get(url("promise", promise)))


def test_the_start_page_asks_a_partner_what_is_late_or_near(
    cast: SimpleNamespace, table: Any, signed: Any
) -> None:
    late = table.promise(cast.member, what="De zaal openen", in_days=-2, giver=signed.organisation)
    table.promise(cast.member, what="Ver weg", in_days=60, giver=signed.organisation)
    waited = table.promise(cast.member, what="De sleutel geven", in_days=-1, receiver=signed.organisation)
    table.promise(cast.member, what="Onder ons", in_days=-1)
    items = at_work(cast.director)
    assert [(item.reason, item.action_url) for item in items] == [
        ("Jullie zegden toe: “De zaal openen”. Is het gelukt?", url("promise", late)),
        ("Gemeente Eskerveen zegde jullie toe: “De sleutel geven”. Is het er?", url("promise", waited)),
    ]
    assert at_work(cast.bo) == [], "who only reads is asked nothing"
    assert "De zaal openen" in words(signed_in(cast.director).get(reverse("insights:my-work")))


def test_a_partner_hears_of_what_names_it_once_it_signed_and_reads_on_there(
    cast: SimpleNamespace, table: Any, partner: Any
) -> None:
    table.promise(cast.member, receiver=partner.organisation)
    assert mailed(EventKind.PROMISED) == {}
    Agreement.objects.filter(pk=partner.agreement.pk).update(stage=Stage.IN_FORCE)
    promise = table.promise(cast.member, what="De sleutel geven", receiver=partner.organisation)
    ((person, message),) = mailed(EventKind.PROMISED).items()
    assert person == cast.director.person
    assert message.link.endswith(url("promise", promise))
    assert "sleutel" not in message.title + message.subject
    table.say(promise, cast.official, Word.MOVED, day=TODAY() + timedelta(days=40), remark="De smid is ziek.")
    ((person, message),) = mailed(EventKind.PROMISE_NOTED).items()
    assert person == cast.director.person
    assert message.title.startswith("Een toezegging van gemeente: verschoven naar")
    assert message.link.endswith(url("promise", promise))
    table.promise(cast.member, receiver=partner.organisation, circle=Circle.OWN)
    assert mailed(EventKind.PROMISED) == {}
    table.promise(cast.member)
    assert mailed(EventKind.PROMISED) == {}
