"""Annexes: part of what is agreed, with amounts that add up and links that follow them."""

from __future__ import annotations

import io
import zlib
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from agreements import actions as drafting
from agreements import comparing
from agreements.actions import annexes, settling, shape
from agreements.advising import Draft as Advised
from agreements.annexes import adding_up, advising, files, pictures
from agreements.annexes.fields import name_of
from agreements.annexes.page import lines
from agreements.annexes.reading import Annexes
from agreements.changed_by import who_changed_what
from agreements.draft import Draft
from agreements.draft_page import DraftPage
from agreements.paper import content
from agreements.settling.rows import settle
from agreements.terms import AnnexKind, AnnexSource, Form, Length, Stage, Verdict, VersionStatus
from agreements.text import prose
from agreements.text.tables import Party
from initiatives import policy
from initiatives.history.linked import Linked
from initiatives.history.sentences.sharing import ANNEXES, SENTENCES
from initiatives.models import Event
from initiatives.terms import EventKind
from samenspel.errors import DomainError
from tests import factories
from tests.agreements.annex_table import KEY, OTHER, hang, picture, upload

BUDGET, PLANNING = AnnexKind.BUDGET, AnnexKind.PLANNING
PARTIES = {
    "municipality": Party("municipality", "gemeente Eskerveen", "de gemeente"),
    "initiative": Party("initiative", "Zeebuurt Warm", "het initiatief"),
}


# --- adding up, without rows ------------------------------------------------------------------------------


def test_each_payer_is_added_up_under_any_of_its_names() -> None:
    rows = [
        {"item": "Ontwerp", "amount": "100.00", "payer": "municipality"},
        {"item": "Druk", "amount": "50.50", "payer": "de gemeente"},
        {"item": "Zaal", "amount": "25.00", "payer": "initiative, municipality"},
        {"item": "Koffie", "amount": "5.00", "payer": "gemeente, initiatief"},
        {"item": "Advies", "amount": "10.00"},
    ]
    assert adding_up.total(rows) == Decimal("190.50")
    assert [(name, str(sum)) for name, sum in adding_up.by_payer(rows, PARTIES)] == [
        ("gemeente", "150.50"),
        ("initiatief en gemeente", "30.00"),
        ("", "10.00"),
    ]
    assert [line["label"] for line in adding_up.totals(rows, PARTIES)] == [
        "Totaal",
        "waarvan gemeente",
        "waarvan initiatief en gemeente",
        "Nog niet bekend wie betaalt",
    ]


ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "amount": st.decimals(0, 999_999_999, places=2).map(str),
            "payer": st.sampled_from(["municipality", "gemeente", "initiative, municipality", "provincie"]),
        },
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(ROWS)
def test_the_parts_of_all_payers_are_together_the_total(rows: list[dict[str, str]]) -> None:
    parts = adding_up.by_payer(rows, PARTIES)
    assert sum((amount for _name, amount in parts), Decimal(0)) == adding_up.total(rows)
    assert len({name for name, _amount in parts}) == len(parts)


def annexes_of(*described: tuple[AnnexKind, dict[str, object]]) -> Annexes:
    rows, values = [], {}
    for number, (kind, fields) in enumerate(described):
        key = f"{number:08x}"
        rows.append(
            SimpleNamespace(key=key, kind=kind, source="written", upload=None, version=None, is_picture=False)
        )
        values |= {name_of(key, name): value for name, value in fields.items()}
    return Annexes(rows, values, PARTIES)  # type: ignore[arg-type]


def said(found: Annexes, values: dict[str, object], kind: str = "sok") -> dict[str, str]:
    looked_at = Advised(values, ["financiering", "opdracht_prestatie", "bijlagen"], PARTIES)
    return {item.code: item.message.replace("\xa0", " ") for item in advising.advice(kind, found, looked_at)}


COSTS = {"kosten": [{"item": "Alles", "amount": "100.00"}]}


