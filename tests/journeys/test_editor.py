"""Writing an agreement in a real browser: typing, rows, two at once, with and without JavaScript."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from agreements import actions, filling
from agreements.models import Agreement, FieldValue
from agreements.terms import Form, Length
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(world: Any) -> Agreement:
    return begin(world)


def begin(world: Any, form: Form = Form.LETTER_OF_INTENT, length: Length = Length.SHORT) -> Agreement:
    return actions.start(
        world.file,
        form=form,
        length=length,
        title="Zeebuurt Warm",
        by=world.coach.person,
        seat=factories.seat(world.file, world.coach),
    )


def article(agreement: Agreement, key: str) -> str:
    return reverse("agreements:article", args=[agreement.uuid, key])


def everything(agreement: Agreement) -> str:
    return reverse("agreements:all", args=[agreement.uuid])


def block(page: Page, name: str) -> Any:
    return page.locator(f"#veld-{name}")


def kept(agreement: Agreement, name: str) -> Any:
    row = FieldValue.objects.filter(agreement=agreement, variable=name).first()
    return row.value if row else None


def saved(page: Page, name: str) -> None:
    expect(page.locator(f"#stand-{name}")).to_have_text("Bewaard")


def test_what_someone_types_is_kept_and_read_back_while_the_focus_stays(world, draft, open_page):
    page = open_page(world.coach)
    page.goto(article(draft, "stip_op_de_horizon"))
    block(page, "stip").locator("textarea").fill("elk huis warm")
    page.keyboard.press("Tab")
    saved(page, "stip")
    expect(page.locator("#voorbeeld-stip_op_de_horizon")).to_contain_text("elk huis warm")
    focused = page.locator(":focus")
    expect(focused).to_have_count(1)
    assert focused.get_attribute("name") != "stip"
    count = page.locator("#telling").inner_text()
    block(page, "horizon_jaar").locator("input:not([type=hidden])").fill("2035")
    page.keyboard.press("Tab")
    saved(page, "horizon_jaar")
    expect(page.locator("#telling")).not_to_have_text(count)
    expect(page.locator("#strook [aria-current]")).to_have_attribute("data-state", "filled")
    assert filling.values_of(draft)["horizon_jaar"].value == 2035


def test_a_part_of_everything_is_opened_by_keyboard_and_keeps_what_is_typed(world, open_page):
    long = begin(world, Form.COLLABORATION_AGREEMENT, Length.LONG)
    page = open_page(world.coach)
    page.goto(everything(long))
    summary = page.locator("#deel-C > summary")
    summary.focus()
    page.keyboard.press("Enter")
    task = page.locator("[name=taken-0-task]")
    expect(task).to_be_visible()
    expect(summary).to_be_focused()
    task.fill("Buurtavond")
    page.keyboard.press("Tab")
    saved(page, "taken")
    expect(page.locator("#voorbeeld-rolverdeling")).to_contain_text("Buurtavond")
    assert kept(long, "taken")[0]["task"] == "Buurtavond"


def test_quick_changes_in_a_row_never_clash_with_themselves(world, draft, open_page):
    page = open_page(world.coach)
    page.goto(article(draft, "rolverdeling"))
    table = block(page, "taken")
    table.locator("[name=taken-0-task]").fill("Buurtavond")
    for column, party in (("who", "initiative"), ("decides", "initiative"), ("helps", "municipality")):
        table.locator(f"[name=taken-0-{column}]").select_option(party)
    table.locator("[name=taken-0-ready]").fill("2027-03-07")
    page.keyboard.press("Tab")
    expect(page.locator("#voorbeeld-rolverdeling")).to_contain_text("7 maart 2027")
    saved(page, "taken")
    expect(page.locator(".sam-conflict")).to_have_count(0)
    assert kept(draft, "taken")[0]["ready"] == "2027-03-07"


def test_who_sends_the_page_while_a_field_is_still_being_kept_does_not_clash_with_herself(
    world, draft, open_page
):
    page = open_page(world.coach)
    page.goto(article(draft, "rolverdeling"))
    page.route("**/veld/taken/", lambda route: None)  # underway, and not there yet
    table = block(page, "taken")
    table.locator("[name=taken-0-task]").fill("Buurtavond")
    table.locator("[name=taken-0-who]").select_option("initiative")
    table.locator("[name=taken-0-ready]").fill("2027-03-07")
    page.get_by_role("button", name="Bewaar en ga naar").click()
    expect(page.locator("form[aria-busy]")).to_have_count(1)
    page.unroute("**/veld/taken/")  # now it arrives
    expect(page).not_to_have_url(re.compile("rolverdeling"))
    expect(page.locator(".sam-conflict")).to_have_count(0)
    assert kept(draft, "taken")[0]["ready"] == "2027-03-07"


def test_rows_are_added_taken_away_and_brought_back_without_losing_text(world, draft, open_page):
    page = open_page(world.coach)
    page.goto(article(draft, "rolverdeling"))
    table = block(page, "taken")
    table.locator("[name=taken-0-task]").fill("Buurtavond")
    table.get_by_role("button", name="Nog een rij").click()
    expect(table.locator("[name=taken-1-task]")).to_be_focused()
    expect(table.locator("[name=taken-0-task]")).to_have_value("Buurtavond")
    page.keyboard.type("Geld zoeken")
    page.keyboard.press("Tab")
    expect(page.locator("#voorbeeld-rolverdeling")).to_contain_text("Geld zoeken")
    table.get_by_label("Haal rij 1 weg").check()
    expect(page.locator("#voorbeeld-rolverdeling")).not_to_contain_text("Buurtavond")
    expect(table.locator("[name=taken-0-task]")).to_be_hidden()
    table.get_by_label("Haal rij 1 weg").uncheck()
    expect(page.locator("#voorbeeld-rolverdeling")).to_contain_text("Buurtavond")
    expect(table.locator("[name=taken-0-task]")).to_have_value("Buurtavond")


def test_enter_in_a_field_keeps_the_page_and_adds_no_row(world, draft, open_page):
    page = open_page(world.coach)
    page.goto(article(draft, "rolverdeling"))
    task = page.locator("[name=taken-0-task]")
    task.fill("Buurtavond")
    task.press("Enter")
    expect(page.locator("#meldingen")).to_contain_text("Bewaard.")
    expect(page.locator(".sam-rij")).to_have_count(1)
    expect(page.locator("[name=taken-0-task]")).to_have_value("Buurtavond")


@pytest.mark.parametrize("javascript", [True, False])
def test_two_who_write_at_once_both_read_both_texts_and_one_chooses(world, draft, open_page, javascript):
    seat = factories.seat(world.file, world.coach)
    actions.publish(draft, by=world.coach.person, seat=seat)
    page = open_page(world.coach, javascript=javascript)
    page.goto(article(draft, "stip_op_de_horizon"))
    actions.save_field(
        draft,
        "stip",
        "alles groen",
        revision=0,
        by=world.member.person,
        seat=factories.seat(world.file, world.member),
    )
    block(page, "stip").locator("textarea").fill("elk huis warm")
    if javascript:
        page.keyboard.press("Tab")
    else:
        page.get_by_role("button", name="Bewaar", exact=True).last.click()
    clash = page.locator(".sam-conflict")
    expect(clash).to_contain_text("Joke was je net voor.")
    expect(clash).to_contain_text("alles groen")
    expect(clash).to_contain_text("elk huis warm")
    assert kept(draft, "stip") == "alles groen"
    clash.get_by_role("button", name="Bewaar toch de mijne").click()
    expect(page.locator(".sam-conflict")).to_have_count(0)
    expect(page.locator("#voorbeeld-stip_op_de_horizon")).to_contain_text("elk huis warm")
    assert kept(draft, "stip") == "elk huis warm"


def test_the_text_of_the_other_comes_in_the_field_with_one_tap(world, draft, open_page):
    page = open_page(world.coach)
    page.goto(article(draft, "stip_op_de_horizon"))
    seat = factories.seat(world.file, world.coach)
    actions.save_field(draft, "stip", "alles groen", revision=0, by=world.coach.person, seat=seat)
    block(page, "stip").locator("textarea").fill("elk huis warm")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Neem de tekst van Marit").click()
    expect(block(page, "stip").locator("textarea")).to_have_value("alles groen")
    block(page, "stip").locator("textarea").fill("alles groen en warm")
    page.keyboard.press("Tab")
    saved(page, "stip")


def test_without_javascript_rows_errors_and_the_next_article_work(world, draft, open_page):
    page = open_page(world.coach, javascript=False, phone=True)
    page.goto(article(draft, "rolverdeling"))
    page.locator("[name=taken-0-task]").fill("Buurtavond")
    page.get_by_role("button", name="Nog een rij").click()
    expect(page.locator("[name=taken-0-task]")).to_have_value("Buurtavond")
    page.locator("[name=taken-1-task]").fill("x" * 400)
    page.get_by_role("button", name="Bewaar", exact=True).last.click()
    expect(page.locator("#stand-taken")).to_contain_text("Rij 2, Taak: Maak dit korter")
    expect(page.locator("[name=taken-1-task]")).to_have_value("x" * 400)
    page.locator("[name=taken-1-task]").fill("Geld zoeken")
    page.get_by_role("button", name="Bewaar en ga naar “De eerste stappen”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De eerste stappen")
    assert [row["task"] for row in kept(draft, "taken")] == ["Buurtavond", "Geld zoeken"]


def test_what_the_file_says_now_is_taken_over_with_one_tap(world, draft, open_page):
    world.file.area_name = "Zeebuurt-Oost"
    world.file.save(update_fields=["area_name"])
    page = open_page(world.coach)
    page.goto(article(draft, "gebied"))
    page.get_by_role("button", name="Neem over uit het dossier").click()
    expect(block(page, "gebied_naam").locator("input:not([type=hidden])")).to_have_value("Zeebuurt-Oost")
    expect(page.locator("#voorbeeld-gebied")).to_contain_text("Zeebuurt-Oost")
    expect(page.locator("text=Wijkt af van het dossier")).to_have_count(0)


def test_errors_and_clashes_are_accessible(world, draft, open_page, accessible):
    page = open_page(world.coach)
    page.goto(article(draft, "stip_op_de_horizon"))
    seat = factories.seat(world.file, world.coach)
    actions.save_field(draft, "stip", "alles groen", revision=0, by=world.coach.person, seat=seat)
    block(page, "stip").locator("textarea").fill("elk huis warm")
    block(page, "horizon_jaar").locator("input:not([type=hidden])").fill("ooit")
    page.keyboard.press("Tab")
    expect(page.locator("#stand-horizon_jaar")).to_contain_text("Vul een jaar in")
    expect(page.locator(".sam-conflict")).to_be_visible()
    accessible(page)
    page.emulate_media(color_scheme="dark")
    accessible(page)


def test_a_whole_letter_of_intent_by_keyboard_alone(world, open_page):
    page = open_page(world.coach)
    page.goto(reverse("agreements:start", args=[world.file.uuid]))
    page.locator("[name=title]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zeebuurt Warm")
    page.get_by_role("link", name="Vul de gegevens aan").press("Enter")
    for _field in range(3):
        page.keyboard.press("Tab")
    agreement = Agreement.objects.get()
    page.goto(article(agreement, "intentie"))
    page.locator("#in-intentie").focus()
    page.keyboard.type("Samen een plan maken")
    page.keyboard.press("Tab")
    saved(page, "intentie")
    page.get_by_role("button", name="Bewaar en ga naar “Onze stip op de horizon”").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Onze stip op de horizon")
