"""An agreement made elsewhere is registered with its document, counts for what it proves, and nothing of it is lost."""

import re
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from agreements import actions as drafting
from agreements.actions import elsewhere as actions
from agreements.living.page import chip_of
from agreements.models import Agreement, Registration, RegistrationDoubt
from agreements.terms import Length, Stage
from contacts.models import Side
from initiatives.erasure import blank_words_of
from initiatives.history import timeline
from initiatives.models import Letter, Milestone, Participation
from initiatives.plan import results
from initiatives.plan.formalised import formalised
from initiatives.terms import Circle, Form
from samenspel.errors import DomainError, StaleRevision
from tests import factories
from tests.agreements import signing_table as at
from tests.factories import seat
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = timezone.localdate
DAY = timedelta(days=1)
MY_WORK = reverse_lazy("insights:my-work")


def scan(name: str = "beschikking.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 subsidie")


def said(cast: SimpleNamespace, **extra: Any) -> actions.Said:
    values = {
        "form": Form.GRANT_AGREEMENT,
        "title": "Startsubsidie 2026",
        "parties": [seat(cast.file, cast.official), seat(cast.file, cast.chair)],
        "since": TODAY() - 30 * DAY,
        "until": TODAY() + 300 * DAY,
        "amount": Decimal("12500"),
        "money": "Voor het buurtonderzoek.",
    }
    return actions.Said(**{**values, **extra})


def register(
    cast: SimpleNamespace, who: Any = None, circle: Circle = Circle.EVERYONE, **extra: Any
) -> Agreement:
    who = who or cast.official
    by = {"by": who.person, "seat": seat(cast.file, who)}
    return actions.register(cast.file, said(cast, **extra), file=scan(), circle=circle, **by)


def sent(cast: SimpleNamespace, **extra: Any) -> dict[str, Any]:
    parties = [str(seat(cast.file, who).uuid) for who in (cast.official, cast.chair)]
    return {
        "form": "letter_of_intent",
        "title": "Intentieverklaring",
        "parties": parties,
        "since": "2026-02-03",
        "signed": "on",
        "circle": "everyone",
        "amount": "",
        "request_key": "00000000-0000-4000-8000-000000000009",
        **extra,
    }


def page(name: str, *args: Any) -> str:
    return reverse(f"agreements:{name}", args=args)


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def formal(cast: SimpleNamespace) -> str:
    found = formalised(results.results_of(cast.file))
    return found.why if found else ""


# --- registering ----------------------------------------------------------------------------------------


def test_a_signed_letter_of_intent_from_elsewhere_is_registered_with_its_scan(cast: SimpleNamespace) -> None:
    address = page("elsewhere-add", cast.file.uuid)
    assert signed_in(cast.clerk).get(address).status_code == 200
    answer = signed_in(cast.clerk).post(address, sent(cast, file=scan("getekend.pdf"), amount="€ 12.500"))
    made = Agreement.objects.get(format=None)
    assert answer.url == page("agreement", made.uuid)
    shown = text_of(signed_in(cast.reader).get(answer.url))
    for words in ("Elders gemaakt", "getekend.pdf", "Zeebuurt Warm", "3 februari 2026", "12.500"):
        assert words in shown
    assert formal(cast) == "getekend (Intentieverklaring)"
    assert "Elders gemaakt" in text_of(signed_in(cast.chair).get(page("list", cast.file.uuid)))
    told = text_of(signed_in(cast.chair).get(reverse("initiatives:timeline", args=[cast.file.uuid])))
    assert "Elders gemaakt, hier geregistreerd: intentieovereenkomst" in told
    (event,) = cast.file.events.exclude(kind="opened")
    assert f"upload:{Registration.objects.get().upload.uuid}" in event.payload["rows"]
    assert not list(timeline.broken_links(cast.file))


@pytest.mark.parametrize(
    ("form", "signed", "why"),
    [
        (Form.GRANT_AGREEMENT, False, "middelen van de gemeente (Startsubsidie 2026)"),
        (Form.BUDGET, False, "middelen van de gemeente (Startsubsidie 2026)"),
        (Form.OTHER, True, "getekend (Startsubsidie 2026)"),
        (Form.COLLABORATION_AGREEMENT, False, ""),
        (Form.JOINT_GRANT_APPLICATION, False, ""),
        (Form.JOINT_GRANT_APPLICATION, True, "getekend (Startsubsidie 2026)"),
    ],
)
def test_it_formalises_for_what_it_proves_and_not_by_its_name(
    cast: SimpleNamespace, form: Form, signed: bool, why: str
) -> None:
    register(cast, form=form, signed=signed)
    assert formal(cast) == why


