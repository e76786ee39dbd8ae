"""Whatever people do, in whatever order or at the same moment: no phase without both keys, no word lost, the chain holds.

500 steps on each run; 10,000 with SOAK=1, also through `make soak`.
"""

import os
import threading
from collections.abc import Callable
from functools import wraps
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import Phase as Stage
from hypothesis import settings as how_long
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from contacts.models import Access
from initiatives.actions import decisions, endings, minutes, notes, on_paper, people, review
from initiatives.actions.parts import propose_part_step
from initiatives.deciding.asked import AT_ITEMS
from initiatives.deciding.matters import Matter
from initiatives.history import timeline
from initiatives.models import Collaboration, DecisionKey, DecisionNote, Fact, JointDecision, PhasePeriod
from initiatives.terms import (
    Channel,
    Circle,
    DecisionKind,
    DecisionState,
    EndKind,
    EventKind,
    KeyVerdict,
    NoteKind,
    Phase,
    Status,
)
from samenspel.errors import DomainError
from tests import factories

pytestmark = [pytest.mark.slow, pytest.mark.engine]

SOAK = bool(os.environ.get("SOAK"))
WHO = st.sampled_from(["coach", "official", "clerk", "chair", "member"])
PARTY = st.sampled_from(["official", "clerk", "chair", "member", "partner"])
WORDS = st.sampled_from(["Het kernteam wil door.", "Vraag ook de huurders.", "Er ligt een plan.", "", "  "])


ONE_SIDED = [DecisionKind.PAUSE, DecisionKind.RESUME, DecisionKind.END]
EFFECT = "matter_took_effect"


def take_effect(decision: JointDecision) -> None:
    """What a later app does with the last yes; here it only shows that it was asked, and for which decision."""
    Fact.objects.create(
        collaboration=decision.collaboration, name=EFFECT, value=str(decision.uuid), by=decision.by
    )


def nothing_to_show(decision: JointDecision) -> dict[str, Any]:
    return {}


ENDING = Matter(DecisionKind.AGREEMENT_END, take_effect=take_effect, shown=nothing_to_show)
PUBLISHING = Matter(DecisionKind.PUBLICATION, take_effect=take_effect, shown=nothing_to_show)
MATTERS = [DecisionKind.AGREEMENT_END, DecisionKind.PUBLICATION]


def with_partner(cast: SimpleNamespace) -> SimpleNamespace:
    """Els decides at Woonstee, which takes part as a partner."""
    acting = {"by": cast.chair.person, "seat": factories.seat(cast.file, cast.chair)}
    seat = people.add_partner(cast.file, name="Woonstee", short_name="", place="Eskerveen", **acting)
    cast.partner = factories.function(
        "Els Woonstee",
        seat.organisation,
        access=Access.DECIDE,
    )
    return cast


def with_talks(cast: SimpleNamespace) -> SimpleNamespace:
    """Two talks that everyone in the file reads."""
    for summary in ("De gemeente zoekt een zaal.", "Wij vragen de huurders."):
        notes.log_contact(
            cast.file,
            on=timezone.localdate(),
            channel=Channel.TALK,
            summary=summary,
            circle=Circle.EVERYONE,
            **factories.acting(cast.file, cast.coach),
        )
    return cast


ALWAYS: list[Callable[[Any], None]] = []  # what each `holds` below says


def holds(check: Callable[[Any], None]) -> Any:
    """An invariant. It is looked at again once something happened: a refusal leaves every row as it was."""
    ALWAYS.append(check)

    @wraps(check)
    def looked_at(table: Any) -> None:
        if table.looked.get(check) != table.happened:
            check(table)
            table.looked[check] = table.happened

    return invariant()(looked_at)


def undo(machine: type[RuleBasedStateMachine], cast: SimpleNamespace) -> type[RuleBasedStateMachine]:
    """Each example starts from the same file: what it did is rolled back."""

    class WithinOneTransaction(machine):  # type: ignore[misc,valid-type]
        def __init__(self) -> None:
            super().__init__()
            self.cast = cast
            self.block = transaction.atomic()
            self.block.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    return WithinOneTransaction


