"""One rich world around the cast: three running files and an ended one, where every row carries a mark of its own.

A mark is a word that stands nowhere else, with the roles that may read it. `tests/test_access.py` asks who gets
in; `tests/test_every_page.py` looks for marks where they do not belong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from agreements import actions as drafting
from agreements.actions import (
    amending,
    annexes,
    elsewhere,
    ending,
    formats,
    living,
    mandates,
    policy_watch,
    reshaping,
    settling,
    sheets,
    signing,
)
from agreements.draft import Draft
from agreements.formats import published
from agreements.formats.kinds import DocumentKind
from agreements.formats.loading import load_formats
from agreements.models import Agreement, Document, Format, Version
from agreements.settling.other import words_of
from agreements.settling.rows import settle
from agreements.terms import (
    AnnexKind,
    AnnexSource,
    Conclusion,
    Form,
    JobState,
    Length,
    Media,
    Outcome,
    Verdict,
)
from contacts import actions as roster_actions
from contacts.models import Access, Function, FunctionKind, Organisation, Person, Side
from initiatives.actions import (
    decisions,
    endings,
    notes,
    on_paper,
    people,
    plan,
    results,
    review,
    room,
    self_check,
    steps,
)
from initiatives.actions import ladders as climbing
from initiatives.actions.formats import make_draft
from initiatives.actions.notes import push_milestone
from initiatives.coaching import steps as coach_steps
from initiatives.models import Assignment, Collaboration, Participation, PlanFormat
from initiatives.room import topics
from initiatives.room.ladders import LINKAGE, REQUEST
from initiatives.terms import (
    Actor,
    Channel,
    Circle,
    EndKind,
    GoalStatus,
    ItemState,
    KeyVerdict,
    Layer,
    MilestoneKind,
    PassageState,
    Phase,
    PolicyKind,
    Role,
)
from municipalities import statements
from municipalities.models import Subject
from promises import actions as promising
from promises.terms import Word
from tests import factories
from tests.access_expectations import (
    EVERYONE,
    IN_FILE,
    INITIATIVE,
    MUNICIPALITY,
    SEES,
    SIGNED_IN,
    SUPPORT,
    roles,
)
from tests.agreements import neighbours, signing_table

ANNEX = "0a0a0a0a"  # the key of the annex that each agreement has
SMALLEST_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da631070f50100010a00a2cfa32b040000000049454e44ae426082"
)
NO_ROW = UUID(int=0)  # where an address also names a row that need not be there
TODAY = timezone.localdate


@dataclass(frozen=True)
class Mark:
    word: str
    what: str
    readers: frozenset[str]


@dataclass
class Place:
    """How one thing is asked for: the parts of its address."""

    kwargs: dict[str, Any]
    query: str = ""


@dataclass
class World:
    people: dict[str, Any] = field(default_factory=dict)  # a function, or a user who has none
    # (thing, kind of row) -> where it is found; kind "" is the thing itself
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    file: Collaboration = None  # type: ignore[assignment]
    draft: PlanFormat = None  # type: ignore[assignment]  # of the next stappenplan
    format: Format = None  # type: ignore[assignment]  # of agreements, published
    others: list[Collaboration] = field(default_factory=list)
    token: str = ""  # of the open invitation
    slug: str = ""  # of what neighbours read
    client: Any = None
    sessions: dict[str, str] = field(default_factory=dict)

    def mark(self, what: str, readers: frozenset[str]) -> str:
        """A word without vowels, so that nothing hyphenates or inflects it."""
        word = f"zq{len(self.marks):03d}x"
        self.marks.append(Mark(word, what, readers))
        return word

    def put(self, thing: str, row: Any, kind: str = "", query: str = "", **more: Any) -> None:
        self.places[thing, kind] = Place({"uuid": row.uuid, **more}, query)

    def seat(self, role: str, file: Collaboration | None = None) -> Participation:
        return factories.seat(file or self.file, self.people[role])

    def as_party(self, role: str, file: Collaboration | None = None) -> dict[str, Any]:
        return {"by": self.people[role].person, "seat": self.seat(role, file)}


def build() -> World:
    world = World()
    _load()
    organisations = _organisations(world)
    _people(world, organisations)
    _files(world, organisations)
    _rows_of_each_circle(world)
    _roles_and_room(world)
    _plan_and_decisions(world)
    _agreements(world)
    _promises(world)
    _roster(world)
    _other_files(world)
    world.draft = make_draft()
    _formats(world)
    return world


def _load() -> None:
    factories.plan_format()
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")


def _formats(world: World) -> None:
    """A gemeente writes its own format, and of the shared one there is a newer version than the drafts follow."""
    kind = DocumentKind.LETTER_OF_INTENT
    shared = formats.make_draft(kind, None)
    shared.clauses.filter(key="rolverdeling").update(text="Zo verdelen we het:\n{{ taken }}")
    world.format = formats.publish(shared, note="Korter.")
    own = formats.make_draft(kind, world.people["official"].organisation_id)
    clause, field = own.clauses.get(key="intentie"), own.variables.get(name="stip")
    text = f"Wij willen {world.mark('text of a format in writing', roles('official'))}."
    own.clauses.filter(pk=clause.pk).update(text=text)
    thing = "format in writing"
    world.put(thing, own)
    world.put(thing, clause, "agreements:format-clause")
    world.put(thing, clause, "agreements:format-clause-change")
    world.put(thing, field, "agreements:format-field")


# --- who is there -------------------------------------------------------------------------------------

# A name of an organisation is known to whoever shares a file or an agreement with it.
WITH_PARTNER = IN_FILE | roles("partner")
SECOND_FILE = MUNICIPALITY | roles("colleague coordinator neighbour")
THIRD_FILE = roles("elsewhere other_coach")


def _organisations(world: World) -> dict[str, Any]:
    administrators = roles("administrator")  # they keep the list of organisations, people and functions
    named = {
        "support": (Side.SUPPORT, WITH_PARTNER | SECOND_FILE | roles("unnamed_partner")),
        "other_support": (Side.SUPPORT, THIRD_FILE | roles("other_partner")),
        "partner": (Side.PARTNER, WITH_PARTNER),
        "unnamed_partner": (Side.PARTNER, IN_FILE | roles("unnamed_partner")),
        "other_partner": (Side.PARTNER, THIRD_FILE | roles("other_partner")),
    }
    made: dict[str, Any] = {
        key: factories.organisation(
            f"Organisatie {world.mark(f'name of {key}', readers | administrators)}", side
        )
        for key, (side, readers) in named.items()
    }
    made["eskerveen"], made["elderveld"] = (
        factories.municipality("Eskerveen"),
        factories.municipality("Elderveld"),
    )
    return made


def _person(
    world: World,
    role: str,
    organisation: Organisation,
    readers: frozenset[str],
    by_name: frozenset[str] = frozenset(),  # who reads her first name, and not how to reach her
    **fields: Any,
) -> Function:
    word = world.mark(f"name and address of {role}", readers | by_name | roles(role, "administrator"))
    held = factories.function(f"{word} van Dam", organisation, **fields)
    phone = f"06 {len(world.marks):02d} 77 00 11"
    world.marks.append(Mark(phone, f"phone of {role}", readers | roles(role, "administrator")))
    Person.objects.filter(pk=held.person_id).update(phone=phone)
    world.people[role] = held
    return held


def _people(world: World, of: dict[str, Any]) -> None:
    gemeente, support = of["eskerveen"].organisation, of["support"]
    in_gemeente = IN_FILE | SECOND_FILE
    of_support = IN_FILE | SECOND_FILE
    _person(world, "coach", support, WITH_PARTNER | roles("colleague"), kind=FunctionKind.COACH)
    _person(world, "colleague", support, SECOND_FILE | SUPPORT, kind=FunctionKind.COACH)
    _person(
        world,
        "coordinator",
        support,
        of_support,
        access=Access.COORDINATE,
        kind=FunctionKind.COORDINATOR,
    )
    _person(world, "official", gemeente, in_gemeente, access=Access.DECIDE, kind=FunctionKind.OFFICIAL)
    _person(world, "clerk", gemeente, in_gemeente, kind=FunctionKind.OFFICIAL)
    _person(
        world,
        "councillor",
        gemeente,
        in_gemeente,
        access=Access.READ,
        kind=FunctionKind.COUNCIL_MEMBER,
    )
    _person(
        world,
        "manager",
        gemeente,
        MUNICIPALITY,
        access=Access.FIGURES,
        kind=FunctionKind.PROGRAMME_MANAGER,
    )
    third = THIRD_FILE | roles("other_partner")
    _person(world, "other_coach", of["other_support"], third, kind=FunctionKind.COACH)
    _person(world, "elsewhere", of["elderveld"].organisation, third, access=Access.DECIDE)
    _person(world, "partner", of["partner"], IN_FILE, access=Access.DECIDE)
    _person(world, "unnamed_partner", of["unnamed_partner"], IN_FILE, access=Access.DECIDE)
    _person(world, "other_partner", of["other_partner"], third, access=Access.COORDINATE)
    for role, more in (("administrator", {"is_administrator": True}), ("outsider", {})):
        word = world.mark(f"name of {role}", roles(role, "administrator"))
        user = User.objects.create_user(f"{word}@example.org", **more)
        Person.objects.create(name=f"{word} van Dam", email=user.email, user=user)
        world.people[role] = user


def _files(world: World, of: dict[str, Any]) -> None:
    name = world.mark("name of the initiative", WITH_PARTNER | roles("former administrator manager"))
    ambition = world.mark("ambition of the initiative", IN_FILE)
    area = world.mark("area of the file", WITH_PARTNER)
    world.file = factories.collaboration(
        world.people["coach"],
        of["eskerveen"],
        name=f"Zeebuurt {name}",
        ambition=f"Samen {ambition}",
        area_name=f"Zeebuurt {area}",
    )
    zeebuurt = world.file.initiative.organisation
    at_zeebuurt = IN_FILE
    _person(world, "chair", zeebuurt, at_zeebuurt, access=Access.COORDINATE, kind=FunctionKind.CHAIR)
    _person(world, "member", zeebuurt, at_zeebuurt, by_name=roles("partner"), kind=FunctionKind.TREASURER)
    _person(world, "reader", zeebuurt, at_zeebuurt, access=Access.READ, kind=FunctionKind.VOLUNTEER)
    _person(world, "former", zeebuurt, at_zeebuurt, access=Access.DECIDE)
    for key in ("partner", "unnamed_partner"):
        Participation.objects.create(
            collaboration=world.file, organisation=of[key], side=Side.PARTNER, starts_on=TODAY()
        )
    initiative = world.seat("chair")
    world.put("file", world.file)
    world.put("file", world.file.periods.get(), "initiatives:period-correct")
    world.put("file", world.file, "initiatives:invitation-refuse", invitation=NO_ROW)
    world.put("file", world.file, "insights:step-answer", step="vision", question="why_us")
    world.put("file, naming the initiative", world.file, query=f"?partij={initiative.uuid}")
    member = people.assign(
        initiative,
        world.people["member"],
        role=Role.CONTACT,
        **world.as_party("chair"),  # type: ignore[arg-type]
    )
    world.put("role at the initiative", member)
    world.put("role of the coach", Assignment.objects.get(function=world.people["coach"]))
    world.others = [of["eskerveen"], of["elderveld"], of["other_partner"]]


# --- what lies in the file ----------------------------------------------------------------------------

CIRCLES = {
    "own to the initiative": ("member", Circle.OWN),
    "initiative and coach": ("member", Circle.WITH_COACH),
    "of the initiative, for all": ("member", Circle.EVERYONE),
    "own to the gemeente": ("clerk", Circle.OWN),
    "gemeente and coach": ("clerk", Circle.WITH_COACH),
    "of the gemeente, for all": ("clerk", Circle.EVERYONE),
    "own to the coach": ("coach", Circle.OWN),
}


def _rows_of_each_circle(world: World) -> None:
    """A contact moment, evidence and a file, for each owner and circle."""
    goal = world.file.plan_items.goals().filter(phase=Phase.STARTUP)[0]
    for thing, (role, circle) in CIRCLES.items():
        readers, party = SEES[thing], world.as_party(role)
        moment = notes.log_contact(
            world.file,
            on=TODAY(),
            channel=Channel.PHONE,
            summary=f"Gebeld: {world.mark(f'contact, {thing}', readers)}",
            circle=circle,
            **party,
        )
        name = world.mark(f"name of a file, {thing}", readers)
        inside = world.mark(f"inside a file, {thing}", readers)
        file = SimpleUploadedFile(f"{name}.pdf", f"%PDF-1.7 {inside}".encode())
        evidence = notes.add_evidence(
            goal,
            title=f"Verslag {world.mark(f'title of evidence, {thing}', readers)}",
            quote=f"Citaat {world.mark(f'quote of evidence, {thing}', readers)}",
            file=file,
            circle=circle,
            **party,
        )
        notes.add_evidence(
            goal,
            title=f"Gesprek {world.mark(f'evidence of a conversation, {thing}', readers)}",
            contact=moment,
            circle=circle,
            **party,
        )
        world.put(thing, moment, "initiatives:contact-share")
        world.put(thing, moment, "initiatives:minutes-propose")
        world.put(thing, evidence, "initiatives:evidence-share")
        world.put(thing, evidence.upload, "initiatives:upload")
        world.put(thing, evidence.upload, "initiatives:upload-remove")


def _roles_and_room(world: World) -> None:
    for role in ("member", "clerk"):
        words = f"Want {world.mark(f'words on the direction by {role}', IN_FILE)}"
        room.state(world.file, topics.DIRECTION, {"remark": words}, seen="", **world.as_party(role))
    found = world.mark("name of a koppelkans", IN_FILE)
    world.put(
        "koppelkans", climbing.add(world.file, LINKAGE, title=f"Riool {found}", **world.as_party("member"))
    )
    asked = world.mark("name of a request for help", IN_FILE)
    climbing.add(world.file, REQUEST, title=f"Zaal {asked}", **world.as_party("chair"))
    world.put("file", world.file, "initiatives:room-topic", topic=topics.DIRECTION.slug)
    said = world.mark("what the gemeente stands for", SIGNED_IN)
    statements.say(world.file.municipality, Subject.MONEY, said, seen="", by=world.people["official"].person)


def _plan_and_decisions(world: World) -> None:
    goals = world.file.plan_items.goals().filter(phase=Phase.STARTUP)
    activity = world.file.plan_items.activities().filter(phase=Phase.STARTUP)[0]
    world.put("goal", goals[0])
    world.put("activity", activity)
    for role in ("member", "clerk"):
        plan.give_view(
            goals[0],
            status=GoalStatus.PARTLY,
            remark=f"Want {world.mark(f'view on a goal by {role}', IN_FILE)}",
            **world.as_party(role),
        )
    plan.change_activity(
        activity, revision=1, state=ItemState.DOING, actor="together", **world.as_party("member")
    )
    reason = world.mark("reason to skip a goal", IN_FILE)
    skipped = plan.skip(goals[1], revision=1, reason=f"Niet hier: {reason}", **world.as_party("chair"))
    world.put("skipped goal", skipped)
    steps.answer(
        world.file,
        coach_steps.step_of("vision").question("why_us"),  # type: ignore[union-attr, arg-type]
        chosen=[],
        text=f"Zij {world.mark('answer at the five steps', IN_FILE)}",
        seen="",
        **world.as_party("coach"),
    )
    decision = decisions.propose_phase_step(
        world.file,
        to=Phase.ELABORATION,
        reason=f"Wij zijn zo ver: {world.mark('reason of a phase step', WITH_PARTNER)}",
        partners=[world.seat("partner")],
        own_key=False,
        **world.as_party("coach"),
    )
    question = review.ask(
        decision, text=f"Klopt {world.mark('question at a decision', IN_FILE)}?", **world.as_party("clerk")
    )
    review.answer(
        question, text=f"Ja, {world.mark('answer at a decision', IN_FILE)}", **world.as_party("member")
    )
    nota = push_milestone(
        world.file,
        kind=MilestoneKind.OTHER,
        form=Form.POLICY_INCLUSION,
        title=f"Nota {world.mark('title of a result', IN_FILE)}",
        url="",
        on=TODAY(),
        **world.as_party("chair"),
    )
    results.stand_behind(nota, stands=True, **world.as_party("chair"))
    proof = world.mark("proof of a decision on paper", IN_FILE)
    on_paper.record_with_file(
        decision,
        file=SimpleUploadedFile(f"besluit-{proof}.pdf", f"%PDF-1.7 {proof}".encode()),
        party=world.seat("official"),
        decided_by=f"Wethouder {world.mark('who decided on paper', WITH_PARTNER)}",
        decided_on=TODAY(),
        verdict=KeyVerdict.ACCEPT,
        remark=f"Akkoord {world.mark('remark with a key', IN_FILE)}",
        **world.as_party("coach"),
    )
    its_proof = world.mark("proof of a decision of the partner", WITH_PARTNER)
    on_paper.record_with_file(
        decision,
        file=SimpleUploadedFile(f"brief-{its_proof}.pdf", b"%PDF-1.7"),
        party=world.seat("partner"),
        decided_by="De directie",
        decided_on=TODAY(),
        verdict=KeyVerdict.ACCEPT,
        remark=f"Akkoord {world.mark('remark with the key of the partner', WITH_PARTNER)}",
        **world.as_party("coach"),
    )
    asked = world.mark("question of the partner", WITH_PARTNER)
    review.ask(decision, text=f"Wanneer {asked}?", **world.as_party("partner"))
    world.put("open decision", decision)
    world.put("key of the partner", decision.keys.get(participation=world.seat("partner")))
    _helped_by_a_partner(world)


def _helped_by_a_partner(world: World) -> None:
    """In a cell of its own; the other partner of this file is asked as well, at its own address."""
    pulled = world.file.plan_items.get(format_item__key="startup-activity-involve-neighbours")
    plan.change_activity(
        pulled, revision=1, state=ItemState.DOING, actor=Actor.PARTNER, **world.as_party("member")
    )
    goal = world.file.plan_items.goals().filter(phase=Phase.STARTUP, track=pulled.track)[0]
    for role in ("partner", "unnamed_partner"):
        said = world.mark(f"view on a goal by the {role}", IN_FILE | roles(role))
        plan.give_view(goal, status=GoalStatus.OPEN, remark=f"Want {said}", **world.as_party(role))
    world.put("seat of the partner", world.seat("partner"))


# --- agreements -----------------------------------------------------------------------------------------


def _agreements(world: World) -> None:
    partner = world.file.participations.get(organisation=world.people["partner"].organisation)
    shared = _draft(world, "coach", "shared agreement", WITH_PARTNER, partners=[partner])
    version = drafting.publish(shared, **world.as_party("coach"))
    put_document(version)
    _settling(world, shared)
    of_a_file = ("word", "ask-for-word", "word-status", "changes", "ask-for-changes", "changes-status")
    of_a_file += ("compared", "ask-for-compared", "compared-status")
    of_a_file += ("sealed", "ask-for-sealed", "sealed-status", "receive", "receipt")
    for name in ("version", "version-status", "render-retry", "pdf", "print", "compare", *of_a_file):
        world.put("shared agreement", version, f"agreements:{name}")
    world.put("shared agreement", version, "agreements:version-annex", annex=ANNEX)
    _draft(world, "chair", "draft of the initiative", INITIATIVE | SUPPORT)
    _draft(world, "official", "draft of the gemeente", MUNICIPALITY | SUPPORT)
    stopped = _draft(world, "official", "draft that was stopped", MUNICIPALITY | SUPPORT)
    drafting.stop(stopped, reason="Het ging niet door.", **world.as_party("official"))
    _signing(world, partner)
    _neighbours(world, partner)
    _in_force(world, partner)
    _made_elsewhere(world, partner)
    _named_in_policy(world)


def _made_elsewhere(world: World, partner: Participation) -> None:
    """A grant from elsewhere that names the partner, corrected once."""
    said = elsewhere.Said(
        form=Form.GRANT_AGREEMENT,
        title=f"Subsidie {world.mark('title of what was made elsewhere', WITH_PARTNER)}",
        parties=[world.seat("chair"), world.seat("official"), partner],
        since=TODAY(),
        money=f"Voor {world.mark('what it says about money', WITH_PARTNER)}",
    )
    file = _named_file(world, "document from elsewhere")
    made = elsewhere.register(world.file, said, file=file, **world.as_party("chair"))
    reason = f"Want {world.mark('reason to correct a registration', WITH_PARTNER)}"
    elsewhere.correct(made, said, reason=reason, revision=1, **world.as_party("clerk"))
    words = f"Niet {world.mark('doubt about a registration', WITH_PARTNER)}"
    elsewhere.doubt(made.registrations.all()[0], text=words, **world.as_party("chair"))
    world.put("agreement made elsewhere", made)


def _named_in_policy(world: World) -> None:
    """A passage that is gone without a word, and one of which a side said what it did."""
    days = {"adopted_on": TODAY() - timedelta(days=9), "body": "council"}
    for answered in (True, False):
        mention = policy_watch.name_in_policy(
            world.file,
            kind=PolicyKind.NOTE,
            name=f"Woonvisie {world.mark(f'name of a document, {answered}', IN_FILE)}",
            said=policy_watch.Said(
                PassageState.NAMED, "1", quote=f"Daar {world.mark(f'passage, {answered}', IN_FILE)}", **days
            ),
            **world.as_party("chair"),
        )
        gone = policy_watch.say_of_next_version(
            mention,
            policy_watch.Said(PassageState.GONE, "2", **days),
            seen=str(mention.passages.all()[0].uuid),
            **world.as_party("clerk"),
        )
        if answered:
            did = f"Wij {world.mark('what a side did now that a passage is gone', IN_FILE)}"
            policy_watch.say_what_was_done(gone, text=did, **world.as_party("member"))
        world.put("mention in policy", mention)


def _in_force(world: World, partner: Participation) -> None:
    """An agreement that holds and was looked back on, from which the initiative wants out."""
    agreement = _draft(world, "coach", "agreement in force", WITH_PARTNER, partners=[partner])
    for key in ("duur", "evaluatie", "beeindiging"):
        drafting.add_article(agreement, key)
    signing_table.fill(agreement, **world.as_party("coach"))
    what = f"Leiding {world.mark('task in an agreement', WITH_PARTNER)}"
    task = {"task": what, "who": "municipality", "ready": TODAY().isoformat()}
    drafting.save_field(agreement, "taken", [task], revision=0, **world.as_party("coach"))
    put_document(drafting.publish(agreement, **world.as_party("coach")))
    roles_of = {"municipality": "official", "initiative": "chair", "partner-1": "partner"}
    signing_table.agree(agreement, {key: world.people[role] for key, role in roles_of.items()})
    version = signing.lay_ready(agreement, **world.as_party("coach"))
    put_document(version)
    for key, role in roles_of.items():
        signing_table.sign(SimpleNamespace(**world.people), version, key, role)
    agreement = Agreement.objects.get(pk=agreement.pk)
    put_document(agreement.versions.first())
    chair, seat = world.people["chair"].person, world.seat("chair")
    for role, own, readers in (("clerk", False, WITH_PARTNER), ("member", True, INITIATIVE)):
        living.record_evaluation(
            agreement,
            on=TODAY(),
            conclusion=Conclusion.GOES_ON,
            words=f"Wij zagen {world.mark(f'words of a look back, own only: {own}', readers)}",
            present=f"Ook {world.mark(f'who looked back, own only: {own}', readers)}",
            own_only=own,
            by=world.people[role].person,
            organisation=world.seat(role).organisation,
        )
    parties = {party.key: party for party in agreement.parties.select_related("organisation")}
    ending.give_notice(
        agreement,
        party=parties["partner-1"],
        on=TODAY() + timedelta(days=200),
        reason=f"Want {world.mark('reason of a party that goes out alone', WITH_PARTNER)}",
        by=world.people["partner"].person,
    )
    party = parties["initiative"]
    notice = ending.give_notice(  # one would be left, so it ends for all
        agreement,
        party=party,
        on=TODAY() + timedelta(days=120),
        reason=f"Want {world.mark('reason of giving notice', WITH_PARTNER)}",
        wraps_up=f"Wij ronden af: {world.mark('what is wrapped up', WITH_PARTNER)}",
        by=chair,
    )
    reading = f"Wij {world.mark('reading of an ending', WITH_PARTNER)}"
    ending.add_reading(notice, party=party, text=reading, by=chair)
    addendum = amending.amend(agreement, changes=["gebied"], by=chair, seat=seat)
    addendum.title = f"Addendum {world.mark('title of an addendum in the making', INITIATIVE | SUPPORT)}"
    addendum.save(update_fields=["title"])


def _draft(world: World, role: str, thing: str, readers: frozenset[str], partners: Any = ()) -> Agreement:
    agreement = drafting.start(
        world.file,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title=f"Samen {world.mark(f'title, {thing}', readers)}",
        partners=partners,
        **world.as_party(role),
    )
    article = agreement.articles.get(clause_key="stip_op_de_horizon")
    drafting.word_anew(
        article,
        text=f"Wij willen {world.mark(f'wording, {thing}', readers)}.",
        revision=article.revision,
        **world.as_party(role),
    )
    kept = agreement.values.filter(variable="stip").first()
    drafting.save_field(
        agreement,
        "stip",
        f"Straks {world.mark(f'value of a field, {thing}', readers)}",
        revision=kept.revision if kept else 0,
        **world.as_party(role),
    )
    world.put(thing, agreement)
    annexes.add(
        agreement,
        key=ANNEX,
        kind=AnnexKind.MAP,
        source=AnnexSource.FILE,
        title=f"Kaart {world.mark(f'title of an annex, {thing}', readers)}",
        alt="De buurt ligt tussen de dijk en het spoor.",
        file=SimpleUploadedFile("kaart.png", SMALLEST_PNG),
        **world.as_party(role),
    )
    for name in ("annex", "annex-remove", "annex-move", "annex-renew", "annex-file"):
        world.put(thing, agreement, f"agreements:{name}", annex=ANNEX)
    world.put(thing, agreement, "agreements:annex-add", what="begroting")
    of_settling = (
        "settle-article",
        "give-stance",
        "stance-on-paper",
        "propose-text",
        "park",
        "unpark",
        "say",
    )
    for name in ("article", "own-text", "drop", *of_settling):
        world.put(thing, agreement, f"agreements:{name}", key="gebied")
    world.put(thing, agreement, "agreements:propose-change", key="gebied", change="nieuw")
    for name in ("field", "take-from-file"):
        world.put(thing, agreement, f"agreements:{name}", name="gebied_naam")
    return agreement


def _settling(world: World, shared: Agreement) -> None:
    """A proposal, a stance and what was said beside an article, to all and among one's own people."""
    party = shared.parties.get(key="initiative")
    article = shared.articles.get(clause_key="gebied")
    by = world.people["chair"].person
    offer = settling.propose_text(
        article,
        party=party,
        text=f"Het gaat om {world.mark('text of a proposal', WITH_PARTNER)}.",
        reason=f"Want {world.mark('reason of a proposal', WITH_PARTNER)}",
        decides=True,
        by=by,
    )
    tasks = shared.articles.get(clause_key="rolverdeling")
    settling.propose_text(
        tasks,
        party=party,
        text=words_of(Draft(shared), tasks),
        values={"taken": [{"task": f"De {world.mark('row of a proposed table', WITH_PARTNER)} maken"}]},
        decides=True,
        by=by,
    )
    reshaping.propose_add(
        article,
        party=party,
        new_title=f"Over {world.mark('title of a proposed article', WITH_PARTNER)}",
        new_text=f"Wij sparen {world.mark('text of a proposed article', WITH_PARTNER)}.",
        decides=True,
        by=by,
    )
    world.put("shared agreement", shared, "agreements:withdraw-text", key="gebied", proposal=offer.uuid)
    settling.give_stance(
        article,
        party=shared.parties.get(key="municipality"),
        seen=settle(Draft(shared))[article.pk].text_hash,
        verdict=Verdict.NOT_YET,
        reason=f"Eerst {world.mark('reason of a stance', WITH_PARTNER)}",
        by=world.people["official"].person,
    )
    for own, readers in ((False, WITH_PARTNER), (True, INITIATIVE)):
        settling.say(
            article,
            owner=party.organisation,
            own_only=own,
            text=f"Wij zeggen {world.mark(f'remark beside an article, own only: {own}', readers)}",
            by=by,
        )


