"""What people see and can do on the pages of an agreement."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements import actions, filling
from agreements.draft_page import DraftPage
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, FieldValue, RenderJob, Version
from agreements.terms import Form, Length, Stage
from contacts.models import Access, FunctionKind
from initiatives.actions import decisions, people
from initiatives.terms import EndKind
from tests import factories
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOSTILE = "<script>alert(1)</script> {{ settings.SECRET_KEY }} {% include 'x' %} [[ weg ]] \u202eomgekeerd\u200b \x07"


@pytest.fixture
def shared_format(db: None) -> None:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")


@pytest.fixture
def start(cast: SimpleNamespace, shared_format: None) -> Any:
    def begin(form: Form = Form.LETTER_OF_INTENT, length: Length = Length.SHORT, **more: Any) -> Agreement:
        return actions.start(
            cast.file,
            form=form,
            length=length,
            title="Zeebuurt Warm",
            by=cast.coach.person,
            seat=factories.seat(cast.file, cast.coach),
            **more,
        )

    return begin


@pytest.fixture
def draft(start: Any) -> Agreement:
    return start()


@pytest.fixture
def shared(cast: SimpleNamespace, draft: Agreement) -> Version:
    return actions.publish(draft, by=cast.coach.person, seat=factories.seat(cast.file, cast.coach))


def url(name: str, agreement: Agreement, *args: str) -> str:
    return reverse(f"agreements:{name}", args=[agreement.uuid, *args])


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def mark_on(response: Any, name: str) -> str:
    return re.search(rf'name="rev-{name}" value="([^"]*)"', response.content.decode())[1]


def value_of(agreement: Agreement, name: str) -> Any:
    row = FieldValue.objects.filter(agreement=agreement, variable=name).first()
    return row.value if row else None


def put(cast: SimpleNamespace, agreement: Agreement, name: str, value: Any, by: Any = None) -> FieldValue:
    who = by or cast.coach
    kept = FieldValue.objects.filter(agreement=agreement, variable=name).first()
    return actions.save_field(
        agreement,
        name,
        value,
        revision=kept.revision if kept else 0,
        by=who.person,
        seat=factories.seat(cast.file, who),
    )


# --- typing ---------------------------------------------------------------------------------------------


def test_a_field_is_kept_as_someone_types_and_the_text_and_the_count_follow(cast, draft):
    client = signed_in(cast.coach)
    page = client.get(url("article", draft, "stip_op_de_horizon"))
    sent = {"stip": "elk huis warm", "rev-stip": mark_on(page, "stip"), "here": "stip_op_de_horizon"}
    answer = client.post(url("field", draft, "stip"), sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert value_of(draft, "stip") == "elk huis warm"
    html = answer.content.decode()
    assert html.lstrip().startswith('<div class="sam-blok__stand" id="stand-stip"')
    assert "Bewaard" in html
    for swapped in ("rev-stip", "voorbeeld-stip_op_de_horizon", "strook", "telling"):
        assert f'id="{swapped}" hx-swap-oob="true"' in html
    assert "elk huis warm" in html
    assert mark_on(answer, "stip").startswith("1-")


def test_without_javascript_an_article_is_kept_whole_and_leads_to_the_next(cast, draft):
    client = signed_in(cast.member)
    actions.publish(draft, by=cast.coach.person, seat=factories.seat(cast.file, cast.coach))
    page = client.get(url("article", draft, "stip_op_de_horizon"))
    sent = {
        "stip": "elk huis warm",
        "horizon_jaar": "2035",
        "rev-stip": mark_on(page, "stip"),
        "rev-horizon_jaar": mark_on(page, "horizon_jaar"),
        "next": "1",
    }
    answer = client.post(url("article", draft, "stip_op_de_horizon"), sent)
    assert answer.status_code == 302
    assert answer["Location"] == url("article", draft, "rolverdeling")
    assert (value_of(draft, "stip"), value_of(draft, "horizon_jaar")) == ("elk huis warm", 2035)


def test_what_cannot_be_kept_is_said_beside_the_field_and_the_rest_is_kept(cast, draft):
    client = signed_in(cast.coach)
    sent = {"stip": "elk huis warm", "horizon_jaar": "ooit", "rev-stip": "0-", "rev-horizon_jaar": "0-"}
    answer = client.post(url("article", draft, "stip_op_de_horizon"), sent)
    assert answer.status_code == 422
    assert "Vul een jaar in, zoals 2035. Er staat nu: “ooit”." in words(answer)
    assert 'value="ooit"' in answer.content.decode()
    assert value_of(draft, "stip") == "elk huis warm"


def test_saving_a_page_that_nobody_touched_changes_nothing(cast, start):
    draft = start(Form.COLLABORATION_AGREEMENT)
    put(cast, draft, "taken", [{"task": "Buurtavond", "who": "initiative", "ready": "2027-03-07"}])
    before = dict(draft.values.values_list("variable", "value"))
    client = signed_in(cast.coach)
    for letter in letters_of(client.get(url("all", draft))):
        page = client.get(url("all", draft), {"deel": letter})
        client.post(url("all", draft), inputs_of(page))
    after = {row.variable: row for row in draft.values.all()}
    assert {name: row.value for name, row in after.items()} == before
    assert after["taken"].revision == 1


def letters_of(page: Any) -> list[str]:
    return re.findall(r'id="deel-(\w)"', page.content.decode())


def test_the_page_with_everything_opens_its_parts_one_by_one(cast, start):
    draft = start(Form.COLLABORATION_AGREEMENT, Length.LONG)
    client = signed_in(cast.coach)
    letters = letters_of(client.get(url("all", draft)))
    asked: list[str] = []
    for letter in letters:
        whole = client.get(url("all", draft), {"deel": letter})
        part = client.get(url("all", draft), {"deel": letter}, headers={"HX-Request": "true"})
        assert "<h1>" not in part.content.decode()
        assert fields_of(part) == fields_of(whole)
        assert f'name="deel" value="{letter}"' not in whole.content.decode()
        asked += fields_of(whole)
    assert sorted(asked) == sorted(set(asked)) == sorted(DraftPage(draft).asked)


def fields_of(page: Any) -> list[str]:
    return re.findall(r'id="veld-(\w+)"', page.content.decode())


def test_without_javascript_opening_another_part_keeps_what_was_typed(cast, start):
    draft = start(Form.COLLABORATION_AGREEMENT, Length.LONG)
    client = signed_in(cast.coach)
    sent = {
        "stip": "elk huis warm",
        "rev-stip": mark_on(client.get(url("all", draft), {"deel": "B"}), "stip"),
    }
    answer = client.post(url("all", draft), sent | {"deel": "C"})
    assert answer["Location"] == f"{url('all', draft)}?deel=C"
    assert value_of(draft, "stip") == "elk huis warm"
    sent = {"horizon_jaar": "ooit", "rev-horizon_jaar": "0-", "deel": "D"}
    refused = client.post(url("all", draft), sent)
    assert refused.status_code == 422
    assert "Er staat nu: “ooit”." in words(refused)
    assert "horizon_jaar" in fields_of(refused)


def test_without_javascript_a_row_is_added_in_the_part_of_its_table(cast, start):
    draft = start(Form.COLLABORATION_AGREEMENT, Length.LONG)
    client = signed_in(cast.coach)
    sent = inputs_of(client.get(url("all", draft), {"deel": "C"}))
    page = client.post(url("all", draft), sent | {"taken-0-task": "Buurtavond", "extra-row": "taken"})
    assert 'name="taken-0-task" value="Buurtavond"' in page.content.decode()
    assert 'name="taken-1-task"' in page.content.decode()


def inputs_of(page: Any) -> dict[str, Any]:
    """What a browser sends for this page when nobody touches it."""
    import html as entities
    from html.parser import HTMLParser

    sent: dict[str, list[str]] = {}

    class Inputs(HTMLParser):
        select = area = ""
        chosen: str | None = None

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            given = dict(attrs)
            name = given.get("name", "")
            if (
                tag == "input"
                and name
                and (given.get("type") not in ("radio", "checkbox") or "checked" in given)
            ):
                sent.setdefault(name, []).append(given.get("value") or "")
            elif tag == "select":
                self.select, self.chosen = name, None
            elif tag == "option" and self.select and ("selected" in given or self.chosen is None):
                self.chosen = given.get("value", "")
            elif tag == "textarea":
                self.area = name
                sent[name] = [""]

        def handle_data(self, data: str) -> None:
            if self.area:
                sent[self.area][0] += data

        def handle_endtag(self, tag: str) -> None:
            if tag == "select" and self.select:
                sent[self.select] = [self.chosen or ""]
                self.select = ""
            elif tag == "textarea":
                sent[self.area][0] = entities.unescape(sent[self.area][0]).removeprefix("\n")
                self.area = ""

    Inputs().feed(page.content.decode().split("<main")[1].split("</main")[0])
    return {name: values for name, values in sent.items() if name != "csrfmiddlewaretoken"}


def test_a_row_is_added_without_touching_the_others_and_a_removed_row_is_gone(cast, draft):
    client = signed_in(cast.coach)
    rows = {
        "taken-rows": "1",
        "taken-0-task": "Buurtavond",
        "taken-0-who": "het initiatief",
        "rev-taken": "0-",
    }
    answer = client.post(
        url("field", draft, "taken"),
        {**rows, "extra-row": "taken", "here": "rolverdeling"},
        headers={"HX-Request": "true"},
    )
    html = answer.content.decode()
    assert '<li><fieldset class="sam-rij">' in html
    assert 'name="taken-1-task"' in html
    assert 'name="taken-0-task"' not in html
    assert 'name="taken-rows" value="2" id="aantal-taken" hx-swap-oob="true"' in html
    assert value_of(draft, "taken")[0]["task"] == "Buurtavond"
    kept = mark_on(answer, "taken")
    client.post(url("field", draft, "taken"), {**rows, "rev-taken": kept, "taken-0-remove": "1"})
    assert value_of(draft, "taken") == []


def test_without_javascript_an_extra_row_comes_with_what_was_typed(cast, draft):
    client = signed_in(cast.coach)
    sent = {"taken-rows": "1", "taken-0-task": "Buurtavond", "rev-taken": "0-", "extra-row": "taken"}
    answer = client.post(url("article", draft, "rolverdeling"), sent)
    html = answer.content.decode()
    assert 'name="taken-0-task" value="Buurtavond"' in html
    assert re.search(r'name="taken-1-task" value="" *autofocus', html)


def test_an_error_in_a_table_names_the_row_people_see(cast, draft):
    sent = {
        "taken-rows": "3",
        "taken-0-task": "Weg",
        "taken-0-remove": "1",
        "taken-2-task": "x" * 400,
        "rev-taken": "0-",
    }
    answer = signed_in(cast.coach).post(url("article", draft, "rolverdeling"), sent)
    assert answer.status_code == 422
    assert "Rij 3, Taak: Maak dit korter" in words(answer)


# --- two at once ----------------------------------------------------------------------------------------


@pytest.fixture
def clash(cast: SimpleNamespace, shared: Version) -> SimpleNamespace:
    """Marit and Joke both have the page open; Joke keeps her text first."""
    draft = shared.agreement
    client = signed_in(cast.coach)
    put(cast, draft, "stip", "alles blijft zoals het is")
    page = client.get(url("article", draft, "stip_op_de_horizon"))
    put(cast, draft, "stip", "alles groen", by=cast.member)
    sent = {"stip": "elk huis warm", "rev-stip": mark_on(page, "stip")}
    return SimpleNamespace(draft=draft, client=client, page=page, sent=sent)


@pytest.mark.parametrize("htmx", [True, False])
def test_who_saves_second_reads_both_texts_and_chooses(cast, clash, htmx):
    address = url("field", clash.draft, "stip") if htmx else url("article", clash.draft, "stip_op_de_horizon")
    headers = {"HX-Request": "true"} if htmx else {}
    answer = clash.client.post(address, clash.sent, headers=headers)
    assert answer.status_code == 422
    told = words(answer)
    assert "Joke was je net voor." in told
    assert "alles groen" in told
    assert "elk huis warm" in told
    assert value_of(clash.draft, "stip") == "alles groen"

    again = clash.client.post(address, clash.sent, headers=headers)
    assert again.status_code == 422, "typing on does not overwrite; only choosing does"

    seen = re.search(r'name="seen-stip" value="(\d+)"', answer.content.decode())[1]
    kept = clash.client.post(
        address, {**clash.sent, "seen-stip": seen, "keuze-stip": "mine"}, headers=headers
    )
    assert kept.status_code in (200, 302)
    assert value_of(clash.draft, "stip") == "elk huis warm"


@pytest.mark.parametrize("htmx", [True, False])
def test_the_text_of_the_other_can_be_chosen(cast, clash, htmx):
    address = url("field", clash.draft, "stip") if htmx else url("article", clash.draft, "stip_op_de_horizon")
    headers = {"HX-Request": "true"} if htmx else {}
    answer = clash.client.post(address, {**clash.sent, "keuze-stip": "theirs"}, headers=headers)
    assert answer.status_code in (200, 302)
    assert value_of(clash.draft, "stip") == "alles groen"
    if htmx:
        assert "alles groen</textarea>" in answer.content.decode()


def test_a_field_that_i_did_not_touch_never_clashes_with_who_did(cast, clash):
    sent = {**inputs_of(clash.page), "horizon_jaar": "2035"}
    answer = clash.client.post(url("article", clash.draft, "stip_op_de_horizon"), sent)
    assert answer.status_code == 302
    assert value_of(clash.draft, "stip") == "alles groen"
    assert value_of(clash.draft, "horizon_jaar") == 2035


def test_the_same_answer_twice_is_no_clash(cast, clash):
    answer = clash.client.post(url("field", clash.draft, "stip"), {**clash.sent, "stip": "alles groen"})
    assert answer.status_code == 200


def test_two_who_change_the_parties_never_overwrite_each_other_silently(cast, draft):
    client = signed_in(cast.coach)
    page = inputs_of(client.get(url("parties", draft)))
    mine = {**page, "initiative-short_name": "de buurt"}
    theirs = {**page, "initiative-short_name": "de coöperatie"}
    assert client.post(url("parties", draft), theirs).status_code == 302
    answer = client.post(url("parties", draft), mine)
    assert answer.status_code == 422
    assert "“de coöperatie”" in words(answer)
    assert 'value="de buurt"' in answer.content.decode()
    again = {**mine, "revision": inputs_of(answer)["revision"]}
    assert client.post(url("parties", draft), again).status_code == 302
    assert draft.parties.get(key="initiative").short_name == "de buurt"


def test_a_new_kvk_number_is_of_the_organisation_and_everyone_hears_of_it(cast, draft):
    client = signed_in(cast.coach)
    page = client.get(url("parties", draft))
    assert "Wat je wijzigt, geldt ook in andere stukken. Het komt op de tijdlijn." in words(page)
    sent = inputs_of(page)
    told = "Vestigingsplaats of KVK-nummer van Zeebuurt Warm bijgewerkt"
    timeline = reverse("initiatives:timeline", args=[cast.file.uuid])
    assert client.post(url("parties", draft), sent).status_code == 302
    assert told not in words(signed_in(cast.chair).get(timeline))  # nothing changed
    sent = inputs_of(client.get(url("parties", draft)))
    client.post(url("parties", draft), {**sent, "initiative-kvk": "12345678"})
    cast.chair.organisation.refresh_from_db()
    assert cast.chair.organisation.kvk == "12345678"
    page = words(signed_in(cast.chair).get(timeline))
    assert told in page
    assert "12345678" not in page


def test_two_who_rename_read_what_stands_now_and_can_save_again(cast, draft):
    client = signed_in(cast.coach)
    page = inputs_of(client.get(url("rename", draft)))
    client.post(url("rename", draft), {**page, "title": "Warm Zeebuurt"})
    answer = client.post(url("rename", draft), {**page, "title": "Zeebuurt 2035"})
    assert answer.status_code == 422
    assert "Warm Zeebuurt" in words(answer)
    again = inputs_of(answer)
    assert again["title"] == ["Zeebuurt 2035"]
    assert client.post(url("rename", draft), again).status_code == 302


def test_two_who_write_an_own_text_read_both_and_can_save_again(cast, draft):
    client = signed_in(cast.coach)
    address = url("own-text", draft, "intentie")
    page = inputs_of(client.get(address))
    client.post(address, {**page, "text": "Wij gaan samen op pad."})
    answer = client.post(address, {**page, "text": "Wij gaan ervoor."})
    assert answer.status_code == 422
    assert "Wij gaan samen op pad." in words(answer)
    assert client.post(address, inputs_of(answer)).status_code == 302
    assert draft.articles.get(clause_key="intentie").own_text == "Wij gaan ervoor."


# --- publishing -----------------------------------------------------------------------------------------


def test_pressing_publish_twice_gives_one_version_and_one_document(cast, draft):
    client = signed_in(cast.coach)
    first = client.post(url("publish", draft))
    second = client.post(url("publish", draft), follow=True)
    assert Version.objects.count() == RenderJob.objects.count() == 1
    assert first["Location"] == reverse("agreements:version", args=[Version.objects.get().uuid])
    assert "Er is niets veranderd sinds deze versie." in words(second)


def test_publishing_says_what_is_missing_who_reads_and_what_would_make_it_better(cast, draft):
    told = words(signed_in(cast.coach).get(url("publish", draft)))
    assert "Er ontbreken nog" in told
    assert "Dat mag in een concept." in told
    assert "Wie leest dit?" in told
    assert "Dit hoort er nog in" in told


def test_advice_leads_to_the_field_or_to_the_article_that_is_not_there(cast, draft):
    html = signed_in(cast.coach).get(url("agreement", draft)).content.decode()
    assert f'href="{url("article", draft, "rolverdeling")}#veld-taken"' in html
    assert f'href="{url("choose-articles", draft)}"' in html


def test_words_that_are_explained_but_never_used_are_named(cast, start):
    draft = start(Form.COLLABORATION_AGREEMENT, Length.LONG)
    put(cast, draft, "begrippen", [{"word": "zonnevlek", "meaning": "een plek"}, {"word": "gemeente"}])
    told = words(signed_in(cast.coach).get(url("agreement", draft)))
    assert "Je legt uit wat dit betekent, maar het staat nergens: zonnevlek." in told


# --- who sees what --------------------------------------------------------------------------------------


def test_a_volunteer_reads_and_discusses_first_and_fills_in_later(cast, shared):
    put(cast, shared.agreement, "horizon_jaar", "2035")
    html = signed_in(cast.member).get(url("agreement", shared.agreement)).content.decode()
    assert len(re.findall("nl-button--primary", html)) == 1
    main = re.search(r'<a class="[^"]*nl-button--primary[^>]*>([^<]*)', html)
    assert main[1] == "Bespreek de artikelen"
    assert html.index("Lees versie 1") < html.index("Vul ze aan")


def test_who_only_reads_sees_versions_and_no_way_to_change_them(cast, shared):
    client = signed_in(cast.reader)
    page = client.get(url("agreement", shared.agreement))
    assert "Lees versie 1" in words(page)
    for name in ("all", "publish", "parties", "rename", "stop", "choose-articles"):
        assert url(name, shared.agreement) not in page.content.decode()
        assert client.post(url(name, shared.agreement)).status_code == 403
    assert client.get(reverse("agreements:version", args=[shared.uuid])).status_code == 200


def test_a_partner_reads_the_version_that_names_it_and_nothing_of_the_file(cast, start):
    partner = people.add_partner(
        cast.file,
        name="Woonbedrijf",
        short_name="",
        place="",
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
    )
    els = factories.function(
        "Els de Groot", partner.organisation, access=Access.READ, kind=FunctionKind.DIRECTOR
    )
    draft = start(partners=[partner])
    client = signed_in(els)
    assert client.get(url("agreement", draft)).status_code == 404
    version = actions.publish(draft, by=cast.coach.person, seat=factories.seat(cast.file, cast.coach))
    for page in (
        client.get(url("agreement", draft)),
        client.get(reverse("agreements:version", args=[version.uuid])),
    ):
        html = page.content.decode()
        assert page.status_code == 200
        assert "sam-tabs" not in html
        assert str(cast.file.uuid) not in html
        assert "Marit, buurtbegeleider" in html
        assert f"mailto:{cast.coach.person.email}" in html
    assert client.get(url("article", draft, "intentie")).status_code == 403
    assert client.post(url("field", draft, "stip"), {"stip": "x"}).status_code == 403


@pytest.mark.parametrize("who", ["former", "elsewhere", "other_member", "outsider", "administrator"])
def test_who_is_not_in_the_file_finds_nothing(cast, shared, who):
    client = signed_in(getattr(cast, who))
    assert client.get(url("agreement", shared.agreement)).status_code == 404
    assert client.get(reverse("agreements:version", args=[shared.uuid])).status_code == 404
    assert client.post(url("field", shared.agreement, "stip"), {"stip": "x"}).status_code == 404


def test_a_stopped_agreement_is_readable_and_says_why_nothing_changes(cast, shared):
    draft = shared.agreement
    client = signed_in(cast.coach)
    client.post(url("stop", draft), {"reason": "De gemeente kiest een andere weg."})
    draft.refresh_from_db()
    assert draft.stage == Stage.STOPPED
    page = client.get(url("agreement", draft))
    assert "Deze overeenkomst is gestopt" in words(page)
    assert "De gemeente kiest een andere weg." in words(page)
    assert url("publish", draft) not in page.content.decode()
    refused = client.post(url("article", draft, "intentie"), {"intentie": "x", "rev-intentie": "0-"})
    assert refused.status_code == 403
    assert "Deze overeenkomst is gestopt. Er verandert niets meer." in words(refused)
    typed = client.post(url("field", draft, "stip"), {"stip": "x"}, headers={"HX-Request": "true"})
    assert typed.status_code == 422
    assert "is niet bewaard" in words(typed)
    assert client.get(reverse("agreements:version", args=[shared.uuid])).status_code == 200


def test_an_ended_file_keeps_its_agreements_readable_and_closed(cast, shared):
    decisions.end(
        cast.file,
        end_kind=EndKind.NO_COMMON_GROUND,
        reason="We gaan ieder onze eigen weg.",
        by=cast.chair.person,
        seat=factories.seat(cast.file, cast.chair),
    )
    client = signed_in(cast.chair)
    page = client.get(url("agreement", shared.agreement))
    assert "Deze samenwerking is gestopt" in words(page)
    assert url("parties", shared.agreement) not in page.content.decode()
    refused = client.post(url("publish", shared.agreement))
    assert refused.status_code == 403
    refused = client.post(url("field", shared.agreement, "stip"), {"stip": "x"})
    assert "Deze samenwerking is gestopt." in words(refused)


# --- questions that wait for a choice ---------------------------------------------------------------------


def test_which_articles_bind_is_asked_only_when_some_do(cast, draft):
    client = signed_in(cast.coach)
    question = "Welke artikelen zijn wel bindend?"
    page = url("article", draft, "juridische_status")
    assert "Hoe bindend is deze afspraak?" in words(client.get(page))
    assert question not in words(client.get(page))
    assert question not in words(client.get(url("all", draft)))
    answered = choose(client, draft, "gedeeltelijk")
    assert question in words(answered)
    assert 'id="veld-bindende_artikelen" hx-swap-oob="true"' in answered.content.decode()
    assert question in words(client.get(page))
    assert question not in words(choose(client, draft, "gedeeltelijk"))  # it stands there already
    client.post(
        url("field", draft, "bindende_artikelen"),
        {"bindende_artikelen": "intentie", "rev-bindende_artikelen": "0-"},
    )
    gone = choose(client, draft, "intentie").content.decode()
    assert '<div id="veld-bindende_artikelen" hx-swap-oob="true" hidden></div>' in gone
    assert question not in words(client.get(page))
    assert value_of(draft, "bindende_artikelen") == ["intentie"]  # kept for who chooses otherwise again


def choose(client: Client, draft: Agreement, option: str) -> Any:
    kept = FieldValue.objects.get(agreement=draft, variable="bindend")
    sent = {"bindend": option, "rev-bindend": f"{kept.revision}-"}
    return client.post(url("field", draft, "bindend"), sent, headers={"HX-Request": "true"})


def test_without_javascript_the_question_comes_after_bewaar(cast, draft):
    client = signed_in(cast.coach)
    page = url("article", draft, "juridische_status")
    kept = FieldValue.objects.get(agreement=draft, variable="bindend")
    after = client.post(page, {"bindend": "gedeeltelijk", "rev-bindend": f"{kept.revision}-"}, follow=True)
    assert "Welke artikelen zijn wel bindend?" in words(after)


# --- bad input ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sent", "sentence"),
    [
        ("horizon_jaar", {"horizon_jaar": "12"}, "Vul een jaar in"),
        ("stip", {"stip": "x" * 10_000}, "Maak dit korter"),
        ("bindende_artikelen", {"bindende_artikelen": "nergens"}, "Kies artikelen"),
        (
            "taken",
            {"taken-rows": "61", **{f"taken-{n}-task": "x" for n in range(61)}},
            "hoogstens 60 rijen",
        ),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_what_a_field_cannot_hold_is_refused_in_a_sentence(cast, draft, name, sent, sentence, htmx):
    key = next(a.clause_key for a in draft.articles.all() if name in {v.name for v in fields(draft, a)})
    address = url("field", draft, name) if htmx else url("article", draft, key)
    headers = {"HX-Request": "true"} if htmx else {}
    answer = signed_in(cast.coach).post(address, {**sent, f"rev-{name}": "0-"}, headers=headers)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert value_of(draft, name) in (None, [])


def fields(draft: Agreement, article: Any) -> list[Any]:
    return published.of(draft).fields_of(article.clause_key)


@pytest.mark.parametrize("name", ["onbekend", "partijen", "plaats_tekenen", "kosten"])
def test_a_field_that_this_agreement_does_not_ask_does_not_exist(cast, draft, name):
    answer = signed_in(cast.coach).post(url("field", draft, name), {name: "x", f"rev-{name}": "0-"})
    assert answer.status_code == 404
    assert value_of(draft, name) is None


@pytest.mark.parametrize("revision", ["", "-1", "9" * 40, "x", "3-", "٣"])
def test_a_revision_that_cannot_be_read_loses_nothing(cast, draft, revision):
    put(cast, draft, "stip", "alles groen")
    answer = signed_in(cast.coach).post(url("field", draft, "stip"), {"stip": "anders", "rev-stip": revision})
    assert answer.status_code == 422
    assert value_of(draft, "stip") == "alles groen"


def test_hostile_text_is_text_everywhere(cast, draft):
    client = signed_in(cast.coach)
    client.post(url("field", draft, "stip"), {"stip": HOSTILE, "rev-stip": "0-"})
    client.post(url("field", draft, "taken"), {"taken-rows": "1", "taken-0-task": HOSTILE, "rev-taken": "0-"})
    own = {"text": HOSTILE, "revision": draft.articles.get(clause_key="intentie").revision}
    client.post(url("own-text", draft, "intentie"), own)
    version = actions.publish(draft, by=cast.coach.person, seat=factories.seat(cast.file, cast.coach))
    for address in (
        url("all", draft),
        reverse("agreements:version", args=[version.uuid]),
        reverse("agreements:print", args=[version.uuid]),
    ):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html
        assert "{{ settings.SECRET_KEY }}" in html
        assert "{% include" in html
        assert "\u202e" not in html
        assert "\x07" not in html


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("rename", {"title": "", "revision": "1"}),
        ("rename", {"title": "x" * 200, "revision": "1"}),
        ("rename", {"title": "\u200b\u202e", "revision": "1"}),
        ("rename", {"title": "Goed", "revision": "9" * 30}),
        ("parties", {"initiative-short_name": "", "municipality-short_name": "x"}),
        ("parties", {"initiative-short_name": "a", "municipality-short_name": "b", "initiative-kvk": "12"}),
        (
            "parties",
            {"initiative-short_name": "a", "municipality-short_name": "b", "initiative-functions": "x" * 200},
        ),
        ("choose-articles", {"clause": "nergens"}),
        ("choose-articles", {}),
    ],
)
def test_every_other_form_refuses_in_words_too(cast, draft, name, sent):
    before = draft.revision
    answer = signed_in(cast.coach).post(url(name, draft), sent)
    assert answer.status_code == 422
    assert "sam-note--error" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.revision) == ("Zeebuurt Warm", before)


def test_a_draft_cannot_be_started_with_a_partner_or_a_key_of_another_file(cast, draft, shared_format):
    other = people.add_partner(
        cast.other_file,
        name="Elders Wonen",
        short_name="",
        place="",
        by=cast.other_coach.person,
        seat=factories.seat(cast.other_file, cast.other_coach),
    )
    people.add_partner(
        cast.file,
        name="Woonbedrijf",
        short_name="",
        place="",
        by=cast.coach.person,
        seat=factories.seat(cast.file, cast.coach),
    )
    client = signed_in(cast.coach)
    address = reverse("agreements:start", args=[cast.file.uuid])
    sent = {"form": "letter_of_intent", "length": "short", "title": "Nieuw", **key_of(client, address)}
    answer = client.post(address, {**sent, "partners": [str(other.uuid)]})
    assert answer.status_code == 422
    assert "Kies bij" in words(answer)
    assert client.post(address, sent).status_code == 302
    theirs = signed_in(cast.other_coach)
    elsewhere = reverse("agreements:start", args=[cast.other_file.uuid])
    assert theirs.post(elsewhere, sent).status_code == 422
    assert Agreement.objects.filter(collaboration=cast.other_file).count() == 0


def key_of(client: Client, address: str) -> dict[str, str]:
    html = client.get(address).content.decode()
    return {"request_key": re.search(r'name="request_key" value="([^"]+)"', html)[1]}


# --- from the file --------------------------------------------------------------------------------------


@pytest.mark.parametrize("htmx", [True, False])
def test_where_the_file_changed_one_tap_takes_it_over_and_keeps_what_was_typed(cast, draft, htmx):
    cast.file.area_name = "Zeebuurt-Oost"
    cast.file.save(update_fields=["area_name"])
    client = signed_in(cast.coach)
    page = client.get(url("article", draft, "gebied"))
    assert "Wijkt af van het dossier." in words(page)
    sent = {**inputs_of(page), "uit-dossier": "gebied_naam"}
    sent["plaats"] = "Eskerveen aan Zee"
    address = url("take-from-file", draft, "gebied_naam") if htmx else url("article", draft, "gebied")
    answer = client.post(address, sent, headers={"HX-Request": "true"} if htmx else {})
    assert answer.status_code == (200 if htmx else 302)
    assert value_of(draft, "gebied_naam") == "Zeebuurt-Oost"
    if not htmx:
        assert value_of(draft, "plaats") == "Eskerveen aan Zee"


def test_an_own_text_says_which_answers_it_no_longer_follows(cast, draft):
    put(cast, draft, "horizon_jaar", "2035")
    client = signed_in(cast.coach)
    article = draft.articles.get(clause_key="stip_op_de_horizon")
    actions.word_anew(
        article,
        text="In 2035 is de wijk klaar.",
        revision=article.revision,
        **factories.acting(cast.file, cast.coach),
    )
    assert "Dit staat nu niet in de eigen tekst" not in words(
        client.get(url("article", draft, "stip_op_de_horizon"))
    )
    put(cast, draft, "horizon_jaar", "2038")
    told = words(client.get(url("article", draft, "stip_op_de_horizon")))
    assert "Dit staat nu niet in de eigen tekst: " in told


def test_saving_the_text_of_the_format_unchanged_keeps_it_following_the_answers(cast, draft):
    client = signed_in(cast.coach)
    address = url("own-text", draft, "gebied")
    client.post(address, inputs_of(client.get(address)))
    assert draft.articles.get(clause_key="gebied").own_text == ""


def test_a_party_without_a_signatory_is_asked_on_the_page_of_parties(cast, draft):
    html = signed_in(cast.coach).get(url("article", draft, "ondertekening")).content.decode()
    assert f'class="sam-blank" href="{url("parties", draft)}"' in html


def test_in_a_letter_of_intent_the_division_of_roles_is_intended(draft, start):
    assert draft.articles.get(clause_key="rolverdeling").title == "Beoogde rolverdeling"
    agreed = start(Form.COLLABORATION_AGREEMENT)
    assert agreed.articles.get(clause_key="rolverdeling").title == "Taken en verantwoordelijkheden"


def test_the_long_form_is_listed_by_part(cast, start):
    draft = start(Form.COLLABORATION_AGREEMENT, Length.LONG)
    html = signed_in(cast.coach).get(url("agreement", draft)).content.decode()
    assert re.findall(r"<h3>([A-Z]) ", html)[:3] == ["A", "B", "C"]


# --- speed ----------------------------------------------------------------------------------------------


def test_pages_ask_as_little_of_a_long_agreement_as_of_an_empty_one(cast, start, count_queries):
    draft = start(Form.COLLABORATION_AGREEMENT, Length.LONG)
    client = signed_in(cast.coach)
    seat = factories.seat(cast.file, cast.coach)
    counts: dict[str, set[int]] = {}
    addresses = {
        "list": (reverse("agreements:list", args=[cast.file.uuid]), 12),
        "overview": (url("agreement", draft), 12),
        "article": (url("article", draft, "rolverdeling"), 12),
        "contacts": (url("article", draft, "aanspreekpunten"), 12),
        "publish": (url("publish", draft), 12),
        "all": (url("all", draft), 20),
    }
    actions.publish(draft, by=cast.coach.person, seat=seat)
    for number in (1, 10, 50):
        put(cast, draft, "taken", [{"task": f"Taak {n}", "who": "initiative"} for n in range(number)])
        for _more in range(0 if number == 1 else 4):
            put(cast, draft, "horizon_jaar", str(2030 + Version.objects.count()))
            actions.publish(draft, by=cast.coach.person, seat=seat)
        for name, (address, most) in addresses.items():
            client.get(address)
            with count_queries() as queries:
                assert client.get(address).status_code == 200
            assert len(queries) <= most, (name, [q["sql"][:90] for q in queries.captured_queries])
            counts.setdefault(name, set()).add(len(queries))
    assert all(len(found) == 1 for found in counts.values()), counts


def test_the_next_document_starts_with_what_was_answered_here(cast, draft, start):
    put(cast, draft, "stip", "elk huis warm")
    actions.publish(draft, by=cast.coach.person, seat=factories.seat(cast.file, cast.coach))
    assert filling.values_of(start(Form.COLLABORATION_AGREEMENT))["stip"].value == "elk huis warm"
