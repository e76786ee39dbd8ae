"""What parties see and do on the pages where they settle an agreement, article by article."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.actions import drafts, ending, publication, settling
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Article, Proposal, Remark, Stance
from agreements.settling.keeping import is_to_speak, keep_asked
from agreements.settling.rows import Settled
from agreements.settling.rows import settle as settle_now
from agreements.terms import Form, Length, Verdict
from contacts.actions import erase_person
from contacts.models import Access
from initiatives.actions import notes
from initiatives.mail import post
from initiatives.models import Letter, Participation
from insights import work
from insights.desk import Desk
from samenspel import dutch
from tests import factories
from tests.agreements import signing_table as at
from tests.agreements.signing_table import reword
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OURS = "Het initiatief praat met de buurt."
THEIRS = "Het initiatief praat met de hele buurt."
HOSTILE = "<script>alert(1)</script> {{ settings.SECRET_KEY }}"


@pytest.fixture
def draft(cast: SimpleNamespace, db: None) -> Agreement:
    """A letter of intent with three parties, not yet shared."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    seat = factories.seat(cast.file, cast.coach)
    partner = at.add_partner(cast)
    return drafts.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Samen beginnen",
        partners=[partner],
        by=cast.coach.person,
        seat=seat,
    )


@pytest.fixture
def shared(cast: SimpleNamespace, draft: Agreement) -> Agreement:
    publication.publish(draft, by=cast.coach.person, seat=factories.seat(cast.file, cast.coach))
    return draft


def url(name: str, agreement: Agreement, *args: Any) -> str:
    return reverse(f"agreements:{name}", args=[agreement.uuid, *args])


def words(response: Any) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return text.replace("&quot;", '"').replace("&#x27;", "'")


def read(who: Any, agreement: Agreement, key: str = "intentie") -> Any:
    return signed_in(who).get(url("settle-article", agreement, key))


def article(agreement: Agreement, key: str = "intentie") -> Article:
    return agreement.articles.get(clause_key=key)


def now(agreement: Agreement, key: str = "intentie") -> Settled:
    found = settle_now(Draft(Agreement.objects.get(pk=agreement.pk)))
    return next(row for row in found.values() if row.article.clause_key == key)


def say_yes(who: Any, agreement: Agreement, key: str = "intentie", seen: str = "") -> Any:
    read_now = now(agreement, key).text_hash
    sent = {"seen": seen or read_now, "beside": read_now, "verdict": "accept"}
    return signed_in(who).post(url("give-stance", agreement, key), sent, follow=True)


def propose(who: Any, agreement: Agreement, text: str, *, op: Any = "") -> Any:
    query = f"?op={op.uuid}" if op else ""
    sent = {"text": text, "reason": "Zo is het duidelijk.", "seen": now(agreement).text_hash}
    return signed_in(who).post(url("propose-text", agreement, "intentie") + query, sent, follow=True)


def say_no(who: Any, agreement: Agreement, seen: str = "") -> Any:
    read_now = now(agreement).text_hash
    sent = {"seen": seen or read_now, "beside": read_now, "verdict": "not_yet", "reason": "Noem een dag."}
    return signed_in(who).post(url("give-stance", agreement, "intentie"), sent, follow=True)


# --- the timeline ---------------------------------------------------------------------------------------


def test_the_timeline_and_the_news_call_an_article_by_its_title(cast, shared, count_queries):
    say_yes(cast.official, shared)
    shown = [reverse(name, args=[cast.file.uuid]) for name in ("initiatives:timeline", "insights:overview")]
    for page in shown:
        client = signed_in(cast.chair)
        assert "Akkoord met een artikel: Wat we van plan zijn" in words(client.get(page)), page
        with count_queries() as seen:
            client.get(page)
        assert len(seen.captured_queries) <= 12
    Article.objects.filter(pk=article(shared).pk).update(clause_key="iets_anders")  # as when it is gone
    assert "Akkoord met een artikel: intentie" in words(signed_in(cast.chair).get(shown[0]))


# --- reading --------------------------------------------------------------------------------------------


def test_before_the_concept_is_published_there_is_nothing_to_settle(cast, draft):
    answer = signed_in(cast.coach).get(url("settle", draft), follow=True)
    assert answer.redirect_chain == [(url("agreement", draft), 302)]
    assert "zodra het concept is gepubliceerd" in words(answer)


