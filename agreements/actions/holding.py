"""What follows when the last party signed: its term begins, and what it changes or replaces hears of it."""

from agreements.actions.ending import succeed
from agreements.actions.living import take_terms
from agreements.living import amending
from agreements.living.said import addenda_of
from agreements.models import Agreement
from agreements.settling.keeping import keep_hashes
from agreements.terms import REPLACES, Relation, Stage
from contacts.models import Organisation, Person
from samenspel.plugged import plugged


def _say_what_it_changes(addendum: Agreement, original: Agreement) -> None:
    """Kept with the addendum, so that the page of the original names the articles without reading them."""
    before = [row for row in addenda_of(original) if row.pk != addendum.pk]
    had = {row.clause_key for row in amending.as_it_reads(original, before)}
    own = amending.own_articles(addendum)
    addendum.says = {
        "changes": [row.title for row in own if row.clause_key in had],
        "adds": [row.title for row in own if row.clause_key not in had],
    }
    addendum.save(update_fields=["says"])


def take_hold(agreement: Agreement, *, by: Person, organisation: Organisation) -> None:
    """In the transaction of the last signature."""
    _let_go_of_the_old(agreement, by=by, organisation=organisation)
    for heard in plugged("IN_FORCE"):
        heard(agreement, by=by, organisation=organisation)


def _let_go_of_the_old(agreement: Agreement, *, by: Person, organisation: Organisation) -> None:
    earlier = agreement.predecessor
    if agreement.relation == Relation.AMENDS and earlier is not None:
        _say_what_it_changes(agreement, earlier)
        take_terms(earlier)
        for other in earlier.later.filter(relation=Relation.AMENDS, stage=Stage.SHARED):
            keep_hashes(other)  # its first article names this addendum from here on
        return
    take_terms(agreement)
    if agreement.relation in REPLACES and earlier is not None and agreement.starts_on:
        succeed(earlier, on=agreement.starts_on, by=by, organisation=organisation)
