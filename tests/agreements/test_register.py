"""What does someone learn who holds a document and has no account?"""

import hashlib
import re
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements import register
from agreements.models import Agreement, Document, Version
from agreements.terms import Media, Stage, VersionStatus
from tests.agreements.documents import make_agreement, make_version

pytestmark = pytest.mark.django_db
BODY = b"%PDF-1.7 Samen beginnen"


@pytest.fixture
def version() -> Version:
    made = make_version(make_agreement(), 1)
    document = Document(
        version=made, media=Media.PDF, sha256=hashlib.sha256(BODY).hexdigest(), size=len(BODY)
    )
    document.file.save("x.pdf", ContentFile(BODY), save=False)
    document.save()
    return made


def upload(body: bytes) -> str:
    data = {"hoe": "file", "bestand-file": SimpleUploadedFile("stuk.pdf", body)}
    return Client().post(reverse("agreements:check"), data).content.decode()


def typed(mark: str, number: int, on: object) -> str:
    data = {"hoe": "mark", "kenmerk-mark": mark, "kenmerk-number": number, "kenmerk-on": on}
    return Client().post(reverse("agreements:check"), data).content.decode()


def test_who_holds_the_file_learns_its_version_and_no_name_and_no_word_of_it(version: Version) -> None:
    page = upload(BODY)
    assert "Dit bestand komt van ons" in page
    assert "versie 1, concept" in page
    assert "Er is geen nieuwere versie." in page
    for told in (
        version.agreement.title,
        "Marit",
        "Steunpunt",
        str(version.uuid),
        str(version.agreement.uuid),
    ):
        assert told not in page


def test_one_changed_byte_makes_a_file_unknown(version: Version) -> None:
    assert "Dit kennen we niet" in upload(BODY[:-1] + b"!")


def test_a_newer_version_and_a_stopped_agreement_are_told(version: Version) -> None:
    make_version(version.agreement, 2)
    assert "Er is een nieuwere versie." in upload(BODY)
    Agreement.objects.update(stage=Stage.STOPPED)
    assert "Met deze overeenkomst is gestopt." in upload(BODY)


def test_that_an_agreement_no_longer_holds_is_told_of_what_was_signed_and_nothing_of_why(
    version: Version,
) -> None:
    signed = make_version(version.agreement, 2, status=VersionStatus.SIGNED)
    over = "De overeenkomst geldt niet meer sinds 3 november 2026."
    Agreement.objects.update(stage=Stage.IN_FORCE, ends_on=date(2026, 11, 3))
    today = timezone.localdate()
    assert "geldt niet meer sinds" not in typed("0000 0000", 2, today)
    Agreement.objects.update(stage=Stage.ENDED)
    page = typed("0000 0000", 2, today)
    assert over in page
    assert "Er is geen nieuwere versie." not in page
    for told in (version.agreement.title, "opgezegd", "opgevolgd", str(signed.uuid)):
        assert told not in page.lower()
    assert "sinds 3" not in upload(BODY)  # a concept never held
    assert "sinds 3" not in typed("0000 0001", 2, today)


def test_from_paper_the_mark_counts_only_with_the_number_and_the_day_of_one_version(version: Version) -> None:
    today = timezone.localdate()
    assert "Deze versie kennen we" in typed("0000 0000", 1, today)
    wrong = [
        typed("0000 0001", 1, today),
        typed("0000 0000", 2, today),
        typed("0000 0000", 1, today - timedelta(days=1)),
    ]
    assert all("Dit kennen we niet" in page for page in wrong)


def test_a_shorter_mark_finds_nothing_so_nobody_gropes_her_way(version: Version) -> None:
    page = typed("0000", 1, timezone.localdate())
    assert "Typ de acht tekens" in page
    assert "kennen we" not in page


def test_after_many_tries_from_one_address_one_has_to_wait(version: Version, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"check_document": "2/h/ip"}
    answers = [
        Client(REMOTE_ADDR="203.0.113.9").post(reverse("agreements:check"), {"hoe": "mark"}).status_code
        for _try in range(3)
    ]
    assert answers == [422, 422, 429]


def test_a_file_is_read_in_pieces_and_kept_nowhere(version: Version) -> None:
    pieces = [BODY[start : start + 4] for start in range(0, len(BODY), 4)]
    assert register.by_file(pieces) == register.by_file([BODY])
    upload(b"iets anders")
    assert Document.objects.count() == 1


def test_who_reads_no_dutch_checks_a_document_in_english(version: Version) -> None:
    """What is shown, and what is asked again; nothing of it stays Dutch."""
    address = reverse("agreements:check-en")
    known = Client().post(address, {"hoe": "file", "bestand-file": SimpleUploadedFile("stuk.pdf", BODY)})
    assert "It is version 1, a draft, of" in known.content.decode()
    sent = {"kenmerk-mark": "zz", "kenmerk-number": "x", "kenmerk-on": "x"}
    pages = [
        known,
        Client().get(address),
        Client().post(address, {"hoe": "file"}),
        Client().post(address, {"hoe": "mark"}),
        Client().post(address, {"hoe": "mark"} | sent),
        Client().post(address, {"hoe": "mark"} | sent | {"kenmerk-number": "0", "kenmerk-on": "3-2-1900"}),
        Client().post(address, {"hoe": "file", "bestand-file": SimpleUploadedFile("stuk.pdf", b"%PDF")}),
    ]
    for page in pages:
        text = page.content.decode()
        assert '<html lang="en"' in text
        assert page["Content-Language"] == "en"
        shown = re.sub(r'<a [^>]*lang="nl">.*?</a>|<[^>]+>', " ", text).lower()
        dutch = {"de", "het", "een", "is dit", "je", "niet", "van", "kies", "vul", "bestand", "deze", "mag"}
        assert not dutch & set(re.findall(r"[a-zé]+", shown)), shown
    assert 'lang="en">Check this in English' in Client().get(reverse("agreements:check")).content.decode()