def test_a_budget_that_says_another_total_than_the_article_is_named_with_both_amounts() -> None:
    rows = [{"item": "Zaal", "amount": "60.00"}, {"item": "Druk", "amount": "45.00"}]
    found = annexes_of((BUDGET, {"rijen": rows, "btw": "inclusief btw"}))
    assert "€ 105" in said(found, COSTS)["annex_total"]
    assert "€ 100" in said(found, COSTS)["annex_total"]
    assert said(found, {}) == {}  # the article names no amount
    assert "€ 80" in said(found, {"prijs": "80.00"}, "opdracht")["annex_total"]


def test_two_budgets_count_together_and_the_same_total_needs_no_advice() -> None:
    half = [{"item": "Zaal", "amount": "50.00"}]
    found = annexes_of((BUDGET, {"rijen": half}), (BUDGET, {"rijen": half}))
    assert said(found, COSTS) == {}


def test_amounts_without_btw_are_not_compared_with_amounts_that_have_it() -> None:
    found = annexes_of((BUDGET, {"rijen": [{"item": "Zaal", "amount": "1.00"}], "btw": "exclusief btw"}))
    assert set(said(found, COSTS)) == {"annex_vat"}


def test_a_planning_is_held_against_the_days_of_the_phase() -> None:
    rows = [
        {"what": "Te laat", "to": "2029-04-01"},
        {"what": "Te vroeg", "from": "2026-01-01", "to": "2027-05-01"},
        {"what": "Omgekeerd", "from": "2027-09-01", "to": "2027-08-01"},
        {"what": "Geen dag", "from": "na de zomer", "to": "2e kwartaal 2031"},
    ]
    days = {"startdatum": "2027-01-01", "einddatum_fase": "2029-03-01", "einddatum": "2035-01-01"}
    found = said(annexes_of((PLANNING, {"rijen": rows})), days)
    assert "1 regel na 1 maart 2029" in found["planning_late"]
    assert "1 regel voor 1 januari 2027" in found["planning_early"]
    assert set(found) == {"planning_late", "planning_early", "planning_turned"}
    assert said(annexes_of((PLANNING, {"rijen": rows[3:]})), days) == {}


# --- files ------------------------------------------------------------------------------------------------


def pdf_of(*parts: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\n%%EOF"


PAGES = b"<< /Type /Pages /Kids [1 0 R 2 0 R] /Count 2 >> << /Type /Page >> << /Type /Page >>"


def test_a_photo_keeps_nothing_but_what_can_be_seen() -> None:
    exif = Image.Exif()
    exif[0x010E] = "bij ons thuis"
    exif[0x0112] = 6  # turned: the phone was held upright
    kept = files.checked(upload("kaart.jpg", picture("JPEG", exif=exif) + b"<script>"))
    body = kept.file.read()
    assert b"thuis" not in body
    assert b"script" not in body
    with Image.open(io.BytesIO(body)) as seen:
        assert seen.size == (30, 40)
        assert not seen.getexif()


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("kaart.png", picture()[:40], "niet te lezen"),
        ("kaart.png", b"\x89PNG\r\n\x1a\n" + b"x" * 99, "niet te lezen"),
        ("plan.docx", b"PK", "past niet"),
        ("plan.pdf", pdf_of(b"<< /Encrypt 5 0 R >>"), "op slot"),
        ("plan.pdf", pdf_of(b"<< /S /JavaScript /JS (app.alert) >>"), "programma"),
        ("plan.pdf", pdf_of(b"<< /S /J#61vaScrip#74 /J#53 5 0 R >>"), "programma"),
        (
            "plan.pdf",
            pdf_of(b"<< /Type /ObjStm >> stream\n" + zlib.compress(b"<< /S /Launch >>") + b"\nendstream"),
            "programma",
        ),
    ],
)
def test_a_file_that_would_harm_or_shut_out_a_reader_is_refused_in_words(
    name: str, body: bytes, words: str
) -> None:
    with pytest.raises(DomainError, match=words):
        files.checked(upload(name, body))