def test_a_joint_application_for_a_grant_is_registered_and_read_by_all_who_applied(
    cast: SimpleNamespace,
) -> None:
    partner = at.add_partner(cast)
    form = text_of(signed_in(cast.chair).get(page("elsewhere-add", cast.file.uuid)))
    assert '<option value="joint_grant_application">gezamenlijke subsidieaanvraag</option>' in form
    data = sent(cast, form="joint_grant_application", title="Aanvraag voor de wijk", file=scan(), signed="")
    data["parties"].append(str(partner.uuid))
    data["since"] = TODAY().isoformat()
    address = signed_in(cast.chair).post(page("elsewhere-add", cast.file.uuid), data).url
    for who in (cast.official, cast.coach, cast.chair, cast.director):
        shown = text_of(signed_in(who).get(address))
        assert "Gezamenlijke subsidieaanvraag" in shown
        assert "De Veenhof" in shown
    assert "Gezamenlijke subsidieaanvraag" in text_of(signed_in(cast.director).get(MY_WORK))
    assert [row.form for row in results.offered(cast.file)] == [Form.JOINT_GRANT_APPLICATION]


def test_registered_from_a_proposal_it_comes_back_chosen_as_its_result(cast: SimpleNamespace) -> None:
    address = page("elsewhere-add", cast.file.uuid) + "?naar=elaboration"
    answer = signed_in(cast.chair).post(address, sent(cast, url="https://voorbeeld.nl/io"))
    assert answer.url.endswith(f"?naar=elaboration&resultaat={Milestone.objects.get().uuid}")
    assert "Intentieverklaring" in text_of(signed_in(cast.chair).get(answer.url))


def test_the_same_page_sent_twice_registers_once(cast: SimpleNamespace) -> None:
    data = sent(cast, url="https://voorbeeld.nl/io")
    for _ in range(2):
        assert signed_in(cast.member).post(page("elsewhere-add", cast.file.uuid), data).status_code == 302
    assert Registration.objects.count() == Milestone.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, "Voeg het document toe, of een link"),
        ({"url": "https://x.nl", "parties": []}, "Kies tussen wie het is"),
        ({"url": "https://x.nl", "since": "2300-01-01"}, "jaartal"),
        ({"url": "https://x.nl", "since": (TODAY() + DAY).isoformat()}, "Deze dag moet nog komen"),
        ({"url": "https://x.nl", "until": "2020-01-01"}, "Het eind komt na het begin"),
        ({"url": "https://x.nl", "amount": "veel"}, "Vul een bedrag in"),
        ({"url": "https://x.nl", "amount": "-5"}, "Vul een bedrag in"),
        ({"url": "javascript:alert(1)"}, "Dit lijkt geen webadres"),
        ({"url": "https://x.nl", "title": "x" * 200}, "te lang"),
        ({"url": "https://x.nl", "form": "policy_inclusion"}, "iets uit de lijst"),
        ({"file": SimpleUploadedFile("x.exe", b"MZ")}, "Dit soort bestand kan niet"),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast: SimpleNamespace, wrong: dict[str, Any], words: str) -> None:
    answer = signed_in(cast.chair).post(page("elsewhere-add", cast.file.uuid), sent(cast, **wrong))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Registration.objects.exists()
    assert not Milestone.objects.exists()


def test_a_party_of_another_file_or_one_party_alone_makes_no_agreement(cast: SimpleNamespace) -> None:
    elsewhere = seat(cast.other_file, cast.other_member)
    for parties in ([seat(cast.file, cast.chair), elsewhere], [seat(cast.file, cast.chair)]):
        with pytest.raises(DomainError):
            register(cast, parties=parties)


# --- who reads it ---------------------------------------------------------------------------------------


