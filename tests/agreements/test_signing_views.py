"""What do people see and do on the pages of signing, and what does a code from the mail open?"""

import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.actions import mandates, sheets, signing
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Signature
from agreements.signing.awaited import said_of
from agreements.terms import Outcome, Stage
from contacts.models import Access
from initiatives.terms import Layer
from samenspel import dutch
from tests import factories
from tests.agreements import signing_table as at
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def lies(cast: SimpleNamespace) -> SimpleNamespace:
    """A text that lies to be signed; the chair is asked to sign in the app."""
    return laid_ready(cast)


def laid_ready(cast: SimpleNamespace, *partners: Any) -> SimpleNamespace:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    table = at.lay_out(cast, *partners)
    at.agree_on_all(cast, table.agreement)
    version = at.lay_ready(cast, table)
    at.name(cast, version, "initiative")
    return SimpleNamespace(agreement=table.agreement, version=version)


def url(agreement: Agreement, name: str) -> str:
    return reverse(f"agreements:{name}", args=[agreement.uuid])


def code() -> str:
    found = re.search(r"^\s+(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found
    return found[1]


def send(client: Client, lies: Any, with_code: str, seen: str = "") -> Any:
    said = {"seen": seen or lies.version.text_hash, "read": "on", "code": with_code}
    return client.post(url(lies.agreement, "sign"), said)


def test_who_lays_it_ready_can_give_each_party_its_turn(cast: Any) -> None:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    table = at.lay_out(cast)
    at.agree_on_all(cast, table.agreement)
    coach = signed_in(cast.coach)
    said = {"how": "volgorde", "turn_municipality": "2", "turn_initiative": "1"}
    refused = coach.post(url(table.agreement, "lay-ready"), {**said, "turn_initiative": "3"})
    assert refused.status_code == 422
    assert "turn_initiative" in refused.context["turns_form"].errors
    coach.post(url(table.agreement, "lay-ready"), said)
    places = table.agreement.versions.first().places.values_list("party__key", "turn")
    assert dict(places) == {"municipality": 2, "initiative": 1}
    page = coach.get(url(table.agreement, "signing")).content.decode()
    assert "beurt 2" in page


def test_a_code_from_the_mail_signs_once_and_names_the_version_in_it(cast: Any, lies: Any) -> None:
    chair = signed_in(cast.chair)
    chair.post(url(lies.agreement, "sign-code"))
    assert mail.outbox[-1].to == [cast.chair.person.email]
    assert f"versie {lies.version.number}" in mail.outbox[-1].body
    assert lies.version.text_hash[:4] in mail.outbox[-1].body
    assert send(chair, lies, code()).status_code == 302
    assert Signature.objects.get().by == cast.chair.person


def test_without_her_own_fresh_code_nobody_signs(cast: Any, lies: Any) -> None:
    chair, elsewhere = signed_in(cast.chair), signed_in(cast.chair)
    assert "werkt niet meer" in send(chair, lies, "123456").content.decode()
    chair.post(url(lies.agreement, "sign-code"))
    right = code()
    assert send(elsewhere, lies, right).status_code == 422  # another device
    for _turn in range(3):
        assert send(chair, lies, "000000" if right != "000000" else "111111").status_code == 422
    assert "werkt niet meer" in send(chair, lies, right).content.decode()
    assert not Signature.objects.exists()


def test_a_code_of_one_text_opens_no_other(cast: Any, lies: Any) -> None:
    chair = signed_in(cast.chair)
    chair.post(url(lies.agreement, "sign-code"))
    assert send(chair, lies, code(), seen="0" * 64).status_code == 422
    assert not Signature.objects.exists()
    assert send(chair, lies, code()).status_code == 302  # the code was not used up by it


def test_who_proves_her_address_by_signing_stays_signed_in_where_she_signs(cast: Any, lies: Any) -> None:
    user = cast.chair.person.user
    EmailAddress.objects.filter(user=user).delete()
    user.set_password("warme wijk zonder gas")
    user.save()
    here, elsewhere = signed_in(cast.chair), signed_in(cast.chair)
    here.post(url(lies.agreement, "sign-code"))
    answer = send(here, lies, code())
    assert "/aanmelden/" not in answer["Location"]
    page = here.get(answer["Location"])
    assert "Kies een nieuw wachtwoord" in page.content.decode()
    assert elsewhere.get(answer["Location"]).status_code == 302


def test_codes_are_asked_for_a_few_times_a_minute(cast: Any, lies: Any) -> None:
    chair = signed_in(cast.chair)
    for _turn in range(4):
        answer = chair.post(url(lies.agreement, "sign-code"), follow=True)
    assert "Dat ging te snel" in answer.content.decode()
    assert len(mail.outbox) == 3


def test_the_page_offers_each_what_she_may_and_tells_honestly_what_a_signature_is(
    cast: Any, lies: Any
) -> None:
    pages = {who: signed_in(getattr(cast, who)).get(url(lies.agreement, "signing")).content.decode() for who in ("chair", "official", "reader")}  # fmt: skip
    assert "Lees en teken" in pages["chair"]
    assert "Lees en teken" not in pages["official"]
    assert "Nu nog niet tekenen" in pages["official"]
    assert "Wie tekent er voor jullie?" in pages["official"]
    assert "Wie tekent er voor jullie?" not in pages["chair"]
    assert "Nu nog niet tekenen" not in pages["reader"]
    assert all("gewone elektronische handtekening" in page for page in pages.values())


def test_who_signs_reads_before_and_after_of_whom_no_decision_was_recorded(cast: Any, lies: Any) -> None:
    both = "Van gemeente Eskerveen en Zeebuurt Warm is geen besluit vastgelegd."
    for name in ("signing", "sign"):
        assert both in words(cast.chair, lies, name)
        assert "De begeleider kan dat ook, met het bewijs erbij." in words(cast.chair, lies, name)
    mandates.say_how_a_body_decides(
        lies.agreement.parties.get(key="municipality"),
        layer=Layer.EXECUTIVE,
        outcome=Outcome.NOT_NEEDED,
        **factories.acting(cast.file, cast.official),
    )
    one = "Van Zeebuurt Warm is geen besluit vastgelegd."
    assert one in words(cast.official, lies)
    assert "Hier hoeft niemand te besluiten, zegt deze partij." in words(cast.official, lies)
    assert one in words(cast.coach, lies, "sheet-add")
    by_coach, by_official = (factories.acting(cast.file, who) for who in (cast.coach, cast.official))
    places = list(lies.version.places.all())
    sheet = sheets.attach(places, signed_on=timezone.localdate(), file=at.scan(), **by_coach)
    look = reverse("agreements:sheet", args=[lies.agreement.uuid, sheet.uuid])
    assert one in signed_in(cast.official).get(look).content.decode()
    sheets.accept(sheet, **by_official)
    for name in ("signing", "agreement"):
        assert one in words(cast.official, lies, name)


def test_who_is_to_decide_about_a_text_is_said_once_and_stands_with_what_else_lies_at_a_layer(
    cast: Any, lies: Any
) -> None:
    council: dict[str, Any] = {"layer": Layer.COUNCIL, **factories.acting(cast.file, cast.official)}
    gemeente = lies.agreement.parties.select_related("organisation").get(key="municipality")
    day = timezone.localdate() + timedelta(days=30)
    for expected in (None, day):
        mandates.say_how_a_body_decides(gemeente, outcome=Outcome.AWAITED, expected_on=expected, **council)
    pages = [reverse(name, args=[cast.file.uuid]) for name in ("insights:overview", "initiatives:course")]
    told = f"Ligt bij de raad, sinds vandaag. Verwacht op {dutch.short_date(day)}."
    for page in pages:
        shown = signed_in(cast.reader).get(page).content.decode()
        assert shown.count(told) == 1
        assert f'<a href="{url(lies.agreement, "signing")}">Intentieovereenkomst</a>' in shown
    signing.mend(lies.agreement, reason="Anders.", by=cast.coach.person, organisation=cast.support)
    assert "De raad besluit hierover. Verwacht op" in signed_in(cast.chair).get(pages[1]).content.decode()
    mandates.say_how_a_body_decides(
        gemeente, outcome=Outcome.APPROVED, decided_on=timezone.localdate(), **council
    )
    mandates.say_how_a_body_decides(gemeente, outcome=Outcome.AWAITED, **council)
    assert "De raad besluit hierover." in signed_in(cast.chair).get(pages[1]).content.decode()
    mandates.say_how_a_body_decides(gemeente, outcome=Outcome.NOT_NEEDED, **council)
    assert not [
        page for page in pages if "De raad besluit" in signed_in(cast.chair).get(page).content.decode()
    ]


def test_a_text_lay_at_a_body_from_the_day_it_was_ready_until_the_body_decided() -> None:
    def row(pk: int, outcome: str, created: int, **said: Any) -> dict[str, Any]:
        of = {"party": 1, "layer": "council", "kind": "municipality", "name": "Eskerveen"}
        days = {"expected_on": None, "decided_on": None, "version__at": None}
        return {
            **of,
            **days,
            "pk": pk,
            "outcome": outcome,
            "created_at": f"2026-03-{created:02}T09:00:00Z",
            **said,
        }

    refused = {"decided_on": "2026-03-20", "version__at": "2026-03-08T09:00:00Z"}
    agreement = SimpleNamespace(
        uuid=uuid4(),
        called="overeenkomst",
        stage=Stage.FINAL,
        ready_at=datetime(2026, 3, 25, 9, tzinfo=UTC),
        bodies_said=[
            row(4, "awaited", 22, expected_on="2026-04-14"),
            row(3, "refused", 21, **refused),
            row(2, "awaited", 5, expected_on="2026-03-19"),
            row(1, "awaited", 1),
        ],
    )
    told = [(one.layer, one.since, one.expected_on) for one in said_of(agreement)]
    assert told == [
        ("council", date(2026, 3, 8), date(2026, 3, 19)),
        ("", date(2026, 3, 20), None),
        ("council", date(2026, 3, 25), date(2026, 4, 14)),
    ]
    agreement.stage = Stage.SHARED  # taken back to mend: it will come, and lies nowhere now
    assert said_of(agreement)[-1].since is None
    agreement.stage = Stage.IN_FORCE
    assert said_of(agreement)[-1].layer == ""


def test_what_lies_to_be_signed_cannot_be_edited_and_says_what_to_do(cast: Any, lies: Any) -> None:
    answer = signed_in(cast.coach).get(url(lies.agreement, "parties"))
    assert answer.status_code == 403
    assert "Haal hem eerst terug" in answer.content.decode()


def test_a_party_reads_what_is_needed_and_takes_the_text_back(cast: Any, lies: Any) -> None:
    signing.decline(at.place(lies.version, "municipality"), reason="Eerst bellen.", by=cast.official.person)
    chair = signed_in(cast.chair)
    assert "Eerst bellen." in chair.get(url(lies.agreement, "signing")).content.decode()
    assert chair.post(url(lies.agreement, "mend"), {"reason": ""}).status_code == 422
    chair.post(url(lies.agreement, "mend"), {"reason": "Wij bellen."})
    assert Agreement.objects.get().stage == Stage.SHARED
    assert "Wij bellen." in chair.get(url(lies.agreement, "signing")).content.decode()


def test_the_start_page_says_who_is_to_sign_and_who_is_to_look(cast: Any, lies: Any) -> None:
    assert "Jij tekent voor" in signed_in(cast.chair).get("/mijn-werk/").content.decode()
    assert "Jij tekent voor" not in signed_in(cast.official).get("/mijn-werk/").content.decode()
    signing.decline(at.place(lies.version, "municipality"), reason="Eerst bellen.", by=cast.official.person)
    assert "een partij tekent nog niet" in signed_in(cast.coach).get("/mijn-werk/").content.decode()


# --- three parties, each with people of its own ---------------------------------------------------------


@pytest.fixture
def three(cast: Any) -> SimpleNamespace:
    """The gemeente, the initiative and a partner; of each somebody is asked to sign, and another could."""
    partner = at.add_partner(cast)
    cast.treasurer = factories.function("Pim Vos", partner.organisation, access=Access.WORK)
    cast.onlooker = factories.function("Lia Kok", partner.organisation, access=Access.READ)
    found = laid_ready(cast, partner)
    at.name(cast, found.version, "municipality")
    at.name(cast, found.version, "partner-1", "director")
    return found


def words(who: Any, lies: Any, name: str = "signing") -> str:
    html = signed_in(who).get(url(lies.agreement, name)).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def asked(who: Any) -> bool:
    """On her start page, that of a partner too."""
    page = signed_in(who).get("/mijn-werk/").content.decode()
    return "Jij tekent voor" in page


def ask(who: Any, lies: Any, key: str, other: Any) -> Any:
    places = lies.version.places.select_related("person")
    sent = {str(place.uuid): str(place.person.functions.get().uuid) for place in places}
    sent[str(at.place(lies.version, key).uuid)] = str(other.uuid)
    return signed_in(who).post(url(lies.agreement, "name-signers"), sent)


@pytest.mark.parametrize(
    ("key", "first", "then"), [("initiative", "chair", "member"), ("partner-1", "director", "treasurer")]
)
def test_a_party_lets_another_sign_instead_and_who_was_asked_before_cannot_any_more(
    cast: Any, three: Any, key: str, first: str, then: str
) -> None:
    before, after = getattr(cast, first), getattr(cast, then)
    client = signed_in(before)
    client.post(url(three.agreement, "sign-code"))
    assert f"{after.person.name}" in words(before, three, "name-signers")
    ask(cast.official, three, key, after)  # of another party: it changes nothing
    assert at.place(three.version, key).person_id == before.person_id
    assert ask(before, three, key, cast.official).status_code == 422  # somebody of another party
    assert ask(before, three, key, after).status_code == 302
    assert at.place(three.version, key).person_id == after.person_id
    assert send(client, three, code()).status_code in (403, 404)
    assert not Signature.objects.exists()
    for who in (cast.coach, cast.official, cast.director):
        told = words(who, three)
        assert told.count("laat een ander tekenen") == 1
        assert f"{before.organisation.name} laat een ander tekenen" in told
    assert asked(after)
    assert not asked(before)
    new = signed_in(after)
    new.post(url(three.agreement, "sign-code"))
    assert mail.outbox[-1].to == [after.person.email]
    assert send(new, three, code()).status_code == 302
    assert Signature.objects.get().by == after.person
    assert not asked(after)


def test_a_party_that_declined_goes_on_after_all_and_each_reads_how_it_stands(cast: Any, three: Any) -> None:
    everyone = [cast.coach, cast.official, cast.chair, cast.director]
    address = {name: url(three.agreement, name) for name in ("decline", "take-up")}
    assert signed_in(cast.treasurer).post(address["decline"], {"reason": "Nee."}).status_code == 403
    assert signed_in(cast.director).post(address["decline"], {"reason": " "}).status_code == 422
    signed_in(cast.director).post(address["decline"], {"reason": "Eerst onze raad van toezicht."})
    for who in everyone:
        assert "Eerst onze raad van toezicht." in words(who, three)
    assert "Lees en teken" not in words(cast.chair, three)
    signed_in(cast.chair).post(address["take-up"])  # of another party: it changes nothing
    assert "Lees en teken" not in words(cast.chair, three)
    for who in (cast.coach, cast.treasurer, cast.onlooker):
        assert signed_in(who).post(address["take-up"]).status_code == 403
    signed_in(cast.director).post(address["take-up"])
    for who in (cast.official, cast.chair, cast.director):
        assert "Lees en teken" in words(who, three)
    for who in everyone:
        assert "De Veenhof tekent toch" in words(who, three)
        assert "Een partij zei wat er nog nodig is" not in words(who, three)
