"""What happens when parties begin an addendum to an agreement that holds?"""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.actions.drafts import add_articles
from agreements.actions.rules import begin, hold
from agreements.formats import published
from agreements.living import amending, said
from agreements.models import Agreement, Article, Party, Signatory
from agreements.terms import Relation, Stage
from contacts.models import Person
from initiatives.history import timeline
from initiatives.models import Participation
from initiatives.terms import Circle, EventKind
from samenspel.errors import DomainError
from samenspel.frozen import Moment


@transaction.atomic
def amend(
    original: Agreement,
    *,
    changes: Collection[str] = (),
    adds: Collection[str] = (),
    by: Person,
    seat: Participation,
    request_key: UUID | None = None,
) -> Agreement:
    """A draft with only what changes (`changes`: keys of articles it has) or comes (`adds`: of the format).

    It has the parties of the original, and is settled and signed as every other text.
    """
    original = hold(original.pk, [Stage.IN_FORCE], _("Deze overeenkomst geldt niet meer. Begin een nieuwe."))
    if original.relation == Relation.AMENDS:
        raise DomainError(_("Dit is zelf een addendum. Verander de overeenkomst waar het bij hoort."))
    spec = published.of(original)
    reads = amending.as_it_reads(original, said.addenda_of(original))
    present = {row.clause_key for row in reads}
    keys = [row.clause_key for row in reads if row.clause_key in changes]
    keys += spec.in_order([key for key in adds if key not in present])
    if not keys:
        raise DomainError(_("Kies minstens één artikel dat verandert of erbij komt."), field="changes")
    number = original.later.filter(relation=Relation.AMENDS).count() + 1
    addendum, is_new = begin(
        request_key,
        collaboration=original.collaboration,
        form=original.form,
        format=original.format,
        length=original.length,
        title=_("%(title)s, addendum %(number)s") % {"title": original.title[:140], "number": number},
        drafted_by_org=seat.organisation,
        predecessor=original,
        relation=Relation.AMENDS,
    )
    if not is_new:
        return addendum
    _copy_parties(original, addendum)
    standard = [key for key in ("partijen", "ondertekening") if key in spec.clauses]
    add_articles(addendum, spec, [*standard, *keys])
    Article.objects.create(
        agreement=addendum, clause_key=amending.KEY, order=2, title=amending.TITLE, part=amending.PART
    )
    timeline.record(
        original.collaboration,
        EventKind.AGREEMENT_STARTED,
        by=by,
        organisation=seat.organisation,
        subject=addendum,
        payload={"form": addendum.form, "length": addendum.length, "relation": addendum.relation},
        holds=[Moment(addendum.format, "used")],
        circle=Circle.WITH_COACH,  # until it is published, nobody else hears that it is there
    )
    return addendum


def _copy_parties(original: Agreement, addendum: Agreement) -> None:
    """Also who stopped before it held: a text can still name it."""
    for row in Party.ever.filter(agreement=original).prefetch_related("signatories"):
        party = Party.objects.create(
            agreement=addendum,
            organisation_id=row.organisation_id,
            key=row.key,
            order=row.order,
            short_name=row.short_name,
            left_at=row.left_at,
        )
        Signatory.objects.bulk_create(
            Signatory(party=party, function_label=signs.function_label, order=signs.order)
            for signs in row.signatories.all()
        )