def test_the_heading_counts_what_stands_and_the_page_says_who_is_to_move(cast, shared):
    for who in (cast.official, cast.chair, cast.director):
        say_yes(who, shared)
    settling.park(
        article(shared, "gebied"),
        party=shared.parties.get(key="initiative"),
        reason="Later.",
        by=cast.chair.person,
    )
    say_yes(cast.chair, shared, "stip_op_de_horizon")
    total = len(Draft(shared).articles)
    page = words(signed_in(cast.chair).get(url("settle", shared)))
    assert f"1 staat, {total - 2} open, 1 geparkeerd" in page
    assert f"Jullie zijn aan zet Bij {total - 3} artikelen." in page
    propose(cast.official, shared, OURS)
    assert "Bij artikel" in (page := words(signed_in(cast.chair).get(url("settle", shared))))
    assert "ligt een voorstel. Naar artikel" in page
    coach = words(signed_in(cast.coach).get(url("settle", shared)))
    assert "Wie is aan zet?" in coach
    assert "Jullie zijn aan zet" not in coach
    assert "Gemeente Eskerveen is aan zet bij de artikelen" in coach


def test_who_proposed_another_text_has_spoken_and_the_others_are_to_move(cast, shared):
    propose(cast.official, shared, OURS)
    settled = now(shared)
    waits = {party.key for party in settled.parties if settled.waits_for(party)}
    assert waits == {"initiative", "partner-1"}


def test_the_list_of_work_asks_whom_the_page_asks(cast, shared):
    """The list reads what was written down, the page reads the texts: after every turn they name the same parties."""
    shared.articles.exclude(clause_key="intentie").update(state="parked")
    keep_asked(shared)

    def asked() -> str:
        settled = now(shared)
        by_page = {party.key for party in settled.parties if settled.waits_for(party)}
        assert {party.key for party in shared.parties.all() if is_to_speak(party.asked)} == by_page
        return " ".join(sorted(by_page))

    def offered() -> str:
        return now(shared).offers[-1].text_hash

    assert asked() == "initiative municipality partner-1"
    say_yes(cast.chair, shared)
    say_yes(cast.director, shared)
    assert asked() == "municipality"
    say_no(cast.official, shared)
    assert asked() == "initiative partner-1"  # who refused nothing comes with other words
    propose(cast.chair, shared, OURS)
    assert asked() == "municipality partner-1"
    say_no(cast.official, shared, offered())
    assert asked() == "initiative partner-1"
    say_yes(cast.director, shared, seen=offered())
    assert asked() == "initiative partner-1"
    propose(cast.official, shared, THEIRS)
    assert asked() == "initiative partner-1"
    say_yes(cast.chair, shared, seen=offered())
    assert asked() == "partner-1"
    say_yes(cast.director, shared, seen=offered())
    assert asked() == ""


def test_who_cannot_agree_yet_is_heard_by_the_others_in_their_list_and_by_mail(cast, shared):
    shared.articles.exclude(clause_key="intentie").update(state="parked")
    Letter.objects.all().delete()
    say_yes(cast.chair, shared)
    assert not Letter.objects.exists()
    say_no(cast.official, shared)
    assert "een ander nog niet akkoord" in words(signed_in(cast.chair).get(reverse("insights:my-work")))
    assert cast.chair.person_id in Letter.objects.values_list("person", flat=True)
    assert cast.official.person_id not in Letter.objects.values_list("person", flat=True)
    mail.outbox.clear()
    post.send_waiting()
    assert all("Noem een dag" not in letter.subject + letter.body for letter in mail.outbox)


@pytest.mark.parametrize("who", ["former", "elsewhere", "other_member", "outsider", "administrator"])
def test_who_is_not_in_the_file_finds_no_article(cast, shared, who):
    client = signed_in(getattr(cast, who))
    assert client.get(url("settle", shared)).status_code == 404
    assert client.get(url("settle-article", shared, "intentie")).status_code == 404


@pytest.mark.parametrize(
    ("who", "offered", "not_offered"),
    [
        ("chair", ["Wij zijn akkoord", "Stel andere tekst voor", "Zeg het"], ["besluit op papier"]),
        ("director", ["Wij zijn akkoord", "Stel andere tekst voor", "Zeg het"], ["besluit op papier"]),
        ("member", ["Stel andere tekst voor", "Parkeer", "Zeg het"], ["Wij zijn akkoord"]),
        ("coach", ["Leg een besluit op papier vast", "Zeg het"], ["Wij zijn akkoord", "Stel andere tekst"]),
        ("reader", [], ["Wij zijn akkoord", "Stel andere tekst", "Zeg het", "Parkeer dit"]),
    ],
)
def test_everyone_is_offered_what_she_may_do_and_no_more(cast, shared, who, offered, not_offered):
    page = words(read(getattr(cast, who), shared))
    assert [text for text in offered if text not in page] == []
    assert [text for text in not_offered if text in page] == []


def test_a_partner_settles_and_sees_nothing_of_the_file(cast, shared):
    html = read(cast.director, shared).content.decode()
    assert str(cast.file.uuid) not in html
    assert "sam-tabs" not in html
    assert "De Veenhof: jullie" in html