def test_a_picture_that_unfolds_into_too_much_is_refused_before_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "MAX_PIXELS", 1000)
    with pytest.raises(DomainError, match="te groot"):
        files.checked(upload("kaart.png", picture(size=(50, 50))))


def test_a_scan_that_only_happens_to_hold_the_signs_of_a_program_is_kept() -> None:
    scan = b"<< /Length 9 >> stream\n\x01\x9e/JS\xf4\x00\x81\nendstream"
    assert files.checked(upload("plan.pdf", pdf_of(PAGES, scan))).pages == 2


def test_pages_are_counted_where_that_can_be_trusted() -> None:
    assert files.checked(upload("plan.pdf", pdf_of(PAGES))).pages == 2
    packed = b"<< /Type /ObjStm >> stream\n" + zlib.compress(PAGES) + b"\nendstream"
    assert files.checked(upload("plan.pdf", pdf_of(packed))).pages == 2
    assert files.checked(upload("plan.pdf", pdf_of(PAGES + b" << /Type /Page >>"))).pages is None
    assert files.checked(upload("plan.pdf", pdf_of(b"<< /Type /Pages >>"))).pages is None


# --- in an agreement --------------------------------------------------------------------------------------


def fill(table, name, value):
    kept = table.agreement.values.filter(variable=name).first()
    return drafting.save_field(
        table.agreement, name, value, revision=kept.revision if kept else 0, **table.who
    )


def frozen(agreement):
    return content.build(agreement, status=VersionStatus.DRAFT, number=1, on=factories.timezone.localdate())


def article(found, key):
    return next(a for part in found["parts"] for a in part["articles"] if a["key"] == key)


def test_an_annex_brings_its_article_along_and_asks_for_its_rows(table) -> None:
    hang(table, KEY)
    page = DraftPage(table.agreement)
    assert "bijlagen" in page.draft.numbers
    asked = [row for row in page.with_links() if row["name"] == name_of(KEY, "rijen")]
    assert [row["url"] for row in asked] == [
        f"/overeenkomsten/{table.agreement.uuid}/bijlagen/{KEY}/#veld-{name_of(KEY, 'rijen')}"
    ]
    fill(table, name_of(KEY, "rijen"), [{"item": "Zaal", "amount": "12,50", "payer": "initiative"}])
    item = article(frozen(table.agreement), "bijlagen")["blocks"][1]["items"][0]
    assert item["blocks"][0]["totals"][0]["amount"] == "12,50"
    assert name_of(KEY, "rijen") not in {row["name"] for row in DraftPage(table.agreement).missing}


def test_pressing_add_twice_hangs_one_annex(table) -> None:
    annex = hang(table, KEY, title="Begroting van Nora")
    assert annex.pk == hang(table, KEY, title="Nog eens").pk
    assert table.agreement.annexes.count() == 1
    for _turn in range(2):
        annexes.remove(annex, **table.who)
    assert [told[:2] for told in on_timeline(table)] == [
        ("annex_added", "with_coach"),  # until it is published, nobody else hears that it is there
        ("annex_removed", "with_coach"),
    ]
    assert "Nora" not in str(on_timeline(table))
    assert set(ANNEXES) == set(AnnexKind.values)


def test_what_all_read_tells_all_of_an_annex_that_comes_or_goes(table) -> None:
    hang(table, KEY)
    drafting.publish(table.agreement, **table.who)
    table.agreement.refresh_from_db()
    annexes.remove(hang(table, OTHER, AnnexKind.MAP, AnnexSource.NAMED), **table.who)
    events = on_timeline(table)[1:]
    assert [told[:2] for told in events] == [("annex_added", "everyone"), ("annex_removed", "everyone")]
    assert [told[2] for told in events] == [
        "Bijlage bij de samenwerkingsovereenkomst gehangen: kaart",
        "Bijlage van de samenwerkingsovereenkomst weggehaald: kaart",
    ]