class Table(RuleBasedStateMachine):
    """Both parties, a partner and a coach at one table; a refusal may never change anything."""

    cast: SimpleNamespace
    refused = False

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[Any, ...]] = []  # every word that somebody was told is there
        self.said_at_keys: set[tuple[int, str, str]] = set()  # and those at a key: which, where, what
        self.asked: set[int] = set()  # the decisions in which the partner was named
        self.happened = 0
        self.looked: dict[Any, int] = {}

    @property
    def file(self) -> Collaboration:
        return Collaboration.objects.get(pk=self.cast.file.pk)

    def seat(self, who: str) -> Any:
        return factories.seat(self.cast.file, getattr(self.cast, who))

    def person(self, who: str) -> Any:
        return getattr(self.cast, who).person

    def attempt(self, act: Callable[[], Any]) -> Any:
        before = self.rows()
        made = None
        try:
            with transaction.atomic():
                made = act()
        except DomainError:
            self.refused = True
        else:
            self.refused = False
            self.happened += 1
        assert not self.refused or self.rows() == before
        return made

    def rows(self) -> list[Any]:
        return [
            list(JointDecision.objects.order_by("pk").values_list("pk", "state")),
            list(
                DecisionKey.objects.order_by("pk").values_list(
                    "pk", "verdict", "remark", "contested_at", "handler"
                )
            ),
            list(DecisionNote.objects.order_by("pk").values_list("pk", "kind", "text", "item", "answers")),
            list(PhasePeriod.objects.order_by("pk").values_list("pk", "phase", "ends_on")),
            (self.file.phase, self.file.status, self.file.last_seq),
        ]

    def newest(self) -> JointDecision:
        return JointDecision.objects.filter(collaboration=self.cast.file).latest("pk")

    def any_decision(self) -> bool:
        return JointDecision.objects.filter(collaboration=self.cast.file).exists()

    @rule(who=WHO, to=st.sampled_from(Phase), reason=WORDS, along=st.booleans())
    def propose(self, who: str, to: Phase, reason: str, along: bool) -> None:
        """Now and then the partner is named, and decides along."""
        made = self.attempt(
            lambda: decisions.propose_phase_step(
                self.file, to=to, reason=reason, partners=self.named(along), **self.proposing(who)
            )
        )
        self.remember_who_was_named(made, along)

    @precondition(lambda self: self.file.status != Status.ENDED)
    @rule(
        who=WHO, kind=st.sampled_from(MATTERS), subject=st.sampled_from(["een", "twee"]), along=st.booleans()
    )
    def propose_what_a_later_app_asks(self, who: str, kind: DecisionKind, subject: str, along: bool) -> None:
        made = self.attempt(
            lambda: decisions.open_decision(
                self.file,
                kind,
                subject=subject,
                payload={},
                reason="",
                named=self.named(along),
                **self.proposing(who),
            )
        )
        self.remember_who_was_named(made, along)

    @precondition(lambda self: self.file.status != Status.ENDED)
    @rule(who=WHO, number=st.integers(0, 1), along=st.booleans())
    def propose_minutes(self, who: str, number: int, along: bool) -> None:
        moment = self.cast.file.contact_moments.order_by("pk")[number]
        made = self.attempt(
            lambda: minutes.propose(moment, partners=self.named(along), **self.proposing(who))
        )
        self.remember_who_was_named(made, along)

    def proposing(self, who: str) -> dict[str, Any]:
        own_key = who in ("official", "chair")
        return {"by": self.person(who), "seat": self.seat(who), "own_key": own_key}

    def named(self, along: bool) -> list[Any]:
        return [self.seat("partner")] if along else []

    def remember_who_was_named(self, made: JointDecision | None, along: bool) -> None:
        if made is not None and along:
            self.asked.add(made.pk)

    def goal(self, number: int) -> Any:
        return self.cast.file.plan_items.goals().order_by("pk")[number]

    @precondition(any_decision)
    @rule(
        who=PARTY,
        remark=WORDS,
        at=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(AT_ITEMS), WORDS), min_size=1, max_size=3),
    )
    def give_back(self, who: str, remark: str, at: list[tuple[int, NoteKind, str]]) -> None:
        notes = [review.ItemNote(self.goal(number), kind, text) for number, kind, text in at]
        decision = self.newest()
        self.attempt(
            lambda: review.give_back(
                decision, notes=notes, remark=remark, by=self.person(who), seat=self.seat(who)
            )
        )
        if not self.refused:
            self.said += [
                (decision.pk, n.kind, n.item.pk, n.text.strip(), self.person(who).pk)
                for n in notes
                if n.text.strip()
            ]
        self.remember_at_key(decision, who, "remark", remark)

    @precondition(any_decision)
    @rule(who=WHO, text=WORDS, number=st.none() | st.integers(0, 3))
    def ask(self, who: str, text: str, number: int | None) -> None:
        item = None if number is None else self.goal(number)
        note = self.attempt(
            lambda: review.ask(self.newest(), text=text, item=item, by=self.person(who), seat=self.seat(who))
        )
        self.remember(note)

    def any_question(self) -> bool:
        return DecisionNote.objects.filter(kind=NoteKind.QUESTION).exists()

    @precondition(any_question)
    @rule(who=WHO, text=WORDS)
    def answer(self, who: str, text: str) -> None:
        """Also of a decision that closed long ago."""
        question = DecisionNote.objects.filter(kind=NoteKind.QUESTION).latest("pk")
        note = self.attempt(
            lambda: review.answer(question, text=text, by=self.person(who), seat=self.seat(who))
        )
        self.remember(note)

    def remember(self, note: DecisionNote | None) -> None:
        if note is not None:
            self.said.append((note.decision_id, note.kind, note.item_id, note.text, note.by_id))

    def remember_at_key(self, decision: JointDecision, party: str, field: str, words: str) -> None:
        if not self.refused and words.strip():
            key = decision.keys.get(participation=self.seat(party))
            self.said_at_keys.add((key.pk, field, words.strip()))

    @precondition(any_decision)
    @rule(who=PARTY, of=PARTY, seen=st.sampled_from(["nobody", "whoever is there"]))
    def take(self, who: str, of: str, seen: str) -> None:
        key = self.newest().keys.filter(participation=self.seat(of)).first()
        if key is None:
            return  # the partner, who was not named
        colleague = key.handler if seen == "whoever is there" else None
        self.attempt(lambda: review.take(key, instead_of=colleague, by=self.person(who), seat=self.seat(who)))

    @precondition(any_decision)
    @rule(who=PARTY, verdict=st.sampled_from(KeyVerdict), remark=WORDS)
    def turn(self, who: str, verdict: KeyVerdict, remark: str) -> None:
        decision = self.newest()
        self.attempt(
            lambda: decisions.turn_key(
                decision, seat=self.seat(who), by=self.person(who), verdict=verdict, remark=remark
            )
        )
        self.remember_at_key(decision, who, "remark", remark)

    @precondition(lambda self: self.file.decisions.open().exists())
    @rule()
    def agree(self) -> None:
        """Everyone who was asked says yes to what lies there, so that each example also goes somewhere."""
        everyone = ("official", "chair", "partner")
        for who in everyone if self.newest().pk in self.asked else everyone[:2]:
            self.turn(who, KeyVerdict.ACCEPT, "")

    @precondition(any_decision)
    @rule(who=PARTY, other=PARTY)
    def turn_for_another_side(self, who: str, other: str) -> None:
        """Someone whose own key turned never turns a second one."""
        decision = self.newest()
        if decision.keys.filter(by=self.person(who)).exclude(verdict="").exists():
            with pytest.raises(DomainError), transaction.atomic():
                decisions.turn_key(
                    decision, seat=self.seat(other), by=self.person(who), verdict=KeyVerdict.ACCEPT
                )

    @precondition(any_decision)
    @rule(who=WHO)
    def withdraw(self, who: str) -> None:
        self.attempt(lambda: decisions.withdraw(self.newest(), by=self.person(who), seat=self.seat(who)))

    @precondition(any_decision)
    @rule(party=PARTY, who=WHO, verdict=st.sampled_from(KeyVerdict), remark=WORDS)
    def record(self, party: str, who: str, verdict: KeyVerdict, remark: str) -> None:
        decision = self.newest()
        self.attempt(
            lambda: on_paper.record_with_file(
                decision,
                party=self.seat(party),
                decided_by="Het bestuur",
                decided_on=timezone.localdate(),
                verdict=verdict,
                remark=remark,
                file=SimpleUploadedFile("besluit.pdf", b"%PDF-1.7"),
                by=self.person(who),
                seat=self.seat(who),
            )
        )
        self.remember_at_key(decision, party, "remark", remark)

    @precondition(any_decision)
    @rule(who=PARTY, remark=WORDS)
    def contest(self, who: str, remark: str) -> None:
        key = self.newest().keys.filter(participation=self.seat(who)).first()
        if key is None:
            return  # the partner, who was not named
        self.attempt(lambda: on_paper.contest(key, remark=remark, by=self.person(who)))
        self.remember_at_key(key.decision, who, "contest_remark", remark)

    @precondition(any_decision)
    @rule(who=PARTY, remark=WORDS)
    def settle_contest(self, who: str, remark: str) -> None:
        key = DecisionKey.objects.filter(participation=self.seat(who)).exclude(contested_at=None).last()
        if key is not None:
            self.remember(
                self.attempt(lambda: on_paper.settle_contest(key, remark=remark, by=self.person(who)))
            )

    def any_of_one_side(self) -> bool:
        return self.file.decisions.filter(kind__in=ONE_SIDED).exists()

    @precondition(any_of_one_side)
    @rule(who=PARTY, remark=WORDS)
    def add_reading(self, who: str, remark: str) -> None:
        decision = self.file.decisions.filter(kind__in=ONE_SIDED).latest("pk")
        self.attempt(
            lambda: review.add_reading(decision, seat=self.seat(who), remark=remark, by=self.person(who))
        )
        self.remember_at_key(decision, who, "remark", remark)

    @rule(who=PARTY, reason=WORDS, verb=st.sampled_from(["pause", "resume"]))
    def pause_or_resume(self, who: str, reason: str, verb: str) -> None:
        """The other side says at once how it sees that; it may say so later too."""
        act = getattr(decisions, verb)
        self.attempt(lambda: act(self.file, reason=reason, by=self.person(who), seat=self.seat(who)))
        if not self.refused:
            self.add_reading("official" if who in ("chair", "member") else "chair", reason)

    @rule(who=PARTY, reason=WORDS, really=st.integers(0, 4))
    def end(self, who: str, reason: str, really: int) -> None:
        if really:
            return  # now and then, so that there is something to end
        words = {"reason": reason, "thanks": reason, "lessons": [reason], "aftercare": reason}
        by = {"by": self.person(who), "seat": self.seat(who)}
        made = self.attempt(
            lambda: endings.end_well(self.file, end_kind=EndKind.REACHED, **words, **by),
        )
        if made is not None:
            self.remember_parting(made, who, [NoteKind.LESSON, NoteKind.AFTERCARE], reason)
            self.remember_at_key(made, who, "remark", reason)
            self.add_reading("official" if who in ("chair", "member") else "chair", reason)

    @precondition(lambda self: self.file.decisions.filter(kind=DecisionKind.END).exists())
    @rule(who=PARTY, words=WORDS, reads=st.booleans())
    def add_afterwords(self, who: str, words: str, reads: bool) -> None:
        """Also once the file has opened again."""
        ending = self.file.decisions.filter(kind=DecisionKind.END).latest("pk")
        said: dict[str, Any] = {"thanks": words, "lessons": [words, words], "aftercare": words}
        said |= {"reading": words if reads else ""}
        by = {"by": self.person(who), "seat": self.seat(who)}
        self.attempt(lambda: endings.add_afterwords(ending, **said, **by))
        if not self.refused:
            self.remember_parting(ending, who, [NoteKind.THANKS, NoteKind.LESSON, NoteKind.AFTERCARE], words)
            self.remember_at_key(ending, who, "remark", said["reading"])

    def remember_parting(self, ending: JointDecision, who: str, kinds: list[NoteKind], words: str) -> None:
        if words.strip():
            self.said += [(ending.pk, kind, None, words.strip(), self.person(who).pk) for kind in kinds]

    @precondition(lambda self: self.file.status == Status.ENDED)
    @rule(who=WHO, reason=WORDS)
    def propose_to_open_again(self, who: str, reason: str) -> None:
        own_key = who in ("official", "chair")
        self.attempt(
            lambda: endings.propose_reopening(
                self.file, reason=reason, by=self.person(who), seat=self.seat(who), own_key=own_key
            )
        )

    @precondition(lambda self: self.file.status == Status.ACTIVE)
    @rule(
        who=WHO,
        part=st.sampled_from(["Blok Noord", "blok noord", "Dorpsstraat"]),
        to=st.none() | st.sampled_from(Phase),
        reason=WORDS,
    )
    def propose_for_a_part(self, who: str, part: str, to: Phase | None, reason: str) -> None:
        own_key = who in ("official", "chair")
        self.attempt(
            lambda: propose_part_step(
                self.file,
                part=part,
                to=to,
                reason=reason,
                by=self.person(who),
                seat=self.seat(who),
                own_key=own_key,
            )
        )

    # --- what always holds ----------------------------------------------------------------------------------

    @holds
    def no_phase_is_entered_without_every_key(self) -> None:
        for period in PhasePeriod.objects.filter(collaboration=self.cast.file, decision__isnull=False):
            decision = period.decision
            assert decision.state == DecisionState.ACCEPTED
            assert decision.payload["to"] == period.phase
            assert set(decision.keys.values_list("verdict", flat=True)) == {"accept"}

    @holds
    def a_decision_counts_when_all_keys_turned_and_goes_back_with_one(self) -> None:
        """Who holds a key is settled when it opens: both sides, and the partner when it was named."""
        joint = self.file.decisions.exclude(kind__in=ONE_SIDED).prefetch_related("keys__participation")
        for decision in joint:
            keys = decision.keys.all()
            partner = ["partner"] if decision.pk in self.asked else []
            assert sorted(key.participation.side for key in keys) == ["initiative", "municipality", *partner]
            said = {key.verdict for key in keys}
            if decision.state == DecisionState.OPEN:
                assert "return" not in said
                assert "" in said
            else:
                assert (decision.state == DecisionState.ACCEPTED) == (said == {"accept"})
                assert (decision.state == DecisionState.RETURNED) == ("return" in said)

    @holds
    def what_a_later_app_asked_took_effect_once_and_only_with_every_yes(self) -> None:
        accepted = self.file.decisions.filter(kind__in=MATTERS, state=DecisionState.ACCEPTED)
        told = Fact.objects.filter(collaboration=self.cast.file, name=EFFECT).values_list("value", flat=True)
        assert sorted(told) == sorted(str(decision.uuid) for decision in accepted)

    @holds
    def no_word_is_lost(self) -> None:
        kept = DecisionNote.objects.values_list("decision", "kind", "item", "text", "by")
        assert set(self.said) <= set(kept)
        at_keys = DecisionKey.objects.values_list("pk", "remark", "contest_remark")
        fields = ("remark", "contest_remark")
        kept_at_keys = {
            (pk, name, words) for pk, *said in at_keys for name, words in zip(fields, said, strict=True)
        }
        assert self.said_at_keys <= kept_at_keys
        answers = DecisionNote.objects.filter(kind=NoteKind.ANSWER).select_related("answers")
        assert all(a.answers.participation_id != a.participation_id for a in answers)
        returned = DecisionKey.objects.filter(verdict=KeyVerdict.RETURN)
        assert not returned.filter(remark="").exists()
        at_goals = DecisionNote.objects.filter(kind__in=AT_ITEMS)
        assert not at_goals.exclude(decision__state=DecisionState.RETURNED).exists()

    @holds
    def each_side_looks_for_itself(self) -> None:
        for key in DecisionKey.objects.exclude(handler=None).select_related("handler", "participation"):
            functions = key.handler.functions.filter(organisation=key.participation.organisation_id)
            assert functions.exists()

    @holds
    def no_person_turns_two_keys_and_paper_has_proof(self) -> None:
        turned = DecisionKey.objects.exclude(verdict="").exclude(by=None)
        pairs = list(turned.values_list("decision", "by"))
        assert len(pairs) == len(set(pairs))
        assert not DecisionKey.objects.filter(on_paper=True, evidence=None).exists()

    @holds
    def an_accepted_step_had_its_effect_exactly_once(self) -> None:
        accepted = JointDecision.objects.filter(
            collaboration=self.cast.file, kind=DecisionKind.PHASE_STEP, state=DecisionState.ACCEPTED
        )
        for decision in accepted:
            begun = 0 if decision.payload.get("finish") else 1
            assert PhasePeriod.objects.filter(decision=decision).count() == begun
        entered = self.file.events.filter(kind=EventKind.PHASE_ENTERED).count()
        assert entered == accepted.filter(subject="").count()
        of_parts = [EventKind.PART_STARTED, EventKind.PART_FINISHED]
        assert self.file.events.filter(kind__in=of_parts).count() == accepted.exclude(subject="").count()

    @holds
    def minutes_are_settled_once_and_stay(self) -> None:
        accepted = self.file.decisions.filter(kind=DecisionKind.MINUTES, state=DecisionState.ACCEPTED)
        assert self.file.events.filter(kind=EventKind.MINUTES_SETTLED).count() == accepted.count()
        assert accepted.values("subject").distinct().count() == accepted.count()

    @holds
    def a_file_opens_again_as_often_as_both_sides_said_so(self) -> None:
        reopened = self.file.decisions.filter(kind=DecisionKind.REOPEN, state=DecisionState.ACCEPTED)
        assert self.file.events.filter(kind=EventKind.REOPENED).count() == reopened.count()
        assert PhasePeriod.objects.filter(decision__in=reopened).count() == reopened.count()

    @holds
    def a_part_is_in_one_phase_at_most_and_in_none_once_the_file_has_ended(self) -> None:
        running = [
            p.casefold()
            for p in self.file.periods.filter(leading=False, ends_on=None).values_list("part", flat=True)
        ]
        assert len(running) == len(set(running))
        assert not running or self.file.status != Status.ENDED

    @holds
    def one_leading_period_mirrors_the_phase_and_an_ended_file_has_none(self) -> None:
        file = self.file
        leading = list(file.periods.filter(leading=True, ends_on=None).values_list("phase", flat=True))
        assert leading == ([] if file.status == Status.ENDED else [file.phase])
        if file.status == Status.ENDED:
            assert not file.decisions.open().exclude(kind=DecisionKind.REOPEN).exists()

    @holds
    def each_key_and_each_word_beside_a_decision_is_told_once(self) -> None:
        turned = (
            DecisionKey.objects.filter(decision__collaboration=self.cast.file).exclude(verdict="").count()
        )
        assert self.file.events.filter(kind=EventKind.KEY_TURNED).count() == turned
        noted = DecisionNote.objects.exclude(kind__in=AT_ITEMS).count()
        assert self.file.events.filter(kind=EventKind.DECISION_NOTED).count() == noted
        settled = DecisionNote.objects.filter(kind=NoteKind.SETTLED).values_list("decision", "participation")
        assert len(settled) == len(set(settled))

    @holds
    def the_chain_holds_and_each_closed_decision_is_told(self) -> None:
        assert not list(timeline.broken_links(self.file))
        closed = self.file.decisions.exclude(state=DecisionState.OPEN).count()
        assert self.file.events.filter(kind=EventKind.DECISION_CLOSED).count() == closed


@pytest.mark.django_db
def test_whatever_people_do_nothing_counts_without_every_key(cast: SimpleNamespace, settings: Any) -> None:
    """A failure shows at once; the long run makes it small."""
    settings.DECISION_MATTERS = [
        "initiatives.deciding.minutes_matter.MATTER",
        f"{__name__}.ENDING",
        f"{__name__}.PUBLISHING",
    ]
    run_state_machine_as_test(
        undo(Table, with_talks(with_partner(cast))),
        settings=how_long(
            max_examples=400 if SOAK else 25,
            stateful_step_count=25 if SOAK else 20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not SOAK,
            phases=list(Stage) if SOAK else [Stage.generate],
            database=None,
        ),
    )


# --- at the same moment -----------------------------------------------------------------------------------------


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Runs all at the same moment, each on its own connection; gives results and refusals."""
    start = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=20)
            results[number] = act()
        except Exception as error:  # the test looks at what it was
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def only_refusals(results: list[Any]) -> list[Any]:
    """Whoever was not served got a sentence, never a crash."""
    unexpected = [r for r in results if isinstance(r, Exception) and not isinstance(r, DomainError)]
    assert unexpected == []
    return [r for r in results if isinstance(r, DomainError)]
