"""Once a draft is shared, its row of articles changes between equals: with the last yes, and not before."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements import comparing
from agreements.actions import answers, drafts, publication, reshaping, settling, shape
from agreements.changed_by import who_changed_what
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Article, Party, Proposal, Stance
from agreements.settling.rows import Settled, settle
from agreements.terms import Form, Length, ProposalState, Verdict
from contacts.models import Function
from initiatives import policy
from initiatives.erasure import BLANK
from initiatives.history.story import tell
from initiatives.terms import EventKind
from samenspel import dutch
from samenspel.errors import DomainError
from tests import factories
from tests.pages import signed_in

pytestmark = pytest.mark.django_db

HALF, OTHER_HALF = "Wij praten samen.", "Elke maand komen wij bij elkaar."


@pytest.fixture
def table(cast: SimpleNamespace) -> SimpleNamespace:
    """A shared letter of intent, and each party with who decides for it."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    coach = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    agreement = drafts.start(
        cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Samen beginnen", **coach
    )
    publication.publish(agreement, **coach)
    parties = {party.key: party for party in agreement.parties.select_related("organisation")}
    return SimpleNamespace(
        agreement=agreement,
        gemeente=(parties["municipality"], cast.official),
        initiative=(parties["initiative"], cast.chair),
        coach=coach,
    )


def article(table: SimpleNamespace, key: str = "intentie") -> Article:
    return Article.objects.select_related("agreement").get(agreement=table.agreement, clause_key=key)


def now(table: SimpleNamespace, key: str = "intentie") -> Settled:
    found = settle(Draft(Agreement.objects.get(pk=table.agreement.pk)))
    return next(row for row in found.values() if row.article.clause_key == key)


def order(table: SimpleNamespace) -> list[str]:
    return [row.clause_key for row in Draft(Agreement.objects.get(pk=table.agreement.pk)).articles]


def by(side: tuple[Party, Function]) -> dict[str, object]:
    return {"party": side[0], "decides": True, "by": side[1].person}


def agree(
    table: SimpleNamespace, side: tuple[Party, Function], key: str = "intentie", seen: str = ""
) -> None:
    party, who = side
    seen = seen or now(table, key).offers[0].text_hash
    settling.give_stance(article(table, key), party=party, seen=seen, verdict=Verdict.ACCEPT, by=who.person)


def test_an_article_goes_with_the_last_yes_and_not_before(table) -> None:
    reshaping.propose_drop(article(table, "gebied"), reason="Staat al in het plan.", **by(table.initiative))
    assert "gebied" in order(table)
    agree(table, table.gemeente, "gebied")
    assert "gebied" not in order(table)
    assert article(table, "gebied").drop_reason == "Staat al in het plan."


def test_a_yes_to_dropping_names_the_text_that_goes(table) -> None:
    reshaping.propose_drop(article(table), reason="Te vaag.", **by(table.initiative))
    seen = now(table).offers[0].text_hash
    row = article(table)
    shape.word_anew(row, text="Nu veel scherper.", revision=row.revision, **table.coach)
    with pytest.raises(DomainError, match="intussen veranderd"):
        agree(table, table.gemeente, seen=seen)
    agree(table, table.gemeente)
    assert "intentie" in order(table)  # the initiative has not agreed to dropping this text


def test_a_place_behind_an_article_that_went_lapses_with_a_reason_and_takes_no_last_yes(table) -> None:
    reshaping.propose_move(article(table), after=article(table, "rolverdeling"), **by(table.gemeente))
    moved = Proposal.objects.get(after__clause_key="rolverdeling")
    reshaping.propose_drop(article(table, "rolverdeling"), reason="Dubbel.", **by(table.initiative))
    agree(table, table.gemeente, "rolverdeling")
    moved.refresh_from_db()
    assert moved.state == ProposalState.LAPSED
    client = Client()
    client.force_login(table.initiative[1].person.user)
    page = client.get(reverse("agreements:settle-article", args=[table.agreement.uuid, "intentie"]))
    assert "Het artikel waar dit achter moest, staat er niet meer." in page.content.decode()


def test_the_last_yes_to_a_place_that_is_gone_is_kept_and_the_proposal_lapses(table) -> None:
    reshaping.propose_move(article(table), after=article(table, "rolverdeling"), **by(table.gemeente))
    before, moved = order(table), Proposal.objects.get()
    Article.objects.filter(pk=moved.after_id).update(state="dropped")
    agree(table, table.initiative)
    moved.refresh_from_db()
    assert moved.state == ProposalState.LAPSED
    assert Stance.objects.filter(party=table.initiative[0], verdict=Verdict.ACCEPT).exists()
    assert [key for key in before if key != "rolverdeling"] == order(table)