def _signing(world: World, partner: Participation) -> None:
    """A text that lies to be signed: a body decided, somebody is asked, a sheet waits, and a party said not yet."""
    agreement = _draft(world, "coach", "agreement to sign", WITH_PARTNER, partners=[partner])
    signing_table.fill(agreement, **world.as_party("coach"))
    put_document(drafting.publish(agreement, **world.as_party("coach")))
    roles_of = {"municipality": "official", "initiative": "chair", "partner-1": "partner"}
    signing_table.agree(agreement, {key: world.people[role] for key, role in roles_of.items()})
    mandates.say_how_a_body_decides(
        agreement.parties.select_related("organisation").get(key="initiative"),
        layer=Layer.MEMBERS,
        outcome=Outcome.APPROVED,
        decided_on=TODAY(),
        remark=f"Met {world.mark('remark of a body', WITH_PARTNER)}",
        file=_named_file(world, "decision of a body"),
        **world.as_party("chair"),
    )
    version = signing.lay_ready(agreement, **world.as_party("coach"))
    put_document(version)
    signing_table.name(SimpleNamespace(**world.people), version, "initiative", "chair")
    sheet = sheets.attach(
        [signing_table.place(version, "initiative")],
        signed_on=TODAY(),
        file=_named_file(world, "sheet that was signed"),
        **world.as_party("member"),
    )
    world.put("agreement to sign", agreement, "agreements:sheet", sheet=sheet.uuid)
    signing.decline(
        signing_table.place(version, "municipality"),
        reason=f"Eerst {world.mark('reason not to sign yet', WITH_PARTNER)}",
        by=world.people["official"].person,
    )


