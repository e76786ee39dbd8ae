"""What does someone do on many pages: sign in, and hold a document in her hands?"""

import re
import subprocess
from pathlib import Path
from typing import Any

from django.core import mail
from playwright.sync_api import Page, expect

from tests import factories

PDF_PATIENCE = 120_000  # milliseconds, on a busy machine


def sign_in_by_mail(page: Page, who: Any) -> None:
    """As people do it: address, code from the mail, in."""
    address = factories.user_of(who).email
    if "/aanmelden/" not in page.url:
        page.goto("/aanmelden/")
    page.get_by_label("E-mailadres").first.fill(address)
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("Code").fill(code_for(address))
    page.get_by_role("button", name="Meld je aan").click()
    page.wait_for_url(lambda url: "/aanmelden/" not in url)


def code_for(address: str) -> str:
    sent = [message for message in mail.outbox if address in message.to]
    found = re.search(r"^\s+(\d{6})$", sent[-1].body, re.MULTILINE) if sent else None
    assert found, f"no code for {address}: {[m.subject for m in mail.outbox]}"
    return found[1]


def invitation_for(address: str) -> str:
    """The path of the link in the last mail to this address."""
    sent = [message for message in mail.outbox if address in message.to]
    assert sent, f"no mail to {address}"
    found = re.search(r"https?://[^/\s]+(/uitnodiging/\S+)", sent[-1].body)
    assert found, sent[-1].body
    return found[1]


def file_of(page: Page) -> str:
    """The address of the file of this page."""
    found = re.search(r"/initiatieven/[0-9a-f-]{36}/", page.url)
    assert found, page.url
    return found[0]


def download_pdf(page: Page, to: Path, *, link: str = "Download de PDF") -> str:
    """Saves the document behind the link, and gives its text."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link).first.click()
    download.value.save_as(to)
    assert to.read_bytes().startswith(b"%PDF")
    assert download.value.suggested_filename.endswith(".pdf")
    return text_of(to)


def text_of(pdf: Path) -> str:
    """The words of a document, each line end a space."""
    answer = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, timeout=60
    )
    return " ".join(answer.stdout.decode().split())


def mark_on(page: Page) -> str:
    """The kenmerk as the page of a version shows it."""
    found = re.search(
        r"kenmerk ([0-9a-f]{4} [0-9a-f]{4})", " ".join(page.locator("main").inner_text().split())
    )
    assert found, page.locator("main").inner_text()[:400]
    return found[1]


def is_ready(page: Page) -> None:
    """The page itself says that the document is there; nobody reloads."""
    page.evaluate("document.body.dataset.loadedOnce = 'ja'")
    expect(page.get_by_role("link", name="Download de PDF")).to_be_visible(timeout=PDF_PATIENCE)
    assert page.evaluate("document.body.dataset.loadedOnce") == "ja"


def saved(page: Page, name: str) -> None:
    """One field of an agreement says that it was kept."""
    expect(page.locator(f"#stand-{name}")).to_contain_text("Bewaard")
