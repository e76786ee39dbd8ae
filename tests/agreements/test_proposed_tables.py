"""A party proposes other rows for a table; they count when all parties said yes to just those rows, and no sooner."""

import gzip
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agreements import filling
from agreements.actions import answers, publication, settling
from agreements.annexes.fields import name_of
from agreements.changed_by import who_changed_what
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Article, Proposal
from agreements.settling.other import collide, words_of
from agreements.settling.rows import Settled, settle
from agreements.terms import Form, ProposalState, Verdict
from initiatives.history import held
from initiatives.models import Fact
from samenspel.errors import DomainError
from tests import factories
from tests.agreements import annex_table
from tests.agreements import signing_table as at
from tests.agreements.test_views import inputs_of
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KEY = "rolverdeling"
TALK = {"task": "Praten met bewoners", "who": "initiative", "ready": "2027-06-24"}
COUNT = {"task": "Gegevens verzamelen", "who": "municipality", "ready": "2027-03-04"}
SOONER = COUNT | {"ready": "2027-03-01"}
WALK = {"task": "Door de buurt lopen", "who": "initiative", "ready": "doorlopend"}


@pytest.fixture
def table(cast: SimpleNamespace, db: None) -> SimpleNamespace:
    """A letter between three parties, with two tasks in a table; one of the parties has no seat in the file."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    laid = at.lay_out(cast, at.add_partner(cast))
    edit(cast, laid.agreement, [TALK, COUNT])
    words = laid.agreement.articles.get(clause_key=KEY)
    at.reword(cast, words, "")
    return laid


def edit(cast: Any, agreement: Agreement, rows: Any, name: str = "taken") -> None:
    """The coach changes the table for all, without a proposal."""
    kept = agreement.values.filter(variable=name).first()
    revision = kept.revision if kept else 0
    answers.save_field(
        agreement, name, rows, revision=revision, **factories.acting(agreement.collaboration, cast.coach)
    )


def article(table: Any) -> Article:
    return Article.objects.select_related("agreement").get(agreement=table.agreement, clause_key=KEY)


def now(table: Any) -> Settled:
    found = settle(Draft(Agreement.objects.get(pk=table.agreement.pk)))
    return next(row for row in found.values() if row.article.clause_key == KEY)


def rows(table: Any, name: str = "taken") -> Any:
    return table.agreement.values.get(variable=name).value


def words(table: Any) -> str:
    """What the form sends for the words when nobody touches them."""
    return words_of(Draft(table.agreement), article(table))


def propose(table: Any, key: str, cast: Any, new: Any, text: str = "", **more: Any) -> Proposal:
    return settling.propose_text(
        article(table),
        party=table.agreement.parties.select_related("organisation").get(key=key),
        text=text or words(table),
        by=at.speaker(cast, key).person,
        **{"decides": True, "values": {} if new is None else {"taken": new}, **more},
    )


def agree(table: Any, cast: Any, *keys: str, seen: str = "") -> None:
    for key in keys:
        settling.give_stance(
            article(table),
            party=table.agreement.parties.select_related("organisation").get(key=key),
            seen=seen or now(table).offers[0].text_hash,
            verdict=Verdict.ACCEPT,
            by=at.speaker(cast, key).person,
        )


# --- what it does ---------------------------------------------------------------------------------------


def test_rows_that_all_agree_to_become_the_table_and_the_article_stands_in_its_own_words(table, cast) -> None:
    before = table.agreement.values.get(variable="taken")
    first = table.agreement.versions.first()
    made = propose(table, "municipality", cast, [TALK, SOONER])
    assert (made.text, made.values) == ("", {"taken": [TALK, SOONER]})
    agree(table, cast, "initiative")
    assert rows(table) == [TALK, COUNT]  # one yes is lacking
    agree(table, cast, "partner-1")
    after = table.agreement.values.get(variable="taken")
    assert after.value == [TALK, SOONER]
    assert (after.revision, after.by) == (before.revision + 1, cast.official.person)
    assert (now(table).state, article(table).own_text) == ("standing", "")
    assert Proposal.objects.get().state == ProposalState.ADOPTED
    told = said(signed_in(cast.chair).get(reverse("initiatives:timeline", args=[cast.file.uuid])))
    assert "Andere tabel voorgesteld bij een artikel" in told
    assert "Voorgestelde tabel overgenomen" in told
    # The file knows it as well, so the draft does not say that it differs; and each version says who changed it.
    assert Fact.objects.filter(name="taken").first().value == [TALK, SOONER]
    draft = Draft(Agreement.objects.get(pk=table.agreement.pk))
    file = filling.File(cast.file)
    assert file.differing(draft.format.variables["taken"], draft.kept["taken"]) is None
    second = publication.publish(draft.agreement, by=cast.coach.person, seat=table.coach_seat)
    (line,) = [line for line in who_changed_what(first, second)[KEY] if line.startswith("Voorstel")]
    assert line.startswith("Voorstel van gemeente Eskerveen, overgenomen op")


def test_an_approval_falls_when_the_rows_change_and_comes_back_with_them(table, cast) -> None:
    agree(table, cast, *("municipality", "initiative", "partner-1"), seen=now(table).text_hash)
    propose(table, "initiative", cast, [COUNT])
    assert now(table).state == "standing"  # what is only proposed costs nobody an approval
    edit(cast, table.agreement, [TALK])
    assert now(table).state == "open"
    assert now(table).offers[0].proposal.values == {"taken": [COUNT]}
    version = publication.publish(
        Agreement.objects.get(pk=table.agreement.pk), by=cast.coach.person, seat=table.coach_seat
    )
    printed = next(a for part in version.content["parts"] for a in part["articles"] if a["key"] == KEY)
    assert (printed["state"], printed["note"]) == ("open", "Hier ligt nog een ander voorstel.")
    edit(cast, table.agreement, [TALK, COUNT])
    assert now(table).state == "standing"


def test_words_and_rows_together_are_one_proposal_and_take_along_who_asked_for_part_of_it(
    table, cast
) -> None:
    part = propose(table, "partner-1", cast, [TALK])
    propose(table, "initiative", cast, [TALK], text="Zo doen we het:\nMeer niet.")
    agree(table, cast, "municipality", "partner-1", seen=now(table).offers[1].text_hash)
    assert article(table).own_text == "Zo doen we het:\nMeer niet."
    assert rows(table) == [TALK]
    part.refresh_from_db()
    assert (part.state, now(table).offers) == (ProposalState.ADOPTED, [])
    assert list(held.changed_rows()) == []
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Proposal.objects.filter(pk=part.pk).update(values={"taken": []})  # what was proposed stays


def test_rows_and_words_of_two_proposals_both_hold_and_two_tables_do_not(table, cast) -> None:
    only_rows = propose(table, "municipality", cast, [TALK, SOONER])
    only_words = propose(table, "initiative", cast, None, text="Zo doen we het.")
    assert collide([only_rows, only_words]) == []
    other_rows = propose(table, "partner-1", cast, [TALK])
    assert collide([only_rows, only_words, other_rows]) == [only_rows, only_words, other_rows]
    agree(table, cast, "initiative", "partner-1")
    left = next(offer for offer in now(table).offers if offer.proposal == only_words)
    assert not left.stances  # it would read otherwise by now, so whoever agreed reads it again
    agree(table, cast, "municipality", "initiative", "partner-1", seen=left.text_hash)
    assert (article(table).own_text, rows(table)) == ("Zo doen we het.", [TALK, SOONER])


def test_a_table_is_judged_by_the_same_rules_as_in_the_draft(table, cast) -> None:
    with pytest.raises(DomainError, match="Dit is de tekst die er al staat"):
        propose(table, "initiative", cast, [TALK, COUNT])
    with pytest.raises(DomainError, match="hoogstens 60 rijen"):
        propose(table, "initiative", cast, [TALK] * 61)
    with pytest.raises(DomainError, match="niet meer in dit artikel"):
        propose(table, "initiative", cast, None, values={"kosten": []})
    assert not Proposal.objects.exists()


def test_the_rows_of_an_annex_are_proposed_at_the_article_that_lists_it(cast, db) -> None:
    laid = annex_table.table_for(cast, Form.COLLABORATION_AGREEMENT)
    annex_table.hang(laid, annex_table.KEY)
    publication.publish(laid.agreement, **laid.who)
    listed = Article.objects.select_related("agreement").get(agreement=laid.agreement, clause_key="bijlagen")
    parties = {row.key: row for row in laid.agreement.parties.select_related("organisation")}
    name, new = name_of(annex_table.KEY, "rijen"), [{"item": "Zaal", "amount": "50.00"}]
    settling.propose_text(
        listed,
        party=parties["municipality"],
        text=words_of(Draft(laid.agreement), listed),
        values={name: new},
        decides=True,
        by=cast.official.person,
    )
    (offer,) = settle(Draft(laid.agreement))[listed.pk].offers
    yes = {"seen": offer.text_hash, "verdict": Verdict.ACCEPT, "by": cast.chair.person}
    settling.give_stance(listed, party=parties["initiative"], **yes)
    kept = laid.agreement.values.get(variable=name)
    assert (kept.value, kept.annex.key) == (new, annex_table.KEY)
    assert settle(Draft(laid.agreement))[listed.pk].state == "standing"


# --- in the browser -------------------------------------------------------------------------------------


def url(name: str, table: Any, *args: Any) -> str:
    return reverse(f"agreements:{name}", args=[table.agreement.uuid, KEY, *args])


def said(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_partner_who_edits_nothing_proposes_a_date_and_the_others_read_which_cell_changes(
    table, cast
) -> None:
    client = signed_in(cast.director)
    assert client.get(reverse("agreements:article", args=[table.agreement.uuid, KEY])).status_code == 403
    asks = url("propose-text", table)
    assert asks in client.get(url("settle-article", table)).content.decode()
    sent = inputs_of(client.get(asks))
    assert sent["tabel-taken-0-task"] == ["Praten met bewoners"]
    # a day that cannot be, and an amount of rows nobody sent: beside the field, with what was typed
    refused = client.post(asks, sent | {"tabel-taken-1-task": "x" * 301, "tabel-taken-0-ready": "2027-06-01"})
    assert refused.status_code == 422
    assert "Rij 2, Taak: Maak dit korter" in said(refused)
    assert 'value="2027-06-01"' in refused.content.decode()
    client.post(asks, inputs_of(refused) | {"tabel-taken-1-task": "Gegevens verzamelen", "reason": "Eerder."})
    made = Proposal.objects.get()
    assert made.values == {"taken": [TALK | {"ready": "2027-06-01"}, COUNT]}
    page = signed_in(cast.chair).get(url("settle-article", table))
    changed = re.search(
        r"<del>.*?24\s*juni\s*2027.*?</del>.*?<ins>.*?1\s*juni\s*2027.*?</ins>",
        page.content.decode(),
        re.DOTALL,
    )
    assert changed
    assert "Eén andere rij blijft gelijk." in said(page)
    assert "De woorden van dit artikel blijven gelijk." in said(page)


def test_a_page_with_a_full_table_asks_and_weighs_no_more_than_any_other(table, cast, count_queries) -> None:
    many = [TALK | {"task": f"Straat {number} langsgaan"} for number in range(30)]
    edit(cast, table.agreement, many)
    propose(table, "initiative", cast, [row | {"ready": "2027-06-01"} for row in many])
    client = signed_in(cast.official)
    for name, most in (("propose-text", 12), ("settle-article", 20)):
        client.get(url(name, table))
        with count_queries() as queries:
            page = client.get(url(name, table))
        assert len(queries) <= most, [q["sql"][:90] for q in queries.captured_queries]
        assert len(gzip.compress(page.content)) <= 15_000


def test_a_counterproposal_starts_from_the_proposed_rows_and_two_become_one(table, cast) -> None:
    first = propose(table, "municipality", cast, [TALK, SOONER])
    client, asks = signed_in(cast.chair), url("propose-text", table)
    sent = inputs_of(client.get(f"{asks}?op={first.uuid}"))
    assert sent["tabel-taken-1-ready"] == ["2027-03-01"]
    client.post(f"{asks}?op={first.uuid}", sent | {"tabel-taken-0-remove": "1"})
    second = Proposal.objects.last()
    assert second.values == {"taken": [SOONER]}
    third = propose(table, "partner-1", cast, [TALK, WALK])
    both = inputs_of(client.get(f"{asks}?op={second.uuid}&op={third.uuid}"))
    rows = [both[f"tabel-taken-{n}-task"][0] for n in range(2)]
    assert rows == ["Gegevens verzamelen", "Door de buurt lopen"], (
        "the first row goes in one, the second in the other"
    )
    client.post(f"{asks}?op={second.uuid}&op={third.uuid}", both)  # as it stands there: nobody touched it
    assert Proposal.objects.last().values == {"taken": [SOONER, WALK]}
    page = client.get(url("settle-article", table))
    assert "Eerdere voorstellen" in said(page)
    assert "1 maart 2027" in said(page).replace("\u00a0", " ")


def test_a_row_is_asked_with_and_without_javascript(table, cast) -> None:
    client, asks = signed_in(cast.chair), url("propose-text", table)
    sent = inputs_of(client.get(asks)) | {"tabel-taken-0-task": "Praten", "extra-row": "tabel-taken"}
    page = client.post(asks, sent)
    assert page.status_code == 200
    again = inputs_of(page)
    assert (again["tabel-taken-0-task"], again["tabel-taken-2-task"]) == (["Praten"], [""])
    row = client.post(asks, sent, headers={"HX-Request": "true"}).content.decode()
    assert 'name="tabel-taken-2-task"' in row
    assert 'name="tabel-taken-1-task"' not in row
    assert 'name="tabel-taken-rows" value="3" id="aantal-tabel-taken" hx-swap-oob="true"' in row
    client.post(asks, again | {"tabel-taken-2-task": "Lopen"})
    assert [row["task"] for row in Proposal.objects.get().values["taken"]] == [
        "Praten",
        "Gegevens verzamelen",
        "Lopen",
    ]


def test_who_proposes_while_the_table_changes_reads_it_first_and_takes_back_nothing_she_did_not_touch(
    table, cast
) -> None:
    client, asks = signed_in(cast.chair), url("propose-text", table)
    sent = inputs_of(client.get(asks)) | {"text": "Zo doen we het."}
    edit(cast, table.agreement, [TALK])
    answer = client.post(asks, sent | {"reason": "Korter."})
    assert answer.status_code == 422
    assert "intussen veranderd" in said(answer)
    client.post(asks, inputs_of(answer))
    made = Proposal.objects.get()
    assert (made.text, made.values) == ("Zo doen we het.", {})
    # What she did touch she gets back, beside the table of now.
    sent = inputs_of(client.get(asks)) | {"tabel-taken-0-ready": "2027-06-01"}
    edit(cast, table.agreement, [TALK, COUNT])
    answer = client.post(asks, sent)
    client.post(asks, inputs_of(answer))
    assert Proposal.objects.last().values == {"taken": [TALK | {"ready": "2027-06-01"}]}