def _promises(world: World) -> None:
    """One promise that all read, with a word of each side; one for the initiative alone; and one that names a partner."""
    for thing, circle, receiver in (
        ("promise", Circle.EVERYONE, "member"),
        ("promise for the initiative alone", Circle.OWN, "member"),
        ("promise to the partner", Circle.EVERYONE, "partner"),
    ):
        sides = {"giver": world.seat("clerk").organisation, "receiver": world.seat(receiver).organisation}
        made = promising.record(
            world.file,
            what=f"Kaart {world.mark(f'what was promised, {thing}', SEES[thing])}",
            said_on=TODAY(),
            circle=circle,
            **sides,
            **world.as_party("member"),
        )
        world.put(thing, made)
        for role, word in (("clerk", Word.KEPT), (receiver, Word.OPEN)):
            if role in SEES[thing]:
                promising.say(
                    made,
                    word,
                    of=world.seat(role).organisation,
                    remark=f"Want {world.mark(f'remark at a promise by {role}, {thing}', SEES[thing])}",
                    **world.as_party(role),
                )


def _neighbours(world: World, partner: Participation) -> None:
    """What anyone may read of an agreement that holds, and a newer text that lies before its parties."""
    agreement = _draft(world, "coach", "agreement that holds", WITH_PARTNER, partners=[partner])
    put_document(drafting.publish(agreement, **world.as_party("coach")))
    neighbours.in_force(agreement)
    cast = SimpleNamespace(file=world.file, **world.people)
    for what, readers in (("public", EVERYONE), ("put forward", WITH_PARTNER)):
        want = f"Wij willen {world.mark(f'wording for neighbours, {what}', readers)}."
        text = {language: {**words, "want": want} for language, words in neighbours.BOTH.items()}
        summary = neighbours.write(cast, agreement, text)
        decision = neighbours.put_forward(cast, summary, "coach")
        if readers == EVERYONE:
            for role in ("chair", "official", "partner"):
                neighbours.say_yes(cast, decision, role)
    world.slug = summary.slug