def test_a_partner_reads_which_party_spoke_and_when_and_of_her_own_people_who(cast, shared):
    for who in (cast.official, cast.director):
        say_yes(who, shared)
        signed_in(who).post(url("say", shared, "intentie"), {"text": "Goed zo.", "readers": "iedereen"})
    propose(cast.official, shared, OURS)
    partner, chair = words(read(cast.director, shared)), words(read(cast.chair, shared))
    assert "Ruben" not in partner
    assert "Akkoord: Els" in partner
    assert "Akkoord: Ruben" in chair
    assert "Akkoord: Els" in chair


def test_a_partner_joins_the_conversation_and_only_who_takes_part_in_it_may(cast, shared):
    owner = cast.director.organisation
    cast.neighbour = factories.function("Lia Kok", owner, access=Access.READ)
    address = url("say", shared, "intentie")
    may = {"director": 200, "coach": 200, "reader": 403, "neighbour": 403, "outsider": 404, "elsewhere": 404}
    for who, status in may.items():
        sent = {"text": f"Zo zegt {who} het.", "readers": "iedereen"}
        assert signed_in(getattr(cast, who)).post(address, sent, follow=True).status_code == status
    assert signed_in(cast.director).post(address, {"text": " ", "readers": "iedereen"}).status_code == 422
    signed_in(cast.director).post(address, {"text": "Dit zeggen wij alleen onderling.", "readers": "ons"})
    assert [row.owner for row in Remark.objects.filter(by=cast.director.person)] == [owner, owner]
    for who in (cast.coach, cast.official, cast.chair, cast.director, cast.neighbour):
        page, ours = words(read(who, shared)), who.organisation_id == owner.pk
        assert "Zo zegt director het." in page
        assert "Zo zegt coach het." in page
        assert ("Dit zeggen wij alleen onderling." in page) is ours
    settling.park(article(shared), party=now(shared).parties[0], reason="Later.", by=cast.official.person)
    answer = signed_in(cast.director).post(address, {"text": "Ook nu.", "readers": "iedereen"}, follow=True)
    assert "Ook nu." in words(answer)  # what was put off can be talked of


def test_what_is_said_among_ourselves_is_read_by_our_own_people_alone(cast, shared):
    sent = {"text": "Is dit wel haalbaar?", "readers": "ons"}
    answer = signed_in(cast.member).post(url("say", shared, "intentie"), sent, follow=True)
    assert "Alleen de mensen van Zeebuurt Warm lezen dit" in words(answer)
    for who in (cast.chair, cast.reader):
        assert "Is dit wel haalbaar?" in words(read(who, shared))
    for who in (cast.official, cast.coach, cast.director):
        assert "Is dit wel haalbaar?" not in words(read(who, shared))


def test_hostile_words_stay_words_in_every_place(cast, shared):
    propose(cast.official, shared, HOSTILE)
    signed_in(cast.member).post(url("say", shared, "intentie"), {"text": HOSTILE, "readers": "iedereen"})
    html = read(cast.chair, shared).content.decode()
    assert "<script>alert" not in html
    assert "{{ settings.SECRET_KEY }}" in html


# --- agreeing -------------------------------------------------------------------------------------------


def test_an_article_stands_after_the_last_yes(cast, shared):
    say_yes(cast.official, shared)
    say_yes(cast.director, shared)
    page = say_yes(cast.chair, shared)
    assert "Jullie zijn akkoord. Dat staat erbij." in words(page)
    assert "Staat" in words(page)
    assert "Akkoord: Samira" in words(page)
    assert now(shared).state == "standing"


def test_the_gemeente_agrees_in_a_hat_where_hats_are_worn_and_the_initiative_in_none(cast, shared):
    asked, goal = "Met welke pet op?", cast.file.plan_items.goals()[0]
    assert asked not in words(read(cast.official, shared))
    notes.add_evidence(
        goal, title="A", quote="B", hat="permits", **factories.acting(cast.file, cast.official)
    )
    assert asked in words(read(cast.official, shared))
    assert asked not in words(read(cast.chair, shared))
    seen = now(shared).text_hash
    sent = {"seen": seen, "beside": seen, "verdict": "accept", "hat": "planner"}
    for who in (cast.official, cast.chair):
        signed_in(who).post(url("give-stance", shared, "intentie"), sent)
    told = cast.file.events.filter(kind="stance_given").order_by("seq")
    assert [event.payload.get("hat") for event in told] == ["planner", None]


