"""Signing in: with a code by mail or a password, the same for everyone, and never to somewhere else."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.actions import end_sessions
from accounts.models import User

SIGN_IN = "/aanmelden/"
PROFILE = "/profiel/"
PASSWORD = "warme wijk zonder gas"


@pytest.fixture(autouse=True)
def lands_on_the_profile(settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "accounts:profile"


@pytest.fixture
def samira(db: None) -> User:
    return User.objects.create_user("samira@example.org", PASSWORD)


def ask_code(client: Client, email: str, **extra: str) -> Any:
    return client.post(SIGN_IN, {"login": email, **extra})


def with_password(client: Client, email: str, password: str = PASSWORD, **extra: str) -> Any:
    return client.post(SIGN_IN, {"with": "password", "login": email, "password": password, **extra})


def code_in_mail() -> str:
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]  # type: ignore[index]


def is_signed_in(client: Client) -> bool:
    return client.get(PROFILE).status_code == 200


def neutral(page: Any, email: str) -> str:
    return re.sub(r'csrf[^>]*value="[^"]*"|"X-CSRFToken": "[^"]*"', "", page.content.decode()).replace(
        email, "…"
    )


def test_a_code_by_mail_signs_in(client: Client, samira: User) -> None:
    answer = ask_code(client, " Samira@Example.org ")
    assert answer.url == "/aanmelden/code/"
    assert mail.outbox[0].to == ["samira@example.org"]
    answer = client.post(answer.url, {"code": code_in_mail()})
    assert answer.url == PROFILE
    assert is_signed_in(client)


def test_the_mail_says_what_it_is_and_that_nothing_needs_to_be_done(client: Client, samira: User) -> None:
    ask_code(client, samira.email)
    assert mail.outbox[0].subject == f"Jouw code is {code_in_mail()}"
    assert "10 minuten" in mail.outbox[0].body
    assert "Niet gevraagd? Dan hoef je niets te doen." in mail.outbox[0].body


def test_a_code_works_once(client: Client, samira: User) -> None:
    ask_code(client, samira.email)
    code = code_in_mail()
    client.post("/aanmelden/code/", {"code": code})
    other = Client()
    ask_code(other, samira.email)
    other.post("/aanmelden/code/", {"code": code})
    assert not is_signed_in(other)


def test_three_wrong_codes_end_the_try(client: Client, samira: User) -> None:
    ask_code(client, samira.email)
    right = code_in_mail()
    wrong = "000000" if right != "000000" else "111111"
    assert "Deze code klopt niet" in client.post("/aanmelden/code/", {"code": wrong}).content.decode()
    for _ in range(2):
        client.post("/aanmelden/code/", {"code": wrong})
    client.post("/aanmelden/code/", {"code": right})
    assert not is_signed_in(client)


def test_who_waits_for_a_code_can_go_back_and_correct_the_address(client: Client, samira: User) -> None:
    ask_code(client, "smira@example.org")
    assert client.get(SIGN_IN).status_code == 200
    ask_code(client, samira.email)
    client.post("/aanmelden/code/", {"code": code_in_mail()})
    assert is_signed_in(client)


def test_a_password_signs_in_and_a_wrong_one_does_not(client: Client, samira: User) -> None:
    assert "horen niet bij elkaar" in with_password(client, samira.email, "iets anders hier").content.decode()
    assert with_password(client, "SAMIRA@example.org").url == PROFILE
    assert is_signed_in(client)


def test_known_and_unknown_addresses_get_the_same_answers(samira: User) -> None:
    known, unknown = Client(), Client()
    for steps in (
        lambda c, e: ask_code(c, e),
        lambda c, e: c.get("/aanmelden/code/"),
        lambda c, e: c.post("/aanmelden/code/", {"code": "abc"}),
        lambda c, e: with_password(c, e, "iets anders hier"),
        lambda c, e: c.post("/wachtwoord/vergeten/", {"email": e}),
    ):
        one, other = steps(known, samira.email), steps(unknown, "niemand@example.org")
        assert one.status_code == other.status_code
        assert one.get("Location") == other.get("Location")
        assert neutral(one, samira.email) == neutral(other, "niemand@example.org")
    assert [m.to for m in mail.outbox].count([samira.email]) == [m.to for m in mail.outbox].count(
        ["niemand@example.org"]
    )


def test_a_closed_account_cannot_sign_in(client: Client, samira: User) -> None:
    User.objects.update(is_active=False)
    ask_code(client, samira.email)
    assert "geen account" in mail.outbox[-1].body
    with_password(client, samira.email)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "there", ["https://kwaad.example/", "//kwaad.example", "javascript:alert(1)", "/\\kwaad"]
)
def test_signing_in_never_leads_to_another_site(client: Client, samira: User, there: str) -> None:
    assert with_password(client, samira.email, next=there).url == PROFILE
    assert client.post("/afmelden/", {"next": there}).url == SIGN_IN


def test_after_signing_in_you_are_where_you_wanted_to_be(client: Client, samira: User) -> None:
    wanted = client.get("/profiel/mijn-gegevens/").url
    assert wanted == "/aanmelden/?next=/profiel/mijn-gegevens/"
    assert 'name="next" value="/profiel/mijn-gegevens/"' in client.get(wanted).content.decode()
    to_code = ask_code(client, samira.email, next="/profiel/mijn-gegevens/").url
    answer = client.post(to_code, {"code": code_in_mail(), "next": "/profiel/mijn-gegevens/"})
    assert answer.url == "/profiel/mijn-gegevens/"


def test_one_address_gets_only_a_few_codes(client: Client, samira: User) -> None:
    for _ in range(4):
        answer = ask_code(client, samira.email)
    assert len(mail.outbox) == 3
    assert "te vaak" in answer.content.decode()


def test_guessing_passwords_of_one_address_stops_after_five(client: Client, samira: User) -> None:
    for _ in range(5):
        with_password(client, samira.email, "iets anders hier")
    assert "te vaak" in with_password(client, samira.email).content.decode()
    assert not is_signed_in(client)


def test_one_machine_cannot_keep_trying(client: Client, samira: User) -> None:
    answers = [with_password(client, f"nummer{n}@example.org") for n in range(31)]
    assert answers[-1].status_code == 429
    assert "Wacht een paar minuten" in answers[-1].content.decode()


def test_nobody_can_sign_up_alone(client: Client, db: None) -> None:
    for name in ("socialaccount_signup", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for address in (reverse("account_signup"), "/signup/", "/accounts/signup/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"email": "ik@example.org"}).status_code == 404
    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["samira@example.org", "niemand@example.org"])
def test_a_mail_server_that_is_down_gives_a_page_that_says_what_to_do(
    client: Client, samira: User, settings: Any, email: str
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there
    answer = ask_code(client, email)
    assert answer.status_code == 503
    assert "Probeer het over een paar minuten opnieuw" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["", "geen adres", "a" * 400 + "@example.org", "x@y\x00.nl", "<script>@x.nl"]
)
def test_strange_addresses_are_refused_with_a_sentence(client: Client, db: None, text: str) -> None:
    answer = ask_code(client, text)
    assert answer.status_code == 200
    assert 'class="sam-note sam-note--error"' in answer.content.decode()
    assert not mail.outbox


def test_signing_out_takes_a_post(client: Client, samira: User) -> None:
    client.force_login(samira)
    assert client.get("/afmelden/").status_code == 200
    assert is_signed_in(client)
    client.post("/afmelden/")
    assert not is_signed_in(client)


def test_a_forgotten_password_is_replaced_through_a_link_that_works_once(
    client: Client, samira: User
) -> None:
    client.post("/wachtwoord/vergeten/", {"email": samira.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]  # type: ignore[index]
    form = client.get(link, follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"password1": "een heel ander begin"})
    assert answer.url == "/wachtwoord/klaar/"
    assert with_password(client, samira.email, "een heel ander begin").url == PROFILE
    assert "werkt niet meer" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize("key", ["1-abc", "zzz-set-password", "1-set-password", "999999-x"])
def test_a_made_up_reset_link_opens_nothing(client: Client, samira: User, key: str) -> None:
    answer = client.get(f"/wachtwoord/nieuw/{key}/")
    assert "werkt niet meer" in answer.content.decode()


def test_a_new_password_ends_the_other_sessions(samira: User) -> None:
    here, there = Client(), Client()
    here.force_login(samira)
    there.force_login(samira)
    answer = here.post("/wachtwoord/wijzigen/", {"oldpassword": PASSWORD, "password1": "nog een lange zin"})
    assert answer.url == PROFILE
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_a_short_password_is_refused_and_the_old_one_is_asked(client: Client, samira: User) -> None:
    client.force_login(samira)
    answer = client.post("/wachtwoord/wijzigen/", {"oldpassword": "fout", "password1": "kort"})
    assert "Dit is niet je huidige wachtwoord" in answer.content.decode()
    samira.refresh_from_db()
    assert samira.check_password(PASSWORD)


def test_who_has_no_password_can_choose_one(client: Client, db: None) -> None:
    user = User.objects.create_user("joke@example.org")
    client.force_login(user)
    assert client.get("/wachtwoord/wijzigen/").url == "/wachtwoord/kiezen/"
    client.post("/wachtwoord/kiezen/", {"password1": PASSWORD})
    assert with_password(Client(), user.email).url == PROFILE


def test_the_first_code_drops_a_password_from_before_the_address_was_proven(samira: User) -> None:
    stranger, owner = Client(), Client()
    with_password(stranger, samira.email)
    assert is_signed_in(stranger)
    ask_code(owner, samira.email)
    owner.post("/aanmelden/code/", {"code": code_in_mail()})
    assert is_signed_in(owner)
    assert not is_signed_in(stranger)
    assert with_password(Client(), samira.email).status_code == 200


def test_a_later_code_leaves_the_password_alone(client: Client, samira: User) -> None:
    client.post("/wachtwoord/vergeten/", {"email": samira.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]  # type: ignore[index]
    client.post(client.get(link).url, {"password1": PASSWORD})
    ask_code(client, samira.email)
    client.post("/aanmelden/code/", {"code": code_in_mail()})
    assert with_password(Client(), samira.email).url == PROFILE


def test_ended_sessions_are_refused_at_the_next_request(client: Client, samira: User) -> None:
    client.force_login(samira)
    assert is_signed_in(client)
    end_sessions(samira)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("backend", "says"),
    [("filebased", "gaat geen mail uit"), ("locmem", "We stuurden een mail naar samira@example.org")],
)
def test_no_page_says_that_mail_was_sent_when_it_stays_here(
    client: Client, samira: User, settings: Any, tmp_path: Any, backend: str, says: str
) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    answer = ask_code(client, samira.email)
    page = client.get(answer.url).content.decode()
    assert says in page
    assert ("We stuurden" in page) == (backend == "locmem")
    for name in ("account_reset_password", "account_reset_password_done"):
        page = client.get(reverse(name)).content.decode()
        assert ("gaat geen mail uit" in page) == (backend == "filebased")