def test_the_document_is_opened_by_its_circle_and_the_page_offers_no_more(cast: SimpleNamespace) -> None:
    made = register(cast, circle=Circle.WITH_COACH)
    upload = Registration.objects.get().upload
    link = reverse("initiatives:upload", args=[upload.uuid])
    for who, opens in ((cast.clerk, True), (cast.coach, True), (cast.chair, False)):
        assert (link in text_of(signed_in(who).get(page("agreement", made.uuid)))) is opens
        assert (signed_in(who).get(link).status_code == 200) is opens
    assert "niet met jou gedeeld" in text_of(signed_in(cast.chair).get(page("agreement", made.uuid)))


def test_a_named_partner_reads_it_and_an_outsider_finds_nothing(cast: SimpleNamespace) -> None:
    partner = factories.function("Pim Partner", factories.organisation("Corporatie", Side.PARTNER))
    place = Participation.objects.create(
        collaboration=cast.file, organisation=partner.organisation, side=Side.PARTNER, starts_on=TODAY()
    )
    made = register(cast, parties=[seat(cast.file, cast.official), place])
    for address in (page("agreement", made.uuid), reverse("insights:my-work")):
        assert "Startsubsidie" in text_of(signed_in(partner).get(address))
    assert reverse("initiatives:upload", args=[Registration.objects.get().upload.uuid]) not in text_of(
        signed_in(partner).get(page("agreement", made.uuid))
    )
    assert signed_in(cast.elsewhere).get(page("agreement", made.uuid)).status_code == 404
    assert signed_in(partner).get(page("elsewhere-correct", made.uuid)).status_code == 403


def test_it_has_no_pages_of_a_text_that_is_written_here(cast: SimpleNamespace) -> None:
    made = register(cast)
    for name in ("settle", "signing", "all", "publish", "stop", "rename"):
        assert signed_in(cast.coach).get(page(name, made.uuid)).status_code == 404
    for who in (cast.coach, cast.chair):
        assert "Startsubsidie" in text_of(
            signed_in(who).get(reverse("insights:overview", args=[cast.file.uuid]))
        )
        assert signed_in(who).get(reverse("insights:my-work")).status_code == 200


