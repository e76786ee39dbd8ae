"""What follows when the last party signed: its term begins, and what it changes or replaces hears of it."""

from agreements.actions.ending import succeed
from agreements.actions.living import take_terms
from agreements.models import Agreement
from agreements.terms import REPLACES, Relation
from contacts.models import Organisation, Person


def take_hold(agreement: Agreement, *, by: Person, organisation: Organisation) -> None:
    """In the transaction of the last signature."""
    earlier = agreement.predecessor
    if agreement.relation == Relation.AMENDS and earlier is not None:
        take_terms(earlier)
        return
    take_terms(agreement)
    if agreement.relation in REPLACES and earlier is not None and agreement.starts_on:
        succeed(earlier, on=agreement.starts_on, by=by, organisation=organisation)