def test_moving_costs_nobody_an_approval(table) -> None:
    for key in order(table):
        for party, who in (table.gemeente, table.initiative):
            settling.give_stance(
                article(table, key),
                party=party,
                seen=now(table, key).text_hash,
                verdict=Verdict.ACCEPT,
                by=who.person,
            )
    reshaping.propose_move(article(table), after=article(table, "rolverdeling"), **by(table.gemeente))
    agree(table, table.initiative)
    rows = order(table)
    assert rows.index("intentie") == rows.index("rolverdeling") + 1
    assert {now(table, key).state for key in rows} == {"standing"}


def test_after_a_split_both_articles_stand_and_the_new_one_is_outside_the_format(table) -> None:
    reshaping.propose_split(
        article(table), text=HALF, new_title="Overleg", new_text=OTHER_HALF, **by(table.gemeente)
    )
    agree(table, table.initiative)
    rows = order(table)
    new = rows[rows.index("intentie") + 1]
    assert article(table, new).own_text == OTHER_HALF
    assert now(table).state == now(table, new).state == "standing"
    assert Draft(table.agreement).is_outside(article(table, new))


def test_an_article_of_the_format_that_was_filled_on_its_way_in_is_read_anew(table) -> None:
    reshaping.propose_add(article(table, "gebied"), clause="procesbegeleider", **by(table.gemeente))
    offered = {stance.text_hash for stance in Stance.objects.all()}
    agree(table, table.initiative, "gebied")
    added = now(table, "procesbegeleider")
    assert order(table).index("procesbegeleider") == order(table).index("gebied") + 1
    assert not Stance.objects.filter(article=added.article).exclude(text_hash=added.text_hash).exists()
    assert offered


def test_an_own_article_is_printed_where_it_stands(table) -> None:
    reshaping.propose_add(
        article(table, "gebied"), new_title="De molen", new_text="Wij sparen de molen.", **by(table.gemeente)
    )
    agree(table, table.initiative, "gebied")
    version = publication.publish(Agreement.objects.get(pk=table.agreement.pk), **table.coach)
    titles = [a["title"] for part in version.content["parts"] for a in part["articles"]]
    assert titles.index("De molen") == titles.index(article(table, "gebied").title) + 1


def test_the_difference_between_two_versions_says_of_each_article_who_changed_it(table, cast) -> None:
    first = table.agreement.versions.get()
    own = {"text": HALF, "new_title": "Elke maand", "new_text": OTHER_HALF}
    reshaping.propose_split(article(table), **own, **by(table.initiative))
    agree(table, table.gemeente)
    reshaping.propose_drop(article(table, "gebied"), reason="Te vaag.", **by(table.gemeente))
    agree(table, table.initiative, "gebied")
    more = {"new_title": "Ook dit", "new_text": OTHER_HALF}
    reshaping.propose_add(article(table, "rolverdeling"), **more, **by(table.gemeente))
    agree(table, table.initiative, "rolverdeling")
    who = factories.acting(cast.file, cast.clerk)
    for text in ("Wij doen het zo.", "Wij doen het anders."):
        row = article(table, "eerste_stappen")
        shape.word_anew(row, text=text, revision=row.revision, **who)
    answers.save_field(table.agreement, "stip", "Een warme buurt.", revision=0, **who)
    second = publication.publish(Agreement.objects.get(pk=table.agreement.pk), **table.coach)
    on = f"op {dutch.full_date(timezone.localdate())}."
    both = {f"Voorstel van Zeebuurt Warm om een artikel te splitsen, overgenomen {on}"}
    expected = {
        "intentie": both,
        "eigen-1": both,
        "gebied": {f"Voorstel van gemeente Eskerveen om dit artikel eruit te halen, overgenomen {on}"},
        "eigen-2": {f"Voorstel van gemeente Eskerveen om dit artikel toe te voegen, overgenomen {on}"},
        "eerste_stappen": {f"Gemeente Eskerveen veranderde de tekst {on}"},
        "stip_op_de_horizon": {f"Gemeente Eskerveen veranderde de tekst {on}"},
    }
    assert {key: set(lines) for key, lines in who_changed_what(first, second).items()} == expected
    changed = {change.key for change in comparing.changes(first.content, second.content)}
    assert changed == set(expected)
    page = signed_in(cast.chair).get(reverse("agreements:compare", args=[second.uuid])).content.decode()
    for lines in expected.values():
        assert all(line in page for line in lines)
    # The timeline tells of her writing once, and of both articles.
    viewer = policy.viewer(factories.user_of(cast.chair), cast.file)
    told = [
        line
        for line in tell(cast.file.events.readable_by(viewer), viewer)
        if line.event.kind == EventKind.ARTICLES_EDITED
    ]
    assert [line.title for line in told] == ["De tekst van twee artikelen veranderd"]