def test_with_htmx_only_the_article_is_renewed_and_focus_and_screen_reader_follow(cast, shared):
    client, address = signed_in(cast.chair), url("give-stance", shared, "intentie")
    whole = client.get(url("settle-article", shared, "intentie")).content.decode()
    assert f'hx-post="{address}"' in whole
    seen = now(shared).text_hash
    sent, htmx = {"seen": seen, "beside": seen}, {"HX-Request": "true"}
    part = client.post(address, {**sent, "verdict": "accept"}, headers=htmx)
    said = part.content.decode()
    assert (part.status_code, "<html" in said, said.count('id="artikel" hx-target="this"')) == (200, False, 1)
    assert 'data-announce="Jullie zijn akkoord. Dat staat erbij."' in said
    assert 'id="kop" tabindex="-1" data-focus' in said
    refused = client.post(address, {**sent, "verdict": "not_yet", "reason": ""}, headers=htmx)
    assert (refused.status_code, "<html" in refused.content.decode()) == (422, False)
    assert "Schrijf op wat er nodig is." in words(refused)


def test_who_agrees_that_an_article_goes_comes_back_at_the_others(cast, shared):
    drop = {"reason": "Staat al in het plan.", "seen": now(shared, "gebied").text_hash}
    signed_in(cast.chair).post(
        reverse("agreements:propose-change", args=[shared.uuid, "gebied", "eruit"]), drop
    )
    say_yes(cast.official, shared, "gebied", now(shared, "gebied").offers[0].text_hash)
    settled = now(shared, "gebied")
    sent = {"seen": settled.offers[0].text_hash, "beside": settled.text_hash, "verdict": "accept"}
    answer = signed_in(cast.director).post(
        url("give-stance", shared, "gebied"), sent, headers={"HX-Request": "true"}
    )
    assert answer["HX-Redirect"] == reverse("agreements:settle", args=[shared.uuid])
    assert not Draft(shared).agreement.articles.filter(clause_key="gebied", state="active").exists()


def test_not_yet_asks_what_is_needed_beside_the_field(cast, shared):
    seen = now(shared).text_hash
    sent = {"seen": seen, "beside": seen, "verdict": "not_yet", "reason": " "}
    answer = signed_in(cast.chair).post(url("give-stance", shared, "intentie"), sent)
    assert answer.status_code == 422
    assert "Schrijf op wat er nodig is. De ander leest dit precies zo." in words(answer)
    assert not Stance.objects.exists()
    answer = signed_in(cast.chair).post(
        url("give-stance", shared, "intentie"), sent | {"reason": "Eerst de leden."}, follow=True
    )
    assert "Nog niet akkoord: “Eerst de leden.” Samira" in words(answer)


def test_a_yes_to_a_text_that_changed_is_refused_and_shows_the_text_of_now(cast, shared):
    seen = now(shared).text_hash
    changed = article(shared)
    reword(cast, changed, OURS)
    sent = {"seen": seen, "beside": seen, "verdict": "not_yet", "reason": "Mijn lange reden."}
    answer = signed_in(cast.chair).post(url("give-stance", shared, "intentie"), sent)
    assert answer.status_code == 422
    assert "De tekst is intussen veranderd" in words(answer)
    assert OURS in words(answer)
    assert "Mijn lange reden." in words(answer)  # nothing typed is lost
    assert now(shared).text_hash in answer.content.decode()
    assert not Stance.objects.exists()


def test_a_yes_to_a_proposal_never_wipes_a_text_that_was_not_seen(cast, shared):
    """Somebody changed the article itself while the page with the proposal lay open."""
    propose(cast.official, shared, THEIRS)
    offer, beside = now(shared).offers[0].text_hash, now(shared).text_hash
    say_yes(cast.director, shared, seen=offer)
    changed = article(shared)
    reword(cast, changed, OURS)
    sent = {"seen": offer, "beside": beside, "verdict": "accept"}
    answer = signed_in(cast.chair).post(url("give-stance", shared, "intentie"), sent)
    assert answer.status_code == 422
    assert "Het artikel zelf is intussen veranderd" in words(answer)
    assert article(shared).own_text == OURS
    page = say_yes(cast.chair, shared, seen=offer)  # from the page of now, which shows what goes
    assert "Jullie zijn akkoord." in words(page)
    assert article(shared).own_text == THEIRS


# --- other texts ----------------------------------------------------------------------------------------


def test_a_proposal_shows_what_comes_and_what_goes(cast, shared):
    changed = article(shared)
    reword(cast, changed, OURS)
    propose(cast.official, shared, THEIRS)
    page = read(cast.chair, shared)
    assert re.search(r"<ins>.*?\[erbij\].*?hele.*?</ins>", page.content.decode(), re.DOTALL)
    assert "Voorstel van gemeente Eskerveen" in words(page)
    assert "“Zo is het duidelijk.”" in words(page)


