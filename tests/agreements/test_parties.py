"""What happens to an agreement that is being made when a party stops, comes back, or joins?"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from agreements.actions import amending, clock, ending, mandates, parties, publication, settling, signing
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Article, Ending, Party, Proposal, Stance
from agreements.paper import document
from agreements.parties.joining import may_join
from agreements.parties.leaving import cost_of
from agreements.policy import Ability, abilities
from agreements.settling.rows import settle
from agreements.signing import awaited
from agreements.signing.rows import newest_signable, read
from agreements.terms import Outcome, ProposalState, Stage, Verdict, Way
from initiatives import policy
from initiatives.mail import post
from initiatives.models import Initiative
from initiatives.terms import Layer, LegalForm
from insights.management.commands.verify import problems
from samenspel.errors import DomainError
from tests import factories
from tests.agreements import signing_table as at
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
WHY = "Ons bestuur kiest voor een ander project."


@pytest.fixture
def three(cast: SimpleNamespace) -> SimpleNamespace:
    """Gemeente, initiatief and a partner agreed on everything; the coach drafted it."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    table = at.lay_out(cast, at.add_partner(cast))
    at.agree_on_all(cast, table.agreement)
    return SimpleNamespace(cast=cast, agreement=table.agreement, coach_seat=table.coach_seat)


def fresh(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_related("collaboration", "format").get(pk=agreement.pk)


def speaks(three: Any, key: str) -> dict[str, Any]:
    party = Party.ever.select_related("organisation").get(agreement=three.agreement, key=key)
    seat = three.cast.file.participations.select_related("organisation").get(organisation=party.organisation)
    return {"party": party, "by": at.speaker(three.cast, key).person, "seat": seat}


def leave(three: Any, key: str = "partner-1") -> Any:
    return parties.leave(three.agreement, reason=WHY, **speaks(three, key))


def come_back(three: Any, key: str = "partner-1") -> Any:
    return parties.come_back(three.agreement, **speaks(three, key))


def states(three: Any) -> dict[str, str]:
    found = settle(Draft(fresh(three.agreement))).values()
    return {row.article.clause_key: row.state for row in found}


def agreed(three: Any, article: str) -> set[str]:
    found = settle(Draft(fresh(three.agreement))).values()
    (row,) = [row for row in found if row.article.clause_key == article]
    return {party.key for party in row.agreed}


def text_of(three: Any, article: str, text: str, key: str) -> Proposal:
    row = three.agreement.articles.get(clause_key=article)
    who = speaks(three, key)
    return settling.propose_text(row, party=who["party"], text=text, decides=True, by=who["by"])


def accept(three: Any, proposal: Proposal, key: str) -> None:
    row = proposal.article
    found = settle(Draft(fresh(three.agreement)))[row.pk]
    seen = next(o.text_hash for o in found.offers if o.proposal.pk == proposal.pk)
    who = speaks(three, key)
    settling.give_stance(row, party=who["party"], seen=seen, verdict=Verdict.ACCEPT, by=who["by"])


# --- one of three stops ---------------------------------------------------------------------------------


def test_no_body_of_a_party_that_stopped_is_waited_for(three: Any) -> None:
    who = speaks(three, "partner-1")
    day = timezone.localdate() + timedelta(days=9)
    said = {"layer": Layer.BOARD, "outcome": Outcome.AWAITED, "expected_on": day}
    mandates.say_how_a_body_decides(who["party"], **said, by=who["by"], seat=who["seat"])
    reader = policy.viewer(factories.user_of(three.cast.coach), three.cast.file)
    assert [lies.expected_on for lies in awaited.of_file(three.cast.file, reader)] == [day]
    leave(three)
    assert not awaited.of_file(three.cast.file, reader)


def test_the_others_go_on_and_keep_what_they_approved_where_the_text_stays(three: Any) -> None:
    at.reword(three.cast, three.agreement.articles.get(clause_key="gebied"), "De Veenhof kijkt mee.")
    at.agree_on_all(three.cast, fresh(three.agreement))
    leaving = speaks(three, "partner-1")["party"]
    cost = cost_of(fresh(three.agreement), leaving)
    leave(three)
    assert [row.key for row in three.agreement.parties.all()] == ["municipality", "initiative"]
    opened = {key for key, state in states(three).items() if state == "open"}
    assert opened == {"partijen"} or opened == {"partijen", "ondertekening"}
    assert {change.title for change in cost.changed} == {
        three.agreement.articles.get(clause_key=key).title for key in opened
    }
    assert all("gemeente Eskerveen" in change.asked for change in cost.changed)
    assert cost.goes_on
    assert cost.still_naming == ["Om welk gebied het gaat"]
    printed = publication.publish(
        fresh(three.agreement), by=three.cast.coach.person, seat=three.coach_seat
    ).content
    assert "De Veenhof" not in [party["name"] for party in printed["parties"]]
    assert [row["name"] for row in printed["stopped"]] == ["De Veenhof"]
    assert "geen partij meer" in document.html(printed)


def test_its_open_proposals_are_taken_back_and_what_waited_for_it_alone_becomes_the_text(three: Any) -> None:
    ours = text_of(three, "intentie", "Wij wachten af.", "partner-1")
    theirs = text_of(three, "gebied", "Heel Zeebuurt.", "municipality")
    accept(three, theirs, "initiative")
    cost = cost_of(fresh(three.agreement), speaks(three, "partner-1")["party"])
    assert cost.taken_over == [theirs.article.title]
    leave(three)
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.state, theirs.state) == (ProposalState.WITHDRAWN, ProposalState.ADOPTED)
    assert theirs.article.clause_key in [key for key, state in states(three).items() if state == "standing"]


