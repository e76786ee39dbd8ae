"""Does the seal of an organisation stand on the very file, once, and only where somebody asked for it?"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import page
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from agreements import jobs, tasks
from agreements.models import Document, RenderJob, Seal, Version
from agreements.paper import seal
from agreements.paper.pdf import render
from agreements.sealing import certificates
from agreements.sealing.keepers import Keeper
from agreements.terms import JobState, Media, SealLevel
from tests.agreements import sample_content as sample
from tests.agreements import signing_table as at
from tests.agreements.certificates import PASSPHRASE, certificate, configured, key, put
from tests.pages import signed_in

PLAIN = b"%PDF-1.4 no more than a mark"


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render(sample.one_page(status="signed")).body


def seal_of(body: bytes, made: Any = None) -> bytes:
    with TemporaryDirectory() as folder:
        pkcs12 = put(Path(folder), made).read_bytes()
    return seal.sealed(body, pkcs12=pkcs12, passphrase=PASSPHRASE, holder="Gemeente Eskerveen")


# --- the file -------------------------------------------------------------------------------------------


@pytest.mark.pdf
def test_a_sealed_file_is_the_same_file_with_a_seal_behind_it_and_stays_fit_for_archive_and_screen_reader(
    printed: bytes,
) -> None:
    made = seal_of(printed)
    assert made.startswith(printed)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(made, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures]
    told = PdfReader(io.BytesIO(made)).get_fields()["zegel"]["/V"]
    assert told["/SubFilter"] == "/ETSI.CAdES.detached"
    assert told["/Name"] == "Gemeente Eskerveen"


@pytest.mark.pdf
def test_a_seal_holds_until_one_byte_changes_and_names_its_own_certificate(printed: bytes) -> None:
    made = seal_of(printed, mine := certificate())
    fingerprint = certificates.facts_of(mine).fingerprint
    assert seal.flaw(made, fingerprint) == ""
    assert "ander certificaat" in seal.flaw(made, "0" * 64)
    assert "geen zegel" in seal.flaw(printed, fingerprint)
    for place in (12, len(printed) // 2, made.index(b"/Widget") + 2):
        changed = made[:place] + bytes([made[place] ^ 1]) + made[place + 1 :]
        assert "verbroken" in seal.flaw(changed, fingerprint)


@pytest.mark.pdf
def test_a_time_of_another_server_is_asked_for_only_when_configured(printed: bytes, settings: Any) -> None:
    from asn1crypto import keys, tsp, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own = certificate("Tijd van de proef")
    private = key().private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    clock = DummyTimeStamper(
        x509.Certificate.load(own.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(private),
        SimpleCertificateStore(),
    )
    asked: list[bytes] = []

    class Stamp(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            body = clock.request_tsa_response(tsp.TimeStampReq.load(asked[-1])).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Stamp)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        seal_of(printed)
        assert asked == []
        settings.SEAL_TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
        seal_of(printed)
        assert asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# --- what a certificate says ----------------------------------------------------------------------------


def test_a_seal_is_called_advanced_only_when_another_issued_a_certificate_for_seals() -> None:
    both = certificates.QUALIFIED + certificates.FOR_SEALS
    told = [
        certificate(),
        certificate(issuer="Uitgever"),
        certificate(statements=both),
        certificate(issuer="Uitgever", statements=certificates.QUALIFIED),
        certificate(issuer="Uitgever", statements=both),
    ]
    levels = [certificates.facts_of(made).level for made in told]
    assert levels == [SealLevel.PLAIN] * 4 + [SealLevel.ADVANCED]


def test_a_certificate_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    file = put(tmp_path)
    keeper = Keeper(None, file, PASSPHRASE)  # type: ignore[arg-type]
    assert certificates.opened(keeper)[1].holder == "Gemeente Eskerveen"
    with pytest.raises(certificates.UnusableError, match="wachtzin"):
        certificates.opened(Keeper(None, file, "een andere"))  # type: ignore[arg-type]
    with pytest.raises(certificates.UnusableError, match="niet te lezen"):
        certificates.opened(Keeper(None, tmp_path / "weg.p12", PASSPHRASE))  # type: ignore[arg-type]
    file.write_bytes(b"geen certificaat")
    with pytest.raises(certificates.UnusableError, match="PKCS#12"):
        certificates.opened(keeper)


def test_a_start_with_half_a_setting_is_refused_in_words() -> None:
    script = "import samenspel.settings"
    env = {**os.environ, "EMBEDDED": "1", "SEALS": '[{"organisation": "eskerveen", "file": "/x.p12"}]'}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True)
    assert done.returncode
    assert ImproperlyConfigured.__name__ in done.stderr
    assert "SEALS" in done.stderr


# --- on a signed version ---------------------------------------------------------------------------------


@pytest.fixture
def signed(cast: SimpleNamespace, settings: Any, tmp_path: Path, printed: bytes) -> Version:
    """Signed by both parties, its PDF made; the certificate of the gemeente lies on this server."""
    table = at.lay_out(cast)
    at.agree_on_all(cast, table.agreement)
    version = at.lay_ready(cast, table)
    for party in at.SPEAKS:
        at.sign(cast, version, party)
    version = table.agreement.versions.get(status="signed")
    settings.SEALS = configured(cast.official.organisation, put(tmp_path))
    _make(version, printed)
    return version


def _make(version: Version, body: bytes) -> None:
    from agreements.paper.pdf import Rendered

    job = jobs.enqueue(version)
    assert jobs.claim(job.pk, "the printer of the test")
    made = Rendered(body, hashlib.sha256(body).hexdigest(), "printer of the tests", 1)
    assert jobs.finish(job, "the printer of the test", made)


def text(client: Client, version: Version) -> str:
    return client.get(reverse("agreements:version", args=[version.uuid])).content.decode()


def make_it(version: Version) -> RenderJob:
    job = version.jobs.get(media=Media.SEALED)
    tasks.render(job.pk)
    job.refresh_from_db()
    return job


@pytest.mark.pdf
@pytest.mark.django_db
def test_who_asks_for_the_sealed_file_gets_it_once_and_reads_whose_seal_it_is(
    cast: SimpleNamespace, signed: Version, printed: bytes, count_queries: Any
) -> None:
    chair = signed_in(cast.chair)
    assert "Maak de PDF met zegel" in text(chair, signed)
    for _twice in range(2):
        chair.post(reverse("agreements:ask-for-sealed", args=[signed.uuid]))
    assert make_it(signed).state == JobState.READY
    make_it(signed)
    document = Document.objects.get(version=signed, media=Media.SEALED)
    row = Seal.objects.get()
    assert (row.document, row.party.key, row.level) == (document, "municipality", SealLevel.PLAIN)
    with count_queries() as asked:
        said = text(chair, signed)
    assert len(asked) <= 12
    assert "Het zegel is van Gemeente Eskerveen." in said
    assert "Dit is een elektronisch zegel." in said
    assert "geavanceerd" not in said
    answer = chair.get(reverse("agreements:sealed", args=[signed.uuid]))
    body = b"".join(answer.streaming_content)
    assert body.startswith(printed)
    assert seal.flaw(body, row.fingerprint) == ""
    assert "-met-zegel.pdf" in answer["Content-Disposition"]
    for file, told in ((printed, False), (body, True), (body[:-1] + b"x", None)):
        data = {"hoe": "file", "bestand-file": SimpleUploadedFile("stuk.pdf", file)}
        answer = Client().post(reverse("agreements:check"), data).content.decode()
        assert ("Dit bestand komt van ons" in answer) == (told is not None)
        assert ("zegel" in answer) == bool(told)
        assert "Eskerveen" not in answer
    call_command("verify", stdout=io.StringIO())


@pytest.mark.django_db
def test_nothing_of_a_seal_shows_on_an_unsigned_text_to_an_outsider_or_where_nobody_has_one(
    cast: SimpleNamespace, signed: Version, settings: Any
) -> None:
    chair = signed_in(cast.chair)
    others = signed_in(cast.elsewhere)

    def asked(version: Version, by: Client = chair) -> int:
        return by.post(reverse("agreements:ask-for-sealed", args=[version.uuid])).status_code

    draft = signed.agreement.versions.get(number=1)
    assert "zegel" not in text(chair, draft)
    assert asked(draft) == 302
    assert asked(signed, others) == 404
    for name in ("sealed", "sealed-status"):
        assert others.get(reverse(f"agreements:{name}", args=[signed.uuid])).status_code == 404
    for seals in ([], configured(cast.elsewhere.organisation, Path("/nergens"))):
        settings.SEALS = seals
        assert "zegel" not in text(chair, signed)
        assert asked(signed) == 302
    assert not RenderJob.objects.filter(media=Media.SEALED).exists()


@pytest.mark.django_db
def test_a_seal_that_cannot_be_put_on_says_so_and_may_be_asked_for_again(
    cast: SimpleNamespace, signed: Version, settings: Any, tmp_path: Path
) -> None:
    plain = Path(Document.objects.get(version=signed, media=Media.PDF).file.path)
    good, sound = plain.read_bytes(), settings.SEALS
    chair = signed_in(cast.chair)

    def asked() -> RenderJob:
        chair.post(reverse("agreements:ask-for-sealed", args=[signed.uuid]))
        return make_it(signed)

    settings.SEALS = configured(cast.official.organisation, Path("/nergens/zegel.p12"))
    gone = asked()
    assert "/nergens" not in text(chair, signed)
    settings.SEALS = sound
    put(tmp_path, certificate(days=-2))
    expired = asked()
    put(tmp_path)
    plain.write_bytes(good[:-1] + b"x")
    changed = asked()
    for job in (gone, expired, changed):
        assert (job.state, "beheerder" in job.error) == (JobState.FAILED, True)
    assert not Seal.objects.exists()
    plain.write_bytes(good)
    assert asked().state == JobState.READY


@pytest.mark.django_db
def test_an_administrator_is_told_whose_seals_lie_here_and_what_is_wrong(
    cast: SimpleNamespace, settings: Any, tmp_path: Path
) -> None:
    def told(**options: str) -> str:
        call_command("seals", stdout=(said := io.StringIO()), **options)
        return said.getvalue()

    assert "geen zegel" in told()
    gemeente = cast.official.organisation
    assert str(gemeente.uuid) in told(find=gemeente.name)
    settings.SEALS = configured(gemeente, put(tmp_path))
    assert f"{gemeente.name}: certificaat van Gemeente Eskerveen, elektronisch zegel, geldig" in told()
    settings.SEALS = configured(gemeente, tmp_path / "weg.p12")
    assert "niet te lezen" in told()
