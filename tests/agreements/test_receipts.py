"""Who of the parties has which version, since when, and how does that show?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from agreements.actions import receipts
from agreements.models import Party, Receipt, Version
from initiatives.models import Collaboration, Event
from samenspel.errors import DomainError
from tests import factories
from tests.agreements import signing_table as at
from tests.pages import signed_in
from tests.world import put_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast: SimpleNamespace) -> SimpleNamespace:
    return at.lay_out(cast)


def page(who: Any, version: Version, name: str = "version") -> str:
    return signed_in(who).get(reverse(f"agreements:{name}", args=[version.uuid])).content.decode()


def say(who: Any, version: Version) -> int:
    return signed_in(who).post(reverse("agreements:receive", args=[version.uuid])).status_code


def signed(cast: SimpleNamespace, table: SimpleNamespace) -> Version:
    at.agree_on_all(cast, table.agreement)
    version = at.lay_ready(cast, table)
    for party in at.SPEAKS:
        at.sign(cast, version, party)
    return table.agreement.versions.get(status="signed")


def test_one_tap_tells_the_others_since_when_a_party_has_a_version(
    cast: SimpleNamespace, table: SimpleNamespace
) -> None:
    version = table.agreement.versions.get()
    assert "Bevestig dat jullie dit ontvingen" in page(cast.official, version)
    assert [say(cast.official, version) for _twice in range(2)] == [302, 302]
    row = Receipt.objects.get()
    assert (row.party.key, row.how, row.text_hash) == ("municipality", "confirmed", version.text_hash)
    told = page(cast.chair, version)
    assert "ontvangen op" in told
    assert "nog niet bevestigd" in told
    assert "Bevestig dat jullie dit ontvingen" not in page(cast.clerk, version)
    event = Event.objects.filter(kind="received").get()
    assert event.payload["text_hash"] == version.text_hash
    assert event.payload["rows"].keys() == {f"receipt:{row.uuid}"}


def test_a_receipt_names_number_mark_day_and_parties_and_no_person(
    cast: SimpleNamespace, table: SimpleNamespace
) -> None:
    version = table.agreement.versions.get()
    say(cast.chair, version)
    told = page(cast.official, version, "receipt")
    for fact in (version.text_hash, "1 van ", ", concept<", "ontvangen op", "emeente Eskerveen", "Zeebuurt"):
        assert fact in told
    assert "Ontvangen is geen akkoord." in told
    assert cast.chair.person.name not in told


def test_nothing_of_it_shows_to_who_has_nothing_to_say_and_before_anybody_used_it(
    cast: SimpleNamespace, table: SimpleNamespace
) -> None:
    version = table.agreement.versions.get()
    for who in (cast.reader, cast.coach):
        assert "ontvang" not in page(who, version).lower()
        assert say(who, version) == 403
    assert say(cast.elsewhere, version) == 404
    assert not Receipt.objects.exists()


def test_who_published_it_is_not_asked_whether_it_arrived(cast: SimpleNamespace) -> None:
    from agreements.actions import drafts, publication
    from agreements.terms import Form, Length

    by = {"by": cast.official.person, "seat": factories.seat(cast.file, cast.official)}
    draft = drafts.start(
        cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Samen beginnen", **by
    )
    version = publication.publish(draft, **by)
    assert "Bevestig" not in page(cast.official, version)
    assert "Bevestig" in page(cast.chair, version)


def test_taking_the_signed_document_along_is_noted_once_and_never_moves_the_timeline(
    cast: SimpleNamespace, table: SimpleNamespace
) -> None:
    version = signed(cast, table)
    put_document(version)
    put_document(concept := table.agreement.versions.get(number=1))
    signed_in(cast.chair).get(reverse("agreements:pdf", args=[concept.uuid]))
    before = Event.objects.count()
    url = reverse("agreements:pdf", args=[version.uuid])
    signed_in(cast.chair).head(url)
    assert not Receipt.objects.exists()
    for who in (cast.chair, cast.member, cast.reader, cast.coach):
        signed_in(who).get(url)
    row = Receipt.objects.get()
    assert (row.version, row.how, row.by) == (version, "downloaded", cast.chair.person)
    assert Event.objects.count() == before
    assert "gedownload op" in page(cast.official, version)
    say(cast.member, version)
    told = page(cast.official, version)
    assert "ontvangen op" in told
    assert "gedownload op" not in told


def test_after_the_end_of_a_file_or_by_another_table_nothing_is_received(
    cast: SimpleNamespace, table: SimpleNamespace
) -> None:
    version = table.agreement.versions.get()
    party = table.agreement.parties.select_related("organisation").get(key="initiative")
    stranger = Party(agreement_id=0, organisation=party.organisation)
    with pytest.raises(DomainError):
        receipts.confirm(version, party=stranger, by=cast.chair.person)
    today = timezone.localdate()
    Collaboration.objects.filter(pk=cast.file.pk).update(status="ended", ended_on=today)
    assert "Bevestig" not in page(cast.chair, version)
    assert say(cast.chair, version) == 403
    version.agreement.collaboration.refresh_from_db()
    with pytest.raises(DomainError):
        receipts.confirm(version, party=party, by=cast.chair.person)


def test_a_receipt_never_changes(cast: SimpleNamespace, table: SimpleNamespace) -> None:
    say(cast.chair, table.agreement.versions.get())
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.update(how="downloaded")
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.all().delete()