def test_who_comes_back_has_approved_nothing_and_where_one_is_left_it_stops_with_its_reason(
    three: Any,
) -> None:
    said = Stance.objects.count()
    leave(three)
    come_back(three)
    assert Stance.objects.count() == said
    assert set(states(three).values()) == {"open"}
    assert agreed(three, "partijen") == {"municipality", "initiative"}  # it reads as they approved it
    party = three.agreement.parties.get(key="partner-1")
    assert len(party.asked["unsaid"]) == three.agreement.articles.count()
    leave(three)
    leave(three, "initiative")
    row = three.agreement.endings.get()
    assert (fresh(three.agreement).stage, row.reason, row.party.key) == (Stage.STOPPED, WHY, "initiative")
    assert list(problems()) == []


def test_stopping_while_it_lies_to_be_signed_brings_the_text_back_and_the_others_sign_a_new_one(
    three: Any,
) -> None:
    lies = signing.lay_ready(fresh(three.agreement), by=three.cast.coach.person, seat=three.coach_seat)
    at.sign(three.cast, lies, "initiative")
    leave(three)
    assert fresh(three.agreement).stage == Stage.SHARED
    assert lies.signatures.count() == 1
    page = signed_in(three.cast.official).get(reverse("agreements:signing", args=[three.agreement.uuid]))
    assert "stopte, en de tekst ging terug" in page.content.decode()
    with pytest.raises(DomainError, match="veranderd"):
        signing.lay_ready(fresh(three.agreement), by=three.cast.coach.person, seat=three.coach_seat)
    at.agree_on_all(three.cast, fresh(three.agreement))
    signing.lay_ready(fresh(three.agreement), by=three.cast.coach.person, seat=three.coach_seat)
    with pytest.raises(DomainError, match="tot het tekenen begint"):
        come_back(three)
    version = newest_signable(three.agreement)
    assert version is not None
    assert {spot.row.party.key for spot in read(version).spots} == {"municipality", "initiative"}
    assert "stopped" not in version.content
    for key in ("initiative", "municipality"):
        at.sign(three.cast, version, key)
    assert fresh(three.agreement).stage == Stage.IN_FORCE
    assert list(problems()) == []