def test_a_counterproposal_that_all_agree_to_becomes_the_text(cast, shared):
    propose(cast.official, shared, OURS)
    first = Proposal.objects.get()
    answer = propose(cast.chair, shared, THEIRS, op=first)
    assert "Jullie voorstel ligt voor." in words(answer)
    assert "beantwoord met een ander voorstel" in words(answer)
    (offer,) = now(shared).offers
    say_yes(cast.official, shared, seen=offer.text_hash)
    say_yes(cast.director, shared, seen=offer.text_hash)
    assert article(shared).own_text == THEIRS
    assert now(shared).state == "standing"
    assert OURS in words(read(cast.reader, shared))  # what was proposed before stays readable


def test_the_form_starts_from_the_words_of_now_or_of_the_other(cast, shared):
    client = signed_in(cast.chair)
    changed = article(shared)
    reword(cast, changed, OURS)
    assert OURS in words(client.get(url("propose-text", shared, "intentie")))
    propose(cast.official, shared, THEIRS)
    query = f"?op={Proposal.objects.get().uuid}"
    assert THEIRS in words(client.get(url("propose-text", shared, "intentie") + query))
    assert client.get(url("propose-text", shared, "intentie") + "?op=niets").status_code == 404


def test_who_proposes_while_the_text_changes_reads_it_first_and_loses_no_word(cast, shared):
    sent = {"text": THEIRS, "reason": "", "seen": now(shared).text_hash}
    changed = article(shared)
    reword(cast, changed, OURS)
    client = signed_in(cast.chair)
    answer = client.post(url("propose-text", shared, "intentie"), sent)
    assert answer.status_code == 422
    assert "intussen veranderd" in words(answer)
    assert OURS in words(answer)
    assert THEIRS in words(answer)
    again = re.search(r'name="seen" value="([0-9a-f]+)"', answer.content.decode())[1]
    assert client.post(url("propose-text", shared, "intentie"), sent | {"seen": again}).status_code == 302


def test_the_same_text_is_no_proposal(cast, shared):
    changed = article(shared)
    reword(cast, changed, OURS)
    answer = propose(cast.chair, shared, OURS)
    assert answer.status_code == 422
    assert "Dit is de tekst die er al staat." in words(answer)
    assert not Proposal.objects.exists()


def test_only_who_proposed_takes_it_back(cast, shared):
    propose(cast.member, shared, OURS)
    row = Proposal.objects.get()
    address = url("withdraw-text", shared, "intentie", row.uuid)
    assert "Alleen wie het voorstelde" in words(signed_in(cast.clerk).post(address, follow=True))
    assert "ingetrokken" in words(signed_in(cast.chair).post(address, follow=True))
    row.refresh_from_db()
    assert row.state == "withdrawn"


# --- when nothing changes any more -----------------------------------------------------------------------


def test_what_was_said_of_a_stopped_agreement_stays_readable_and_closed(cast, shared):
    say_yes(cast.official, shared)
    propose(cast.official, shared, OURS)
    ending.stop(
        shared,
        reason="Het geld is er niet.",
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
    )
    overview = words(signed_in(cast.chair).get(url("settle", shared)))
    assert "Hier verandert niets meer" in overview
    first = words(signed_in(cast.chair).get(url("agreement", shared)))
    assert "“Het geld is er niet.”" in first
    page = words(read(cast.chair, shared))
    assert "Akkoord: Ruben" in page
    assert "Voorstel van gemeente Eskerveen" in page
    for words_of_a_button in ("Wij zijn akkoord", "Zeg het", "Stel andere tekst voor", "Parkeer dit artikel"):
        assert words_of_a_button not in page
    answer = signed_in(cast.chair).post(url("say", shared, "intentie"), {"text": "Toch nog iets."})
    assert answer.status_code == 403
    assert "Deze overeenkomst is gestopt." in words(answer)
    assert not Remark.objects.exists()


# --- before a change ------------------------------------------------------------------------------------


def test_who_edits_an_article_reads_which_approval_that_costs(cast, shared):
    cost = "Een andere tekst kost het akkoord van gemeente Eskerveen en Zeebuurt Warm op dit artikel."
    client = signed_in(cast.coach)
    pages = [url(name, shared, "intentie") for name in ("article", "own-text")]
    pages.append(url("all", shared))
    assert not any("kost het akkoord" in words(client.get(page)) for page in pages)
    say_yes(cast.official, shared)
    say_yes(cast.chair, shared)
    assert [page for page in pages if cost not in words(client.get(page))] == []
    assert "kost het akkoord" not in words(client.get(url("article", shared, "gebied")))