def on_timeline(table) -> list[tuple[str, str, str]]:
    rows = table.cast.file.events.filter(kind__startswith="annex_").order_by("seq")
    linked = Linked(rows, policy.viewer(factories.user_of(table.cast.coach), table.cast.file))
    return [(row.kind, row.circle, SENTENCES[EventKind(row.kind)](row, linked).title) for row in rows]


def test_annexes_follow_the_article_that_lists_them(table) -> None:
    hang(table, KEY, AnnexKind.MAP, AnnexSource.NAMED)
    fill(table, "kaart_bijlage", KEY)
    listed = table.agreement.articles.get(clause_key="bijlagen")
    shape.drop_article(listed, reason="Niet nodig.", revision=listed.revision)
    out = frozen(table.agreement)
    assert out["annexes"] == []
    assert "bijlage" not in str(article(out, "gebied")["blocks"])
    assert [line["title"] for line in lines(DraftPage(table.agreement))] == ["Kaart"]  # kept, and to be found
    shape.add_article(table.agreement, "bijlagen")
    back = frozen(table.agreement)
    assert [row["title"] for row in back["annexes"]] == ["Kaart"]
    assert f"bijlage-{KEY}" in str(article(back, "gebied")["blocks"])


def test_a_link_to_an_annex_follows_it_when_the_annexes_are_put_in_another_order(table) -> None:
    hang(table, KEY)
    hang(table, OTHER, AnnexKind.MAP, AnnexSource.NAMED, place="bij de gemeente")
    draft = Draft(table.agreement)
    gebied = next(a for a in draft.articles if a.clause_key == "gebied")
    words = prose.plain_text(draft.composed(gebied).blocks).replace("\xa0", " ")
    assert words.endswith("De grens staat op de kaart: bijlage 2.")
    before = settle(draft)[gebied.pk].text_hash
    annexes.move(table.agreement.annexes.get(key=OTHER), up=True, **table.who)
    draft = Draft(table.agreement)
    words = prose.plain_text(draft.composed(gebied).blocks).replace("\xa0", " ")
    assert words.endswith("De grens staat op de kaart: bijlage 1.")
    assert settle(draft)[gebied.pk].text_hash == before  # nobody said anything else than before
    annexes.remove(table.agreement.annexes.get(key=OTHER), **table.who)
    assert "bijlage" not in prose.plain_text(Draft(table.agreement).composed(gebied).blocks)
    assert not table.agreement.values.filter(variable__startswith=f"bijlage_{OTHER}")


def test_a_field_can_mean_another_annex_than_the_one_it_means_by_itself(table) -> None:
    hang(table, KEY, AnnexKind.MAP, AnnexSource.NAMED)
    hang(table, OTHER, AnnexKind.OTHER, AnnexSource.NAMED, title="Luchtfoto")
    fill(table, "kaart_bijlage", OTHER)
    assert Draft(table.agreement).values["kaart_bijlage"] == OTHER
    with pytest.raises(DomainError, match="uit de lijst"):
        fill(table, "kaart_bijlage", "verzonnen")
    annexes.remove(table.agreement.annexes.get(key=OTHER), **table.who)
    assert Draft(table.agreement).values["kaart_bijlage"] == KEY


def test_who_agreed_to_the_annexes_agreed_to_what_they_say(table) -> None:
    hang(table, KEY)
    rows = [{"item": "Zaal", "amount": "10", "payer": "initiative"}]
    fill(table, name_of(KEY, "rijen"), rows)
    drafting.publish(table.agreement, **table.who)
    table.agreement.refresh_from_db()
    draft = Draft(table.agreement)
    own = next(a for a in draft.articles if a.clause_key == "bijlagen")
    settling.give_stance(
        own,
        party=draft.party_rows[0],
        seen=settle(draft)[own.pk].text_hash,
        verdict=Verdict.ACCEPT,
        by=table.cast.official.person,
    )
    assert len(settle(Draft(table.agreement))[own.pk].agreed) == 1
    assert DraftPage(table.agreement).costs([own])
    fill(table, name_of(KEY, "rijen"), [rows[0] | {"amount": "11"}])
    assert settle(Draft(table.agreement))[own.pk].agreed == []
    fill(table, name_of(KEY, "rijen"), rows)
    assert len(settle(Draft(table.agreement))[own.pk].agreed) == 1


