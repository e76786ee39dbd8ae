"""Whatever the parties do, in whatever order and at the same moment: a signature is under the text that was seen.

More examples with SOAK=1.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agreements.actions import mandates, parties, settling, shape, sheets, signing
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Party, Signature, SignatureSheet, SigningPlace, Version
from agreements.settling.rows import settle
from agreements.signing.rows import newest_signable, read
from agreements.terms import Outcome, SheetState, Stage, VersionStatus
from initiatives.models import Milestone
from initiatives.terms import Layer
from samenspel.errors import DomainError
from tests import factories
from tests.agreements import signing_table as at

pytestmark = pytest.mark.engine

SOAK = bool(os.environ.get("SOAK"))
PARTIES = ("municipality", "initiative")
PARTNER = "partner-1"
PARTY = st.sampled_from([*PARTIES, PARTNER])
WHO = st.sampled_from(["official", "clerk", "chair", "member", "director"])
SPEAKS = at.SPEAKS | {PARTNER: "director"}
LAYER = {"municipality": Layer.EXECUTIVE, "initiative": Layer.BOARD, PARTNER: Layer.BOARD}


def must_hold(agreement: Agreement) -> None:
    """What is true of every agreement, whatever happened."""
    agreement = Agreement.objects.get(pk=agreement.pk)
    for version in Version.objects.filter(agreement=agreement, status=VersionStatus.FINAL):
        states = {a["state"] for part in version.content["parts"] for a in part["articles"]}
        assert states == {"standing"}
        assert not version.content["missing"]
        signed = list(Signature.objects.filter(version=version).select_related("place__party"))
        assert all(
            row.text_hash == version.text_hash and row.place.version_id == version.pk for row in signed
        )
        assert len({row.place_id for row in signed}) == len(signed)
        people = [row.by_id for row in signed if row.by_id]
        assert len(set(people)) == len(people)
    lies = newest_signable(agreement)
    assert (agreement.stage == Stage.IN_FORCE) == bool(lies and _is_signed(lies))
    in_force = int(agreement.stage == Stage.IN_FORCE)
    assert agreement.versions.filter(status=VersionStatus.SIGNED).count() == in_force
    signed_here = Milestone.objects.filter(kind="agreement_signed", url__contains=str(agreement.uuid))
    assert signed_here.count() == in_force
    if agreement.stage in (Stage.FINAL, Stage.IN_FORCE):
        assert lies is not None
        asked = set(SigningPlace.objects.filter(version=lies).values_list("party__key", flat=True))
        assert asked == set(agreement.parties.values_list("key", flat=True))
        assert len(lies.content["parties"]) == len(asked)
    for sheet in SignatureSheet.objects.exclude(state=SheetState.WAITING):
        assert sheet.checked_by_id not in (None, sheet.attached_by_id)


def _is_signed(version: Version) -> bool:
    return version.agreement.stage == Stage.IN_FORCE and read(version).complete


class Table(RuleBasedStateMachine):
    """Two parties, a partner that comes and goes, five people and a coach; each keeps the hash of the text that she read,
    old or new."""

    cast: SimpleNamespace
    agreement: Agreement

    @initialize()
    def begin(self) -> None:
        self.read: dict[str, str] = {}
        self.kept: dict[int, tuple[int, str]] = {}

    # --- who and what ---

    def fresh(self) -> Agreement:
        return Agreement.objects.get(pk=self.agreement.pk)

    def person(self, who: str) -> Any:
        return getattr(self.cast, who).person

    def seat(self, who: str) -> Any:
        return factories.seat(self.cast.file, getattr(self.cast, who))

    def party(self, key: str) -> Any:
        return Party.ever.select_related("organisation").get(agreement=self.agreement, key=key)

    def place(self, key: str, which: int) -> SigningPlace | None:
        """A place of this party: of the newest version to sign, or of an older one."""
        places = SigningPlace.objects.filter(party=self.party(key)).order_by("-pk")
        found = list(places.select_related("party__organisation", "version"))
        return found[which % len(found)] if found else None

    def attempt(self, act: Callable[[], Any]) -> Any:
        try:
            with transaction.atomic():
                return act()
        except DomainError:
            return None

    # --- what happens ---

    @rule()
    def lay_ready(self) -> None:
        self.attempt(
            lambda: signing.lay_ready(self.fresh(), by=self.person("coach"), seat=self.seat("coach"))
        )

    @rule()
    def go_on(self) -> None:
        """One step towards an agreement, so that each example also goes somewhere."""
        if self.fresh().stage == Stage.SHARED:
            self.park_or_resume(key="municipality", off=False)
            at.agree_on_all(self.cast, self.fresh())
            self.lay_ready()

    @rule(key=PARTY)
    def sign_well(self, key: str) -> None:
        """Who always speaks for this party is asked, reads what lies there, and signs."""
        who = SPEAKS[key]
        self.decline_or_go_on(key=key, which=0, no=False)
        self.name(key=key, who=who, which=0)
        self.look(who=who)
        self.sign(key=key, who=who, which=0)

    @rule()
    def all_sign_well(self) -> None:
        for key in self.agreement.parties.values_list("key", flat=True):
            self.sign_well(key=key)

    @rule(key=PARTY)
    def sign_well_in_ink(self, key: str) -> None:
        self.attach(key=key, who="member")
        self.check(who="coach", right=True)

    @rule(key=PARTY)
    def leave(self, key: str) -> None:
        if self.agreement.parties.count() < 3:
            return  # with one party left it stops for everyone
        self.attempt(
            lambda: parties.leave(
                self.fresh(),
                party=self.party(key),
                reason="Weg.",
                by=self.person(SPEAKS[key]),
                seat=self.seat(SPEAKS[key]),
            )
        )

    @rule(key=PARTY)
    def come_back(self, key: str) -> None:
        who = SPEAKS[key]
        self.attempt(
            lambda: parties.come_back(
                self.fresh(), party=self.party(key), by=self.person(who), seat=self.seat(who)
            )
        )

    @rule(text=st.sampled_from(["Zo.", "Anders."]), agree=st.booleans())
    def edit(self, text: str, agree: bool) -> None:
        article = self.fresh().articles.get(clause_key="intentie")
        self.attempt(
            lambda: shape.word_anew(
                article,
                text=text,
                revision=article.revision,
                **factories.acting(self.cast.file, self.cast.coach),
            )
        )
        if agree and self.fresh().stage == Stage.SHARED:
            at.agree_on_all(self.cast, self.fresh())

    @rule(key=PARTY, off=st.booleans())
    def park_or_resume(self, key: str, off: bool) -> None:
        article, party = self.fresh().articles.get(clause_key="gebied"), self.party(key)
        by = self.person(SPEAKS[key])
        if off:
            self.attempt(lambda: settling.park(article, party=party, reason="Later.", by=by))
        else:
            self.attempt(lambda: settling.resume(article, party=party, by=by))

    @rule(who=WHO)
    def look(self, who: str) -> None:
        version = newest_signable(self.fresh())
        if version:
            self.read[who] = version.text_hash

    @rule(key=PARTY, who=WHO, which=st.integers(0, 2))
    def name(self, key: str, who: str, which: int) -> None:
        place = self.place(key, which)
        if place:
            organisation = self.party(key).organisation
            held = getattr(self.cast, who)
            self.attempt(lambda: signing.name_signer(place, signer=held, by=held.person, seat=organisation))

    @rule(key=PARTY, who=WHO, which=st.integers(0, 2))
    def sign(self, key: str, who: str, which: int) -> None:
        place, seen = self.place(key, which), self.read.get(who)
        if place is None or seen is None:
            return
        lies, stage = newest_signable(self.fresh()), self.fresh().stage
        signature = self.attempt(lambda: signing.sign(place, seen=seen, by=self.person(who)))
        if signature:
            assert stage == Stage.FINAL
            assert lies is not None
            assert (signature.version_id, signature.text_hash) == (lies.pk, seen)

    @rule(key=PARTY, which=st.integers(0, 2), no=st.booleans())
    def decline_or_go_on(self, key: str, which: int, no: bool) -> None:
        place, by = self.place(key, which), self.person(SPEAKS[key])
        if place and no:
            self.attempt(lambda: signing.decline(place, reason="Nog niet.", by=by))
        elif place:
            self.attempt(lambda: signing.take_up(place, by=by))

    @rule(key=PARTY)
    def mend(self, key: str) -> None:
        self.attempt(
            lambda: signing.mend(
                self.fresh(),
                reason="Anders.",
                by=self.person(SPEAKS[key]),
                organisation=self.party(key).organisation,
            )
        )

    @rule(key=PARTY, outcome=st.sampled_from([Outcome.AWAITED, Outcome.APPROVED, Outcome.NOT_NEEDED]))
    def decide(self, key: str, outcome: Outcome) -> None:
        who = SPEAKS[key]
        day = timezone.localdate() if outcome == Outcome.APPROVED else None
        self.attempt(
            lambda: mandates.say_how_a_body_decides(
                self.party(key),
                layer=LAYER[key],
                outcome=outcome,
                decided_on=day,
                by=self.person(who),
                seat=self.seat(who),
            )
        )

    @rule(key=PARTY, who=WHO)
    def attach(self, key: str, who: str) -> None:
        place = self.place(key, 0)
        if place:
            self.attempt(
                lambda: sheets.attach(
                    [place],
                    signed_on=timezone.localdate(),
                    file=at.scan(),
                    by=self.person(who),
                    seat=self.seat(who),
                )
            )

    @rule(who=st.sampled_from(["coach", "official", "member"]), right=st.booleans())
    def check(self, who: str, right: bool) -> None:
        sheet = SignatureSheet.objects.filter(state=SheetState.WAITING).first()
        if sheet is None:
            return
        by, seat = self.person(who), self.seat(who)
        if right:
            self.attempt(lambda: sheets.accept(sheet, by=by, seat=seat))
        else:
            self.attempt(lambda: sheets.give_back(sheet, reason="Geen kenmerk.", by=by, seat=seat))

    # --- what holds ---

    @invariant()
    def every_signature_is_under_what_was_seen_and_every_text_to_sign_stands(self) -> None:
        must_hold(self.agreement)

    @invariant()
    def no_signature_disappears_or_changes(self) -> None:
        now = {row.pk: (row.place_id, row.text_hash) for row in Signature.objects.all()}
        assert self.kept.items() <= now.items()
        self.kept = now


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_happens_a_signature_stays_under_its_text(cast: SimpleNamespace) -> None:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    agreement = at.lay_out(cast, at.add_partner(cast)).agreement
    at.agree_on_all(cast, agreement)

    class WithinOneTransaction(Table):
        def __init__(self) -> None:
            super().__init__()
            self.cast, self.agreement = cast, agreement
            self.block = transaction.atomic()
            self.block.__enter__()

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    run_state_machine_as_test(
        WithinOneTransaction,
        settings=settings(
            max_examples=200 if SOAK else 12,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=not SOAK,
            phases=list(Phase) if SOAK else [Phase.generate],
            database=None,
        ),
    )


# --- at the same moment ---------------------------------------------------------------------------------


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Each act in a thread and a connection of its own, started at once; what it gave, or why it was refused."""
    start, found = Barrier(len(acts)), dict[int, Any]()

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            found[number] = act()
        except (DomainError, DatabaseError) as refusal:
            found[number] = refusal
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[number] for number in range(len(acts))]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_sign_while_a_third_takes_the_text_back_leave_one_truth(cast: SimpleNamespace) -> None:
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    table = at.lay_out(cast)
    agreement = table.agreement
    at.agree_on_all(cast, agreement)
    first, second = together(*[lambda: at.lay_ready(cast, table)] * 2)
    assert sorted(isinstance(found, Version) for found in (first, second)) == [False, True]
    version = newest_signable(agreement)
    assert version is not None
    signers = [(at.name(cast, version, key), at.SPEAKS[key]) for key in PARTIES]
    acts = [
        lambda place=place, who=who: signing.sign(place, seen=version.text_hash, by=getattr(cast, who).person)
        for place, who in signers * 2
    ]
    acts.append(
        lambda: signing.mend(agreement, reason="Wacht.", by=cast.coach.person, organisation=cast.support)
    )
    together(*acts)
    must_hold(agreement)
    stage = Agreement.objects.get(pk=agreement.pk).stage
    assert stage in (Stage.IN_FORCE, Stage.SHARED)
    assert Signature.objects.count() <= 2
    assert {a.state for a in settle(Draft(agreement)).values()} == {"standing"}