def test_what_is_made_here_is_work_and_what_was_only_registered_is_not(cast: SimpleNamespace) -> None:
    by = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
    drafting.start(cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Ons concept", **by)
    register(cast, form=Form.PROJECT_PLAN)
    for address, holds in ((reverse("insights:overview", args=[cast.file.uuid]), True), (MY_WORK, False)):
        shown = text_of(signed_in(cast.chair).get(address)).partition("Laatst gebeurd")[0]
        assert "Ons concept" in shown
        assert ("Startsubsidie" in shown) is holds


# --- correcting and withdrawing ---------------------------------------------------------------------------


def test_what_is_corrected_counts_anew_and_stays_readable_with_the_reason(cast: SimpleNamespace) -> None:
    made = register(cast, form=Form.OTHER)
    address = page("elsewhere-correct", made.uuid)
    assert 'value="1"' in text_of(signed_in(cast.chair).get(address))
    data = sent(cast, form="grant_agreement", title="Subsidie", reason="Het is een beschikking.", revision=1)
    assert signed_in(cast.chair).post(address, data).status_code == 302
    assert formal(cast) == "getekend (Subsidie)"
    assert [row.title for row in results.results_of(cast.file)] == ["Subsidie"]
    shown = text_of(signed_in(cast.official).get(page("agreement", made.uuid)))
    for words in ("Wat er eerder stond", "Startsubsidie 2026", "Het is een beschikking.", "beschikking.pdf"):
        assert words in shown


def test_who_was_too_late_sees_both_texts_and_can_still_save(cast: SimpleNamespace) -> None:
    made = register(cast)
    address = page("elsewhere-correct", made.uuid)
    first = sent(cast, title="Van de een", reason="Naam klopte niet.", revision=1)
    assert signed_in(cast.chair).post(address, first).status_code == 302
    late = signed_in(cast.clerk).post(address, {**first, "title": "Van de ander"})
    assert late.status_code == 422
    for words in ("Iemand was je net voor", "Van de een", "Van de ander", 'name="revision" value="2"'):
        assert words in text_of(late)
    assert (
        signed_in(cast.clerk).post(address, {**first, "title": "Van de ander", "revision": 2}).status_code
        == 302
    )
    made.refresh_from_db()
    assert made.title == "Van de ander"


def test_a_stale_correction_changes_nothing(cast: SimpleNamespace) -> None:
    made = register(cast)
    by = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
    with pytest.raises(StaleRevision):
        actions.correct(made, said(cast, title="X"), reason="Omdat.", revision=7, **by)
    assert Agreement.objects.get(pk=made.pk).title == "Startsubsidie 2026"


def test_a_withdrawn_registration_counts_for_nothing_and_everyone_reads_why(cast: SimpleNamespace) -> None:
    made = register(cast)
    assert formal(cast)
    address = page("elsewhere-withdraw", made.uuid)
    assert signed_in(cast.chair).post(address, {"reason": " "}).status_code == 422
    assert signed_in(cast.chair).post(address, {"reason": "De raad trok haar in."}).status_code == 302
    assert not formal(cast)
    assert not results.offered(cast.file)
    for who in (cast.reader, cast.clerk, cast.coach):
        shown = text_of(signed_in(who).get(page("agreement", made.uuid)))
        assert "De raad trok haar in." in shown
        assert "Startsubsidie 2026" in text_of(signed_in(who).get(page("list", cast.file.uuid)))
    assert signed_in(cast.chair).post(address, {"reason": "Nog eens."}).status_code == 403
    assert Agreement.objects.get(pk=made.pk).stage == Stage.STOPPED


def doubt(cast: SimpleNamespace, made: Agreement, who: Any, text: str = "Het was tien.") -> RegistrationDoubt:
    return actions.doubt(made.registrations.all()[0], text=text, by=who.person, seat=seat(cast.file, who))


def test_another_side_says_what_is_not_right_beside_it_until_it_is_corrected(cast: SimpleNamespace) -> None:
    made = register(cast)
    shown, address = page("agreement", made.uuid), page("elsewhere-doubt", made.uuid)
    seen = str(made.registrations.all()[0].uuid)
    for who, may in ((cast.chair, True), (cast.clerk, False), (cast.coach, False), (cast.reader, False)):
        assert (address in text_of(signed_in(who).get(shown))) is may
        assert signed_in(who).get(address).status_code == (200 if may else 403)
    assert signed_in(cast.chair).post(address, {"text": " ", "seen": seen}).status_code == 422
    said = {"text": "Het bedrag was <b>tien</b> duizend.", "seen": seen}
    for _ in range(2):
        assert signed_in(cast.chair).post(address, said).url == shown
    assert RegistrationDoubt.objects.count() == 1
    for who in (cast.clerk, cast.coach, cast.reader):
        text = text_of(signed_in(who).get(shown))
        assert "Klopt niet, zegt" in text
        assert "Het bedrag was &lt;b&gt;tien&lt;/b&gt; duizend." in text
    data = sent(cast, reason="Bedrag nagekeken.", revision=1)
    assert signed_in(cast.clerk).post(page("elsewhere-correct", made.uuid), data).status_code == 302
    earlier = text_of(signed_in(cast.chair).get(shown)).partition("Wat er eerder stond")
    assert "Klopt niet, zegt" not in earlier[0]
    assert "Klopt niet, zegt" in earlier[2]


def test_a_doubt_is_about_what_was_read_and_never_about_ones_own(cast: SimpleNamespace) -> None:
    made = register(cast)
    old = made.registrations.all()[0]
    by = {"by": cast.official.person, "seat": seat(cast.file, cast.official)}
    actions.correct(made, said(cast, title="Nieuw"), reason="Naam.", revision=1, **by)
    stale = signed_in(cast.chair).post(page("elsewhere-doubt", made.uuid), {"text": "Nee.", "seen": old.uuid})
    assert stale.status_code == 422
    assert str(made.registrations.all()[0].uuid) in text_of(stale)  # sent anew it is about what stands now
    with pytest.raises(DomainError):
        doubt(cast, made, cast.clerk)
    actions.withdraw(made, reason="Toch niet.", **by)
    with pytest.raises(DomainError):
        doubt(cast, made, cast.chair)
    assert signed_in(cast.chair).get(page("elsewhere-doubt", made.uuid)).status_code == 403


def test_who_registered_hears_of_a_doubt_by_mail(cast: SimpleNamespace) -> None:
    seat_of_coach = seat(cast.file, cast.coach)
    made = actions.register(cast.file, said(cast), file=scan(), by=cast.coach.person, seat=seat_of_coach)
    Letter.objects.all().delete()
    doubt(cast, made, cast.chair)
    told = set(Letter.objects.values_list("person", flat=True))
    assert {cast.coach.person.pk, cast.official.person.pk} <= told
    assert cast.chair.person.pk not in told


def overview(cast: SimpleNamespace, who: Any) -> str:
    return text_of(signed_in(who).get(reverse("insights:overview", args=[cast.file.uuid])))


def test_a_doubted_agreement_waits_for_who_registered_it_and_formalises_nothing_until_answered(
    cast: SimpleNamespace,
) -> None:
    made = register(cast, signed=True)
    all_results = reverse("initiatives:results", args=[cast.file.uuid])
    propose = reverse("initiatives:phase-step-propose", args=[cast.file.uuid])
    assert "Geformaliseerd:" in re.sub("<[^>]+>", "", overview(cast, cast.chair))
    doubt(cast, made, cast.chair)
    for who, waits in ((cast.clerk, True), (cast.coach, True), (cast.chair, False), (cast.reader, False)):
        assert ("klopt “Startsubsidie 2026” niet" in text_of(signed_in(who).get(MY_WORK))) is waits
        assert "Nog niet geformaliseerd" in overview(cast, who)
        assert "Klopt dit?" in text_of(signed_in(who).get(page("list", cast.file.uuid)))
        assert "Klopt dit?" in text_of(signed_in(who).get(all_results))
        shown = text_of(signed_in(who).get(page("agreement", made.uuid)))
        assert "Tot dan telt het niet mee voor “geformaliseerd”." in shown
    doubted = "volgens een andere kant klopt dit niet"
    assert doubted in text_of(signed_in(cast.chair).get(propose))
    correct = text_of(signed_in(cast.clerk).get(page("elsewhere-correct", made.uuid)))
    assert "Klopt het toch?" in correct
    by = {"by": cast.clerk.person, "seat": seat(cast.file, cast.clerk)}
    as_it_was = said(cast, signed=True)
    actions.correct(made, as_it_was, reason="Zo staat het in de brief.", revision=1, **by)  # nothing else
    assert "klopt “Startsubsidie 2026” niet" not in text_of(signed_in(cast.clerk).get(MY_WORK))
    assert "Nog niet geformaliseerd" not in overview(cast, cast.chair)
    assert "klopt dit?" not in text_of(signed_in(cast.chair).get(all_results))
    assert doubted not in text_of(signed_in(cast.chair).get(propose))
    assert "Zo staat het in de brief." in text_of(signed_in(cast.chair).get(page("agreement", made.uuid)))
    doubt(cast, made, cast.chair)  # it can be doubted again, and withdrawing it answers as well
    actions.withdraw(made, reason="Toch niet.", **by)
    assert "klopt “Startsubsidie 2026” niet" not in text_of(signed_in(cast.clerk).get(MY_WORK))
    assert "ormaliseerd" not in overview(cast, cast.chair)


def test_a_doubt_about_what_proves_nothing_says_nothing_of_formalised(cast: SimpleNamespace) -> None:
    made = register(cast, form=Form.JOINT_GRANT_APPLICATION)
    doubt(cast, made, cast.chair)
    shown = text_of(signed_in(cast.chair).get(page("agreement", made.uuid)))
    assert "Klopt dit?" in shown
    assert "gezamenlijke subsidieaanvraag" in shown
    assert "ormaliseerd" not in shown + overview(cast, cast.chair)


def test_erasing_who_corrected_blanks_her_reason_and_keeps_what_was_agreed(cast: SimpleNamespace) -> None:
    made = register(cast)
    doubt(cast, made, cast.chair)
    by = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
    actions.correct(made, said(cast), reason="Mijn woorden.", revision=1, **by)
    blank_words_of(cast.chair.person)
    newest = made.registrations.all()[0]
    assert (newest.reason, newest.title) == ("(gewist)", "Startsubsidie 2026")
    assert newest.money == "Voor het buurtonderzoek."  # of organisations
    assert RegistrationDoubt.objects.get().text == "(gewist)"


@pytest.mark.parametrize(("days", "word"), [(-1, "verlopen op"), (0, "loopt af op")])
def test_the_day_after_its_last_it_is_over(cast: SimpleNamespace, days: int, word: str) -> None:
    made = register(cast, since=TODAY() - 99 * DAY, until=TODAY() + days * DAY)
    assert chip_of(made)["text"].startswith(word)
