"""Two parties settle an agreement in the browser: one article at a time, and nobody's yes moves to another text."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from agreements import actions
from agreements.models import Agreement
from agreements.terms import Form, Length
from initiatives.actions import people
from tests import factories
from tests.journeys.steps import download_pdf, is_ready, mark_on

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OURS = "Wij onderzoeken samen of de buurt van het gas af kan."
THEIRS = "Wij onderzoeken samen, voor de zomer, of de buurt van het gas af kan."


@pytest.fixture
def letter(world):
    """A letter of intent that the coach published."""
    seat = factories.seat(world.file, world.coach)
    agreement = actions.start(
        world.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Samen beginnen",
        by=world.coach.person,
        seat=seat,
    )
    actions.publish(agreement, by=world.coach.person, seat=seat)
    return agreement


def stands(page: Page) -> None:
    expect(page.locator("article.sam-article")).to_have_attribute("data-state", "standing")


def on_paper(page: Page, to: Path) -> tuple[str, str]:
    """The mark of the version of this page, and what its PDF says."""
    is_ready(page)
    text = download_pdf(page, to)
    mark = mark_on(page)
    assert mark in text
    return mark, text


def publish(page: Page, agreement: Agreement, to: Path) -> tuple[str, str]:
    page.goto(f"/overeenkomsten/{agreement.uuid}/")
    page.get_by_role("link", name="Publiceer als concept").first.click()
    page.get_by_role("button", name="Publiceer als concept").click()
    page.wait_for_url("**/versies/**")
    return on_paper(page, to)


def open_still(page: Page) -> None:
    expect(page.locator("article.sam-article")).to_have_attribute("data-state", "open")


@pytest.mark.parametrize("script", [True, False])
def test_two_parties_agree_on_one_article_while_another_is_open(world, letter, open_page, script):
    settle = f"/overeenkomsten/{letter.uuid}/bespreken/"
    gemeente = open_page(world.official, javascript=script)
    initiative = open_page(world.chair, javascript=script)

    # The gemeente finds the articles from the agreement, and proposes another text for one.
    gemeente.goto(f"/overeenkomsten/{letter.uuid}/")
    gemeente.get_by_role("link", name="Bespreek de artikelen").click()
    expect(gemeente.get_by_role("heading", name="Jullie zijn aan zet")).to_be_visible()
    gemeente.goto(f"{settle}intentie/")
    gemeente.get_by_role("link", name="Stel andere tekst voor").click()
    gemeente.get_by_label("De tekst die jullie voorstellen").fill(OURS)
    gemeente.get_by_role("button", name="Leg dit voorstel voor").click()
    expect(gemeente.get_by_role("main")).to_contain_text("Jullie voorstel ligt voor.")

    # The initiative reads the difference and answers with a text of its own.
    initiative.goto(f"{settle}intentie/")
    expect(initiative.locator("ins").first).to_contain_text("erbij")
    initiative.get_by_role("link", name="Doe een tegenvoorstel").click()
    expect(initiative.get_by_label("De tekst die jullie voorstellen")).to_have_value(OURS)
    initiative.get_by_label("De tekst die jullie voorstellen").fill(THEIRS)
    initiative.get_by_role("button", name="Leg dit voorstel voor").click()

    # With the last yes the text becomes the article's, and the article stands; the next one is still open.
    gemeente.reload()
    gemeente.get_by_role("button", name="Wij zijn akkoord met dit voorstel").click()
    stands(gemeente)
    expect(gemeente.locator(".sam-article__text")).to_contain_text("voor de zomer")
    gemeente.goto(f"{settle}gebied/")
    open_still(gemeente)
    gemeente.get_by_role("button", name="Wij zijn akkoord", exact=True).click()
    expect(gemeente.get_by_role("main")).to_contain_text("Jullie zijn akkoord. Dat staat erbij.")
    if script:  # only the article came anew: focus is at its heading, and a screen reader hears it
        expect(gemeente.locator("#kop")).to_be_focused()
        expect(gemeente.locator("#omroep")).to_have_text("Jullie zijn akkoord. Dat staat erbij.")
    initiative.goto(f"{settle}gebied/")
    initiative.get_by_role("button", name="Wij zijn akkoord", exact=True).click()
    stands(initiative)
    initiative.goto(settle)
    expect(initiative.get_by_role("heading", name="2 staan")).to_be_visible()

    # Who edits reads what it costs; then that one article is open again, and the other still stands.
    gemeente.goto(f"/overeenkomsten/{letter.uuid}/artikel/intentie/tekst/")
    expect(gemeente.get_by_role("main")).to_contain_text("kost het akkoord van gemeente Eskerveen")
    gemeente.get_by_label("Tekst van dit artikel").fill("Wij praten eerst.")
    gemeente.get_by_role("button", name="Bewaar deze tekst").click()
    gemeente.goto(f"{settle}intentie/")
    open_still(gemeente)
    gemeente.goto(f"{settle}gebied/")
    stands(gemeente)

    # The initiative proposes rows for the table of another article; the gemeente answers with a sooner date in one of them.
    initiative.goto(f"{settle}rolverdeling/")
    initiative.get_by_role("link", name="Stel andere tekst of een andere tabel voor").click()
    first, second = (initiative.get_by_role("group", name=f"Rij {n}", exact=True) for n in (1, 2))
    write_task(first, "Praten met bewoners", "2027-06-24")
    initiative.get_by_role("button", name="Nog een rij").click()
    write_task(second, "De corporatie uitnodigen", "2027-01-15")
    initiative.get_by_role("button", name="Leg dit voorstel voor").click()
    gemeente.goto(f"{settle}rolverdeling/")
    expect(gemeente.locator(".sam-diff")).to_contain_text("Rij erbij")
    gemeente.get_by_role("link", name="Doe een tegenvoorstel").click()
    expect(gemeente.get_by_label("Taak").first).to_have_value("Praten met bewoners")
    gemeente.get_by_label("Klaar op", exact=True).first.fill("2027-03-01")
    gemeente.get_by_role("button", name="Leg dit voorstel voor").click()
    initiative.reload()
    initiative.get_by_role("button", name="Wij zijn akkoord met dit voorstel").click()
    stands(initiative)
    expect(initiative.locator(".sam-article__text")).to_contain_text("1 maart 2027")


def write_task(row: Locator, task: str, day: str) -> None:
    row.get_by_label("Taak").fill(task)
    row.get_by_label("Wie").first.select_option("het initiatief")
    row.get_by_label("Klaar op", exact=True).fill(day)


@pytest.mark.pdf
def test_of_three_parties_one_decides_on_paper_and_only_then_the_article_stands_also_in_the_pdf(
    world, document_runner, open_page, tmp_path
):
    coach_seat = factories.seat(world.file, world.coach)
    partner = people.add_partner(
        world.file, name="Wooncoöperatie De Brug", short_name="De Brug", place="Eskerveen",
        by=world.coach.person, seat=coach_seat,
    )  # fmt: skip
    three = actions.start(
        world.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Met zijn drieën beginnen",
        partners=[partner],
        by=world.coach.person,
        seat=coach_seat,
    )
    first = actions.publish(three, by=world.coach.person, seat=coach_seat)
    article = f"/overeenkomsten/{three.uuid}/bespreken/gebied/"
    for who in (world.official, world.chair):
        page = open_page(who)
        page.goto(article)
        page.get_by_role("button", name="Wij zijn akkoord", exact=True).click()
        expect(page.get_by_role("main")).to_contain_text("Jullie zijn akkoord. Dat staat erbij.")
        open_still(page)

    # The third does not sign in. The coach records what it decided, with the proof and its own day.
    proof = tmp_path / "verslag.pdf"
    proof.write_bytes(b"%PDF-1.7 verslag")
    coach = open_page(world.coach)
    coach.goto(article)
    coach.get_by_role("link", name="Leg een besluit op papier vast").first.click()
    coach.get_by_label("De Brug").check()
    coach.get_by_label("Akkoord", exact=True).check()
    coach.get_by_label("Wie besliste?").fill("Mia Post, bestuur")
    coach.get_by_label("Op welke dag?").fill(f"{timezone.localdate():%Y-%m-%d}")
    coach.get_by_label("Bewijs").set_input_files(proof)
    coach.get_by_role("button", name="Leg vast namens de partij").click()
    stands(coach)
    expect(coach.get_by_role("main")).to_contain_text("vastgelegd namens")

    # The PDF says what stands and what is open. Its mark is that of the text: other states, the same mark.
    coach.goto(f"/versies/{first.uuid}/")
    mark, before = on_paper(coach, tmp_path / "1.pdf")
    assert "alle 8 artikelen zijn nog in gesprek" in before
    same, agreed = publish(coach, three, tmp_path / "2.pdf")
    assert same == mark
    assert "Staat 1 van de 8 artikelen" in agreed
    assert "zeven artikelen staan nog open" in agreed
    coach.goto(f"/overeenkomsten/{three.uuid}/artikel/gebied/tekst/")
    coach.get_by_label("Tekst van dit artikel").fill("Het gaat om de hele buurt.")
    coach.get_by_role("button", name="Bewaar deze tekst").click()
    other, edited = publish(coach, three, tmp_path / "3.pdf")
    assert other != mark
    assert "Het gaat om de hele buurt." in edited
    assert "alle 8 artikelen zijn nog in gesprek" in edited
