"""What happens when the wording, the articles, the parties or the name of a draft change?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agreements.actions.drafts import add_articles
from agreements.actions.edited import tell_what_changed
from agreements.actions.rules import (
    must_be_open,
    must_be_worded_by_people,
    must_not_be_shared,
    one_line_of,
)
from agreements.formats import published
from agreements.formats.typed import Refused
from agreements.models import Agreement, Article, Party, Signatory
from agreements.terms import ALWAYS_THERE, ArticleState, Length, Relation
from agreements.text import wording
from contacts.models import Person, Side
from initiatives.history import timeline
from initiatives.models import Participation
from initiatives.terms import EventKind
from samenspel.errors import DomainError, StaleRevision

MAX_FUNCTION = 160  # characters of one function that signs


@transaction.atomic
def word_anew(article: Article, *, text: str, revision: int, by: Person, seat: Participation) -> Article:
    """Own wording: plain text without fields; tables stay rows. An empty text returns to the format's."""
    must_be_open(article.agreement)
    must_be_worded_by_people(article)
    try:
        cleaned = wording.clean_own_text(text)
    except Refused as refused:
        raise DomainError(str(refused), field="own_text") from refused
    if not cleaned and article.clause_key not in published.of(article.agreement).clauses:
        raise DomainError(
            _("Dit artikel heeft alleen jullie eigen tekst. Schrijf wat er moet staan."), field="own_text"
        )
    _change_article(article, revision, own_text=cleaned)
    tell_what_changed(article.agreement, by=by, seat=seat)
    return article


@transaction.atomic
def drop_article(article: Article, *, reason: str, revision: int) -> Article:
    """Takes an article out of this draft. What was filled in is kept, and it can come back."""
    must_be_open(article.agreement)
    must_not_be_shared(article.agreement)
    if article.clause_key in ALWAYS_THERE:
        raise DomainError(_("Dit artikel hoort altijd in een overeenkomst."))
    reason = one_line_of(reason, "reason", 500)
    clause = published.of(article.agreement).clauses.get(article.clause_key)  # none outside the format
    whole = article.agreement.relation != Relation.AMENDS  # an addendum holds only what changes
    expected = whole and clause and (article.agreement.length == Length.LONG or clause.in_short)
    if clause and clause.need == "required" and expected and not reason:
        raise DomainError(
            _("Dit artikel hoort bij het format. Schrijf op waarom het eruit gaat."), field="reason"
        )
    _change_article(article, revision, state=ArticleState.DROPPED, drop_reason=reason)
    return article


@transaction.atomic
def add_article(agreement: Agreement, clause_key: str) -> Article:
    """Adds an article of the format, or brings back one that was taken out; filled from the file."""
    must_be_open(agreement)
    must_not_be_shared(agreement)
    spec = published.of(agreement)
    if clause_key not in spec.clauses:
        raise DomainError(_("Dit artikel staat niet in het format. Kies een ander."), field="clause")
    Article.objects.filter(agreement=agreement, clause_key=clause_key, state=ArticleState.DROPPED).update(
        state=ArticleState.ACTIVE, drop_reason="", revision=F("revision") + 1
    )
    if not Article.objects.filter(agreement=agreement, clause_key=clause_key).exists():
        add_articles(agreement, spec, [clause_key])
    return Article.objects.get(agreement=agreement, clause_key=clause_key)


@dataclass(frozen=True)
class PartyDetails:
    """How a party is named in the text, and which functions sign for it."""

    short_name: str
    functions: Sequence[str]
    place: str = ""
    kvk: str = ""


@transaction.atomic
def change_parties(
    agreement: Agreement,
    details: Mapping[str, PartyDetails],
    *,
    revision: int,
    by: Person,
    seat: Participation,
) -> None:
    """All parties of one page at once, by their key; refused when someone else changed them meanwhile."""
    must_be_open(agreement)
    mine = Agreement.objects.filter(pk=agreement.pk, revision=revision).update(revision=F("revision") + 1)
    if not mine:
        raise StaleRevision(
            _("Iemand was je net voor. Kijk wat er nu staat en bewaar opnieuw."),
            current=Agreement.objects.get(pk=agreement.pk),
        )
    for party in agreement.parties.select_related("agreement__collaboration", "organisation"):
        if party.key in details:
            change_party(party, details[party.key], by=by, seat=seat)


@transaction.atomic
def change_party(party: Party, details: PartyDetails, *, by: Person, seat: Participation) -> Party:
    must_be_open(party.agreement)
    short_name, functions = details.short_name, details.functions
    party.short_name = one_line_of(short_name, "short_name", 80)
    if not party.short_name:
        raise DomainError(_("Geef de partij een korte naam."), field="short_name")
    labels = [label for f in functions if (label := one_line_of(f, "functions", MAX_FUNCTION))]
    party.save(update_fields=["short_name"])
    if party.organisation.kind != Side.MUNICIPALITY:
        _register(party, details, by=by, seat=seat)
    party.signatories.all().delete()
    Signatory.objects.bulk_create(
        Signatory(party=party, function_label=label, order=order) for order, label in enumerate(labels, 1)
    )
    Agreement.objects.filter(pk=party.agreement_id).update(revision=F("revision") + 1)
    tell_what_changed(party.agreement, by=by, seat=seat)
    return party


def _register(party: Party, details: PartyDetails, *, by: Person, seat: Participation) -> None:
    """Place and KVK number are of the organisation, so the whole file hears of a change."""
    organisation, file = party.organisation, party.agreement.collaboration
    facts = {"place": one_line_of(details.place, "place", 120), "kvk": one_line_of(details.kvk, "kvk", 8)}
    changed = {name: value for name, value in facts.items() if getattr(organisation, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(changed))
    timeline.record(
        file,
        EventKind.PROFILE_CHANGED,
        by=by,
        organisation=seat.organisation,
        subject=file.participations.filter(organisation=organisation).order_by("-pk").first(),
        payload={"fields": list(changed)},
    )


@transaction.atomic
def rename(agreement: Agreement, *, title: str, revision: int) -> Agreement:
    must_be_open(agreement)
    name = one_line_of(title, "title", 160)
    if not name:
        raise DomainError(_("Geef de overeenkomst een naam."), field="title")
    changed = Agreement.objects.filter(pk=agreement.pk, revision=revision).update(
        title=name, revision=F("revision") + 1
    )
    if not changed:
        raise StaleRevision(
            _("Iemand was je net voor. Kijk wat er nu staat en bewaar opnieuw."),
            current=Agreement.objects.get(pk=agreement.pk),
        )
    agreement.refresh_from_db()
    return agreement


def _change_article(article: Article, revision: int, **values: Any) -> None:
    changed = Article.objects.filter(pk=article.pk, revision=revision).update(
        revision=F("revision") + 1, **values
    )
    if not changed:
        raise StaleRevision(
            _("Iemand anders heeft dit artikel net veranderd. Kies welke tekst blijft."),
            current=Article.objects.get(pk=article.pk),
        )
    article.refresh_from_db()