# --- the way there --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["chair", "member", "official", "director", "coach"])
def test_who_has_something_to_say_finds_the_articles_from_the_agreement_and_its_version(cast, shared, who):
    client = signed_in(getattr(cast, who))
    version = reverse("agreements:version", args=[shared.versions.get().uuid])
    for page in (url("agreement", shared), version):
        answer = client.get(page)
        assert "Bespreek de artikelen" in words(answer)
        assert url("settle", shared) in answer.content.decode()


def test_who_only_reads_finds_how_the_articles_stand(cast, shared):
    page = words(signed_in(cast.reader).get(url("agreement", shared)))
    assert "Bekijk hoe de artikelen staan" in page
    assert "Bespreek de artikelen" not in page


def test_a_partner_finds_the_articles_on_her_start_page(cast, shared):
    page = signed_in(cast.director).get(reverse("insights:my-work"))
    assert url("settle", shared) in page.content.decode()


def test_a_partner_hears_by_mail_what_waits_for_her_and_the_link_opens(cast, shared):
    propose(cast.chair, shared, THEIRS)
    mail.outbox.clear()
    post.send_waiting()
    mine = [letter for letter in mail.outbox if letter.to == [cast.director.person.email]]
    assert len(mine) == 2  # the text to read, and the proposal
    for letter in mine:
        link = re.search(r"https?://[^/]+(/\S+)", letter.body)[1]
        assert signed_in(cast.director).get(link).status_code == 200
        assert THEIRS not in letter.subject + letter.body
    Letter.objects.all().delete()
    Participation.objects.filter(organisation=cast.director.organisation).update(
        ends_on=timezone.localdate() - timedelta(days=1), starts_on=timezone.localdate() - timedelta(days=2)
    )
    propose(cast.chair, shared, THEIRS + " Ook later.")
    assert not Letter.objects.filter(person=cast.director.person).exists()


# --- later, and on paper --------------------------------------------------------------------------------


def test_an_article_is_parked_with_a_reason_and_taken_back(cast, shared):
    client = signed_in(cast.member)
    refused = client.post(url("park", shared, "intentie"), {"reason": ""})
    assert refused.status_code == 422
    assert "Schrijf op waarom jullie dit later afspreken." in words(refused)
    answer = client.post(url("park", shared, "intentie"), {"reason": "Dit speelt later."}, follow=True)
    assert "Geparkeerd door Zeebuurt Warm. Reden: “Dit speelt later.”" in words(answer)
    again = client.post(url("park", shared, "intentie"), {"reason": "Eerst de cijfers."})
    assert "Eerst de cijfers." in words(again), "parked already: the reason comes back"
    signed_in(cast.official).post(url("unpark", shared, "intentie"))
    assert now(shared).state == "open"


def test_the_coach_records_what_a_party_decided_on_paper(cast, shared):
    party = shared.parties.get(key="municipality")
    sent = {
        "party": str(party.uuid),
        "seen": now(shared).text_hash,
        "verdict": Verdict.ACCEPT.value,
        "decided_by": "College van B en W",
        "decided_on": timezone.localdate().isoformat(),
        "file": SimpleUploadedFile("besluit.pdf", b"%PDF-1.4 een besluit", "application/pdf"),
    }
    client = signed_in(cast.coach)
    refused = client.post(url("stance-on-paper", shared, "intentie"), {"verdict": "accept"})
    assert refused.status_code == 422
    others = {row.article.clause_key: row for row in settle_now(Draft(shared)).values()}
    assert len(others) > 2
    old, *open_still = (key for key in others if key != "intentie")
    one = client.get(url("stance-on-paper", shared, "intentie")).content.decode()
    assert 'name="also"' not in one
    assert 'href="?partij=municipality"' in one
    many = url("stance-on-paper", shared, "intentie") + "?partij=municipality"
    form = client.get(many)
    assert form.content.decode().count('name="also"') == len(others) - 1
    assert form.content.decode().count("checked") == len(others) + 1  # with the party, and the text of now
    sent["also"] = [f"{old}:{'0' * 64}", *(f"{key}:{others[key].text_hash}" for key in open_still)]
    answer = client.post(many, sent, follow=True)
    assert f"Niet vastgelegd: “{others[old].article.title}”" in words(answer)
    assert Stance.objects.filter(on_paper=True).count() == len(others) - 1
    assert words(answer).count("op papier, vastgelegd door Marit") == len(others) - 1
    page = words(read(cast.coach, shared))
    assert "Akkoord: College van B en W" in page
    assert "Vastgelegd namens gemeente Eskerveen door Marit." in page
    assert "besluit.pdf" in page
    partner = read(cast.director, shared)
    assert "Op papier besloten, vastgelegd namens gemeente Eskerveen." in words(partner)
    assert "College" not in words(partner)
    assert "besluit.pdf" not in words(partner)  # the proof lies in the file


