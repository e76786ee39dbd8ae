"""Sixty hostile texts and thirty files: nothing in them runs, reaches the network or a file, or holds up a document."""

from __future__ import annotations

import io
import re
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import etree

from agreements.actions import publication, settling, shape
from agreements.annexes.files import checked
from agreements.formats.typed import Refused
from agreements.paper import pdf, word
from agreements.text import wording
from agreements.text.typography import clean
from initiatives.actions import notes
from initiatives.terms import Circle
from samenspel.errors import DomainError
from tests import factories
from tests.agreements import hostile, signing_table
from tests.agreements import sample_content as sample
from tests.agreements.test_pdf import BODY, counting_server, squeezed, text_of

SECRET = "geheim-van-de-server"
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/URI", "/SubmitForm", "/EmbeddedFile"}
PATIENCE = 20.0  # seconds of a processor for all of them in one document, as one minute would end it


def texts(url: str, file: Path) -> list[str]:
    return [text.format(url=url, file=file) if "{" in text else text for text in hostile.TEXTS]


def test_there_are_as_many_as_we_promise() -> None:
    assert len(set(hostile.TEXTS)) >= 60
    assert len(hostile.FILES) >= 30


@pytest.mark.pdf
def test_hostile_texts_print_as_text_reach_nothing_and_keep_nobody_waiting(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    for strange in hostile.NOT_DRAWN:
        with pytest.raises(pdf.RenderRefused, match="kan het document niet drukken"):
            pdf.render(sample.one_page() | {"title": strange})
    with counting_server() as (url, hits):
        typed = texts(url, secret)
        articles = [(f"a{n}", f"Artikel {n}", [sample.p(text)]) for n, text in enumerate(typed)]
        content = sample.content([("Afspraken", articles)])
        since = time.process_time()
        made = pdf.render(content).body
        assert time.process_time() - since < PATIENCE
        made_word = word.render(content).body
        assert hits == []
    _holds_nothing_that_acts(made)
    printed = _bare(text_of("", "-raw", *BODY, data=made))
    assert [text[:80] for text in typed if _bare(clean(text)) not in printed] == []
    _loads_nothing(made_word)


def _bare(text: str) -> str:
    """Without what print sets in its own way: blanks, hyphens, quotes and the order of marks above a letter."""
    return re.sub(r"[“”‘’\"'\u0300-\u036f\u0000-\u001f]", "", squeezed(text))


def _holds_nothing_that_acts(body: bytes) -> None:
    with pikepdf.open(io.BytesIO(body)) as opened:
        assert not opened.attachments
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                assert not ACTIVE & set(item.keys())
            if isinstance(item, pikepdf.Stream):
                assert SECRET.encode() not in item.read_bytes()


def _loads_nothing(body: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert not any(SECRET.encode() in part for part in found.values())
    for name, part in found.items():
        if name.endswith((".xml", ".rels")):
            assert not etree.fromstring(part).xpath("//*[@TargetMode='External']"), name
    fields = re.findall(rb"<w:instrText[^>]*>([^<]*)<", b"".join(found.values()))
    assert {field.strip() for field in fields} <= {b"PAGE", b"NUMPAGES"}


@pytest.mark.django_db
def test_hostile_words_of_a_party_are_words_on_every_page_and_in_the_frozen_text(
    cast: SimpleNamespace,
) -> None:
    table = signing_table.lay_out(cast)
    words = []
    for text in texts("http://127.0.0.1/x", Path("/etc/passwd")):
        with suppress(Refused):  # in words, with what helps
            words.append(wording.clean_own_text(text))
    assert len(words) > len(hostile.TEXTS) // 2
    article = table.agreement.articles.get(clause_key="intentie")
    for said in words:
        by = {"owner": cast.chair.organisation, "own_only": False, "by": cast.chair.person}
        settling.say(article, text=said[: settling.MAX_REMARK], **by)
    settling.propose_text(
        article,
        party=table.initiative,
        text="\n\n".join(words[: len(words) // 2]),
        reason=words[0],
        decides=False,
        by=cast.chair.person,
    )
    shape.word_anew(
        article, text="\n\n".join(words), revision=article.revision, **factories.acting(cast.file, cast.coach)
    )
    version = publication.publish(table.agreement, by=cast.coach.person, seat=table.coach_seat)
    client = Client()
    client.force_login(cast.chair.person.user)
    pages = [
        reverse("agreements:version", args=[version.uuid]),
        reverse("agreements:print", args=[version.uuid]),
        reverse("agreements:compare", args=[version.uuid]),
        reverse("agreements:settle-article", args=[table.agreement.uuid, "intentie"]),
    ]
    for url in pages:
        answer = client.get(url)
        assert answer.status_code == 200
        body = answer.content.decode()
        assert "alert(1)" in body  # it is there, as text
        for act in (
            "<script>",
            "<svg on",
            "<iframe",
            "<object",
            "<embed",
            'onerror="',
            "<base ",
            "SECRET_KEY =",
        ):
            assert act not in body, (url, act)


def test_an_annex_is_a_picture_drawn_anew_or_a_pdf_without_a_program() -> None:
    kept = []
    for name, body, _kind in hostile.FILES:
        file = SimpleUploadedFile("x", body)
        file._name = name
        with suppress(DomainError):  # in words; any other error fails
            assert b"JavaScript" not in checked(file).file.read(), name
            kept.append(body)
    assert all(body.startswith(hostile.PDF) for body in kept)
    assert hostile.PDF + hostile.SIGNED_ELSEWHERE in kept


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [False, True])
def test_hostile_files_are_refused_in_words_or_kept_unopened_under_a_name_of_our_own(
    cast: SimpleNamespace, kept: bool
) -> None:
    client = Client()
    client.force_login(cast.official.person.user)
    seat = factories.seat(cast.file, cast.chair)
    for name, body, kind in hostile.FILES:
        if bool(kind) != kept:
            continue
        file = SimpleUploadedFile("x", body, content_type="text/html")
        file._name = name  # as a browser could send it
        if not kept:
            with pytest.raises(DomainError) as refusal:
                notes.add_upload(cast.file, file, circle=Circle.EVERYONE, by=cast.chair.person, seat=seat)
            assert refusal.value.field == "file", name
            continue
        row = notes.add_upload(cast.file, file, circle=Circle.EVERYONE, by=cast.chair.person, seat=seat)
        assert re.fullmatch(r"uploads/[0-9a-f]{64}(_\w+)?\.(pdf|docx|png)", row.file.name), name
        assert "/" not in row.name
        answer: Any = client.get(reverse("initiatives:upload", args=[row.uuid]))
        assert answer["Content-Type"] == row.media_type == kind
        assert answer["Content-Disposition"].startswith("attachment;")
        assert "\n" not in answer["Content-Disposition"]
        assert "Set-Cookie" not in answer
        assert answer["X-Content-Type-Options"] == "nosniff"
