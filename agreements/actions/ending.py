"""What happens when an agreement ends: together with the keys, by notice, because another takes its place, or before
it ever held?"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.actions.going_out import let_go
from agreements.actions.living import held, record, take_terms
from agreements.actions.rules import lines_of
from agreements.living import term
from agreements.living.rows import ending_of, going_out, others_of
from agreements.living.said import said_by
from agreements.models import Agreement, Ending, EndingReading, NoticeTakenBack, Party
from agreements.parties.leaving import goes_on
from agreements.terms import Relation, Stage, Way
from contacts.models import Organisation, Person, Side
from initiatives.actions import decisions
from initiatives.history import marks, timeline
from initiatives.models import JointDecision, Participation
from initiatives.terms import Circle, DecisionKind, EventKind, Status
from samenspel.dutch import full_date
from samenspel.errors import DomainError
from samenspel.frozen import Column

OPEN = (Stage.PREPARING, Stage.SHARED, Stage.FINAL)  # being written, settled or signed

# --- together -------------------------------------------------------------------------------------------


@transaction.atomic
def propose_ending(
    agreement: Agreement,
    *,
    on: date,
    reason: str,
    wraps_up: str = "",
    by: Person,
    seat: Participation,
    own_key: bool,
) -> JointDecision:
    """Every party that the agreement names gets a key, as far as it still takes part."""
    agreement = held(agreement)
    _must_not_be_an_addendum(agreement)
    if agreement.starts_on and on < agreement.starts_on:
        raise DomainError(_("Toen gold de overeenkomst nog niet. Kies een latere dag."), field="on")
    _must_be_within(agreement, on)
    named = agreement.parties.values_list("organisation", flat=True)
    partners = agreement.collaboration.participations.in_force().filter(
        side=Side.PARTNER, organisation__in=named
    )
    why = reason_of(reason)
    decision = decisions.open_decision(
        agreement.collaboration,
        DecisionKind.AGREEMENT_END,
        subject=str(agreement.uuid),
        payload={"form": agreement.form, "relation": agreement.relation, "on": on.isoformat()},
        reason=why,
        by=by,
        seat=seat,
        own_key=False,
        named=list(partners),
        makes=lambda decision: Ending.objects.create(
            agreement=agreement,
            way=Way.TOGETHER,
            on=on,
            reason=why,
            wraps_up=lines_of(wraps_up, "wraps_up", 2000),
            decision=decision,
            by=by,
            counts_since=None,
        ),
    )
    if own_key:
        return decisions.turn_key(decision, seat=seat, by=by, verdict=decisions.KeyVerdict.ACCEPT)
    return decision


def take_effect(decision: JointDecision) -> None:
    """The last key turned: in the transaction of that key."""
    ending = Ending.objects.select_related("agreement__collaboration").get(decision=decision)
    agreement = held(ending.agreement)
    ending.counts_since = timezone.now()
    ending.save(update_fields=["counts_since"])
    marks.keep(agreement.collaboration, [Column(ending, "counts_since")])  # the last key tells
    _end_on(agreement, ending.on, Way.TOGETHER, by=None, organisation=None)


# --- by one party ---------------------------------------------------------------------------------------


@transaction.atomic
def give_notice(
    agreement: Agreement,
    *,
    party: Party,
    on: date,
    reason: str,
    at_once: bool = False,
    wraps_up: str = "",
    by: Person,
) -> Ending:
    """A party leaves as the text allows: after its notice, or at once for a reason that the text names.

    With three parties or more the others go on without it; where one would be left, it ends for all.
    """
    agreement = held(agreement)
    _must_not_be_an_addendum(agreement)
    said = said_by(agreement)
    if not said.may_leave:
        raise DomainError(
            _("Deze tekst zegt niets over eerder stoppen. Stel voor om samen te stoppen."), field="on"
        )
    if ending_of(agreement) or going_out(agreement).filter(party=party).exists():
        raise DomainError(_("Deze overeenkomst is al opgezegd. Lees wat er is afgesproken."))
    alone = goes_on(agreement, others_of(agreement, party).count())
    today = timezone.localdate()
    if at_once and not said.at_once:
        raise DomainError(_("De tekst noemt geen reden om meteen te stoppen."), field="at_once")
    on = today if at_once else on
    first = today if at_once else term.earliest_end(today, said.notice_months)
    if on < first:
        raise DomainError(
            _("Met de opzegtermijn kan het op zijn vroegst op %(day)s.") % {"day": full_date(first)},
            field="on",
        )
    _must_be_within(agreement, on)
    ending = Ending.objects.create(
        agreement=agreement,
        way=Way.OUT if alone else Way.AT_ONCE if at_once else Way.NOTICE,
        on=on,
        reason=reason_of(reason),
        wraps_up=lines_of(wraps_up, "wraps_up", 2000),
        party=party,
        by=by,
    )
    record(
        agreement,
        EventKind.NOTICE_GIVEN,
        by,
        party.organisation,
        holds=[ending],
        on=on.isoformat(),
        way=Way(ending.way).value,
    )
    if alone:
        if on <= today:
            let_go(ending, by=by)
        return ending
    _end_on(agreement, on, Way(ending.way), by=by, organisation=party.organisation)
    return ending


@transaction.atomic
def take_back_notice(agreement: Agreement, *, party: Party, words: str, by: Person) -> NoticeTakenBack:
    """The party that gave notice stays after all, until its notice took effect; what it said then stays readable."""
    agreement = held(agreement)
    notice = going_out(agreement).filter(party=party).first() or ending_of(agreement)
    if notice is None or notice.way not in (Way.NOTICE, Way.OUT):
        raise DomainError(_("Er ligt geen opzegging meer. Bekijk hoe de overeenkomst ervoor staat."))
    if notice.party_id != party.pk:
        raise DomainError(_("Wie opzegde, neemt dat ook terug. Bel hen, of zet jullie lezing erbij."))
    if not term.may_be_taken_back(notice.on, timezone.localdate()):
        raise DomainError(_("De overeenkomst eindigde al. Begin samen een nieuwe."))
    why = lines_of(words, "words", 2000)
    if not why:
        raise DomainError(_("Schrijf op waarom. De ander leest dit, en het blijft bewaard."), field="words")
    taken_back = NoticeTakenBack.objects.create(ending=notice, words=why, by=by)
    record(
        agreement,
        EventKind.NOTICE_TAKEN_BACK,
        by,
        party.organisation,
        holds=[taken_back],
        on=notice.on.isoformat(),
    )
    take_terms(agreement)
    return taken_back


@transaction.atomic
def add_reading(ending: Ending, *, party: Party, text: str, by: Person) -> EndingReading:
    """How a party sees the ending, in its own words; earlier words stay."""
    words = lines_of(text, "text", 2000)
    if not words:
        raise DomainError(_("Schrijf eerst iets op."), field="text")
    agreement = ending.agreement
    # Takes the row, so that a double press adds one.
    Agreement.objects.filter(pk=agreement.pk).update(stage=agreement.stage)
    newest = ending.readings.filter(party=party).last()
    if newest and newest.text == words:
        return newest
    reading = EndingReading.objects.create(ending=ending, party=party, text=words, by=by)
    record(agreement, EventKind.ENDING_READ, by, party.organisation, holds=[reading])
    return reading


# --- before it held -------------------------------------------------------------------------------------


@transaction.atomic
def stop(agreement: Agreement, *, reason: str, by: Person, seat: Participation) -> Ending:
    """What goes nowhere stops, also while it lies to be signed; versions, values and signatures stay readable."""
    why = reason_of(reason)
    if not Agreement.objects.filter(pk=agreement.pk, stage__in=OPEN).update(stage=Stage.STOPPED):
        raise DomainError(_("Deze overeenkomst is al gestopt, of zij geldt al."))
    party = agreement.parties.filter(organisation=seat.organisation_id).first()
    ending = Ending.objects.create(
        agreement=agreement, way=Way.STOPPED, on=timezone.localdate(), reason=why, party=party, by=by
    )
    timeline.record(
        agreement.collaboration,
        EventKind.AGREEMENT_STOPPED,
        by=by,
        organisation=seat.organisation,
        subject=agreement,
        payload={"form": agreement.form, "relation": agreement.relation},
        owner=agreement.drafted_by_org,
        circle=Circle.EVERYONE if agreement.versions.exists() else Circle.WITH_COACH,
        holds=[ending],
    )
    return ending


# --- by what comes after --------------------------------------------------------------------------------


def succeed(earlier: Agreement, *, on: date, by: Person, organisation: Organisation) -> None:
    """A text that takes its place came into force: the earlier one ends on that day, and stays readable."""
    if not Agreement.objects.filter(pk=earlier.pk, stage=Stage.IN_FORCE).update(stage=Stage.IN_FORCE):
        return  # it had ended already
    ending = Ending.objects.create(agreement=earlier, way=Way.SUCCEEDED, on=on, by=by)
    _end(earlier, on, Way.SUCCEEDED, by=by, organisation=organisation, holds=[ending])


def end_what_is_over(today: date) -> int:
    """The clock: what was ended for a day that came. What only ran out is never ended by the clock."""
    past = Agreement.objects.filter(
        stage=Stage.IN_FORCE, endings__counts_since__isnull=False, endings__on__lt=today
    ).exclude(collaboration__status=Status.ENDED)
    ended = 0
    for agreement in past.select_related("collaboration").distinct():
        with transaction.atomic():
            ending = ending_of(agreement)
            if ending and ending.on < today and _end(agreement, ending.on, Way(ending.way)):
                ended += 1
    return ended


def close_addenda_of_what_is_over() -> None:
    """The clock: what was being written to change an agreement that ended before this was looked at."""
    left = Agreement.objects.filter(relation=Relation.AMENDS, predecessor__stage=Stage.ENDED, stage__in=OPEN)
    for original in Agreement.objects.filter(pk__in=left.values("predecessor")).select_related(
        "collaboration"
    ):
        with transaction.atomic():
            _stop_addenda(original)


# --- the mechanism --------------------------------------------------------------------------------------


def _end_on(
    agreement: Agreement, on: date, way: Way, *, by: Person | None, organisation: Organisation | None
) -> None:
    """Over now, or on a day that comes; until then it holds."""
    if on <= timezone.localdate():
        _end(agreement, on, way, by=by, organisation=organisation)
        return
    looks = agreement.looks_back_on
    Agreement.objects.filter(pk=agreement.pk).update(
        ends_on=on, renews=False, looks_back_on=looks if looks and looks <= on else None
    )


def _end(
    agreement: Agreement,
    on: date,
    way: Way,
    *,
    by: Person | None = None,
    organisation: Organisation | None = None,
    holds: Iterable[Ending] = (),
) -> bool:
    """Once; its addenda end with it, those still being written stop, and what lay there to end it is closed."""
    whole = {"stage": Stage.ENDED, "ends_on": on, "renews": False, "looks_back_on": None}
    if not Agreement.objects.filter(pk=agreement.pk, stage=Stage.IN_FORCE).update(**whole):
        return False
    Agreement.objects.filter(predecessor=agreement, relation=Relation.AMENDS, stage=Stage.IN_FORCE).update(
        **whole
    )
    record(agreement, EventKind.AGREEMENT_ENDED, by, organisation, holds, on=on.isoformat(), way=way.value)
    _close_what_lay_there(agreement, way)
    _stop_addenda(agreement)
    return True


def _stop_addenda(original: Agreement) -> None:
    """Nobody signs a change of what is over, so nobody is asked for it any more; all of it stays readable."""
    for addendum in original.later.filter(relation=Relation.AMENDS, stage__in=OPEN).order_by("pk"):
        if not Agreement.objects.filter(pk=addendum.pk, stage__in=OPEN).update(stage=Stage.STOPPED):
            continue  # who was at it stopped it at this moment
        timeline.record(
            original.collaboration,
            EventKind.AGREEMENT_STOPPED,
            by=None,
            organisation=None,
            subject=addendum,
            payload={"form": addendum.form, "relation": addendum.relation, "original": str(original.uuid)},
            owner=addendum.drafted_by_org,
            circle=Circle.EVERYONE if addendum.versions.exists() else Circle.WITH_COACH,
        )


def _close_what_lay_there(agreement: Agreement, way: Way) -> None:
    """Nobody is asked any more to end it, or to tell the neighbours of it or of its addenda."""
    file = agreement.collaboration
    if way != Way.TOGETHER:
        decisions.close_without_effect(file, DecisionKind.AGREEMENT_END, str(agreement.uuid))
    addenda = Agreement.objects.filter(predecessor=agreement, relation=Relation.AMENDS)
    for uuid in (agreement.uuid, *addenda.values_list("uuid", flat=True)):
        decisions.close_without_effect(file, DecisionKind.PUBLICATION, str(uuid))


def _must_be_within(agreement: Agreement, on: date) -> None:
    today = timezone.localdate()
    last = term.last_day(agreement.ends_on, renews=agreement.renews, today=today)
    if last and last >= today and on > last and not agreement.renews:
        raise DomainError(
            _("De overeenkomst loopt al af op %(day)s. Kies een eerdere dag.") % {"day": full_date(last)},
            field="on",
        )


def _must_not_be_an_addendum(agreement: Agreement) -> None:
    if agreement.relation == Relation.AMENDS:
        raise DomainError(_("Een addendum eindigt samen met de overeenkomst waar het bij hoort."))


def reason_of(text: str) -> str:
    words = lines_of(text, "reason", 2000)
    if not words:
        raise DomainError(_("Schrijf op waarom. De ander leest dit, en het blijft bewaard."), field="reason")
    return words
