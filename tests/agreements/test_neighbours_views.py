"""Do parties find their way to what neighbours read, and do neighbours read it without an account, in two languages?"""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement
from agreements.neighbours import actions, reading, words
from tests import factories
from tests.agreements import neighbours as at
from tests.pages import signed_in

FOLDER = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES"
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "agreements" / "neighbours"


@pytest.fixture
def agreement(cast: SimpleNamespace) -> Agreement:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    return at.start(cast)


def sent(text: Any, **more: Any) -> dict[str, Any]:
    fields = {
        words.field_name(language, key): text[language][key] for language in text for key in text[language]
    }
    return {**fields, **more}


def test_anyone_reads_it_in_both_languages_and_gets_no_cookie(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    hostile = {**at.ENGLISH, "want": "<b>Warm</b> & dry homes"}
    at.publish(cast, agreement, {words.DUTCH: at.DUTCH, words.ENGLISH: hostile})
    for who in (Client(), signed_in(cast.elsewhere)):
        dutch, english = who.get("/buurt/zeebuurt/"), who.get("/buurt/zeebuurt/en/")
        assert (dutch.status_code, english.status_code) == (200, 200)
        for answer in (dutch, english):
            assert not answer.cookies
            assert not answer.has_header("Vary")
            assert answer["Cache-Control"] == "public, max-age=60"
            assert answer["X-Robots-Tag"] == "noindex"
            assert "script-src 'self'" in answer["Content-Security-Policy"]
            assert "<script" not in answer.content.decode()
        assert dutch.content == Client().get("/buurt/zeebuurt/").content, "the same bytes for everyone"
    page = english.content.decode()
    assert '<html lang="en">' in page
    assert "What does this mean for you?" in page
    binding = "The agreement in Dutch is binding. This English text is for reading only."
    assert binding in page
    assert binding not in dutch.content.decode()
    assert "&lt;b&gt;Warm&lt;/b&gt; &amp; dry homes" in page
    assert 'hreflang="nl" href="' in page
    assert "gemeente Eskerveen and Zeebuurt Warm" in page
    assert 'href="/buurt/en/"' in page
    listed = Client().get("/buurt/en/").content.decode()
    assert '<html lang="en">' in listed
    assert f'<a href="/buurt/zeebuurt/en/">{at.ENGLISH["title"]}</a>' in listed
    assert "only in Dutch" not in listed
    again = Client().get("/buurt/zeebuurt/", headers={"If-None-Match": dutch["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_says_of_which_version_it_is_and_where_that_is_checked(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    at.publish(cast, agreement)
    page = Client().get("/buurt/zeebuurt/").content.decode()
    version = actions.signed_version(agreement)
    assert f"versie {version.number} van de overeenkomst" in page
    assert f"{version.text_hash[:4]} {version.text_hash[4:8]}" in page
    assert 'href="/controleer/"' in page
    assert "Read this in English" not in page
    missing = Client().get("/buurt/zeebuurt/en/")
    assert missing.status_code == 404
    assert "only available in Dutch" in missing.content.decode()
    assert 'href="/buurt/zeebuurt/"' in missing.content.decode()
    listed = Client().get("/buurt/en/").content.decode()
    assert f'<a href="/buurt/zeebuurt/" hreflang="nl" lang="nl">{at.DUTCH["title"]}</a>' in listed
    assert "only in Dutch" in listed
    place = f"/overeenkomsten/{agreement.uuid}/buurt/"
    assert "Schrijf haar ook in het Engels" in signed_in(cast.chair).get(place).content.decode()
    at.write(cast, agreement, at.BOTH)
    assert "Nog niet in het Engels." not in signed_in(cast.chair).get(place).content.decode()


def test_what_is_not_published_is_not_there_and_looks_like_what_never_was(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    def looks() -> tuple[int, bytes]:
        answer = Client().get("/buurt/zeebuurt/")
        assert not answer.cookies
        return answer.status_code, answer.content

    unknown = looks()
    assert unknown[0] == 404
    summary = at.write(cast, agreement)
    assert looks() == unknown
    decision = at.put_forward(cast, summary)
    assert looks() == unknown
    at.say_yes(cast, decision)
    assert "Samen naar een warme Zeebuurt" in Client().get("/buurt/").content.decode()
    held = cast.official
    actions.take_down(summary, reason="Fout.", by=held.person, organisation=held.organisation)
    assert looks() == unknown
    assert "Zeebuurt" not in Client().get("/buurt/").content.decode()


def test_a_search_engine_finds_it_only_when_the_parties_chose_that(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    summary = at.write(cast, agreement, findable=True)
    at.say_yes(cast, at.put_forward(cast, summary))
    answer = Client().get("/buurt/zeebuurt/")
    assert not answer.has_header("X-Robots-Tag")
    assert "noindex" not in answer.content.decode()
    assert Client().get("/buurt/")["X-Robots-Tag"] == "noindex"


def test_the_form_keeps_what_was_typed_and_shows_both_texts_when_somebody_was_first(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    address = f"/overeenkomsten/{agreement.uuid}/buurt/schrijven/"
    samira, ruben = signed_in(cast.chair), signed_in(cast.official)
    assert "Afspraken over Zeebuurt" in samira.get(address).content.decode()
    assert samira.post(address, sent(at.TEXT, revision=0)).status_code == 302
    late = {**at.TEXT, words.DUTCH: {**at.DUTCH, "want": "Iets heel anders."}}
    clash = ruben.post(address, sent(late, revision=0))
    assert clash.status_code == 422
    page = clash.content.decode()
    assert "Samira was je net voor." in page
    assert at.DUTCH["want"] in page
    assert "Iets heel anders." in page
    assert 'name="revision" value="1"' in page, "sending it again keeps it, knowingly"
    too_long = ruben.post(address, sent({words.DUTCH: {"want": "x" * 9000}}, revision=1))
    assert too_long.status_code == 422
    assert "Maak dit korter" in too_long.content.decode()


def test_the_page_of_the_agreement_leads_there_and_each_says_whose_move_it_is(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    place = f"/overeenkomsten/{agreement.uuid}/buurt/"
    samira, ruben, bram = signed_in(cast.chair), signed_in(cast.official), signed_in(cast.reader)
    assert place in samira.get(f"/overeenkomsten/{agreement.uuid}/").content.decode()
    assert "Schrijf de samenvatting" in samira.get(place).content.decode()
    assert "Schrijf de samenvatting" not in bram.get(place).content.decode()
    summary = at.write(cast, agreement)
    assert samira.post(f"{place}voorleggen/", {"seen": 9}).url == place
    answer = samira.post(f"{place}voorleggen/", {"seen": summary.revision})
    assert "/besluiten/" in answer.url
    work = ruben.get("/mijn-werk/").content.decode()
    assert "stelt de samenvatting voor de buurt voor" in work
    decision = ruben.get(answer.url).content.decode()
    assert at.DUTCH["meaning"] in decision
    ruben.post(f"{answer.url}sleutel/", {"verdict": "return", "remark": "Noem de huurders."})
    assert "gaf de samenvatting voor de buurt terug" in samira.get("/mijn-werk/").content.decode()
    assert "De tekst kwam terug" in samira.get(place).content.decode()
    assert bram.post(f"{place}weghalen/", {"reason": "Zomaar."}).status_code == 403


# --- English ------------------------------------------------------------------------------------------------


def test_what_is_committed_for_english_is_what_was_translated() -> None:
    """The .mo is made by hand with msgfmt, so that no machine that runs Samenspel needs it."""
    text = (FOLDER / "django.po").read_text()
    pairs = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', text, re.MULTILINE))
    with (FOLDER / "django.mo").open("rb") as file:
        made = gettext.GNUTranslations(file)
    assert len(pairs) > 15
    assert {dutch: made.gettext(dutch) for dutch in pairs} == pairs


def test_every_sentence_around_a_public_summary_has_an_english_one() -> None:
    said = {str(part.question) for part in words.PARTS}
    for name in ("public_base.html", "public.html", "gone.html", "index.html"):
        text = (TEMPLATES / name).read_text()
        said |= set(re.findall(r'{% translate "([^"]+)" %}', text))
        blocks = re.findall(r"{% blocktranslate trimmed[^%]*%}(.+?){% endblocktranslate %}", text)
        said |= {re.sub(r"{{ (\w+) }}", r"%(\1)s", block) for block in blocks}
    with translation.override("en"):
        same = {sentence for sentence in said if translation.gettext(sentence) == sentence}
    assert not same, "add these to locale/en/LC_MESSAGES/django.po, and make the .mo again"
    assert len(said) > 15


def test_reading_in_english_changes_no_language_elsewhere(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    at.publish(cast, agreement, at.BOTH)
    Client().get("/buurt/zeebuurt/en/")
    assert translation.get_language() == settings.LANGUAGE_CODE
    shown = reading.texts(reading.published("zeebuurt").content)
    assert [text["sections"][0].heading for text in shown] == ["Wat willen we?", "What do we want?"]
