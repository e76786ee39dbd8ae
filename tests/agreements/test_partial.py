"""Parties put down what they agree on while other articles are open: only what stands is called agreed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from agreements.actions import drafts, publication, settling, shape
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Article, Version
from agreements.paper import document, progress
from agreements.settling import partial
from agreements.settling.rows import settle
from agreements.terms import Asks, Form, Length, Verdict, VersionStatus
from samenspel.errors import DomainError
from tests import factories
from tests.agreements.signing_table import reword

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(cast: SimpleNamespace) -> Agreement:
    """A letter of intent that both sides can read."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    coach = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    agreement = drafts.start(
        cast.file, form=Form.LETTER_OF_INTENT, length=Length.LONG, title="Samen beginnen", **coach
    )
    publication.publish(agreement, **coach)
    return agreement


def article(agreement: Agreement, key: str) -> Article:
    return agreement.articles.get(clause_key=key)


def both_agree(agreement: Agreement, cast: SimpleNamespace, key: str) -> None:
    for party in agreement.parties.select_related("organisation"):
        who = cast.official if party.key == "municipality" else cast.chair
        row = article(agreement, key)
        seen = settle(Draft(agreement))[row.pk].text_hash
        settling.give_stance(row, party=party, seen=seen, verdict=Verdict.ACCEPT, by=who.person)


def seen(agreement: Agreement) -> str:
    return partial.mark_of(settle(Draft(agreement)).values())


def freeze(agreement: Agreement, cast: SimpleNamespace, mark: str = "") -> Version:
    return publication.publish_partial(
        Agreement.objects.get(pk=agreement.pk),
        seen=mark or seen(agreement),
        by=cast.chair.person,
        organisation=cast.chair.organisation,
    )


def test_only_what_stands_is_called_agreed(shared, cast) -> None:
    both_agree(shared, cast, "gebied")
    party = shared.parties.select_related("organisation").get(key="initiative")
    settling.park(article(shared, "duur"), party=party, reason="Na de zomer.", by=cast.chair.person)
    version = freeze(shared, cast)
    states = {a["key"]: a["state"] for a in progress.articles(version.content)}
    assert version.status == VersionStatus.PARTIAL
    assert [key for key, state in states.items() if state == "standing"] == ["gebied"]
    assert states["duur"] == "parked"
    said = document.html(version.content)
    assert "Concept, deels akkoord" in said
    assert "zijn alle partijen het eens, en alleen over dat artikel" in said
    assert said.count('class="stand m-staat"') == 1
    assert said.count('class="stand m-geparkeerd"') == 1
    assert "Na de zomer." in said


def test_agreeing_changes_the_state_and_not_the_mark_of_the_text(shared, cast) -> None:
    both_agree(shared, cast, "gebied")
    one = freeze(shared, cast)
    both_agree(shared, cast, "intentie")
    two = freeze(shared, cast)
    row = article(shared, "intentie")
    reword(cast, row, "Wij praten samen.")
    three = freeze(shared, cast)
    assert one.text_hash == two.text_hash == shared.versions.last().text_hash
    assert three.text_hash != two.text_hash
    states = {a["key"]: a["state"] for a in progress.articles(three.content)}
    assert (states["gebied"], states["intentie"]) == ("standing", "open")


def test_the_same_again_is_no_new_version(shared, cast) -> None:
    both_agree(shared, cast, "gebied")
    assert freeze(shared, cast) == freeze(shared, cast)


def test_who_freezes_read_just_what_is_frozen(shared, cast) -> None:
    both_agree(shared, cast, "gebied")
    mark = seen(shared)
    row = article(shared, "gebied")
    reword(cast, row, "De hele wijk.")
    with pytest.raises(DomainError, match="Intussen is er iets veranderd"):
        freeze(shared, cast, mark)


def test_without_an_article_that_stands_there_is_nothing_to_freeze(shared, cast) -> None:
    with pytest.raises(DomainError, match="nog geen artikel"):
        freeze(shared, cast)


