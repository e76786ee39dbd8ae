"""Every kind of document, short and long: for archives, for screen readers, and word for word the same in Word."""

from __future__ import annotations

import logging

import page
import pytest

from agreements import actions as drafting
from agreements.paper import document, pdf, word
from agreements.terms import Form, Length
from tests import factories
from tests.agreements import every_kind
from tests.agreements.test_pdf import BODY, Chunks, squeezed, text_of
from tests.agreements.test_word import read, said_by_html, said_by_word

pytestmark = [pytest.mark.pdf, pytest.mark.usefixtures("cast")]
STANDARDS = [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]


def printed_well(content, caplog):
    """The text of its PDF: for archives and screen readers, without a warning, and with every sentence in it."""
    with caplog.at_level(logging.WARNING):
        made = pdf.render(content)
    assert [record.getMessage() for record in caplog.records] == []
    for profile in STANDARDS:
        report = page.validate_pdf_bytes(made.body, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures]
    html = document.html(content, short=made.pages == 1, with_contents=False)
    printed = squeezed(text_of("", "-raw", *BODY, data=made.body))
    assert [chunk for chunk in Chunks(html).chunks if squeezed(chunk) not in printed] == []
    return printed


@pytest.mark.parametrize(("kind", "length"), every_kind.EVERY)
def test_a_document_of_every_kind_can_be_kept_and_heard_and_says_the_same_in_word(kind, length, caplog):
    content = every_kind.content_of(kind, length)
    assert len(printed_well(content, caplog)) > 1_000
    assert said_by_word(read(word.render(content).body)) == said_by_html(content)


@pytest.mark.parametrize("form", [Form.LETTER_OF_INTENT, Form.COLLABORATION_AGREEMENT])
@pytest.mark.parametrize("length", Length)
def test_a_concept_in_which_nobody_filled_in_anything_prints_all_that_is_missing(form, length, cast, caplog):
    """As one prints it on the first evening, for an initiative with a name from another language."""
    named = cast.file.initiative.organisation
    type(named).objects.filter(pk=named.pk).update(name="Bewoners Ş. Ćosić-van ’t Hof")
    by = factories.acting(cast.file, cast.coach)
    draft = drafting.start(cast.file, form=form, length=length, title="Nog leeg", **by)
    content = drafting.publish(draft, **by).content
    printed = printed_well(content, caplog)
    assert printed.count("noginvullen:") >= len(content["missing"]) >= 3
    assert squeezed("Bewoners Ş. Ćosić-van ’t Hof") in printed
    assert squeezed("Nog niet tekenen: dit is een concept.") in printed
