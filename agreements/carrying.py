"""What comes along from an earlier agreement when people carry on from it?

What they typed there themselves, in the fields that the new one asks too. What the file filled in there is filled in anew.
What an article that the parties worded anew no longer says, stays behind; also when the file remembers it for whoever
begins afresh.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from agreements.draft import Draft
from agreements.filling import FROM_AGREEMENT, OF_ONE_DOCUMENT, File
from agreements.formats.typed import is_empty
from agreements.formats.variables import Variable
from agreements.living.said import addenda_of
from agreements.models import Agreement, Article, FieldValue, Party
from agreements.partner_names import of_each, renamed
from agreements.terms import HELD, Origin, Relation, Stage
from initiatives.models import Collaboration
from initiatives.policy import Viewer

Json = Any


def may_be_continued(collaboration: Collaboration, viewer: Viewer) -> QuerySet[Agreement]:
    """What others can read already, or what one's own organisation drafted: its words end up in a new draft."""
    own = Q(drafted_by_org__in=viewer.organisations)
    readable = Agreement.objects.filter(collaboration=collaboration, format__isnull=False).readable_by(viewer)
    return readable.filter(~Q(stage=Stage.PREPARING) | own).exclude(relation=Relation.AMENDS)


def carried(earlier: Agreement, variables: Iterable[Variable], kept_keys: Iterable[str]) -> dict[str, Json]:
    """The values that come along, as the last addendum says them; a partner that does not take part again by its name."""
    asked = {variable.name: variable for variable in variables}
    wanted = set(asked) - OF_ONE_DOCUMENT
    chain = {row.pk: number for number, row in enumerate([earlier, *addenda_of(earlier)])}
    typed = FieldValue.objects.filter(
        agreement__in=chain, variable__in=wanted, origin__in=[Origin.ASKED, Origin.EARLIER]
    )
    kept = set(kept_keys)
    gone = {
        party.key: party.short_name for party in Party.ever.filter(agreement=earlier) if party.key not in kept
    }
    in_order = sorted(typed, key=lambda row: chain[row.agreement_id])
    return {
        row.variable: renamed(row.value, gone)
        for row in in_order
        if not is_empty(row.value) and _can_be_chosen(row.value, asked[row.variable])
    }


def worded_away(earlier: Agreement) -> dict[str, Json]:
    """The values that its articles no longer say, in the words that hold today: its own, or those of an addendum."""
    speaking = [earlier, *addenda_of(earlier)]
    if not Article.objects.filter(agreement__in=speaking).exclude(own_text="").exists():
        return {}
    found: dict[str, Json] = {}
    read: set[str] = set()
    for agreement in reversed(speaking):
        draft = Draft(agreement)
        for article in draft.articles:
            if article.clause_key not in read:
                found |= {name: draft.values.get(name) for name in draft.unsaid_in(article)}
        read |= set(draft.numbers)
    return found


def facts_worded_away(file: File, names: Iterable[str]) -> dict[str, Json]:
    """Of what the file remembers, the values that came from an agreement whose articles no longer say them."""
    remembered: dict[UUID, dict[str, Json]] = defaultdict(dict)
    facts = file.newest_facts().filter(name__in=names, source__startswith=FROM_AGREEMENT)
    for name, value, source in facts.values_list("name", "value", "source"):
        with suppress(ValueError):  # a source that names no agreement of ours
            remembered[UUID(source.removeprefix(FROM_AGREEMENT))][name] = value
    found: dict[str, Json] = {}
    told_in = Agreement.objects.filter(collaboration=file.collaboration, format__isnull=False)
    for agreement in told_in.filter(uuid__in=remembered).select_related("predecessor"):
        partners = of_each([agreement])[agreement.pk]
        over = {name: renamed(value, partners) for name, value in worded_away(_whole(agreement)).items()}
        told = remembered[agreement.uuid]
        found |= {name: value for name, value in told.items() if name in over and over[name] == value}
    return found


def _whole(agreement: Agreement) -> Agreement:
    """The agreement with which an addendum that holds is read."""
    amends = agreement.relation == Relation.AMENDS and agreement.stage in HELD
    return agreement.predecessor if amends and agreement.predecessor else agreement


def _can_be_chosen(value: Json, variable: Variable) -> bool:
    """Another format can let people choose between other words."""
    return variable.type != "choice" or value in variable.options
