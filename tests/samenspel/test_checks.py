"""The checks at the start: every address says who may open it, every text how long it is kept."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from samenspel import checks, retention
from samenspel.access import Mark, public, signed_in


def some_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_every_address_of_the_site_says_who_may_open_it() -> None:
    assert checks.every_view_says_who_may_open_it(None) == []


def test_a_view_without_a_mark_is_found() -> None:
    assert checks.declared_mark(some_view) is None
    assert checks.declared_mark(signed_in(lambda request: some_view(request))) == Mark("signed_in")
    assert checks.declared_mark(public(lambda request: some_view(request))) == Mark("public")


def test_the_administration_is_for_administrators() -> None:
    marks = {
        checks.declared_mark(view) for route, _name, view in checks.patterns() if route.startswith("beheer/")
    }
    assert marks == {Mark("administrator")}


def test_every_text_field_has_a_term() -> None:
    assert checks.every_text_has_a_term(None) == []


def test_a_field_without_a_term_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(retention.FIELDS, "contacts.Person.phone")
    (refusal,) = checks.every_text_has_a_term(None)
    assert refusal.id == "samenspel.E002"
    assert "contacts.Person.phone" in refusal.msg


def test_a_term_for_a_field_that_is_gone_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(retention.FIELDS, "contacts.Person.nickname", retention.PERSON)
    (notice,) = checks.every_text_has_a_term(None)
    assert notice.id == "samenspel.W003"


def test_every_name_in_a_setting_leads_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.every_plug_leads_somewhere(None) == []
    monkeypatch.setattr(settings, "CLOCK", ["agreements.actions.clock.lok"])
    (refusal,) = checks.every_plug_leads_somewhere(None)
    assert refusal.id == "samenspel.E004"
    assert "CLOCK names agreements.actions.clock.lok" in refusal.msg


def test_names_addresses_and_phones_are_personal() -> None:
    for name in (
        "accounts.User.email",
        "contacts.Person.name",
        "contacts.Person.phone",
        "contacts.Invitation.email",
    ):
        assert retention.FIELDS[name] is not retention.NOT_PERSONAL


def test_the_privacy_document_tells_every_term() -> None:
    text = (Path(settings.BASE_DIR) / "docs" / "privacy.md").read_text()
    for term in {term for term in retention.FIELDS.values() if term}:
        row = f"| {term.key} | {term.ground} | {term.period} | {term.erasure} |"
        assert row in text
