"""From a text that stands to an agreement that holds: nobody signs what she did not see, and nothing dies."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from agreements.actions import mandates, shape, sheets, signing
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Article, BodyDecision, Signature, SigningMove
from agreements.paper import document
from agreements.signing import lifecycle
from agreements.signing.lifecycle import Lack, Place, Wait
from agreements.terms import Outcome, Stage, VersionStatus
from contacts.actions import erase_person
from initiatives.models import Letter, Milestone
from initiatives.terms import Layer
from samenspel.dutch import full_date
from samenspel.errors import DomainError
from tests import factories
from tests.agreements import signing_table as at

# --- the rules, without rows ----------------------------------------------------------------------------


def test_an_open_a_parked_and_an_incomplete_article_each_stand_between_a_text_and_signing() -> None:
    content = {
        "parts": [
            {
                "articles": [
                    {"number": 1, "key": "doel", "title": "Doel", "state": "standing"},
                    {"number": 2, "key": "geld", "title": "Geld", "state": "open"},
                    {"number": 3, "key": "tijd", "title": "Tijd", "state": "parked"},
                ]
            }
        ],
        "missing": [{"anchor": "x", "label": "bedrag", "article": 2}],
    }
    found = lifecycle.lacking(content, {"municipality": ["wethouder"], "initiative": []})
    assert [item.kind for item in found] == [Lack.OPEN, Lack.PARKED, Lack.BLANK, Lack.SIGNATORY]
    assert found[3].key == "initiative"


@pytest.mark.parametrize(
    ("here", "other", "why"),
    [
        (Place(1), Place(1), None),
        (Place(2), Place(1), Wait.TURN),
        (Place(2), Place(1, signed=True), None),
        (Place(1, mandated=False), Place(1), Wait.MANDATE),
        (Place(1), Place(1, declined=True), Wait.DECLINED),
        (Place(1, signed=True), Place(1, declined=True), Wait.SIGNED),
    ],
)
def test_a_place_says_why_it_cannot_be_signed_yet(here: Place, other: Place, why: Wait | None) -> None:
    assert lifecycle.why_not(here, [here, other]) == why


# --- with rows ------------------------------------------------------------------------------------------


@pytest.fixture
def table(cast: SimpleNamespace) -> SimpleNamespace:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    found = at.lay_out(cast)
    at.agree_on_all(cast, found.agreement)
    return found


def stage(table: Any) -> str:
    return Agreement.objects.values_list("stage", flat=True).get(pk=table.agreement.pk)


def test_a_text_with_an_open_article_cannot_be_laid_ready(cast: Any, table: Any) -> None:
    Article.objects.filter(agreement=table.agreement, clause_key="intentie").update(own_text="Toch anders.")
    with pytest.raises(DomainError, match="nog nodig"):
        at.lay_ready(cast, table)
    assert stage(table) == Stage.SHARED
    assert not table.agreement.versions.filter(status=VersionStatus.FINAL).exists()


def test_the_version_to_sign_has_the_hash_of_what_was_agreed_and_a_place_per_function(
    cast: Any, table: Any
) -> None:
    concept = table.agreement.versions.first()
    version = at.lay_ready(cast, table)
    assert (version.status, version.number, stage(table)) == ("final", concept.number + 1, Stage.FINAL)
    assert version.text_hash == concept.text_hash
    assert [(p.party.key, p.function_label) for p in version.places.select_related("party")] == [
        ("municipality", "wethouder"),
        ("initiative", "voorzitter"),
    ]


def test_with_the_last_signature_the_agreement_holds_and_the_file_hears_of_it(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    at.sign(cast, version, "initiative")
    assert stage(table) == Stage.FINAL
    at.sign(cast, version, "municipality")
    agreement = Agreement.objects.get(pk=table.agreement.pk)
    assert (agreement.stage, agreement.starts_on) == (Stage.IN_FORCE, timezone.localdate())
    assert Milestone.objects.filter(kind="agreement_signed", form=agreement.form).count() == 1
    signed = agreement.versions.first()
    assert (signed.status, signed.text_hash) == (VersionStatus.SIGNED, version.text_hash)
    assert [row["function"] for row in signed.content["signatures"]] == ["wethouder", "voorzitter"]
    version.refresh_from_db()
    assert "signatures" not in version.content


def test_the_signed_document_says_who_signed_when_and_how_and_names_nobody(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    at.sign(cast, version, "municipality")
    sheet = sheets.attach(
        [at.place(version, "initiative")],
        signed_on=timezone.localdate(),
        file=at.scan(),
        by=cast.member.person,
        seat=factories.seat(cast.file, cast.member),
    )
    sheets.accept(sheet, by=cast.coach.person, seat=table.coach_seat)
    waits = document.html(version.content)
    assert "Zij is klaar om te tekenen." in waits
    page = document.html(table.agreement.versions.first().content)
    assert "Zij is klaar om te tekenen." not in page
    assert f"getekend. Hij geldt sinds {full_date(timezone.localdate())}." in page
    assert "Getekend in Samenspel" in page
    assert "Getekend op papier" in page
    assert "Nog niet tekenen" not in page
    assert not [who for who in ("Ruben", "Samira", "Joke", "Marit") if who in page]


def test_nobody_signs_a_text_she_did_not_see_nor_in_the_place_of_another(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    here = at.name(cast, version, "initiative")
    with pytest.raises(DomainError, match="niet de tekst"):
        signing.sign(here, seen="0" * 64, by=cast.chair.person)
    with pytest.raises(DomainError, match="iemand anders"):
        signing.sign(here, seen=version.text_hash, by=cast.official.person)
    assert not Signature.objects.exists()


def test_a_person_signs_for_one_party_in_one_place(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    with pytest.raises(DomainError, match="van de partij zelf"):
        at.name(cast, version, "municipality", "chair")
    at.name(cast, version, "initiative")
    again = at.sign(cast, version, "initiative")
    assert signing.sign(again.place, seen=version.text_hash, by=cast.chair.person) == again


def test_another_signs_instead_and_hears_of_it(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    at.name(cast, version, "initiative")
    at.name(cast, version, "initiative", "member")
    assert at.place(version, "initiative").person == cast.member.person
    with pytest.raises(DomainError, match="iemand anders"):
        signing.sign(at.place(version, "initiative"), seen=version.text_hash, by=cast.chair.person)
    asked = Letter.objects.filter(event__kind="signer_named").values_list("person__name", flat=True)
    assert "Samira Bakker" not in asked  # she named herself
    assert SigningMove.objects.filter(kind="named").count() == 2


def test_who_does_not_decide_cannot_name_herself_to_sign(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    with pytest.raises(DomainError, match="Laat een collega"):
        signing.name_signer(
            at.place(version, "initiative"),
            signer=cast.member,
            by=cast.member.person,
            seat=cast.chair.organisation,
        )
    assert at.place(version, "initiative").person is None


def test_who_was_asked_to_sign_can_be_left_out_again_for_somebody_on_paper(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    here = at.name(cast, version, "initiative")
    signing.leave_to_paper(here, by=cast.chair.person, seat=cast.chair.organisation)
    with pytest.raises(DomainError, match="iemand anders"):
        signing.sign(here, seen=version.text_hash, by=cast.chair.person)


def test_a_party_signs_in_its_turn(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table, initiative=1, municipality=2)
    with pytest.raises(DomainError, match="andere partij tekent eerst"):
        at.sign(cast, version, "municipality")
    at.sign(cast, version, "initiative")
    at.sign(cast, version, "municipality")
    assert stage(table) == Stage.IN_FORCE


def test_a_party_signs_after_its_own_college_decided(cast: Any, table: Any) -> None:
    gemeente = {
        "layer": Layer.EXECUTIVE,
        "by": cast.official.person,
        "seat": factories.seat(cast.file, cast.official),
    }
    mandates.say_how_a_body_decides(table.municipality, outcome=Outcome.AWAITED, **gemeente)
    version = at.lay_ready(cast, table)
    with pytest.raises(DomainError, match="besluit nog"):
        at.sign(cast, version, "municipality")
    mandates.say_how_a_body_decides(
        table.municipality, outcome=Outcome.APPROVED, decided_on=timezone.localdate(), **gemeente
    )
    mandates.say_how_a_body_decides(
        table.municipality, outcome=Outcome.AWAITED, **{**gemeente, "layer": Layer.COUNCIL}
    )
    with pytest.raises(DomainError, match="besluit nog"):
        at.sign(cast, version, "municipality")
    mandates.say_how_a_body_decides(
        table.municipality, outcome=Outcome.NOT_NEEDED, **{**gemeente, "layer": Layer.COUNCIL}
    )
    assert at.sign(cast, version, "municipality")


def test_who_records_a_decision_for_another_party_shows_the_proof(cast: Any, table: Any) -> None:
    for_them = {
        "layer": Layer.BOARD,
        "outcome": Outcome.APPROVED,
        "decided_on": timezone.localdate(),
        "by": cast.coach.person,
        "seat": table.coach_seat,
    }
    with pytest.raises(DomainError, match="bewijs"):
        mandates.say_how_a_body_decides(table.initiative, **for_them)
    row = mandates.say_how_a_body_decides(table.initiative, file=at.scan(), **for_them)
    assert row.on_paper
    with pytest.raises(DomainError, match="hoort niet bij deze partij"):
        mandates.say_how_a_body_decides(
            table.initiative, **{**for_them, "layer": Layer.COUNCIL}, file=at.scan()
        )


# --- no, and going on -----------------------------------------------------------------------------------


def test_a_no_needs_a_reason_and_makes_everyone_wait_until_it_is_taken_back(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    ours = at.place(version, "initiative")
    with pytest.raises(DomainError, match="Schrijf op"):
        signing.decline(ours, reason=" ", by=cast.chair.person)
    signing.decline(ours, reason="Eerst de leden.", by=cast.chair.person)
    with pytest.raises(DomainError, match="tekent nog niet"):
        at.sign(cast, version, "municipality")
    signing.take_up(ours, by=cast.chair.person)
    at.sign(cast, version, "municipality")
    at.sign(cast, version, "initiative")
    assert stage(table) == Stage.IN_FORCE


def test_a_text_that_goes_back_is_signed_anew_and_the_old_signature_stays(cast: Any, table: Any) -> None:
    first = at.lay_ready(cast, table)
    old = at.sign(cast, first, "municipality")
    signing.decline(at.place(first, "initiative"), reason="Anders.", by=cast.chair.person)
    signing.mend(
        table.agreement,
        reason="De termijn klopt niet.",
        by=cast.chair.person,
        organisation=table.initiative.organisation,
    )
    assert stage(table) == Stage.SHARED
    Article.objects.filter(agreement=table.agreement, clause_key="intentie").update(own_text="Zo klopt het.")
    at.agree_on_all(cast, Agreement.objects.get(pk=table.agreement.pk))
    second = at.lay_ready(cast, table)
    assert second.text_hash != first.text_hash
    with pytest.raises(DomainError, match="nieuwere versie"):
        signing.sign(at.place(first, "initiative"), seen=first.text_hash, by=cast.chair.person)
    at.sign(cast, second, "municipality")
    at.sign(cast, second, "initiative")
    old.refresh_from_db()
    assert old.text_hash == first.text_hash
    assert stage(table) == Stage.IN_FORCE


# --- ink ------------------------------------------------------------------------------------------------


def attach(cast: Any, version: Any, *keys: str) -> Any:
    return sheets.attach(
        [at.place(version, key) for key in keys],
        signed_on=timezone.localdate(),
        file=at.scan(),
        by=cast.member.person,
        seat=factories.seat(cast.file, cast.member),
    )


def test_a_sheet_counts_when_another_person_looked_at_it(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    sheet = attach(cast, version, "municipality", "initiative")
    assert not Signature.objects.exists()
    with pytest.raises(DomainError, match="Laat een ander"):
        sheets.accept(sheet, by=cast.member.person, seat=factories.seat(cast.file, cast.member))
    sheets.accept(sheet, by=cast.coach.person, seat=table.coach_seat)
    assert Signature.objects.filter(method="ink", text_hash=version.text_hash).count() == 2
    assert stage(table) == Stage.IN_FORCE


def test_no_party_alone_puts_another_under_a_text(cast: Any, table: Any) -> None:
    """Somebody of that party attached the sheet or looked at it, or the coach did."""
    version = at.lay_ready(cast, table)
    sheet = sheets.attach(
        [at.place(version, key) for key in ("municipality", "initiative")],
        signed_on=timezone.localdate(),
        file=at.scan(),
        by=cast.official.person,
        seat=factories.seat(cast.file, cast.official),
    )
    with pytest.raises(DomainError, match="Op dit blad staat ook Zeebuurt Warm"):
        sheets.accept(sheet, by=cast.clerk.person, seat=factories.seat(cast.file, cast.clerk))
    sheet.refresh_from_db()
    assert (sheet.state, Signature.objects.count()) == ("waiting", 0)
    sheets.accept(sheet, by=cast.chair.person, seat=factories.seat(cast.file, cast.chair))
    assert stage(table) == Stage.IN_FORCE


def test_nobody_changes_the_text_that_was_laid_ready_a_moment_ago(cast: Any, table: Any) -> None:
    """Whoever opened the page before sends what she read then."""
    article = table.agreement.articles.select_related("agreement__collaboration").first()
    at.lay_ready(cast, table)
    assert article.agreement.stage == Stage.SHARED
    with pytest.raises(DomainError, match="kan niet meer veranderen"):
        at.reword(cast, article, "Iets heel anders.")
    with pytest.raises(DomainError, match="kan niet meer veranderen"):
        shape.rename(article.agreement, title="Anders", revision=article.agreement.revision)


def test_a_sheet_that_is_not_right_goes_back_with_a_reason_and_stays(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    sheet = attach(cast, version, "initiative")
    sheets.give_back(
        sheet, reason="Het kenmerk staat er niet op.", by=cast.coach.person, seat=table.coach_seat
    )
    with pytest.raises(DomainError, match="net voor"):
        sheets.accept(sheet, by=cast.coach.person, seat=table.coach_seat)
    assert not Signature.objects.exists()
    sheets.accept(attach(cast, version, "initiative"), by=cast.coach.person, seat=table.coach_seat)
    assert Signature.objects.count() == 1


def test_the_database_itself_keeps_signatures_and_what_was_decided(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    signature = at.sign(cast, version, "initiative")
    move = signing.decline(at.place(version, "municipality"), reason="Later.", by=cast.official.person)
    for act in (
        lambda: Signature.objects.filter(pk=signature.pk).update(text_hash="0" * 64),
        lambda: Signature.objects.filter(pk=signature.pk)._raw_delete("default"),
        lambda: SigningMove.objects.filter(pk=move.pk).update(kind="taken_up"),
        lambda: SigningMove.objects.filter(pk=move.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    SigningMove.objects.filter(pk=move.pk).update(reason="(gewist)")  # words may be blanked


def test_erasing_someone_blanks_her_words_and_leaves_her_signature(cast: Any, table: Any) -> None:
    version = at.lay_ready(cast, table)
    at.sign(cast, version, "initiative")
    signing.decline(at.place(version, "municipality"), reason="Eerst bellen.", by=cast.official.person)
    mandates.say_how_a_body_decides(
        table.municipality,
        layer=Layer.EXECUTIVE,
        outcome=Outcome.REFUSED,
        decided_on=timezone.localdate(),
        remark="De kosten.",
        by=cast.official.person,
        seat=factories.seat(cast.file, cast.official),
    )
    for who in (cast.official, cast.chair):
        erase_person(who.person, by=None)
    assert set(SigningMove.objects.exclude(reason="").values_list("reason", flat=True)) == {"(gewist)"}
    assert BodyDecision.objects.get().remark == "(gewist)"
    assert Signature.objects.get().text_hash == version.text_hash