@pytest.mark.parametrize(("who", "key"), [("official", "municipality"), ("director", "partner-1")])
def test_what_was_recorded_for_a_party_asks_it_whether_that_is_right_until_it_says_so(cast, shared, who, key):
    party = getattr(cast, who)
    settling.record_on_paper(
        article(shared),
        party=shared.parties.get(key=key),
        seen=now(shared).text_hash,
        verdict=Verdict.ACCEPT,
        decided_by="College van B en W",
        decided_on=timezone.localdate(),
        file=SimpleUploadedFile("besluit.pdf", b"%PDF-1.4 een besluit", "application/pdf"),
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
    )
    asks = "Marit legde namens jullie vast wat jullie op papier besloten over één artikel. Klopt dit?"
    start = reverse("insights:my-work")
    asked = signed_in(party).get(start)
    assert asks in words(asked)
    assert url("settle-article", shared, "intentie") in asked.content.decode()
    reads_along = factories.function("Lia Kok", party.organisation, access=Access.READ)
    for other in (cast.chair, reads_along):
        assert asks not in words(signed_in(other).get(start))
    assert "Klopt, wij zijn akkoord" in words(read(party, shared))
    say_yes(party, shared)
    assert asks not in words(signed_in(party).get(start))
    assert "Klopt, wij zijn akkoord" not in words(read(party, shared))


# --- when someone is erased -------------------------------------------------------------------------------


def test_the_words_of_who_is_erased_are_gone_and_what_was_agreed_stays(cast, shared):
    propose(cast.chair, shared, OURS)
    signed_in(cast.chair).post(
        url("say", shared, "intentie"), {"text": "Samira vindt dit goed.", "readers": "iedereen"}
    )
    seen = now(shared).text_hash
    sent = {"seen": seen, "beside": seen, "verdict": "not_yet", "reason": "Samira wil eerst praten."}
    signed_in(cast.chair).post(url("give-stance", shared, "intentie"), sent)
    paper = {
        "party": shared.parties.get(key="municipality"),
        "seen": now(shared).text_hash,
        "verdict": Verdict.ACCEPT,
        "decided_by": cast.chair.person.name,
        "decided_on": timezone.localdate(),
        "file": SimpleUploadedFile("besluit.pdf", b"%PDF-1.4 een besluit", "application/pdf"),
        "by": cast.coach.person,
        "seat": factories.seat(cast.file, cast.coach),
    }
    settling.record_on_paper(article(shared), **paper)
    erase_person(cast.chair.person, by=None)
    rows = [*Stance.objects.values_list(), *Proposal.objects.values_list(), *Remark.objects.values_list()]
    assert "Samira" not in str(rows)
    assert "Zo is het duidelijk" not in str(rows)
    assert Proposal.objects.get().text == OURS
    assert now(shared).verdict_of(shared.parties.get(key="initiative")) == "not_yet"
    page = read(cast.official, shared)
    assert page.status_code == 200
    assert "Samira" not in words(page)


# --- how much a page asks and weighs --------------------------------------------------------------------


def test_pages_ask_as_little_of_a_long_discussion_as_of_a_short_one(cast, shared, count_queries):
    client = signed_in(cast.chair)
    party, other = shared.parties.get(key="initiative"), shared.parties.get(key="municipality")
    row, counts = article(shared), {}
    for number in (1, 10, 50):
        for n in range(number):
            settling.propose_text(
                row, party=other, text=f"{OURS} {number}-{n}", decides=True, by=cast.official.person
            )
            settling.say(
                row, owner=party.organisation, own_only=False, text=f"Wij {number} {n}", by=cast.chair.person
            )
        for name, address in (
            ("settle", url("settle", shared)),
            ("settle-article", url("settle-article", shared, "intentie")),
        ):
            client.get(address)
            with count_queries() as queries:
                answer = client.get(address)
            assert answer.status_code == 200
            assert len(queries) <= 20, [q["sql"][:90] for q in queries.captured_queries]
            counts.setdefault(name, set()).add(len(queries))
            assert len(gzip.compress(answer.content)) <= 15_000, (name, number)
    assert all(len(found) == 1 for found in counts.values()), counts
    assert Remark.objects.count() == 61


# --- going on -----------------------------------------------------------------------------------------------


def test_who_has_spoken_is_led_to_the_next_article_that_waits_for_her(cast, shared):
    page = say_yes(cast.chair, shared)
    onward = re.search(r'href="([^"]+)">Naar het volgende voor jullie: (\d+)\. ', page.content.decode())
    assert onward
    following = signed_in(cast.chair).get(onward[1])
    assert "Wij zijn akkoord" in words(following)
    assert "Naar het volgende voor jullie" not in words(following)  # first this one