def _named_file(world: World, what: str) -> SimpleUploadedFile:
    name = world.mark(what, IN_FILE)
    return SimpleUploadedFile(f"{name}.pdf", f"%PDF-1.7 {name}".encode())


def put_document(version: Version) -> Document:
    """A document as a worker leaves it, without the seconds that printing takes."""
    from django.core.files.base import ContentFile

    body = b"%PDF-1.7\n" + repr(version.content).encode()
    document = Document(
        version=version, media=Media.PDF, sha256="0" * 64, size=len(body), pages=2, renderer="tests"
    )
    document.file.save(f"{version.uuid}.pdf", ContentFile(body), save=False)
    document.save()
    version.jobs.update(state=JobState.READY)
    return document


# --- the roster and the other files -----------------------------------------------------------------------


def _roster(world: World) -> None:
    chair, member, former = world.people["chair"], world.people["member"], world.people["former"]
    zeebuurt = world.file.initiative.organisation
    waiting = roster_actions.add_function(
        zeebuurt,
        name=f"{world.mark('name of who is invited', INITIATIVE | roles('administrator'))} Nieuw",
        email=f"{world.mark('address of who is invited', INITIATIVE | roles('administrator'))}@example.org",
        kind=FunctionKind.VOLUNTEER,
        access=Access.WORK,
        starts_on=TODAY(),
        by=chair.person,
    )
    invitation, link = roster_actions.invite(waiting, waiting.person.email, by=chair.person)
    world.token = link.rstrip("/").rsplit("/", 1)[-1]
    thing = "initiative as organisation"
    world.put(thing, zeebuurt)
    _self_check(world)
    for name in ("invite", "change-access", "end-function"):
        held = waiting if name == "invite" else member
        world.put(thing, zeebuurt, f"contacts:{name}", function=held.uuid)
    world.put(thing, zeebuurt, "contacts:withdraw-invitation", invitation=invitation.uuid)
    said = world.mark("contact by who left", INITIATIVE | roles("former"))
    notes.log_contact(
        world.file,
        on=TODAY(),
        channel=Channel.TALK,
        summary=f"Besproken: {said}",
        circle=Circle.OWN,
        **world.as_party("former"),
    )
    Function.objects.filter(pk=former.pk).update(
        starts_on=TODAY() - timedelta(days=30), ends_on=TODAY() - timedelta(days=1)
    )
    former.refresh_from_db()


