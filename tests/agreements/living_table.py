"""A letter of intent that holds, with what its text says of its term, of looking back and of leaving."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from agreements.actions import answers, drafts, publication, shape, signing
from agreements.actions.living import take_terms
from agreements.models import Agreement
from agreements.terms import Form, Length, Relation
from tests import factories
from tests.agreements import signing_table as at

SAYS = ("duur", "evaluatie", "beeindiging")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def lay_out(
    cast: Any, *, earlier: Agreement | None = None, relation: Relation | None = None, **values: Any
) -> Agreement:
    """A concept with the articles on term, looking back and leaving; `values` go before what stands here."""
    seat = factories.acting(cast.file, cast.coach)
    agreement = drafts.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Samen beginnen",
        predecessor=earlier,
        relation=relation,
        **seat,
    )
    for key in SAYS:
        shape.add_article(agreement, key)
    said = {
        "einddatum": in_days(400).isoformat(),
        "eerste_evaluatie": in_days(180).isoformat(),
        "opzegtermijn_maanden": "3",
        **values,
    }
    kept = {row.variable: row.revision for row in agreement.values.all()}
    for name, value in said.items():
        answers.save_field(agreement, name, value, revision=kept.get(name, 0), **seat)
    at.fill(agreement, **seat)
    return agreement


def sign(cast: Any, agreement: Agreement) -> Agreement:
    """Published, settled, laid ready and signed by both."""
    seat = factories.acting(cast.file, cast.coach)
    publication.publish(agreement, **seat)
    agreement = Agreement.objects.get(pk=agreement.pk)
    at.agree_on_all(cast, agreement)
    version = signing.lay_ready(agreement, **seat)
    for key in at.SPEAKS:
        at.sign(cast, version, key)
    return Agreement.objects.select_related("collaboration", "predecessor").get(pk=agreement.pk)


def in_force(cast: Any, **values: Any) -> Agreement:
    return sign(cast, lay_out(cast, **values))


def since(agreement: Agreement, day: date) -> Agreement:
    """As if it was signed on that day."""
    Agreement.objects.filter(pk=agreement.pk).update(starts_on=day)
    agreement.refresh_from_db()
    take_terms(agreement)
    return agreement


def speaks(cast: Any, agreement: Agreement, key: str = "initiative") -> SimpleNamespace:
    """A party of the agreement, and who speaks for it."""
    party = agreement.parties.select_related("organisation").get(key=key)
    who = getattr(cast, at.SPEAKS[key])
    return SimpleNamespace(
        party=party, by=who.person, organisation=party.organisation, seat=factories.seat(cast.file, who)
    )


# --- built once for a module ----------------------------------------------------------------------------
