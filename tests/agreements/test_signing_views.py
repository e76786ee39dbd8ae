"""What do people see and do on the pages of signing, and what does a code from the mail open?"""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from agreements.actions import signing
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Signature
from agreements.terms import Stage
from tests import factories
from tests.agreements import signing_table as at
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def lies(cast: SimpleNamespace) -> SimpleNamespace:
    """A text that lies to be signed; the chair is asked to sign in the app."""
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    table = at.lay_out(cast)
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
    assert "Nu nog niet tekenen" not in pages["reader"]
    assert all("gewone elektronische handtekening" in page for page in pages.values())


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