def _self_check(world: World) -> None:
    """What the gemeente says to itself, as a whole and about this file."""
    clerk = world.people["clerk"]
    for file, point in ((None, "vision"), (world.file, "capacity")):
        remark = world.mark(f"self-check of the gemeente, {point}", MUNICIPALITY)
        said = {point: self_check.Said("not_yet", f"Want {remark}")}
        self_check.answer(clerk.organisation, file, said, by=clerk.person)  # type: ignore[union-attr]
    world.put("gemeente as organisation", clerk.organisation)  # type: ignore[union-attr]


def _other_files(world: World) -> None:
    eskerveen, elderveld, other_partner = world.others
    readers = SECOND_FILE | roles("administrator manager")
    second = factories.collaboration(
        world.people["colleague"],
        eskerveen,  # type: ignore[arg-type]
        name=f"Buurkracht {world.mark('name of another initiative', readers)}",
        ambition=world.mark("ambition of another initiative", SECOND_FILE),
        area_name=f"Veld {world.mark('area of another file', SECOND_FILE)}",
    )
    _person(
        world,
        "neighbour",
        second.initiative.organisation,
        SECOND_FILE,
        access=Access.COORDINATE,
        kind=FunctionKind.CHAIR,
    )
    _note(world, second, "neighbour", "contact in another file of the gemeente", SECOND_FILE)
    third_readers = THIRD_FILE | roles("other_partner")
    third = factories.collaboration(
        world.people["other_coach"],
        elderveld,  # type: ignore[arg-type]
        name=f"Elders {world.mark('name of an initiative elsewhere', third_readers | roles('administrator'))}",
        ambition=world.mark("ambition elsewhere", THIRD_FILE),
        area_name=f"Linde {world.mark('area elsewhere', third_readers)}",
    )
    _note(world, third, "other_coach", "contact in a file elsewhere", THIRD_FILE)
    seat = Participation.objects.create(
        collaboration=third, organisation=other_partner, side=Side.PARTNER, starts_on=TODAY()
    )
    elsewhere = drafting.start(
        third,
        form=Form.LETTER_OF_INTENT,
        length=Length.SHORT,
        title=f"Samen {world.mark('title of an agreement elsewhere', third_readers)}",
        partners=[seat],
        **world.as_party("other_coach", third),
    )
    put_document(drafting.publish(elsewhere, **world.as_party("other_coach", third)))
    world.others = [second, third]
    _ended(world, eskerveen)