# --- nobody to go on with -------------------------------------------------------------------------------


def test_an_addendum_needs_every_party_so_it_stops_when_one_does(three: Any) -> None:
    coach = {"by": three.cast.coach.person, "seat": three.coach_seat}
    three.agreement = at.hold(fresh(three.agreement), three.cast, **coach).agreement
    three.agreement = amending.amend(three.agreement, changes=["gebied"], **coach)
    publication.publish(three.agreement, **coach)
    assert not cost_of(fresh(three.agreement), speaks(three, "partner-1")["party"]).goes_on
    leave(three)
    assert fresh(three.agreement).stage == Stage.STOPPED


# --- while it holds -------------------------------------------------------------------------------------


def holds(three: Any) -> Agreement:
    """With an article that says how a party leaves, and an addendum that lies to be signed."""
    coach = {"by": three.cast.coach.person, "seat": three.coach_seat}
    three.agreement = at.hold(three.agreement, three.cast, **coach).agreement
    Agreement.objects.filter(pk=three.agreement.pk).update(says={"may_leave": True})
    Article.objects.create(
        agreement=three.agreement, clause_key="beeindiging", order=40, title="Eerder stoppen"
    )
    return fresh(three.agreement)


def give_notice(three: Any, key: str, days: int = 30) -> Ending:
    who = speaks(three, key)
    on = timezone.localdate() + timedelta(days=days)
    return ending.give_notice(three.agreement, party=who["party"], on=on, reason=WHY, by=who["by"])


def test_notice_by_one_of_three_ends_it_for_that_party_and_by_a_second_for_all(three: Any) -> None:
    coach = {"by": three.cast.coach.person, "seat": three.coach_seat}
    agreement = holds(three)
    addendum = amending.amend(agreement, changes=["gebied"], **coach)
    at.fill(addendum, **coach)
    publication.publish(addendum, **coach)
    at.agree_on_all(three.cast, fresh(addendum))
    signing.lay_ready(fresh(addendum), **coach)
    page = signed_in(three.cast.director).get(reverse("agreements:give-notice", args=[agreement.uuid]))
    assert "eindigt de overeenkomst alleen voor jullie" in page.content.decode()
    notice = give_notice(three, "partner-1")
    assert fresh(agreement).ends_on is None
    last = give_notice(three, "initiative", days=60)  # with both gone, one would be left: it ends for all
    assert (notice.way, last.way, fresh(agreement).ends_on) == (Way.OUT, Way.NOTICE, last.on)
    ending.take_back_notice(agreement, party=last.party, words="Nee.", by=three.cast.chair.person)
    home = signed_in(three.cast.official).get(reverse("agreements:agreement", args=[agreement.uuid]))
    assert "Eén partij stopt, de anderen gaan verder" in home.content.decode()
    ending.take_back_notice(agreement, party=notice.party, words="Toch niet.", by=three.cast.director.person)
    clock.look(notice.on + timedelta(days=1))
    assert agreement.parties.count() == 3

    notice = give_notice(three, "partner-1")
    clock.look(notice.on)
    assert agreement.parties.count() == 3
    for _turn in range(2):
        clock.look(notice.on + timedelta(days=1))
    assert [row.key for row in agreement.parties.all()] == ["municipality", "initiative"]
    assert fresh(agreement).stage == Stage.IN_FORCE
    assert [row.key for row in addendum.parties.all()] == ["municipality", "initiative"]
    assert fresh(addendum).stage == Stage.SHARED
    assert list(problems()) == []


# --- another joins --------------------------------------------------------------------------------------


