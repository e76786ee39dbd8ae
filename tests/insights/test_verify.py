"""Nothing that was published changes unseen: flip any column of any frozen row, or a byte of any file, and `verify` names it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from agreements import jobs, verifying
from agreements.actions import (
    elsewhere,
    ending,
    living,
    mandates,
    parties,
    policy_watch,
    receipts,
    settling,
    sheets,
    signing,
)
from agreements.actions.adopting import hash_of_offer
from agreements.draft import Draft
from agreements.models import (
    Agreement,
    Article,
    BodyDecision,
    Clause,
    Document,
    Ending,
    EndingReading,
    Evaluation,
    Format,
    NoticeTakenBack,
    Party,
    PartyMove,
    Passage,
    PassageAnswer,
    Proposal,
    Publication,
    Receipt,
    Registration,
    RegistrationDoubt,
    Seal,
    Signature,
    SignatureSheet,
    SigningMove,
    SigningPlace,
    Stance,
    Variable,
    Version,
)
from agreements.neighbours.actions import take_down
from agreements.paper.pdf import Rendered
from agreements.settling.rows import settle
from agreements.terms import Conclusion, Media, Outcome, ProposalState, SealLevel, Verdict, Way
from contacts.actions import erase_person
from contacts.models import Person
from initiatives.actions import decisions, notes, on_paper, review
from initiatives.erasure import BLANK
from initiatives.history import held, marks
from initiatives.models import (
    DecisionKey,
    DecisionNote,
    Event,
    FormatItem,
    JointDecision,
    Mark,
    Milestone,
    PlanFormat,
    Upload,
)
from initiatives.terms import (
    Circle,
    DecisionKind,
    EventKind,
    Form,
    KeyVerdict,
    Layer,
    PassageState,
    Phase,
    PolicyKind,
)
from insights.management.commands.verify import problems
from promises import actions as promising
from promises.models import Promise, PromiseWord
from promises.terms import Word
from samenspel import frozen
from tests import factories
from tests.agreements import living_table, neighbours
from tests.agreements import signing_table as at

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.engine]

# What every frozen row says. Its uuid is part of its hash; its moment of adding tells nothing that counts.
FROZEN = (
    *(Version, Stance, BodyDecision, SigningPlace, SigningMove, SignatureSheet, Signature),
    *(Document, Seal, Receipt, Upload, Event),
    *(PartyMove, Proposal, Format, Clause, Variable, PlanFormat, FormatItem),
    *(JointDecision, DecisionKey, DecisionNote, Milestone, Promise, PromiseWord),
    *(Publication, Evaluation, Ending, EndingReading, NoticeTakenBack),
    *(Registration, RegistrationDoubt, Passage, PassageAnswer),
)
NOT_TOLD = {"id", "created_at"}
PARTS_OF_A_FORMAT = {Clause, Variable, FormatItem}
COUNTERS = {Promise: {"revision"}}  # says which text somebody had read, and nothing of the promise


@pytest.fixture
def told(cast: SimpleNamespace) -> Agreement:
    """An agreement of which every kind of frozen row exists, made as people make it."""
    other = living_table.in_force(cast)
    partner = at.add_partner(cast)
    table = at.lay_out(cast, partner)
    agreement, seat = table.agreement, factories.seat(cast.file, cast.chair)
    party, by = agreement.parties.get(key="partner-1"), cast.director.person
    parties.leave(agreement, party=party, reason="Geen tijd.", by=by, seat=partner)
    adopt(cast, agreement)
    say_no(cast, agreement)
    for key, who in at.SPEAKS.items():
        party = agreement.parties.select_related("organisation").get(key=key)
        for settled in settle(Draft(agreement)).values():
            settling.give_stance(
                Article.objects.select_related("agreement__collaboration").get(pk=settled.article.pk),
                party=party,
                seen=settled.text_hash,
                verdict=Verdict.ACCEPT,
                by=getattr(cast, who).person,
            )
    version = at.lay_ready(cast, table)
    mandates.say_how_a_body_decides(
        agreement.parties.select_related("organisation").get(key="initiative"),
        layer=Layer.MEMBERS,
        outcome=Outcome.APPROVED,
        decided_on=timezone.localdate(),
        remark="Met dank.",
        by=cast.chair.person,
        seat=seat,
    )
    signing.decline(at.place(version, "municipality"), reason="De raad wacht.", by=cast.official.person)
    signing.take_up(at.place(version, "municipality"), by=cast.official.person)
    at.sign(cast, version, "initiative")
    paper = {"signed_on": timezone.localdate(), "by": cast.member.person, "seat": seat}
    looks = {"by": cast.coach.person, "seat": table.coach_seat}
    vague, sheet = (
        sheets.attach([at.place(version, "municipality")], file=at.scan(text), **paper)
        for text in ("vaag", "getekend")
    )
    sheets.give_back(vague, reason="Niet te lezen.", **looks)
    sheets.accept(sheet, **looks)
    signed = agreement.versions.get(status="signed")
    receipts.confirm(
        signed,
        party=agreement.parties.select_related("organisation").get(key="initiative"),
        by=cast.chair.person,
    )
    notes.add_upload(
        cast.file,
        SimpleUploadedFile("verslag.pdf", b"%PDF-1.7 verslag"),
        circle=Circle.EVERYONE,
        by=cast.coach.person,
        seat=table.coach_seat,
    )
    for media in (Media.PDF, Media.WORD, Media.CHANGES, Media.COMPARED):
        print_as(signed, media, f"%PDF-1.7 getekend, {media}".encode())
    seal = {
        "party": agreement.parties.get(key="municipality"),
        "holder": "Gemeente Eskerveen",
        "fingerprint": "0" * 64,
        "level": SealLevel.PLAIN,
        "valid_until": timezone.localdate(),
    }
    print_as(signed, Media.SEALED, b"%PDF-1.7 getekend, pdf en verzegeld", seal)
    live_with(cast, Agreement.objects.get(pk=agreement.pk), other)
    promise_and_decide(cast)
    return agreement


def adopt(cast: SimpleNamespace, agreement: Agreement) -> None:
    """A party words an article anew, and the other one says yes."""
    article = agreement.articles.get(clause_key="rolverdeling")
    parties = {party.key: party for party in agreement.parties.select_related("organisation")}
    says = {"party": parties["initiative"], "by": cast.chair.person}
    rows = {"taken": [{"task": "Praten", "who": "initiative", "ready": "doorlopend"}]}
    proposal = settling.propose_text(
        article, text="Wij gaan samen op weg.", values=rows, reason="Kort.", decides=True, **says
    )
    settling.give_stance(
        article,
        party=parties["municipality"],
        seen=hash_of_offer(article, proposal),
        verdict=Verdict.ACCEPT,
        by=cast.official.person,
    )
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ADOPTED


def say_no(cast: SimpleNamespace, agreement: Agreement) -> None:
    """A party does not agree yet, and says so on paper."""
    settled = next(iter(settle(Draft(agreement)).values()))
    settling.record_on_paper(
        Article.objects.select_related("agreement__collaboration").get(pk=settled.article.pk),
        party=agreement.parties.select_related("organisation").get(key="municipality"),
        seen=settled.text_hash,
        verdict=Verdict.NOT_YET,
        reason="De raad leest mee.",
        decided_by="de wethouder",
        decided_on=timezone.localdate(),
        file=at.scan("nog niet"),
        **factories.acting(cast.file, cast.coach),
    )


def promise_and_decide(cast: SimpleNamespace) -> None:
    """A promise that is kept, and a phase step: asked about, decided on paper, and that contested."""
    them, us = (factories.acting(cast.file, who) for who in (cast.official, cast.chair))
    promise, slip = (
        promising.record(
            cast.file,
            what=what,
            giver=them["seat"].organisation,
            receiver=us["seat"].organisation,
            said_on=timezone.localdate(),
            **them,
        )
        for what in ("De gemeente zoekt het uit.", "Dit was iets anders.")
    )
    promising.say(promise, Word.KEPT, of=us["seat"].organisation, remark="Netjes.", **us)
    promising.withdraw(slip, **them)
    step = decisions.propose_phase_step(
        cast.file, to=Phase.ELABORATION, reason="Wij zijn zo ver.", own_key=True, **us
    )
    review.take(step.keys.get(participation=them["seat"]), instead_of=None, **them)
    review.ask(step, text="Sinds wanneer?", **them)
    on_paper.record_with_file(
        step,
        party=them["seat"],
        decided_by="de wethouder",
        decided_on=timezone.localdate(),
        verdict=KeyVerdict.ACCEPT,
        remark="Akkoord.",
        file=SimpleUploadedFile("besluit.pdf", b"%PDF-1.7 besluit"),
        **factories.acting(cast.file, cast.coach),
    )
    on_paper.contest(step.keys.get(on_paper=True), remark="Dat was een ander stuk.", by=cast.official.person)


def live_with(cast: SimpleNamespace, agreement: Agreement, other: Agreement) -> None:
    """Neighbours read of it, people look back, a party leaves the other one; and what was agreed elsewhere, or stands in policy."""
    acting = factories.acting(cast.file, cast.chair)
    today = timezone.localdate()
    summary = neighbours.publish(
        cast, agreement, {"nl": {**neighbours.DUTCH, "ask": f"Mail {cast.chair.person.email}"}, "en": {}}
    )
    take_down(summary, reason="Te vroeg.", by=cast.chair.person, organisation=acting["seat"].organisation)
    organisation = acting["seat"].organisation
    living.plan_evaluation(agreement, on=today, by=cast.chair.person, organisation=organisation)
    living.record_evaluation(
        agreement,
        on=today,
        conclusion=Conclusion.GOES_ON,
        words="Het gaat goed.",
        present="Wij allemaal.",
        by=cast.chair.person,
        organisation=acting["seat"].organisation,
    )
    party = other.parties.select_related("organisation").get(key="initiative")
    left = ending.give_notice(
        other,
        party=party,
        on=today + timedelta(days=400),
        reason="De buurt stopt.",
        wraps_up="De sleutel gaat terug.",
        by=cast.chair.person,
    )
    ending.add_reading(left, party=party, text="Wij leerden veel.", by=cast.chair.person)
    ending.take_back_notice(other, party=party, words="Toch niet.", by=cast.chair.person)
    said = elsewhere.Said(
        form=Form.GRANT_AGREEMENT,
        title="Subsidie",
        parties=[factories.seat(cast.file, who) for who in (cast.official, cast.chair)],
        since=today,
        amount=Decimal("1200"),
        money="In twee delen.",
        url="https://eskerveen.example/subsidie",
    )
    grant = elsewhere.register(cast.file, said, **acting)
    elsewhere.doubt(
        grant.registrations.get(), text="Welk jaar?", **factories.acting(cast.file, cast.official)
    )
    elsewhere.withdraw(grant, reason="Zij was van een ander.", **acting)
    version = {"adopted_on": today, "body": Layer.COUNCIL}
    named = policy_watch.Said(PassageState.NAMED, "1", quote="Zeebuurt Warm begint.", **version)
    mention = policy_watch.name_in_policy(
        cast.file, kind=PolicyKind.NOTE, name="Woonvisie", said=named, **acting
    )
    gone = policy_watch.say_of_next_version(
        mention,
        policy_watch.Said(PassageState.GONE, "2", **version),
        seen=str(mention.passages.all()[0].uuid),
        **acting,
    )
    policy_watch.say_what_was_done(gone, text="Wij belden.", **acting)
    policy_watch.say_of_next_version(
        mention,
        policy_watch.Said(PassageState.WITHDRAWN, reason="Het was een ander stuk."),
        seen=str(gone.uuid),
        **acting,
    )


def print_as(version: Version, media: Media, body: bytes, seal: Any = None) -> None:
    job = jobs.enqueue(version, media)
    assert jobs.claim(job.pk, "printer")
    made = Rendered(body, hashlib.sha256(body).hexdigest(), "printer of the tests", 1, seal)
    assert jobs.finish(job, "printer", made)


@pytest.fixture(autouse=True)
def a_seal_that_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a seal itself holds is told in test_sealing."""
    from agreements.paper import seal

    monkeypatch.setattr(seal, "flaw", lambda body, fingerprint: "")