def _note(world: World, file: Collaboration, role: str, what: str, readers: frozenset[str]) -> None:
    notes.log_contact(
        file,
        on=TODAY(),
        channel=Channel.TALK,
        summary=f"Besproken: {world.mark(what, readers)}",
        circle=Circle.EVERYONE,
        **world.as_party(role, file),
    )


def _ended(world: World, eskerveen: Any) -> None:
    """The same parties, earlier neighbourhoods: the initiative stopped there; in one it may go on."""
    ended, decision = _stopped_in(world, eskerveen, "Haven", "ended file")
    world.put("ended file", ended)
    world.put("ended file", ended.periods.get(), "initiatives:period-correct")
    world.put("ended file", ended, "initiatives:invitation-refuse", invitation=NO_ROW)
    world.put("ended file", ended, "insights:step-answer", step="vision", question="why_us")
    world.put("ended file", ended, "initiatives:room-topic", topic=topics.DIRECTION.slug)
    world.put("ending", decision)
    closed, _decision = _stopped_in(world, eskerveen, "Dijk", "file that may open again")
    proposal = endings.propose_reopening(
        closed,
        reason=f"Verder: {world.mark('reason to open again', IN_FILE)}",
        own_key=False,
        **world.as_party("coach", closed),
    )
    world.put("reopening", proposal)


def _stopped_in(world: World, eskerveen: Any, area: str, what: str) -> tuple[Collaboration, Any]:
    from initiatives.actions.register import register

    profile = factories.profile(
        name=world.file.title, area_name=f"{area} {world.mark(f'area of the {what}', IN_FILE)}"
    )
    ended = register(
        eskerveen,
        profile,
        by_function=world.people["coach"],
        initiative=world.file.initiative,
    )
    decision = endings.end_well(
        ended,
        end_kind=EndKind.REACHED,
        reason=f"Klaar: {world.mark(f'reason of ending the {what}', IN_FILE)}",
        thanks=f"Dank {world.mark(f'thanks in the {what}', IN_FILE)}",
        lessons=[f"Les {world.mark(f'lesson of the {what}', IN_FILE)}"],
        aftercare=f"Bel {world.mark(f'aftercare of the {what}', IN_FILE)}",
        **world.as_party("chair", ended),
    )
    return ended, decision