def test_a_partner_joins_and_has_approved_nothing_while_the_others_keep_theirs(cast: Any) -> None:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    table = at.lay_out(cast)
    at.agree_on_all(cast, table.agreement)
    two = SimpleNamespace(cast=cast, agreement=table.agreement, coach_seat=table.coach_seat)
    partner = at.add_partner(cast)
    by = {"by": cast.coach.person, "seat": table.coach_seat}
    assert list(may_join(two.agreement)) == [partner]
    client = signed_in(cast.coach)
    address = reverse("agreements:add-party", args=[two.agreement.uuid])
    assert "De Veenhof" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    client.post(address, {"partner": partner.uuid})
    party = two.agreement.parties.get(organisation=partner.organisation)
    assert set(states(two).values()) == {"open"}
    assert agreed(two, "gebied") == {"municipality", "initiative"}
    assert agreed(two, "partijen") == set()
    assert len(two.agreement.parties.get(pk=party.pk).asked["unsaid"]) == two.agreement.articles.count()
    with pytest.raises(DomainError, match="doet al mee"):
        parties.add_party(two.agreement, partner=partner, **by)
    with pytest.raises(DomainError, match="veranderd"):
        signing.lay_ready(fresh(two.agreement), **by)
    assert (
        "zelf partij"
        not in client.get(named := reverse("agreements:parties", args=[two.agreement.uuid])).content.decode()
    )
    Initiative.objects.filter(pk=cast.file.initiative_id).update(legal_form=LegalForm.NONE)
    assert "Wie voor haar tekent, is dan zelf partij" in client.get(named).content.decode()


# --- what people see ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_stopping_says_what_it_costs_is_told_to_the_others_and_can_be_undone_from_the_same_page(
    three: Any,
) -> None:
    text_of(three, "intentie", "Wij wachten af.", "partner-1")
    client = signed_in(three.cast.director)
    address = reverse("agreements:leave", args=[three.agreement.uuid])
    home = reverse("agreements:agreement", args=[three.agreement.uuid])
    assert address in client.get(home).content.decode()
    page = client.get(address).content.decode()
    assert "Gemeente Eskerveen en Zeebuurt Warm gaan samen verder." in page
    assert "één open voorstel. Dat trekken jullie dan in." in page
    empty = client.post(address, {"reason": " "})
    assert (empty.status_code, "Schrijf op waarom." in empty.content.decode()) == (422, True)
    assert client.post(address, {"reason": WHY}).status_code == 302

    shown = client.get(home).content.decode()
    assert WHY in shown
    assert address not in shown
    back = reverse("agreements:come-back", args=[three.agreement.uuid])
    assert back in shown
    others = signed_in(three.cast.official).get(home).content.decode()
    assert WHY in others
    assert back not in others
    post.send_waiting()
    sent = [m for m in mail.outbox if "De Veenhof stopt met de intentieovereenkomst" in m.subject]
    assert {to for m in sent for to in m.to} == {
        getattr(three.cast, who).person.email for who in ("official", "chair", "coach")
    }
    assert client.post(back).status_code == 302
    assert [row.key for row in three.agreement.parties.all()] == ["municipality", "initiative", "partner-1"]


@pytest.mark.slow
def test_a_side_of_the_file_that_stopped_reads_on_and_no_longer_works_at_the_text(three: Any) -> None:
    chair = three.cast.chair.person.user
    assert {Ability.EDIT, Ability.DISCUSS, Ability.LEAVE} <= abilities(chair, fresh(three.agreement))
    leave(three, "initiative")
    may = abilities(chair, fresh(three.agreement))
    assert may == {Ability.READ, Ability.DOWNLOAD, Ability.COME_BACK}
    page = signed_in(three.cast.chair).get(reverse("agreements:settle", args=[three.agreement.uuid]))
    assert page.status_code == 200
    come_back(three, "initiative")
    # Who drafts stops it for everyone, and cannot slip away.
    mine = {"drafted_by_org": three.cast.chair.organisation}
    Agreement.objects.filter(pk=three.agreement.pk).update(**mine)
    assert Ability.LEAVE not in abilities(chair, fresh(three.agreement))
    with pytest.raises(DomainError, match="Jullie begonnen dit stuk"):
        leave(three, "initiative")