def test_nobody_takes_out_or_adds_alone_what_all_parties_read(table) -> None:
    with pytest.raises(DomainError, match="Stel het voor"):
        shape.drop_article(article(table), reason="Weg.", revision=1)
    with pytest.raises(DomainError, match="Stel het voor"):
        shape.add_article(table.agreement, "procesbegeleider")


def test_parties_and_signing_keep_their_place(table) -> None:
    with pytest.raises(DomainError, match="hoort altijd"):
        reshaping.propose_drop(article(table, "partijen"), reason="Weg.", **by(table.gemeente))
    with pytest.raises(DomainError, match="achteraan"):
        reshaping.propose_move(article(table), after=article(table, "ondertekening"), **by(table.gemeente))


def test_one_text_brings_two_proposals_together(table) -> None:
    first = settling.propose_text(article(table), text=HALF, **by(table.gemeente))
    second = settling.propose_text(article(table), text=OTHER_HALF, **by(table.initiative))
    both = settling.propose_text(
        article(table), text=f"{HALF}\n{OTHER_HALF}", answers=[first, second], **by(table.gemeente)
    )
    assert [offer.proposal for offer in now(table).offers] == [both]
    assert set(both.answers.values_list("state", flat=True)) == {ProposalState.COUNTERED}
    assert both.answers.count() == 2


def test_the_other_party_reads_what_is_proposed_and_agrees_in_the_browser(table, cast) -> None:
    us, them = Client(), Client()
    us.force_login(cast.chair.person.user)
    them.force_login(cast.official.person.user)
    url = reverse("agreements:propose-change", args=[table.agreement.uuid, "gebied", "nieuw"])
    assert us.post(url, {"new_title": "", "new_text": "", "clause": ""}).status_code == 422
    own = {"new_title": "De molen", "new_text": "Wij sparen de molen.", "clause": ""}
    us.post(url, {**own, "reason": "De buurt is eraan gehecht."})
    page = reverse("agreements:settle-article", args=[table.agreement.uuid, "gebied"])
    read = them.get(page).content.decode()
    assert "Een artikel erbij, achter dit artikel: “De molen”." in read
    assert "buiten het format" in read
    seen = now(table, "gebied").offers[0].text_hash
    them.post(
        reverse("agreements:give-stance", args=[table.agreement.uuid, "gebied"]),
        {"seen": seen, "beside": now(table, "gebied").text_hash, "verdict": "accept"},
    )
    assert "De molen" in them.get(reverse("agreements:settle", args=[table.agreement.uuid])).content.decode()
    key = table.agreement.articles.get(title="De molen").clause_key
    its_page = reverse("agreements:settle-article", args=[table.agreement.uuid, key])
    assert them.get(its_page).context["why"] == "De buurt is eraan gehecht."
    Proposal.objects.update(reason=BLANK)
    assert them.get(its_page).context["why"] == ""


def test_a_party_contests_what_was_recorded_in_its_name_by_saying_it_itself(table, cast) -> None:
    settling.record_on_paper(
        article(table),
        party=table.gemeente[0],
        seen=now(table).text_hash,
        verdict=Verdict.ACCEPT,
        decided_by="College van B en W",
        decided_on=timezone.localdate(),
        file=SimpleUploadedFile("besluit.pdf", b"%PDF-1.4 een besluit", "application/pdf"),
        **table.coach,
    )
    client = Client()
    client.force_login(cast.official.person.user)
    page = reverse("agreements:settle-article", args=[table.agreement.uuid, "intentie"])
    assert "Klopt dit niet?" in client.get(page).content.decode()
    read = now(table).text_hash
    said = {"seen": read, "beside": read, "verdict": "not_yet", "reason": "Het college besloot dit niet."}
    client.post(reverse("agreements:give-stance", args=[table.agreement.uuid, "intentie"]), said)
    assert now(table).verdict_of(table.gemeente[0]) == Verdict.NOT_YET
    told = client.get(page).content.decode()
    assert "Klopt dit niet?" not in told
    assert "Akkoord: College van B en W" in told  # what was recorded stays readable


@pytest.mark.parametrize("change", ["eruit", "verplaatsen", "splitsen", "nieuw"])
def test_each_way_to_change_the_row_has_a_page(table, cast, change) -> None:
    client = Client()
    client.force_login(cast.chair.person.user)
    url = reverse("agreements:propose-change", args=[table.agreement.uuid, "intentie", change])
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 422
    assert not Proposal.objects.exists()