def test_beside_a_proposal_a_yes_to_the_text_of_now_says_that_it_keeps_that(cast, shared):
    propose(cast.official, shared, THEIRS)
    page = words(read(cast.chair, shared))
    assert "Kies welke tekst jullie willen." in page
    assert "Wij houden deze tekst" in page
    assert "Wij zijn akkoord met dit voorstel" in page


def test_mijn_werk_names_articles_without_a_word_and_proposals_without_an_answer(cast, shared):
    def listed(who: Any) -> str:
        return words(signed_in(who).get("/mijn-werk/"))

    assert "artikelen zeiden jullie nog niet wat je ervan vindt" in listed(cast.chair)
    propose(cast.official, shared, THEIRS)
    assert "bij één artikel ligt een voorstel van een ander" in listed(cast.chair)
    assert "ligt een voorstel van een ander" not in listed(cast.official)
    say_yes(cast.chair, shared, seen=now(shared).offers[0].text_hash)
    assert "ligt een voorstel van een ander" not in listed(cast.chair)
    assert "voorstel" not in listed(cast.coach)  # who speaks for no party is not asked


def test_a_partner_reads_why_nothing_more_can_be_said_of_a_stopped_agreement(cast, shared):
    seen = now(shared).text_hash
    ending.stop(
        shared,
        reason="Het geld is er niet.",
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
    )
    sent = {"seen": seen, "beside": seen, "verdict": "accept"}
    sent["reason"] = "Wij lezen <dit> anders."
    answer = signed_in(cast.director).post(url("give-stance", shared, "intentie"), sent)
    assert answer.status_code == 403
    assert "Dit kan niet meer" in words(answer)
    page = answer.content.decode()
    assert "Dit schreef je." in page
    assert "Wij lezen &lt;dit&gt; anders." in page
    assert seen not in page, "no more than was typed"


# --- before when an answer is wished for -----------------------------------------------------------------


def test_who_proposes_says_before_when_an_answer_is_wished_and_nothing_lapses(cast, shared):
    day = timezone.localdate() + timedelta(days=9)
    sent = {"text": THEIRS, "reason": "Zo is het duidelijk.", "seen": now(shared).text_hash}
    address = url("propose-text", shared, "intentie")
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    refused = signed_in(cast.official).post(address, sent | {"answer_by": yesterday})
    assert refused.status_code == 422
    assert "Kies vandaag of een latere dag" in words(refused)
    mail.outbox.clear()
    signed_in(cast.official).post(address, sent | {"answer_by": day.isoformat()})
    post.send_waiting()
    when = f"voor {dutch.short_date(day)}"
    letters = [
        letter for letter in mail.outbox if f"graag een reactie {when}" in letter.body.replace("\n", " ")
    ]
    assert {address for letter in letters for address in letter.to} == {
        cast.chair.person.email,
        cast.director.person.email,
    }
    assert f"Reageer {when}" in words(read(cast.chair, shared))
    assert f"wil graag {when} een reactie" in words(read(cast.official, shared))
    Proposal.objects.update(answer_by=yesterday)
    late = words(read(cast.chair, shared))
    assert "graag een reactie gehad. Reageren kan nog steeds." in late
    assert "Wij zijn akkoord met dit voorstel" in late
    say_yes(cast.chair, shared, seen=now(shared).offers[0].text_hash)
    assert "Reageren kan nog" not in words(read(cast.chair, shared))


def test_the_work_list_puts_what_is_wished_by_a_day_first_and_by_that_day(cast, shared):
    today = timezone.localdate()

    def asked(who: Any) -> str:
        first = work.work_of(Desk(factories.user_of(who)))[0]
        return first.meta if "voorstel" in first.reason else ""

    propose(cast.official, shared, THEIRS)
    assert "reageer voor" not in asked(cast.chair)
    added = {"new_title": "Buren", "new_text": "Wij groeten elkaar."}
    for days, change, words_sent in ((30, "eruit", {}), (9, "nieuw", added)):
        sent = {"seen": now(shared).text_hash, "answer_by": today + timedelta(days=days)} | words_sent
        address = url("propose-change", shared, "intentie", change)
        signed_in(cast.official).post(address, sent | {"reason": "Dat is duidelijker."})
    nearest = f"reageer voor {dutch.short_date(today + timedelta(days=9))}"
    assert nearest in asked(cast.chair)
    assert nearest in asked(cast.director), "a partner is asked the same"
    for offer in now(shared).offers:
        if offer.proposal.kind == "add":
            say_yes(cast.chair, shared, seen=offer.text_hash)
    assert f"reageer voor {dutch.short_date(today + timedelta(days=30))}" in asked(cast.chair)
    assert "reageer" not in asked(cast.official)
