"""The promises of the data model that hold whatever a page does: each one a sentence, and the database helps.

Elsewhere: keys and their effects (2, 3, 4) in initiatives/test_decisions.py and test_keys_property.py, jobs and
documents (8) in agreements/test_jobs.py, versions to sign (6) in agreements/test_signing_property.py, the chain after erasure (9) in initiatives/test_erasure.py, rows of others
(10) in test_every_page.py.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import Q, UniqueConstraint
from django.utils import timezone

from agreements import actions as drafting
from agreements.actions import elsewhere, policy_watch
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import (
    Agreement,
    BodyDecision,
    Clause,
    Ending,
    EndingReading,
    Evaluation,
    Format,
    NeighbourSummary,
    NoticeTakenBack,
    PartyMove,
    Proposal,
    Publication,
    Receipt,
    Seal,
    SetAside,
    Signature,
    SignatureSheet,
    SigningMove,
    SigningPlace,
    Stance,
    Version,
)
from agreements.paper import content, document
from agreements.terms import Form, Length, Stage
from contacts import actions as roster_actions
from contacts.models import Access, Function, Side
from initiatives import policy
from initiatives.actions import decisions, notes, people, plan, review
from initiatives.history import timeline
from initiatives.models import (
    Assignment,
    Collaboration,
    ContactMoment,
    Event,
    FormatItem,
    JointDecision,
    Opening,
    Participation,
    PhasePeriod,
    PlanFormat,
    PlanItem,
)
from initiatives.policy import Ability
from initiatives.terms import (
    Channel,
    Circle,
    EndKind,
    EventKind,
    ItemState,
    KeyVerdict,
    MilestoneKind,
    Phase,
    Role,
    WorksFor,
)
from municipalities import statements
from municipalities.models import Subject
from promises import actions as promises
from promises.terms import Word
from samenspel.errors import DomainError, StaleRevision
from tests import factories
from tests.agreements.signing_table import scan
from tests.world import put_document

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TODAY = timezone.localdate
DAY = timedelta(days=1)
SIGN_IN = {"backend": "django.contrib.auth.backends.ModelBackend"}


def may(who: Any, file: Collaboration) -> frozenset[Ability]:
    return policy.abilities(factories.user_of(who), file)


def sees(who: Any, file: Collaboration) -> bool:
    return Collaboration.objects.visible_to(factories.user_of(who)).filter(pk=file.pk).exists()


def another(who: Function, organisation: Any, access: Access, **fields: Any) -> Function:
    """One more function of the same person."""
    values = {"kind": "other", "starts_on": TODAY() - 30 * DAY, **fields}
    return Function.objects.create(person=who.person, organisation=organisation, access=access, **values)


@pytest.fixture
def version(cast: SimpleNamespace) -> Version:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    return drafting.publish(start(cast), **factories.acting(cast.file, cast.coach))


def start(cast: Any, **fields: Any) -> Agreement:
    values = {"form": Form.LETTER_OF_INTENT, "length": Length.SHORT, "title": "Zeebuurt Warm", **fields}
    return drafting.start(cast.file, **values, **factories.acting(cast.file, cast.coach))


# --- 1. rights are functions in force × participations --------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends", "open_"), [(0, 0, True), (-9, 0, True), (0, 9, True), (1, 9, False), (-9, -1, False)]
)
def test_a_function_gives_access_from_its_first_day_up_to_its_last(
    cast: SimpleNamespace, starts: int, ends: int, open_: bool
) -> None:
    Function.objects.filter(pk=cast.member.pk).update(
        starts_on=TODAY() + starts * DAY, ends_on=TODAY() + ends * DAY
    )
    assert sees(cast.member, cast.file) is open_
    assert bool(may(cast.member, cast.file)) is open_


def test_what_someone_may_is_all_that_her_functions_give_together(cast: SimpleNamespace) -> None:
    assert Ability.DECIDE_FOR_SIDE not in may(cast.reader, cast.file)
    another(cast.reader, cast.municipality.organisation, Access.DECIDE)
    assert may(cast.reader, cast.file) == may(cast.official, cast.file)
    another(cast.coach, cast.municipality.organisation, Access.READ)
    assert may(cast.coach, cast.file) >= policy.COACH


def test_a_party_that_left_the_file_opens_it_no_more(cast: SimpleNamespace) -> None:
    cast.file.participations.filter(side=Side.MUNICIPALITY).update(
        starts_on=TODAY() - 9 * DAY, ends_on=TODAY() - DAY
    )
    assert not sees(cast.official, cast.file)
    assert may(cast.official, cast.file) == frozenset()


def test_a_coach_without_a_role_in_the_file_sees_nothing_of_it(cast: SimpleNamespace) -> None:
    assert not sees(cast.colleague, cast.file)
    seat = factories.seat(cast.file, cast.coach)
    given = people.assign(
        seat, cast.colleague, role=Role.FACILITATOR, **factories.acting(cast.file, cast.coordinator)
    )
    assert sees(cast.colleague, cast.file)
    Assignment.objects.filter(pk=given.pk).update(starts_on=TODAY() - 9 * DAY, ends_on=TODAY() - DAY)
    assert not sees(cast.colleague, cast.file)


def test_a_function_without_a_role_lends_no_rights_to_one_that_has_it(cast: SimpleNamespace) -> None:
    """Two functions at the same support organisation: only the one with the role counts here."""
    reading = another(cast.colleague, cast.support, Access.READ)
    Assignment.objects.create(
        participation=factories.seat(cast.file, cast.coach),
        function=reading,
        role=Role.COACH,
        works_for=WorksFor.BOTH,
        starts_on=TODAY(),
    )
    assert may(cast.colleague, cast.file) == policy.READ


def test_a_partners_seat_opens_no_file(cast: SimpleNamespace) -> None:
    partner = factories.function("Pim Partner", factories.organisation("Corporatie", Side.PARTNER))
    Participation.objects.create(
        collaboration=cast.file, organisation=partner.organisation, side=Side.PARTNER, starts_on=TODAY()
    )
    assert not sees(partner, cast.file)
    assert may(partner, cast.file) == frozenset()


# --- leaving ------------------------------------------------------------------------------------------


def test_leaving_ends_access_on_the_next_request(cast: SimpleNamespace, client: Any) -> None:
    client.force_login(factories.user_of(cast.member), **SIGN_IN)
    address = f"/initiatieven/{cast.file.uuid}/mensen/"
    assert client.get(address).status_code == 200
    roster_actions.end_function(cast.member, TODAY() - DAY, by=cast.chair.person)
    assert client.get(address).status_code in (302, 404)
    client.force_login(factories.user_of(cast.member), **SIGN_IN)
    assert client.get(address).status_code == 404


def test_what_someone_who_left_did_stays_signed_with_her_name(cast: SimpleNamespace, client: Any) -> None:
    notes.log_contact(
        cast.file,
        on=TODAY(),
        channel=Channel.TALK,
        summary="Over de planning.",
        circle=Circle.EVERYONE,
        **factories.acting(cast.file, cast.member),
    )
    roster_actions.end_function(cast.member, TODAY() - DAY, by=cast.chair.person)
    client.force_login(factories.user_of(cast.official), **SIGN_IN)
    for page in ("contact", "tijdlijn"):
        text = client.get(f"/initiatieven/{cast.file.uuid}/{page}/").content.decode()
        assert "Over de planning." in text
        assert cast.member.person.first_name in text


# --- 4, 5. phases and the plan --------------------------------------------------------------------------


def test_a_file_has_one_leading_period_and_it_is_that_of_its_phase(cast: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PhasePeriod.objects.create(
            collaboration=cast.file, phase=Phase.ELABORATION, leading=True, starts_on=TODAY()
        )
    leading = cast.file.periods.get(leading=True, ends_on=None)
    assert leading.phase == cast.file.phase
    decisions.end(
        cast.file, end_kind=EndKind.REACHED, reason="Klaar.", **factories.acting(cast.file, cast.chair)
    )
    assert not cast.file.periods.filter(ends_on=None).exists()


def test_a_file_cannot_be_ended_without_a_day_nor_have_a_day_without_being_ended(
    cast: SimpleNamespace,
) -> None:
    for values in ({"status": "ended"}, {"ended_on": TODAY()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Collaboration.objects.filter(pk=cast.file.pk).update(**values)


def test_nothing_is_skipped_without_a_reason(cast: SimpleNamespace) -> None:
    goal = cast.file.plan_items.goals()[0]
    with pytest.raises(DomainError):
        plan.skip(goal, revision=1, reason=" ", **factories.acting(cast.file, cast.chair))
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.filter(pk=goal.pk).update(state=ItemState.SKIPPED)


def test_a_new_stappenplan_leaves_running_plans_as_they_are(cast: SimpleNamespace) -> None:
    before = list(cast.file.plan_items.values_list("title", "text"))
    following = PlanFormat.objects.create(number=2, phases=cast.file.plan_format.phases)
    FormatItem.objects.create(
        format=following, key="nieuw", kind="goal", phase="startup", track="plan", order=1, title="Nieuw"
    )
    PlanFormat.objects.filter(pk=following.pk).update(published_at=timezone.now())
    cast.file.refresh_from_db()
    assert cast.file.plan_format.number == 1
    assert list(cast.file.plan_items.values_list("title", "text")) == before


def test_a_decision_on_paper_cannot_be_kept_without_its_proof(cast: SimpleNamespace) -> None:
    decision = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Zo ver.",
        own_key=False,
        **factories.acting(cast.file, cast.coach),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.keys.update(on_paper=True)


# --- 7, 13. a version alone -------------------------------------------------------------------------------


def test_a_version_alone_yields_the_document(cast: SimpleNamespace, version: Version) -> None:
    printed = document.html_for_browser(version.content, "/agreement.css")
    zeebuurt = cast.file.initiative.organisation
    type(zeebuurt).objects.update(name="Andere naam", place="Elders")
    Collaboration.objects.update(area_name="Andere buurt")
    version.agreement.articles.update(own_text="Iets anders")
    version.agreement.values.update(value="iets anders")
    again = Version.objects.get(pk=version.pk)
    assert document.html_for_browser(again.content, "/agreement.css") == printed
    assert "Andere" not in printed


def test_a_merged_gemeente_stays_readable_in_every_old_version(
    cast: SimpleNamespace, version: Version, client: Any
) -> None:
    cast.municipality.valid_until = TODAY()
    cast.municipality.succeeded_by = cast.elsewhere_municipality
    cast.municipality.save()
    type(cast.municipality.organisation).objects.filter(pk=cast.municipality.pk).update(ended_on=TODAY())
    client.force_login(factories.user_of(cast.chair), **SIGN_IN)
    for address in (f"/versies/{version.uuid}/", f"/versies/{version.uuid}/afdrukken/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "Eskerveen" in page.content.decode()
    assert client.get(f"/gemeenten/{cast.municipality.code}/").status_code == 200


# --- 9. an event and its row ------------------------------------------------------------------------------


def test_an_event_and_the_row_it_tells_of_come_together_or_not_at_all(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = cast.file.events.count()

    def fails(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("no room")

    monkeypatch.setattr(Event, "save", fails)
    with pytest.raises(DatabaseError):
        notes.log_contact(
            cast.file,
            on=TODAY(),
            channel=Channel.TALK,
            summary="Gaat niet door.",
            circle=Circle.EVERYONE,
            **factories.acting(cast.file, cast.chair),
        )
    assert not ContactMoment.objects.filter(summary="Gaat niet door.").exists()
    assert cast.file.events.count() == events
    assert list(timeline.broken_links(cast.file)) == []


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    cast = factories.make_cast()
    with pytest.raises(RuntimeError):
        timeline.record(cast.file, EventKind.PAUSED, by=None)


@pytest.mark.parametrize("text", ["Een zin.", "naam <b>", "x" * 121])
def test_the_timeline_takes_no_free_text(cast: SimpleNamespace, text: str) -> None:
    with pytest.raises(ValueError, match="never text"):
        timeline.record(cast.file, EventKind.PAUSED, by=None, payload={"said": [text]})


# --- 11, 12, 14 ---------------------------------------------------------------------------------------------


def test_every_party_of_an_agreement_takes_part_in_its_file(cast: SimpleNamespace, version: Version) -> None:
    parties = set(version.agreement.parties.values_list("organisation", flat=True))
    assert parties <= set(cast.file.participations.values_list("organisation", flat=True))


def test_a_partner_of_another_file_cannot_become_a_party(
    cast: SimpleNamespace, version: Version, client: Any
) -> None:
    stranger = Participation.objects.create(
        collaboration=cast.other_file,
        organisation=factories.organisation("Vreemde partner", Side.PARTNER),
        side=Side.PARTNER,
        starts_on=TODAY(),
    )
    with pytest.raises(DomainError):
        start(cast, partners=[stranger])
    client.force_login(factories.user_of(cast.coach), **SIGN_IN)
    sent = {
        "form": Form.LETTER_OF_INTENT,
        "length": Length.SHORT,
        "title": "Met een vreemde",
        "partners": [str(stranger.uuid)],
        "request_key": "00000000-0000-4000-8000-000000000001",
    }
    client.post(f"/initiatieven/{cast.file.uuid}/overeenkomsten/nieuw/", sent)
    named = Agreement.objects.filter(parties__organisation=stranger.organisation)
    assert not named.exists()


def test_a_stale_revision_changes_nothing_and_gives_back_what_stands(
    cast: SimpleNamespace, version: Version
) -> None:
    agreement, article = version.agreement, version.agreement.articles.get(clause_key="gebied")
    goal, party = cast.file.plan_items.goals()[0], factories.acting(cast.file, cast.chair)
    stale = [
        (lambda: drafting.rename(agreement, title="X", revision=99), agreement, "title"),
        (lambda: drafting.word_anew(article, text="X", revision=99, **party), article, "own_text"),
        (lambda: plan.reword(goal, revision=99, title="X", text="X", **party), goal, "title"),
        (lambda: plan.skip(goal, revision=99, reason="X", **party), goal, "state"),
    ]
    for act, row, column in stale:
        before = getattr(type(row).objects.get(pk=row.pk), column)
        with pytest.raises(StaleRevision) as refusal, transaction.atomic():
            act()
        assert getattr(refusal.value.current, column) == before
        assert getattr(type(row).objects.get(pk=row.pk), column) == before


def test_what_was_shared_never_becomes_narrower_and_sharing_is_told(cast: SimpleNamespace) -> None:
    moment = notes.log_contact(
        cast.file,
        on=TODAY(),
        channel=Channel.TALK,
        summary="Eerst voor ons.",
        circle=Circle.OWN,
        **factories.acting(cast.file, cast.chair),
    )
    notes.share(moment, circle=Circle.EVERYONE, **factories.acting(cast.file, cast.chair))
    assert cast.file.events.filter(kind=EventKind.SHARED, circle=Circle.EVERYONE).count() == 1
    for narrower in (Circle.OWN, Circle.WITH_COACH, Circle.EVERYONE):
        with pytest.raises(DomainError):
            notes.share(moment, circle=narrower, **factories.acting(cast.file, cast.chair))
    moment.refresh_from_db()
    assert moment.circle == Circle.EVERYONE


def test_a_draft_that_was_stopped_before_publishing_stays_with_who_drafted_it(
    cast: SimpleNamespace, version: Version
) -> None:
    draft = drafting.start(
        cast.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title="Nooit getoond",
        **factories.acting(cast.file, cast.official),
    )
    drafting.stop(draft, reason="Toch niet.", **factories.acting(cast.file, cast.official))
    drafting.stop(version.agreement, reason="Toch niet.", **factories.acting(cast.file, cast.coach))
    assert draft.__class__.objects.get(pk=draft.pk).stage == Stage.STOPPED
    for who, seen in ((cast.clerk, True), (cast.coach, True), (cast.chair, False)):
        visible = Agreement.objects.visible_to(factories.user_of(who))
        assert visible.filter(pk=draft.pk).exists() is seen
        assert visible.filter(pk=version.agreement_id).exists(), "once shown, it stays readable"


# --- what the database itself refuses -----------------------------------------------------------------------

HISTORY = {
    "initiatives_event": "kind = 'paused'",
    "initiatives_milestone": "title = 'x'",
    "initiatives_planformat": "source = 'x'",
    "initiatives_formatitem": "title = 'x'",
    "initiatives_decisionkey": "verdict = 'return'",
    "initiatives_jointdecision": "state = 'open'",
    "municipalities_statement": "text = 'x'",
    "agreements_format": "number = 9",
    "agreements_clause": "title = 'x'",
    "agreements_variable": "label = 'x'",
    "agreements_setaside": "clause_key = 'x'",
    "agreements_stance": "text_hash = 'x'",
    "agreements_proposal": "text = 'x'",
    "agreements_version": "number = 9",
    "agreements_document": "size = 9",
    "agreements_bodydecision": "outcome = 'refused'",
    "agreements_signingplace": "turn = 9",
    "agreements_signingmove": "kind = 'back'",
    "agreements_signaturesheet": "signed_on = '2020-01-01'",
    "agreements_signature": "text_hash = 'x'",
    "agreements_receipt": "how = 'downloaded'",
    "agreements_seal": "level = 'advanced'",
    "agreements_evaluation": "conclusion = 'stops'",
    "agreements_ending": "way = 'at_once'",
    "agreements_endingreading": "party_id = 0",
    "agreements_partymove": "kind = 'back'",
    "agreements_noticetakenback": "by_id = 0",
    "agreements_publication": "text_hash = 'x'",
    "initiatives_decisionnote": "kind = 'answer'",
    "promises_promise": "due_phase = 'startup'",
    "promises_promiseword": "word = 'lapsed'",
    "agreements_registration": "signed = NOT signed",
    "agreements_policymention": "name = 'x'",
    "agreements_passage": "state = 'changed'",
    "agreements_passageanswer": "seat_id = 0",
    "agreements_registrationdoubt": "seat_id = 0",
}


@pytest.fixture
def history(cast: SimpleNamespace, version: Version) -> None:
    """One row at least in every table that is history."""
    put_document(version)
    article = version.agreement.articles.first()
    Stance.objects.create(
        article=article,
        party=version.agreement.parties.first(),
        text_hash="a" * 64,
        verdict="accept",
        by=cast.official.person,
        on=TODAY(),
    )
    Proposal.objects.create(
        article=article,
        party=version.agreement.parties.first(),
        text="Anders.",
        base_hash="a" * 64,
        by=cast.official.person,
    )
    _signed(cast, version)
    party, by = version.agreement.parties.first(), cast.official.person
    Receipt.objects.create(
        version=version, party=party, text_hash="a" * 64, how="confirmed", on=TODAY(), by=by
    )
    Seal.objects.create(document=version.documents.first(), party=party, level="plain", valid_until=TODAY())
    SetAside.objects.create(
        owner_org=cast.municipality.organisation,
        shared=version.agreement.format,
        clause_key="gebied",
        by=cast.official.person,
    )
    _promised(cast)
    _from_elsewhere(cast)
    _ended(cast, version)
    statements.say(cast.municipality, Subject.MONEY, "Tot € 2.000.", seen="", by=cast.official.person)
    decision = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Zo ver.",
        own_key=True,
        **factories.acting(cast.file, cast.chair),
    )
    _put_forward(cast, version, decision)
    review.ask(decision, text="Wie betaalt?", **factories.acting(cast.file, cast.official))
    decisions.turn_key(decision, verdict=KeyVerdict.ACCEPT, **factories.acting(cast.file, cast.official))
    notes.push_milestone(
        cast.file,
        kind=MilestoneKind.OTHER,
        title="Iets",
        url="",
        on=TODAY(),
        **factories.acting(cast.file, cast.chair),
    )


def _from_elsewhere(cast: SimpleNamespace) -> None:
    """An agreement that was made elsewhere, and a passage in policy that is gone."""
    gemeente, chair = factories.acting(cast.file, cast.official), factories.acting(cast.file, cast.chair)
    parties = [gemeente["seat"], chair["seat"]]
    said = elsewhere.Said(Form.COMMISSION, "Opdracht", parties, TODAY(), url="https://voorbeeld.nl")
    made = elsewhere.register(cast.file, said, **gemeente)
    elsewhere.doubt(made.registrations.all()[0], text="De dag klopt niet.", **chair)
    of_day = {"version": "1", "adopted_on": TODAY(), "body": "council"}
    named = policy_watch.Said("named", quote="De buurt doet mee.", **of_day)
    mention = policy_watch.name_in_policy(cast.file, kind="note", name="Visie", said=named, **gemeente)
    gone = policy_watch.Said("gone", **{**of_day, "version": "2"})
    seen = str(mention.passages.get().uuid)
    passage = policy_watch.say_of_next_version(mention, gone, seen=seen, **gemeente)
    policy_watch.say_what_was_done(passage, text="Wij belden.", **chair)


def _put_forward(cast: SimpleNamespace, version: Version, decision: JointDecision) -> None:
    """A text for neighbours that lies before its parties."""
    summary = NeighbourSummary.objects.create(
        agreement=version.agreement, slug="zeebuurt", by=cast.chair.person
    )
    Publication.objects.create(
        summary=summary, version=version, decision=decision, content={}, text_hash="a" * 64
    )


def _signed(cast: SimpleNamespace, version: Version) -> None:
    """Who decided, who was to sign and said no first, and the sheet on which she signed."""
    party, person = version.agreement.parties.first(), cast.official.person
    BodyDecision.objects.create(party=party, layer="executive", outcome="awaited", by=person)
    place = SigningPlace.objects.create(version=version, party=party, function_label="wethouder", order=1)
    SigningMove.objects.create(version=version, place=place, kind="declined", by=person)
    sheet = SignatureSheet.objects.create(
        version=version,
        signed_on=TODAY(),
        scan=notes.add_upload(
            cast.file, scan(), circle=Circle.EVERYONE, **factories.acting(cast.file, cast.chair)
        ),
        attached_by=cast.chair.person,
    )
    Signature.objects.create(
        place=place, version=version, text_hash="a" * 64, method="ink", on=TODAY(), sheet=sheet
    )


def _promised(cast: SimpleNamespace) -> None:
    giver, receiver = cast.official.organisation, cast.chair.organisation
    ours = factories.acting(cast.file, cast.official)
    promise = promises.record(
        cast.file, what="De kaart", giver=giver, receiver=receiver, said_on=TODAY(), **ours
    )
    promises.say(promise, Word.KEPT, of=giver, **ours)


def _ended(cast: SimpleNamespace, version: Version) -> None:
    """Looked back on, and left by a party."""
    by, party = cast.official.person, version.agreement.parties.first()
    Evaluation.objects.create(
        agreement=version.agreement,
        for_day=TODAY(),
        held_on=TODAY(),
        conclusion="goes_on",
        owner=cast.municipality.organisation,
        by=by,
    )
    ending = Ending.objects.create(agreement=version.agreement, way="notice", on=TODAY(), party=party, by=by)
    EndingReading.objects.create(ending=ending, party=party, text="Jammer.", by=by)
    NoticeTakenBack.objects.create(ending=ending, words="Toch niet.", by=by)
    PartyMove.objects.create(party=party, kind="left", by=by)


@pytest.mark.parametrize("table", sorted(HISTORY))
def test_the_database_refuses_to_change_or_delete_history(table: str, history: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  our own table names
        assert cursor.fetchone()[0] > 0
    for statement in (f"UPDATE {table} SET {HISTORY[table]}", f"DELETE FROM {table}"):  # noqa: S608
        refused = pytest.raises(IntegrityError, match="append-only")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_table_that_is_history_is_tried_here(db: None) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE t.tgname LIKE 'append_only_%'"
            )
        assert {row[0] for row in cursor.fetchall()} == set(HISTORY)


# What the data model says there is one of.
ONCE = {
    "organisation_takes_part_once",
    "one_municipality_and_one_initiative",
    "one_running_collaboration_per_area",
    "one_leading_open_period",
    "one_open_decision_per_subject",
    "one_key_per_side",
    "one_person_turns_one_key",
    "event_seq_once",
    "opening_once_a_day",
    "version_number_once",
    "value_once_per_variable",
    "one_job_per_version_and_media",
    "one_document_per_version_and_media",
}


def test_the_database_refuses_the_same_row_again(cast: SimpleNamespace, history: None) -> None:
    Opening.objects.create(collaboration=cast.file, user=factories.user_of(cast.chair), on=TODAY())
    again = decisions.propose_phase_step(
        cast.file,
        to=Phase.DEVELOPMENT,
        reason="Verder.",
        own_key=True,
        **factories.acting(cast.file, cast.chair),
    )
    assert again.keys.exclude(by=None).exists()
    tried = set()
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if not isinstance(constraint, UniqueConstraint):
                continue
            rows = model._base_manager.filter(constraint.condition or Q())
            rows = rows.exclude(Q.create([(name, None) for name in constraint.fields], connector=Q.OR))
            if row := rows.first():
                row.pk, row.uuid, row._state.adding = None, uuid4(), True
                with pytest.raises(IntegrityError) as refusal, transaction.atomic():
                    models.Model.save_base(row, force_insert=True)
                assert "uuid" not in str(refusal.value), constraint.name
                tried.add(constraint.name)
    assert tried >= ONCE, f"not tried: {ONCE - tried}"


def test_a_format_can_be_worked_on_until_it_is_published(version: Version) -> None:
    draft = Format.objects.create(document_kind="sok", number=77)
    clause = Clause.objects.create(
        format=draft, key="nieuw", part="A", order=1, title="Nieuw", need="optional", text="Tekst"
    )
    Clause.objects.filter(pk=clause.pk).update(title="Anders")
    Format.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    for change in (
        lambda: Clause.objects.filter(pk=clause.pk).update(title="Te laat"),
        lambda: Clause.objects.create(
            format=draft, key="meer", part="A", order=2, title="M", need="optional", text="T"
        ),
        lambda: Format.objects.filter(pk=draft.pk).update(published_at=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert Clause.objects.get(pk=clause.pk).title == "Anders"


def test_who_is_erased_can_leave_a_turned_key_whose_verdict_stays(
    cast: SimpleNamespace, history: None
) -> None:
    """The words beside a key may go, what was decided may not."""
    key = cast.file.decisions.get().keys.exclude(verdict="").first()
    key.remark = ""
    key.save(update_fields=["remark"])
    for column, value in (("verdict", ""), ("on_paper", True), ("at", timezone.now() - DAY)):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(key).objects.filter(pk=key.pk).update(**{column: value})


def test_the_hash_of_a_version_is_that_of_its_content(version: Version) -> None:
    assert version.text_hash == version.content["text_hash"]
    assert version.content_hash == content.content_hash(version.content)
    assert content.content_hash({**version.content, "title": "Anders"}) != version.content_hash
