"""What of people is past its term goes by itself where that is asked for, and is only counted where it is not."""

from __future__ import annotations

import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from contacts import actions
from contacts.models import Access, Function, Invitation, Person
from contacts.outdated import KEPT
from initiatives.tasks import send_letters

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def left(cast: SimpleNamespace) -> Person:
    """A member who left a day more than a year ago, and an official who left on the last day that counts."""
    longest = timezone.localdate() - KEPT
    for who, day in ((cast.member, longest - DAY), (cast.official, longest)):
        Person.objects.filter(pk=who.person_id).update(phone="06 00 00 00 00")
        Function.objects.filter(pk=who.pk).update(starts_on=day - 9 * DAY, ends_on=day)
    long_ago = {"expires_at": timezone.now() - KEPT - DAY, "invited_by": cast.chair.person}
    Invitation.objects.create(
        function=cast.member, email="toen@voorbeeld.example", token_hash="a" * 64, **long_ago
    )
    return Person.objects.get(pk=cast.member.person_id)


def counted(*options: str) -> str:
    call_command("forget_outdated", *options, stdout=(said := io.StringIO()))
    return said.getvalue()


def test_what_is_past_its_term_is_counted_and_stays_until_it_is_asked_for(
    cast: SimpleNamespace, left: Person, settings: Any
) -> None:
    assert "accounts: 1, telefoonnummers: 1, adressen van uitnodigingen: 1" in counted()
    send_letters()  # the clock does nothing of itself
    left.refresh_from_db()
    assert (left.phone, left.user.is_active) == ("06 00 00 00 00", True)

    settings.FORGET_OUTDATED = True
    send_letters()
    user = left.user
    left.refresh_from_db()
    user.refresh_from_db()
    assert (left.phone, left.user, user.is_active) == ("", None, False)
    assert "@gewist.invalid" in user.email
    assert left.name  # files name her
    assert not Invitation.objects.filter(email="toen@voorbeeld.example").exists()
    others = Person.objects.get(pk=cast.official.person_id)
    assert (others.phone, others.user.is_active) == ("06 00 00 00 00", True)
    assert "accounts: 0, telefoonnummers: 0, adressen van uitnodigingen: 0" in counted("--apply")


def test_who_has_a_function_now_or_administers_the_site_keeps_her_account(
    cast: SimpleNamespace, left: Person
) -> None:
    left.user.is_administrator = True
    left.user.save(update_fields=["is_administrator"])
    assert counted("--apply").startswith("Weggehaald. accounts: 0, telefoonnummers: 1")
    left.user.is_administrator = False
    left.user.save(update_fields=["is_administrator"])
    actions.add_function(  # she comes back
        cast.member.organisation,
        name=left.name,
        email=left.email,
        kind="other",
        access=Access.READ,
        starts_on=timezone.localdate(),
        by=cast.chair.person,
    )
    assert "accounts: 0" in counted()
