"""What does a visitor find on the pages that belong to no subject?"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from samenspel import help as help_texts
from samenspel import retention
from tests import factories

HELP = Path(settings.BASE_DIR) / "docs" / "hulp"
PUBLIC = ["/hulp/", *(f"/hulp/{role}/" for role in help_texts.ROLES), "/privacy/", "/toegankelijkheid/"]


def sign_in(client: Any, who: Any) -> None:
    client.force_login(factories.user_of(who), backend="django.contrib.auth.backends.ModelBackend")


# --- the start ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_start_asks_a_visitor_to_sign_in(client: Any) -> None:
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"] == reverse("account_login")


def test_the_start_is_my_work_for_who_is_signed_in(client: Any, cast: Any) -> None:
    sign_in(client, cast.coach)
    assert client.get("/")["Location"] == reverse("insights:my-work")


# --- who may open them --------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_everyone_may_read_these_pages_without_an_account(client: Any, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_these_pages_change_nothing(client: Any, address: str) -> None:
    assert client.post(address).status_code == 405


# --- help ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("role", help_texts.ROLES)
def test_the_help_of_a_role_says_all_that_its_text_says(client: Any, role: str) -> None:
    page = client.get(f"/hulp/{role}/").content.decode()
    main = page[page.index("<main") :]
    shown = " ".join(re.sub(r"<[^>]+>", " ", main).split())
    for line in (HELP / f"{role}.md").read_text(encoding="utf-8").splitlines():
        words = re.sub(r"^(#+|-|\d+\.)\s+", "", line.strip()).split("**")
        for part in words:
            assert " ".join(part.split()) in shown


@pytest.mark.django_db
def test_the_help_page_leads_to_every_text_there_is(client: Any) -> None:
    page = client.get("/hulp/").content.decode()
    for text in HELP.glob("*.md"):
        assert f'href="/hulp/{text.stem}/"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["wethouder", "toegankelijkheid", "README"])
def test_a_role_without_help_is_not_found(client: Any, role: str) -> None:
    assert client.get(f"/hulp/{role}/").status_code == 404


@pytest.mark.django_db
def test_the_contents_of_a_help_page_lead_to_its_headings(client: Any) -> None:
    page = client.get("/hulp/initiatief/").content.decode()
    anchors = re.findall(r'<a href="#([^"]+)">', page[page.index("<main") :])
    assert len(anchors) >= 5
    for anchor in anchors:
        assert f'<h2 id="{anchor}">' in page


# --- the small part of Markdown -----------------------------------------------------------------------


def body(source: str) -> str:
    return str(help_texts.parse(source).body)


def test_headings_lists_bold_and_links_become_html() -> None:
    text = help_texts.parse(
        "# Titel\n\n## Kop\n\nEen **vet** woord\nop twee regels.\n\n- één\n- twee,\n  met meer\n\n"
        "1. eerst\n2. dan\n\n[lees](https://example.org/a?b=1&c=2)\n"
    )
    assert text.title == "Titel"
    assert text.parts == (("kop", "Kop"),)
    assert str(text.body).splitlines() == [
        '<h2 id="kop">Kop</h2>',
        "<p>Een <strong>vet</strong> woord op twee regels.</p>",
        "<ul><li>één</li><li>twee, met meer</li></ul>",
        "<ol><li>eerst</li><li>dan</li></ol>",
        '<p><a href="https://example.org/a?b=1&amp;c=2">lees</a></p>',
    ]


@pytest.mark.parametrize(
    "poison",
    [
        "<script>alert(1)</script>",
        "## <img src=x onerror=alert(1)>",
        "- <b onclick=x>",
        '**" onclick="x**',
        '[x](https://a"onmouseover="x)',
        "[<svg>](https://example.org)",
    ],
)
def test_nothing_in_a_text_becomes_html_but_our_own_marks(poison: str) -> None:
    html = re.sub(
        r"</?(p|ul|ol|li|strong|h[23])( id=\"[\w-]*\")?>|<a href=\"[^\"<>]*\">|</a>", "", body(poison)
    )
    assert not set(html) & set("<>\"'")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert", "data:text/html,x", "//elders.example", "/\\elders.example", "JavaScript:x"],
)
def test_an_address_that_is_no_plain_link_stays_text(address: str) -> None:
    assert body(f"[klik]({address})") == "<p>klik</p>"


def test_a_link_to_another_help_text_leads_to_its_page() -> None:
    assert body("[zo](partner.md)") == '<p><a href="/hulp/partner/">zo</a></p>'


# --- privacy ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_privacy_page_names_every_term_that_the_code_keeps(client: Any) -> None:
    page = client.get("/privacy/").content.decode()
    for term in {term for term in retention.FIELDS.values() if term}:
        assert term.period in page
        assert term.erasure in page