def test_what_all_read_gets_no_article_of_annexes_from_one_of_them(table) -> None:
    drafting.publish(table.agreement, **table.who)
    table.agreement.refresh_from_db()
    with pytest.raises(DomainError, match="Stel het eerst voor"):
        hang(table, KEY)


def test_a_text_that_lies_to_be_signed_takes_no_annex(table) -> None:
    hang(table, KEY)
    type(table.agreement).objects.update(stage=Stage.FINAL)
    for act in (
        lambda: hang(table, OTHER),
        lambda: annexes.remove(table.agreement.annexes.get(key=KEY), **table.who),
        lambda: annexes.move(table.agreement.annexes.get(key=KEY), up=False, **table.who),
    ):
        with pytest.raises(DomainError):
            act()


def test_a_version_keeps_the_annexes_it_was_frozen_with_and_verifies(table) -> None:
    hang(table, KEY)
    map_of = {"kind": AnnexKind.MAP, "source": AnnexSource.FILE, "alt": "De grens langs de dijk."}
    row = hang(table, OTHER, file=upload("kaart.png", picture()), **map_of)
    version = drafting.publish(table.agreement, **table.who)
    was = pictures.pictures_of(version.content)
    table.agreement.refresh_from_db()
    annexes.replace_file(row, file=upload("kaart.png", picture(size=(50, 20))), **table.who)
    second = drafting.publish(table.agreement, **table.who)
    assert pictures.pictures_of(version.content) == was
    assert pictures.pictures_of(second.content) != was
    changed = comparing.changes(version.content, second.content)
    assert [change.key for change in changed] == ["bijlagen"]
    (said,) = who_changed_what(version, second)["bijlagen"]
    assert said.startswith("Steunpunt Buurtwarmte verving een bijlage op ")
    assert Event.objects.filter(kind=EventKind.ANNEX_REPLACED, payload__what="map").count() == 1
    call_command("verify", stdout=io.StringIO())


def test_verify_names_a_file_of_an_annex_that_was_changed(table) -> None:
    map_of = {"kind": AnnexKind.MAP, "source": AnnexSource.FILE, "alt": "De grens."}
    row = hang(table, OTHER, file=upload("kaart.png", picture()), **map_of)
    drafting.publish(table.agreement, **table.who)
    with row.upload.file.storage.open(row.upload.file.name, "wb") as file:
        file.write(b"iets anders")
    told = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify", stderr=told)
    assert "bijlage" in told.getvalue()


def test_a_picture_needs_words_for_who_does_not_see_it(table) -> None:
    with pytest.raises(DomainError, match="te zien") as refused:
        hang(table, KEY, AnnexKind.MAP, AnnexSource.FILE, file=upload("kaart.png", picture()))
    assert refused.value.field == "alt"
    assert not table.agreement.annexes.exists()


def test_another_document_of_the_file_hangs_by_its_number_and_mark(table) -> None:
    plan = drafting.start(
        table.cast.file, form=Form.PROJECT_PLAN, length=Length.SHORT, title="Plan", **table.who
    )
    version = drafting.publish(plan, **table.who)
    hang(table, KEY, AnnexKind.PROJECT_PLAN, AnnexSource.VERSION, version=version, title="")
    item = article(frozen(table.agreement), "bijlagen")["blocks"][1]["items"][0]
    assert item["of"] == {"version": str(version.uuid), "text_hash": version.text_hash}
    assert (item["title"], item["version"]) == ("Projectplan Plan", "1")
    assert Draft(table.agreement).values["projectplan_bijlage"] == KEY
    own = drafting.publish(table.agreement, **table.who)
    with pytest.raises(DomainError, match="ander stuk"):
        hang(table, OTHER, AnnexKind.OTHER, AnnexSource.VERSION, version=own, title="")
