"""Equal parties settle a text article by article: nobody agrees to a text she did not see."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.actions import drafts, publication, settling
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Article, Party, Proposal, Stance
from agreements.settling.rows import Settled, settle
from agreements.terms import Form, Length, Verdict
from contacts.models import Access, Function, Side
from initiatives.actions import people
from initiatives.history.held import changed_rows
from samenspel.errors import DomainError
from tests import factories
from tests.agreements.signing_table import reword

PROOF = b"%PDF-1.4 een besluit"
OURS = "Het initiatief praat met de buurt."
THEIRS = "Het initiatief praat met de buurt, en houdt bij wie meedoet."


@pytest.fixture
def shared_format(db: None) -> None:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")


@pytest.fixture
def shared(cast: SimpleNamespace, shared_format: None) -> SimpleNamespace:
    """A letter of intent that both sides can read."""
    seat = factories.seat(cast.file, cast.coach)
    agreement = drafts.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Samen beginnen",
        by=cast.coach.person,
        seat=seat,
    )
    publication.publish(agreement, by=cast.coach.person, seat=seat)
    parties = {party.key: party for party in agreement.parties.select_related("organisation")}
    return SimpleNamespace(agreement=agreement, coach_seat=seat, **parties)


def article(agreement: Agreement, key: str = "intentie") -> Article:
    return agreement.articles.get(clause_key=key)


def now(agreement: Agreement, key: str = "intentie") -> Settled:
    found = settle(Draft(Agreement.objects.get(pk=agreement.pk)))
    return next(row for row in found.values() if row.article.clause_key == key)


def agree(
    agreement: Agreement, party: Party, who: Function, *, seen: str = "", key: str = "intentie"
) -> Stance:
    return settling.give_stance(
        article(agreement, key),
        party=party,
        seen=seen or now(agreement, key).text_hash,
        verdict=Verdict.ACCEPT,
        by=who.person,
    )


def propose(agreement: Agreement, party: Party, who: Function, text: str, **fields: object) -> Proposal:
    return settling.propose_text(
        article(agreement), party=party, text=text, by=who.person, **{"decides": True, **fields}
    )


def test_an_article_stands_when_every_party_agrees_to_the_same_text(shared, cast) -> None:
    assert now(shared.agreement).state == "open"
    agree(shared.agreement, shared.municipality, cast.official)
    assert now(shared.agreement).state == "open"
    agree(shared.agreement, shared.initiative, cast.chair)
    assert now(shared.agreement).state == "standing"


def test_a_change_of_one_article_costs_the_approvals_of_that_article_alone(shared, cast) -> None:
    for key in ("intentie", "gebied"):
        agree(shared.agreement, shared.municipality, cast.official, key=key)
        agree(shared.agreement, shared.initiative, cast.chair, key=key)
    changed = article(shared.agreement)
    reword(cast, changed, OURS)
    assert now(shared.agreement).state == "open"
    assert now(shared.agreement, "gebied").state == "standing"


def test_going_back_to_the_text_that_was_agreed_makes_it_stand_again(shared, cast) -> None:
    agree(shared.agreement, shared.municipality, cast.official)
    agree(shared.agreement, shared.initiative, cast.chair)
    changed = article(shared.agreement)
    reword(cast, changed, OURS)
    reword(cast, changed, "")
    assert now(shared.agreement).state == "standing"


def test_nobody_agrees_to_a_text_that_changed_meanwhile(shared, cast) -> None:
    seen = now(shared.agreement).text_hash
    changed = article(shared.agreement)
    reword(cast, changed, OURS)
    with pytest.raises(DomainError, match="intussen veranderd"):
        agree(shared.agreement, shared.municipality, cast.official, seen=seen)
    assert not Stance.objects.exists()


def test_a_proposal_becomes_the_text_with_the_last_yes_and_stands(shared, cast) -> None:
    propose(shared.agreement, shared.municipality, cast.official, OURS)
    assert article(shared.agreement).own_text == ""
    agree(shared.agreement, shared.initiative, cast.chair, seen=now(shared.agreement).offers[0].text_hash)
    assert article(shared.agreement).own_text == OURS
    assert now(shared.agreement).state == "standing"
    assert Proposal.objects.get().state == "adopted"


def test_a_counterproposal_closes_the_first_and_keeps_it_readable(shared, cast) -> None:
    first = propose(shared.agreement, shared.municipality, cast.official, OURS)
    propose(shared.agreement, shared.initiative, cast.chair, THEIRS, answers=[first])
    first.refresh_from_db()
    assert (first.state, first.text) == ("countered", OURS)
    assert [offer.proposal.text for offer in now(shared.agreement).offers] == [THEIRS]


def test_two_proposals_lie_side_by_side_until_one_is_chosen(shared, cast) -> None:
    propose(shared.agreement, shared.municipality, cast.official, OURS)
    propose(shared.agreement, shared.initiative, cast.chair, THEIRS)
    ours, theirs = now(shared.agreement).offers
    agree(shared.agreement, shared.municipality, cast.official, seen=theirs.text_hash)
    assert article(shared.agreement).own_text == THEIRS
    (left,) = now(shared.agreement).offers
    assert left.proposal == ours.proposal
    assert left.proposal.base_hash != now(shared.agreement).text_hash  # made for a text that is gone


def test_a_proposal_to_go_back_to_an_earlier_text_asks_everyone_anew(shared, cast) -> None:
    for text in (OURS, THEIRS):
        propose(shared.agreement, shared.municipality, cast.official, text)
        agree(shared.agreement, shared.initiative, cast.chair, seen=now(shared.agreement).offers[0].text_hash)
    propose(shared.agreement, shared.municipality, cast.official, OURS)
    assert article(shared.agreement).own_text == THEIRS  # nobody's yes of before brings it back
    (offer,) = now(shared.agreement).offers
    assert not offer.verdict_of(shared.initiative)
    agree(shared.agreement, shared.initiative, cast.chair, seen=offer.text_hash)
    assert article(shared.agreement).own_text == OURS


def test_not_yet_needs_a_reason_and_takes_a_yes_back(shared, cast) -> None:
    agree(shared.agreement, shared.municipality, cast.official)
    agree(shared.agreement, shared.initiative, cast.chair)
    seen = now(shared.agreement).text_hash
    with pytest.raises(DomainError, match="Schrijf op wat er nodig is"):
        settling.give_stance(
            article(shared.agreement),
            party=shared.initiative,
            seen=seen,
            verdict=Verdict.NOT_YET,
            by=cast.chair.person,
        )
    settling.give_stance(
        article(shared.agreement),
        party=shared.initiative,
        seen=seen,
        verdict=Verdict.NOT_YET,
        reason="Eerst de leden horen.",
        by=cast.chair.person,
    )
    assert now(shared.agreement).state == "open"
    assert Stance.objects.count() == 3


def test_one_person_speaks_for_one_party(shared, cast) -> None:
    agree(shared.agreement, shared.municipality, cast.official)
    with pytest.raises(DomainError, match="al voor een andere partij"):
        agree(shared.agreement, shared.initiative, cast.official)


def test_pressing_twice_leaves_one_stance(shared, cast) -> None:
    agree(shared.agreement, shared.municipality, cast.official)
    agree(shared.agreement, shared.municipality, cast.official)
    assert Stance.objects.count() == 1


def test_with_three_parties_two_are_not_enough(cast, shared_format: None) -> None:
    seat = factories.seat(cast.file, cast.coach)
    partner = people.add_partner(
        cast.file,
        name="Woonbedrijf De Veenhof",
        short_name="De Veenhof",
        place="Eskerveen",
        by=cast.coach.person,
        seat=seat,
    )
    director = factories.function("Els de Groot", partner.organisation, access=Access.DECIDE)
    agreement = drafts.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Met de corporatie",
        partners=[partner],
        by=cast.coach.person,
        seat=seat,
    )
    publication.publish(agreement, by=cast.coach.person, seat=seat)
    rows = {party.organisation.kind: party for party in agreement.parties.select_related("organisation")}
    agree(agreement, rows[Side.MUNICIPALITY], cast.official)
    agree(agreement, rows[Side.INITIATIVE], cast.chair)
    assert now(agreement).state == "open"
    agree(agreement, rows[Side.PARTNER], director)
    assert now(agreement).state == "standing"


def test_on_paper_names_who_decided_and_shows_the_proof(shared, cast) -> None:
    [stance] = settling.record_on_paper(
        article(shared.agreement),
        party=shared.municipality,
        seen=now(shared.agreement).text_hash,
        verdict=Verdict.ACCEPT,
        decided_by="College van B en W",
        decided_on=timezone.localdate(),
        file=SimpleUploadedFile("besluit.pdf", PROOF, "application/pdf"),
        by=cast.coach.person,
        seat=shared.coach_seat,
    )
    assert (stance.by, stance.by_name, stance.on_paper) == (None, "College van B en W", True)
    assert now(shared.agreement).verdict_of(shared.municipality) == "accept"
    agree(shared.agreement, shared.municipality, cast.official)
    assert now(shared.agreement).stances[shared.municipality.pk].by == cast.official.person


def paper(shared: SimpleNamespace, cast: SimpleNamespace, **fields: object) -> list[Stance]:
    told = {
        "party": shared.municipality,
        "seen": now(shared.agreement).text_hash,
        "verdict": Verdict.ACCEPT,
        "decided_by": "College van B en W",
        "decided_on": timezone.localdate(),
        "file": SimpleUploadedFile("besluit.pdf", PROOF, "application/pdf"),
        "by": cast.coach.person,
        "seat": shared.coach_seat,
    }
    return settling.record_on_paper(article(shared.agreement), **told | fields)


def test_one_paper_decides_on_many_articles_and_leaves_out_what_it_did_not_see(shared, cast) -> None:
    rows = settle(Draft(Agreement.objects.get(pk=shared.agreement.pk))).values()
    also = {row.article.clause_key: row.text_hash for row in rows if row.article.clause_key != "intentie"}
    own, changed, *_others = also
    settling.give_stance(
        article(shared.agreement, own),
        party=shared.municipality,
        seen=also[own],
        verdict=Verdict.NOT_YET,
        reason="Noem een dag.",
        by=cast.official.person,
    )
    reword(cast, article(shared.agreement, changed), OURS)
    stances = paper(shared, cast, also=also)
    recorded = {"intentie", *also} - {own, changed}
    assert {stance.article.clause_key for stance in stances} == recorded
    assert len({stance.evidence_id for stance in stances}) == 1
    assert now(shared.agreement, own).verdict_of(shared.municipality) == "not_yet"
    assert now(shared.agreement, changed).verdict_of(shared.municipality) == ""
    [told] = cast.file.events.filter(kind="stance_given", payload__on_paper=True)
    assert {told.payload["article"], *told.payload["also"]} == recorded
    assert not list(changed_rows())


def test_a_paper_is_no_older_than_the_agreement_it_decides_on(shared, cast) -> None:
    with pytest.raises(DomainError, match="Kies die dag of een latere") as refused:
        paper(shared, cast, decided_on=timezone.localdate() - timedelta(days=1))
    assert refused.value.field == "decided_on"
    assert not Stance.objects.exists()


def test_a_parked_article_keeps_its_place_and_its_reason(shared, cast) -> None:
    settling.park(
        article(shared.agreement), party=shared.initiative, reason="Dit speelt later.", by=cast.chair.person
    )
    assert now(shared.agreement).state == "parked"
    settling.resume(article(shared.agreement), party=shared.municipality, by=cast.official.person)
    assert now(shared.agreement).state == "open"


def test_before_it_is_shared_nothing_is_settled(cast, shared_format: None) -> None:
    seat = factories.seat(cast.file, cast.coach)
    agreement = drafts.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Samen beginnen",
        by=cast.coach.person,
        seat=seat,
    )
    party = agreement.parties.get(key="municipality")
    with pytest.raises(DomainError, match="nog niet gedeeld"):
        agree(agreement, party, cast.official)


def test_the_next_version_says_what_stands_under_the_same_kenmerk(shared, cast) -> None:
    before = shared.agreement.versions.first()
    agree(shared.agreement, shared.municipality, cast.official)
    agree(shared.agreement, shared.initiative, cast.chair)
    after = publication.publish(shared.agreement, by=cast.coach.person, seat=shared.coach_seat)
    states = {a["key"]: a["state"] for part in after.content["parts"] for a in part["articles"]}
    assert states["intentie"] == "standing"
    assert set(states.values()) == {"standing", "open"}
    assert after.number == before.number + 1
    assert after.text_hash == before.text_hash
