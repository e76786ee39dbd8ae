"""What happens when an agreement comes into force, when parties plan to look back, and when they did?"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.rules import hold, lines_of, one_line_of
from agreements.living import evaluations
from agreements.living.rows import due_day, ending_of, next_look, planned_in
from agreements.living.said import loose_in, said_by
from agreements.models import Agreement, Evaluation
from agreements.terms import Conclusion, Relation, Stage
from contacts.models import Organisation, Person
from initiatives.history import timeline
from initiatives.terms import EventKind
from samenspel.days import must_have_come
from samenspel.dutch import full_date
from samenspel.errors import DomainError
from samenspel.frozen import Column
from samenspel.models import Row

GONE = "Deze overeenkomst geldt niet meer. Alles blijft leesbaar."


@transaction.atomic
def plan_evaluation(agreement: Agreement, *, on: date, by: Person, organisation: Organisation) -> Evaluation:
    """Another day than the text asks, or one more. Planned again, it moves."""
    agreement = held(agreement)
    if on < timezone.localdate():
        raise DomainError(_("Deze dag is al geweest. Kies een dag die komt."), field="on")
    if agreement.ends_on and on > agreement.ends_on and not agreement.renews:
        raise DomainError(
            _("De overeenkomst loopt dan al af. Kies een dag tot en met %(day)s.")
            % {"day": full_date(agreement.ends_on)},
            field="on",
        )
    rows = list(agreement.evaluations.all())
    planned = planned_in(rows)
    if planned and planned.planned_on == on:
        return planned  # pressed twice
    if planned:
        Evaluation.objects.filter(pk=planned.pk).update(planned_on=on, by=by, owner=organisation)
        planned.refresh_from_db()
    else:
        due = due_day(agreement, said_by(agreement), rows)
        planned = Evaluation.objects.create(
            agreement=agreement, for_day=due or on, planned_on=on, owner=organisation, by=by
        )
    _look_again(agreement)
    day = Column(planned, "planned_on")
    record(agreement, EventKind.EVALUATION_PLANNED, by, organisation, holds=[day], on=on.isoformat())
    return planned


@transaction.atomic
def record_evaluation(
    agreement: Agreement,
    *,
    on: date,
    conclusion: Conclusion,
    words: str = "",
    present: str = "",
    own_only: bool = False,
    by: Person,
    organisation: Organisation,
) -> Evaluation:
    """They looked back. Each party may say once of a day how it was; the day itself everyone reads."""
    agreement = held(agreement)
    must_have_come(on, "on")
    if agreement.starts_on and on < agreement.starts_on:
        raise DomainError(_("Toen gold de overeenkomst nog niet. Kies een latere dag."), field="on")
    said = {
        "conclusion": conclusion,
        "words": lines_of(words, "words", 2000),
        "present": one_line_of(present, "present", 300),
        "own_only": own_only,
    }
    rows = list(agreement.evaluations.all())
    same = next((row for row in rows if row.held_on == on and row.owner_id == organisation.pk), None)
    if same:
        if all(getattr(same, name) == value for name, value in said.items()):
            return same  # pressed twice
        raise DomainError(_("Jullie schreven al op hoe het die dag ging. Dat blijft zo staan."), field="on")
    planned = planned_in(rows)
    said |= {"held_on": on, "owner": organisation, "by": by}
    of_others = next((row.for_day for row in rows if row.held_on == on), None)
    if planned and not of_others and evaluations.answers(planned.planned_on, on) == planned.planned_on:
        Evaluation.objects.filter(pk=planned.pk).update(**said)
        planned.refresh_from_db()
        row = planned
    else:
        for_day = of_others or evaluations.answers(due_day(agreement, said_by(agreement), rows), on)
        row = Evaluation.objects.create(agreement=agreement, for_day=for_day, **said)
    _look_again(agreement)
    record(
        agreement,
        EventKind.EVALUATION_HELD,
        by,
        organisation,
        holds=[row],
        on=on.isoformat(),
        conclusion=conclusion,
    )
    return row


# --- coming into force ------------------------------------------------------------------------------------


def must_have_its_original(agreement: Agreement) -> None:
    """An addendum needs an agreement that holds: nobody signs a change of what is over."""
    original = agreement.predecessor
    if agreement.relation != Relation.AMENDS or original is None:
        return
    if not Agreement.objects.filter(pk=original.pk, stage=Stage.IN_FORCE).update(revision=F("revision")):
        raise DomainError(
            _("De overeenkomst waar dit addendum bij hoort, geldt niet meer. Stop met dit addendum.")
        )


# --- what the text says, kept at the agreement ------------------------------------------------------------


def take_terms(agreement: Agreement) -> None:
    """How long it holds and when to look back, as its text and its addenda say; a party that gave notice is heard."""
    said = said_by(agreement)
    if ending_of(agreement) is None:
        agreement.ends_on, agreement.renews = said.ends_on, said.renews
    agreement.looks_back_on = next_look(agreement, said, list(agreement.evaluations.all()))
    loose = len(loose_in(said, agreement.starts_on or timezone.localdate()))
    agreement.says = said.in_short | {"loose": loose}
    agreement.save(update_fields=["ends_on", "renews", "looks_back_on", "says"])


def _look_again(agreement: Agreement) -> None:
    day = next_look(agreement, said_by(agreement), list(agreement.evaluations.all()))
    Agreement.objects.filter(pk=agreement.pk).update(looks_back_on=day)


# --- the mechanism ----------------------------------------------------------------------------------------


def held(agreement: Agreement) -> Agreement:
    """Takes the agreement's row while it holds."""
    return hold(agreement.pk, [Stage.IN_FORCE], _(GONE))


def record(
    agreement: Agreement,
    kind: EventKind,
    by: Person | None,
    organisation: Organisation | None,
    holds: Iterable[Row | Column] = (),
    **facts: str | int,
) -> None:
    timeline.record(
        agreement.collaboration,
        kind,
        by=by,
        organisation=organisation,
        subject=agreement,
        payload={"form": agreement.form, "relation": agreement.relation, **facts},
        holds=holds,
    )