@contextmanager
def as_who_holds_the_database() -> Iterator[None]:
    """Without the triggers that refuse it; afterwards all is as it was."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f"DROP TRIGGER {name}")
            else:
                cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        transaction.set_rollback(True)


def flipped(value: Any, field: models.Field[Any, Any]) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return value + 1
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    if isinstance(value, dict):
        return value | {"text_hash": "f" * 64}
    if value is None:
        return _now(field) if isinstance(field, models.DateField) else 1
    text = str(value)
    return type(value)(int(text.replace("-", ""), 16) ^ 1) if field.name == "uuid" else text[:-1] + "~"


def _now(field: models.Field[Any, Any]) -> date:
    return timezone.now() if isinstance(field, models.DateTimeField) else timezone.localdate()


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    kept = NOT_TOLD | COUNTERS.get(model, set())
    return [f for f in model._meta.local_concrete_fields if f.attname not in kept and f.name != "uuid"]


def rows_to_change(model: type[models.Model], name: str) -> list[Any]:
    """The newest; of what is held apart one that says something, and one that does not."""
    rows: Any = model._default_manager.order_by("-pk")
    if model is DecisionKey:
        rows = rows.filter(on_paper=True)
    if name not in getattr(model, "apart", ()):
        return [rows.first()]
    if isinstance(model._meta.get_field(name), models.CharField | models.TextField):
        return [rows.exclude(**{name: ""}).first(), *rows.filter(**{name: ""})[:1]]
    return [*rows.exclude(**{name: None})[:1], *rows.filter(**{name: None})[:1]]


def unseen_changes() -> Iterator[str]:
    for model in FROZEN:
        for field in columns(model):
            for row in rows_to_change(model, field.attname):
                assert row is not None, f"no {model.__name__} with {field.attname} to change"
                if not is_seen(row, field):
                    yield f"{model.__name__}.{field.attname}"


def is_seen(row: Any, field: models.Field[Any, Any]) -> bool:
    model = type(row)
    with as_who_holds_the_database():
        other = flipped(getattr(row, field.attname), field)
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=row.pk).update(**{field.attname: other})
        except IntegrityError:
            return True  # the database refuses it by itself
        whole = row.format if model in PARTS_OF_A_FORMAT else row
        named = str(whole.uuid) if model is not Event else f"event {row.seq}"
        is_apart = field.attname in getattr(model, "apart", ())
        told = marks.changed_columns if is_apart else problems
        return any(named in problem for problem in told())  # read before the rows are put back


def test_a_column_that_came_later_leaves_the_hash_of_older_rows_as_it_was(monkeypatch) -> None:
    older = Proposal(text="Wij praten.")
    by_now = frozen.digest(older)
    assert frozen.digest(Proposal(uuid=older.uuid, text="Wij praten.", values={"taken": []})) != by_now
    monkeypatch.setattr(Proposal, "frozen_if_filled", ())
    assert frozen.digest(older) == by_now


def test_a_change_in_any_column_of_any_frozen_row_and_a_row_that_is_gone_are_told(told: Agreement) -> None:
    call_command("verify", stdout=(said := io.StringIO()))
    assert "Alles klopt" in said.getvalue()
    unseen = list(unseen_changes())
    assert not unseen, unseen
    gone = (Version, Stance, PartyMove, Signature, SigningMove, Receipt, Document, Seal, Event)
    for model in (*gone, Proposal, Publication, Clause, Variable, FormatItem):
        with as_who_holds_the_database():
            newest = model._default_manager.order_by("-pk")[:1]
            model._default_manager.filter(pk__in=list(newest.values_list("pk", flat=True)))._raw_delete(
                "default"
            )
            assert list(problems()), model
    # A row that is whole in itself, and says what the others do not.
    with as_who_holds_the_database():
        Party.ever.exclude(left_at=None).update(left_at=None)
        assert any("of partij partner-1 meedoet" in problem for problem in problems())
    with as_who_holds_the_database():
        Stance.objects.filter(pk=Stance.objects.first().pk).update(text_hash="0" * 64)
        assert any("niet elke partij was akkoord" in problem for problem in problems())
    with as_who_holds_the_database():
        other = b"%PDF-1.7 een ander stuk, verzegeld"
        sealed = Document.objects.get(media=Media.SEALED)
        good = Path(sealed.file.path).read_bytes()
        Path(sealed.file.path).write_bytes(other)
        sealed.sha256, sealed.size = hashlib.sha256(other).hexdigest(), len(other)
        Document.objects.filter(pk=sealed.pk).update(
            sha256=sealed.sha256, size=sealed.size, row_hash=frozen.digest(sealed)
        )
        assert [problem for problem in problems() if "begint anders" in problem] == list(problems())
        Path(sealed.file.path).write_bytes(good)
    with as_who_holds_the_database():
        Signature.objects.filter(pk=Signature.objects.first().pk).update(text_hash="0" * 64)
        with pytest.raises(CommandError, match="kloppen niet"):
            call_command("verify", stderr=(said := io.StringIO()))
    assert "staat onder een andere tekst" in said.getvalue()
    for model in (Ending, Passage, SigningMove):  # blanked, and nobody was erased
        with as_who_holds_the_database():
            model._default_manager.exclude(reason="").update(reason=BLANK)
            assert list(marks.changed_columns()), model
    with as_who_holds_the_database():  # also who makes it a mark that fits: the event names another
        said = Promise.objects.get(withdrawn_at=None)
        said.what = "De gemeente betaalt het."
        said.save(update_fields=["what"])
        marks.keep(said.collaboration, [frozen.Column(said, "what")])
        assert list(marks.changed_columns()) == [f"promise {said.uuid}: what is veranderd"]
    # What goes with an erased person goes without a word of `verify`, whatever it was.
    for person in Person.objects.all():
        erase_person(person, None)
    assert list(problems()) == []


def test_what_lost_the_words_of_who_was_erased_is_held_as_it_is_since(
    told: Agreement, cast: SimpleNamespace
) -> None:
    was, reason = Publication.objects.get(), Ending.objects.get(way=Way.NOTICE).reason
    salts = dict(Mark.objects.values_list("name", "salt"))
    erase_person(cast.chair.person, None)
    row, left = Publication.objects.get(), Ending.objects.get(way=Way.NOTICE)
    assert (row.content["nl"]["ask"], row.ended_reason) == (f"Mail {BLANK}", BLANK)
    assert (left.reason, left.wraps_up) == (BLANK, BLANK)
    assert list(problems()) == []
    assert cast.file.events.filter(kind=EventKind.WORDS_BLANKED).count() == 1  # told once, whatever she wrote
    # The events of before name a hash of her words, and nothing is left by which anyone can try which words they were.
    named = frozen.name_of(frozen.Column(left, "reason"))
    first, since = (
        event.payload["apart"][named]
        for event in cast.file.events.filter(payload__apart__has_key=named).order_by("seq")
    )
    left.reason = reason
    assert frozen.salted(frozen.Column(left, "reason"), salts[named]) == first
    assert not Mark.objects.filter(salt=salts[named]).exists()
    assert not any(reason in str(event.payload) for event in cast.file.events.all())
    assert since == Mark.objects.get(name=named).digest
    for words in (reason, "", "Een andere reden."):
        with as_who_holds_the_database():
            Ending.objects.filter(pk=left.pk).update(reason=words)
            assert any(str(left.uuid) in problem for problem in problems()), words

    other = row.content | {"nl": row.content["nl"] | {"want": "Iets heel anders."}}
    back = {"ended_at": None, "ended_by": None, "ended_for": None, "ended_reason": ""}
    for change in (
        {"content": other},
        {"content": was.content},
        {"ended_reason": "Een andere reden."},
        {"ended_at": was.published_at},
        back,
    ):
        with as_who_holds_the_database():
            Publication.objects.update(**change)
            assert any(str(row.uuid) in problem for problem in problems()), change


def test_words_from_before_they_were_held_have_a_mark_that_no_event_tells_of(cast: SimpleNamespace) -> None:
    chair = factories.acting(cast.file, cast.chair)
    row = JointDecision.objects.create(
        collaboration=cast.file,
        kind=DecisionKind.PAUSE,
        reason="De kas is leeg.",
        by=chair["by"],
        by_organisation=chair["seat"].organisation,
    )
    told = f"jointdecision {row.uuid}: reason is veranderd"
    assert list(problems()) == [told]
    marks.mark_what_was_there(apps, "initiatives", {"JointDecision": ("collaboration_id", ("reason",))})
    assert list(problems()) == []
    JointDecision.objects.update(reason="De kas is vol.")
    assert list(problems()) == [told]


def _flip(path: Path, place: int) -> None:
    body = path.read_bytes()
    place %= len(body)
    path.write_bytes(body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])


def wrong_with_files() -> str:
    return "\n".join([*held.changed_uploads(), *verifying.documents()])


def test_a_flipped_byte_of_any_file_and_a_file_that_is_gone_are_told(told: Agreement) -> None:
    made = list(Document.objects.all())
    assert {row.media for row in made} == set(Media)
    for row in (*made, *Upload.objects.all()):
        path = Path(row.file.path)
        good = path.read_bytes()
        for place in {0, 9, len(good) // 2, len(good) - 1}:
            _flip(path, place)
            assert f"{row.uuid}: het bestand is veranderd" in wrong_with_files()
            path.write_bytes(good)
        path.unlink()
        assert f"{row.uuid}: het bestand is weg" in wrong_with_files()
        path.write_bytes(good)
    assert list(problems()) == []


def test_a_text_that_went_back_to_the_table_is_as_sound_as_before(cast: SimpleNamespace) -> None:
    table = at.lay_out(cast)
    at.agree_on_all(cast, table.agreement)
    at.lay_ready(cast, table)
    signing.mend(
        Agreement.objects.get(pk=table.agreement.pk),
        reason="Anders.",
        by=cast.coach.person,
        organisation=cast.support,
    )
    assert list(problems()) == []
