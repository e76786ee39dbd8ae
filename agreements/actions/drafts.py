"""What happens when a draft is started?"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import carrying, filling
from agreements.actions.bringing import bring
from agreements.actions.rules import begin, one_line_of
from agreements.formats import fitting, published
from agreements.formats.published import KIND_OF_FORM, SharedFormat
from agreements.formats.variables import Variable
from agreements.models import Agreement, Article, FieldValue, Party, Signatory
from agreements.terms import Form, Length, Origin, Relation, Stage
from contacts.models import Person, Side
from initiatives.history import timeline
from initiatives.models import Collaboration, Participation
from initiatives.terms import Circle, EventKind, Role
from samenspel.errors import DomainError
from samenspel.frozen import Moment


@transaction.atomic
def start(
    collaboration: Collaboration,
    *,
    form: Form,
    length: Length,
    title: str,
    partners: Iterable[Participation] = (),
    own_format: bool = True,
    fits: Collection[str] = (),
    predecessor: Agreement | None = None,
    relation: Relation | None = None,
    by: Person,
    seat: Participation,
    request_key: UUID | None = None,
) -> Agreement:
    """A draft with its articles, filled from the file and from the agreement it carries on from.

    `relation`: what it is to that one; unless somebody says so, it stands beside it.
    `own_format`: that of the gemeente, when it has one; the shared one otherwise.
    `fits`: articles that suit this file, beside those the kind opens with. The same `request_key` twice gives the same draft.
    """
    partners = list(partners)
    if any(partner.collaboration_id != collaboration.pk for partner in partners):
        raise DomainError(
            _("Deze partner doet niet mee in dit dossier. Ververs de pagina."), field="partners"
        )
    if predecessor and predecessor.collaboration_id != collaboration.pk:
        raise DomainError(_("Deze overeenkomst hoort bij een ander dossier."), field="predecessor")
    if relation == Relation.RENEWS:
        _must_be_intentions(form, predecessor)
    name = one_line_of(title, "title", 160)
    if not name:
        raise DomainError(_("Geef de overeenkomst een naam."), field="title")
    base = published.newest(KIND_OF_FORM[form], collaboration.municipality_id) if own_format else None
    base = base or published.newest(KIND_OF_FORM[form])
    if base is None:
        raise DomainError(_("Het gedeelde format is nog niet geladen. Vraag de beheerder om dat te doen."))
    agreement, is_new = begin(
        request_key,
        collaboration=collaboration,
        form=form,
        format=base,
        length=length,
        title=name,
        drafted_by_org=seat.organisation,
        predecessor=predecessor,
        relation=(relation or Relation.BESIDE) if predecessor else "",
    )
    if not is_new:
        return agreement
    _add_parties(agreement, partners)
    spec = published.of(agreement)
    opening = spec.opening(length)
    add_articles(agreement, spec, spec.in_order([*opening, *fitting.added(fits, spec.needs, opening)]))
    timeline.record(
        collaboration,
        EventKind.AGREEMENT_STARTED,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
        payload={"form": form, "length": length},
        holds=[Moment(base, "used")],
        circle=Circle.WITH_COACH,  # until it is published, nobody else hears that it is there
    )
    return agreement


def _must_be_intentions(form: Form, earlier: Agreement | None) -> None:
    holds = earlier is not None and earlier.stage == Stage.IN_FORCE and earlier.form == Form.LETTER_OF_INTENT
    if form != Form.LETTER_OF_INTENT or not holds:
        raise DomainError(
            _(
                "Een tweede intentieverklaring vernieuwt een intentieovereenkomst die geldt. Kies die vorm en dat stuk."
            ),
            field="relation",
        )


# --- the parts of a draft ---------------------------------------------------------------------------


def _add_parties(agreement: Agreement, partners: Iterable[Participation]) -> None:
    """Whoever was a party before keeps its key, so that rows which name it still do."""
    before = {p.organisation_id: p for p in _parties_of(agreement.predecessor)}
    seats = {
        p.side: p for p in agreement.collaboration.participations.in_force().select_related("organisation")
    }
    free = free_keys(agreement)
    named = [
        (seats[Side.MUNICIPALITY], "municipality"),
        (seats[Side.INITIATIVE], "initiative"),
        *((partner, "") for partner in partners),
    ]
    for order, (seat, fixed) in enumerate(named, 1):
        earlier = before.get(seat.organisation_id)
        key = fixed or (earlier.key if earlier else next(free))
        _let_in(agreement, seat, key, order=order, earlier=earlier)


def let_in_another(agreement: Agreement, partner: Participation) -> Party:
    """Behind the others; what it was called before, and who signed for it, goes along."""
    before = {p.organisation_id: p for p in _parties_of(agreement.predecessor)}
    earlier = before.get(partner.organisation_id)
    key = earlier.key if earlier else next(free_keys(agreement))
    last = Party.ever.filter(agreement=agreement).aggregate(last=Max("order"))["last"] or 0
    return _let_in(agreement, partner, key, order=last + 1, earlier=earlier, since=timezone.now())


SHORT_NAMES = {Side.MUNICIPALITY: "de gemeente", Side.INITIATIVE: "het initiatief"}


def _let_in(
    agreement: Agreement,
    seat: Participation,
    key: str,
    *,
    order: int,
    earlier: Party | None,
    since: datetime | None = None,
) -> Party:
    organisation = seat.organisation
    short_name = SHORT_NAMES.get(Side(seat.side)) or organisation.short_name or organisation.name
    party = Party.objects.create(
        agreement=agreement,
        organisation=organisation,
        key=key,
        order=order,
        short_name=earlier.short_name if earlier else short_name,
        here_since=since,
    )
    signatory = filling.File(agreement.collaboration).function_of(Side(seat.side), Role.SIGNATORY)
    before = [signs.function_label for signs in earlier.signatories.all()] if earlier else []
    for number, label in enumerate([signatory] if signatory else before, 1):
        Signatory.objects.create(party=party, function_label=label, order=number)
    return party


def _parties_of(agreement: Agreement | None) -> Iterable[Party]:
    """Also who stopped: a value can still name it by its key."""
    return Party.ever.filter(agreement=agreement).prefetch_related("signatories") if agreement else ()


def free_keys(agreement: Agreement) -> Iterator[str]:
    """For a partner; one that meant another here, or in what went before, would make texts name the wrong one."""
    of = [agreement.pk, agreement.predecessor_id]
    taken = set(Party.ever.filter(agreement__in=of).values_list("key", flat=True))
    return (key for number in count(1) if (key := f"partner-{number}") not in taken)


def add_articles(agreement: Agreement, spec: SharedFormat, keys: Iterable[str]) -> None:
    keys = list(keys)
    if agreement.relation == Relation.AMENDS:
        keys = bring(agreement, spec, keys)
    Article.objects.bulk_create(
        Article(
            agreement=agreement, clause_key=key, order=spec.clauses[key].order, title=spec.clauses[key].title
        )
        for key in keys
    )
    fill(agreement, spec, keys)


def fill(agreement: Agreement, spec: SharedFormat, keys: Iterable[str]) -> None:
    """The fields of these articles that have no value yet get what is known of them."""
    known = set(agreement.values.values_list("variable", flat=True))
    wanted = {name for key in keys for name in spec.clauses[key].variables} - known
    variables = [spec.variables[name] for name in sorted(wanted) if name in spec.variables]
    FieldValue.objects.bulk_create(
        FieldValue(agreement=agreement, variable=name, value=filled.value, origin=filled.origin)
        for name, filled in _first_values(agreement, spec, variables).items()
    )


def _first_values(
    agreement: Agreement, spec: SharedFormat, variables: list[Variable]
) -> dict[str, filling.Filled]:
    """What people typed in the agreement before this one goes before what the file or the format proposes.

    What they worded away, there or where the file heard it, is asked again: neither file nor format brings it back.
    """
    file = filling.File(agreement.collaboration)
    found = filling.proposals(file, variables)
    over = carrying.facts_worded_away(file, found)
    if (earlier := agreement.predecessor) is None:
        return _without(found, over)
    asked = [variable for variable in variables if spec.asks(variable)]
    keys = agreement.parties.values_list("key", flat=True)
    brought = carrying.carried(earlier, asked, keys)
    gone = carrying.worded_away(earlier)
    return _without(_without(found, over), gone) | {
        name: filling.Filled(value, Origin.EARLIER) for name, value in brought.items() if name not in gone
    }


def _without(found: dict[str, filling.Filled], over: Mapping[str, Any]) -> dict[str, filling.Filled]:
    return {name: row for name, row in found.items() if name not in over or over[name] != row.value}