def test_a_party_reads_what_it_means_and_freezes_it(shared, cast) -> None:
    both_agree(shared, cast, "gebied")
    client = Client()
    client.force_login(cast.chair.person.user)
    url = reverse("agreements:publish-partial", args=[shared.uuid])
    page = client.get(url)
    assert "Alleen wat staat, is nu afgesproken." in page.content.decode()
    answer = client.post(url, {"seen": page.context["seen"]}, follow=True)
    assert "Jullie zijn het eens over 1 artikel." in answer.content.decode()
    assert client.post(url, {"seen": "0" * 64}).status_code == 422


def test_when_every_article_stands_it_is_called_agreed_and_not_partly(shared, cast) -> None:
    keep = {"partijen", "gebied", "ondertekening"}
    shared.articles.exclude(clause_key__in=keep).update(state="dropped")
    for row in Draft(shared).articles:
        both_agree(shared, cast, row.clause_key)
    version = freeze(shared, cast)
    assert (version.status, str(version.get_status_display())) == (VersionStatus.AGREED, "alles akkoord")
    said = document.html(version.content)
    assert "Concept, alles akkoord" in said
    assert "Over alle artikelen zijn alle partijen het eens." in said
    assert "deels" not in said
    client = Client()
    client.force_login(cast.chair.person.user)
    page = client.get(reverse("agreements:version", args=[version.uuid])).content.decode()
    assert "Jullie zijn het eens over alle artikelen." in page
    told = client.get(reverse("initiatives:timeline", args=[cast.file.uuid])).content.decode()
    assert f"Alles akkoord: versie {version.number}" in told


# --- what each article says now, for who is to look again ---------------------------------------------------


def asked_again(agreement: Agreement, who) -> int:
    return len(agreement.parties.get(organisation=who.organisation).asked.get(Asks.CHANGED, []))


def test_an_article_that_was_reworded_after_a_yes_asks_that_party_again_and_no_other(shared, cast) -> None:
    both_agree(shared, cast, "gebied")
    assert asked_again(shared, cast.chair) == 0
    row = article(shared, "gebied")
    reword(cast, row, "De hele wijk.")
    assert asked_again(shared, cast.chair) == asked_again(shared, cast.official) == 1
    client = Client()
    client.force_login(cast.chair.person.user)
    work = client.get(reverse("insights:my-work")).content.decode()
    assert "bij één artikel is de tekst een andere dan waarover jullie spraken" in work
    party = shared.parties.select_related("organisation").get(key="initiative")
    seen_now = settle(Draft(shared))[row.pk].text_hash
    settling.give_stance(row, party=party, seen=seen_now, verdict=Verdict.ACCEPT, by=cast.chair.person)
    assert (asked_again(shared, cast.chair), asked_again(shared, cast.official)) == (0, 1)


def test_a_value_that_changes_counts_for_the_articles_that_say_it(shared, cast) -> None:
    both_agree(shared, cast, "gebied")
    both_agree(shared, cast, "duur")
    coach = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    party = shared.parties.select_related("agreement__collaboration", "organisation").get(key="initiative")
    before = dict(shared.articles.values_list("clause_key", "text_hash"))
    shape.change_party(party, shape.PartyDetails(short_name="De Buurt", functions=[]), **coach)
    after = dict(shared.articles.values_list("clause_key", "text_hash"))
    assert all(before.values())
    changed = {key for key in before if before[key] != after[key]}
    assert 0 < len(changed) < len(before), "only where the party is named"
    assert asked_again(shared, cast.chair) == len(changed & {"gebied", "duur"})


def test_a_proposal_adopted_by_all_asks_nobody_again(shared, cast) -> None:
    both_agree(shared, cast, "gebied")
    for key, who in (("initiative", cast.chair), ("municipality", cast.official)):
        party = shared.parties.select_related("organisation").get(key=key)
        if key == "initiative":
            settling.propose_text(
                article(shared, "gebied"), party=party, text="De wijk.", decides=True, by=who.person
            )
            assert asked_again(shared, cast.chair) == 0
        else:
            offer = settle(Draft(shared))[article(shared, "gebied").pk].offers[0].text_hash
            settling.give_stance(
                article(shared, "gebied"), party=party, seen=offer, verdict=Verdict.ACCEPT, by=who.person
            )
    assert article(shared, "gebied").own_text == "De wijk."
    assert asked_again(shared, cast.chair) == asked_again(shared, cast.official) == 0
