"""What is in one file: its parties, plan, views, decisions, notes, agreement and history?"""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from agreements.models import Agreement, Article, Document, FieldValue, Party, RenderJob, Signatory, Version
from contacts.models import Organisation
from initiatives.history import timeline
from initiatives.models import (
    Assignment,
    Collaboration,
    ContactMoment,
    DecisionKey,
    Event,
    Evidence,
    Fact,
    GoalView,
    Initiative,
    JointDecision,
    Participation,
    PhasePeriod,
    PlanItem,
)
from initiatives.terms import Phase
from municipalities.names import search_key
from tests.bench.writing import stored

if TYPE_CHECKING:
    from tests.bench.generate import World

COACHED_FILES = 15  # of the coach we follow
OFFICIAL_FILES = 60  # of the gemeente we follow: every fourth of the first files
RARE_WORD = "zeldzaamheid"  # in the name of one file
COMMON_WORD = "linde"

AREAS = [
    "Linde",
    "Molen",
    "Zonne",
    "Hof",
    "Water",
    "Berken",
    "Meidoorn",
    "Eiken",
    "Weide",
    "Duin",
    "Kerk",
    "Station",
    "Haven",
    "Noord",
    "Zuid",
    "Beek",
    "Ooster",
    "Kasteel",
]
ENDINGS = ["veld", "wijk", "hoek", "kwartier", "buurt", "dorp", "oord", "kade", "laan", "park"]
NAMES = ("{} Warm", "Buurtwarmte {}", "{} van onderop", "{} aardgasvrij", "Energie {}", "Samen {}")
TECHNIQUES = ("open", "individual", "heat_network", "green_gas", "mixed")
LEGAL_FORMS = ("none", "association", "foundation", "cooperative")
PHASES = [phase.value for phase in Phase]


class Drafted:
    """The rows of the real agreement as they stand in the database."""

    def __init__(self, agreement: Agreement, version: Version) -> None:
        self.agreement = agreement
        self.articles = list(agreement.articles.values("clause_key", "order", "title"))
        self.values = [
            {
                **row,
                "value": stored(row["value"])
                if isinstance(row["value"], dict | list)
                else as_json(row["value"]),
            }
            for row in agreement.values.values("variable", "value", "origin")
        ]
        self.content = stored(version.content)
        self.hashes = {"text_hash": version.text_hash, "content_hash": version.content_hash}
        self.template = version.template


class FileMaker:
    """One file with everything in it."""

    def __init__(self, world: World, number: int) -> None:
        self.world = world
        self.number = number
        self.chance = random.Random(f"{world.seed}:{number}")  # noqa: S311
        self.add = world.add
        self.rich = number < COACHED_FILES or self._is_followed()
        self.began = world.today - timedelta(days=self.chance.randint(120, 900))
        self.events: list[Event] = []

    def _is_followed(self) -> bool:
        return self.number % 4 == 0 and self.number < 4 * OFFICIAL_FILES

    def day(self, *, back: int = 300) -> date:
        """A day since the beginning."""
        span = min((self.world.today - self.began).days, back)
        return self.world.today - timedelta(days=self.chance.randint(0, span))

    def make(self) -> None:
        self._choose()
        self._people()
        self._seats()
        self._plan()
        self._decisions()
        self._notes()
        # The agreement of the first file is a real one, made through the pages' own actions.
        if self.number and self.world.drafted and self.chance.random() < (0.6 if self.rich else 0.2):
            self._agreement(self.world.drafted)
        self._history()

    def _choose(self) -> None:
        chance, world = self.chance, self.world
        self.gemeente, self.place, self.place_key, _population = (
            world.followed if self._is_followed() else chance.choices(world.gemeenten, world.weights)[0]
        )
        self.area = chance.choice(AREAS) + chance.choice(ENDINGS)
        self.name = chance.choice(NAMES).format(self.area)
        if self.number == 7:
            self.name += f" {RARE_WORD}"
        self.status = "active" if self.rich else chance.choices(("active", "paused", "ended"), (85, 5, 10))[0]
        self.phase = chance.choices(PHASES, (45, 30, 15, 7, 3))[0]

    def _people(self) -> None:
        world, chance = self.world, self.chance
        self.initiative = self.add(Organisation, kind="initiative", name=self.name, place=self.place)
        self.add(
            Initiative,
            organisation_id=self.initiative,
            legal_form=chance.choice(LEGAL_FORMS),
            technique=chance.choice(TECHNIQUES),
            wanted_role="equal",
            ambition="Samen van het gas, betaalbaar voor iedereen.",
        )
        self.chair = world.person(
            self.initiative, "chair", "coordinate", user=f"chair{self.number}", chance=chance
        )
        for kind in ("treasurer", "core_team", "core_team")[: chance.randint(1, 3)]:
            world.person(self.initiative, kind, "work", chance=chance)
        volunteer = "volunteer" if self.number == 0 else ""
        world.person(self.initiative, "volunteer", "read", user=volunteer, chance=chance)
        if volunteer:
            world.readers["volunteer"] = world.users[volunteer]
        self.officials = world.officials_of(self.gemeente)
        self.coach = world.next_coach()

    def _seats(self) -> None:
        self.file = self.world.tables[Collaboration].next_key
        self.world.tables[Collaboration].next_key += 1
        sides = [
            ("municipality", self.gemeente),
            ("initiative", self.initiative),
            ("support", self.coach[2]),
            ("support", self.world.national),
        ]
        if self.chance.random() < 0.1:
            partner = self.add(
                Organisation, kind="partner", name=f"Woonbedrijf {self.area}", place=self.place
            )
            sides.append(("partner", partner))
        seats = [
            self.add(
                Participation,
                collaboration_id=self.file,
                organisation_id=organisation,
                side=side,
                starts_on=stored(self.began),
            )
            for side, organisation in sides
        ]
        self.seats = dict(zip(("municipality", "initiative", "support"), seats, strict=False))
        self._assign("municipality", self.officials[self.number % 2][0], "contact")
        self._assign("initiative", self.chair[0], "contact")
        self._assign("support", self.coach[0], "coach")

    def _assign(self, side: str, function: int, role: str) -> None:
        self.add(
            Assignment,
            participation_id=self.seats[side],
            function_id=function,
            role=role,
            works_for="both" if role == "coach" else "",
            starts_on=stored(self.began),
        )

    def _plan(self) -> None:
        chance, now = self.chance, PHASES.index(self.phase)
        self.goals: list[int] = []
        for item in self.world.items:
            place = PHASES.index(item["phase"])
            state, due_on = "open", None
            if item["kind"] == "activity" and place <= now:
                state = chance.choices(
                    ("open", "doing", "done"), (40, 25, 35) if place == now else (0, 0, 1)
                )[0]
                if state == "doing":
                    due_on = stored(self.world.today + timedelta(days=chance.randint(-20, 90)))
            row = self.add(
                PlanItem,
                collaboration_id=self.file,
                format_item_id=item["id"],
                kind=item["kind"],
                phase=item["phase"],
                track=item["track"],
                actor=item["actor"],
                order=item["order"],
                title=item["title"],
                text=item["text"],
                state=state,
                due_on=due_on,
            )
            if item["kind"] == "goal" and place <= now:
                self._views(row, earlier=place < now)

    def _views(self, goal: int, *, earlier: bool) -> None:
        chance = self.chance
        self.goals.append(goal)
        for side, person in (("municipality", self.officials[0][1]), ("initiative", self.chair[1])):
            if not earlier and chance.random() < 0.4:
                continue
            status = "reached" if earlier else chance.choice(("open", "partly", "reached"))
            self.add(
                GoalView,
                item_id=goal,
                participation_id=self.seats[side],
                status=status,
                by_id=person,
                remark="Nog niet alle huurders zijn gesproken." if status == "partly" else "",
            )
            if len(self.events) < 12:
                self._tell("goal_viewed", person, {"status": status})

    def _decisions(self) -> None:
        """The steps that were made, with their periods, and now and then one that is open."""
        chance = self.chance
        last = PHASES.index(self.phase)
        each = max(1, (self.world.today - self.began).days // (last + 1))
        for place in range(last + 1):
            starts = self.began + timedelta(days=each * place)
            self.add(
                PhasePeriod,
                collaboration_id=self.file,
                phase=PHASES[place],
                starts_on=stored(starts),
                ends_on=stored(starts + timedelta(days=each)) if place < last else None,
                decision_id=self._step(place - 1, "accepted", starts) if place else None,
            )
        if self.status == "active" and last < 4 and chance.random() < 0.12:
            self._step(last, "open", self.day(back=30))

    def _step(self, place: int, state: str, on: date) -> int:
        decision = self.add(
            JointDecision,
            collaboration_id=self.file,
            kind="phase_step",
            payload=stored({"from": PHASES[place], "to": PHASES[place + 1]}),
            reason="De doelen zijn gedeeld. We willen door.",
            by_id=self.chair[1],
            by_organisation_id=self.initiative,
            state=state,
            closed_at=stored(_noon(on)) if state == "accepted" else None,
            created_at=stored(_noon(on)),
        )
        turns = (("municipality", self.officials[0][1]), ("initiative", self.chair[1]))
        for side, person in turns:
            turned = state == "accepted" or side == "initiative"
            self.add(
                DecisionKey,
                decision_id=decision,
                participation_id=self.seats[side],
                verdict="accept" if turned else "",
                by_id=person if turned else None,
                at=stored(_noon(on)) if turned else None,
            )
        self._tell("decision_proposed", self.chair[1], {"kind": "phase_step", "to": PHASES[place + 1]})
        return decision

    def _notes(self) -> None:
        chance = self.chance
        for _ in range(chance.randint(3, 9)):
            coaching = chance.random() < 0.6
            self.add(
                ContactMoment,
                collaboration_id=self.file,
                on=stored(self.day()),
                channel=chance.choice(("phone", "talk", "mail", "visit")),
                summary="Gebeld over de volgende stap. Het kernteam komt eind van de maand bij elkaar.",
                by_id=self.coach[1] if coaching else self.officials[0][1],
                owner_id=self.coach[2] if coaching else self.gemeente,
                circle=chance.choice(("own", "with_coach", "everyone")),
            )
        for goal in self.goals[: chance.randint(0, 4)]:
            self.add(
                Evidence,
                item_id=goal,
                kind="note",
                title="Verslag huisbezoeken",
                quote="We spraken 214 huishoudens. 61 procent wil meer weten.",
                owner_id=self.initiative,
                circle="everyone",
                by_id=self.chair[1],
            )
        for name in ("aantal_woningen", "gebied_naam", "horizon_jaar"):
            self.add(
                Fact,
                collaboration_id=self.file,
                name=name,
                value=as_json(chance.randint(80, 2000)),
                by_id=self.coach[1],
            )

    def _agreement(self, drafted: Drafted) -> None:
        chance = self.chance
        shared = chance.random() < 0.7
        agreement = self.add(
            Agreement,
            collaboration_id=self.file,
            form=drafted.agreement.form,
            format_id=drafted.agreement.format_id,
            length="long",
            title=self.name,
            stage="shared" if shared else "preparing",
            drafted_by_org_id=self.coach[2],
        )
        for order, (key, organisation) in enumerate(
            (("municipality", self.gemeente), ("initiative", self.initiative)), 1
        ):
            party = self.add(
                Party,
                agreement_id=agreement,
                organisation_id=organisation,
                key=key,
                order=order,
                short_name=key,
            )
            self.add(Signatory, party_id=party, function_label="de voorzitter")
        for article in drafted.articles:
            self.add(Article, agreement_id=agreement, **article)
        for value in drafted.values:
            self.add(FieldValue, agreement_id=agreement, by_id=self.coach[1], **value)
        for number in range(1, (chance.randint(1, 3) if shared else 0) + 1):
            self._version(agreement, number, drafted)

    def _version(self, agreement: int, number: int, drafted: Drafted) -> None:
        version = self.add(
            Version,
            agreement_id=agreement,
            number=number,
            status="draft",
            content=drafted.content,
            template=drafted.template,
            by_id=self.coach[1],
            at=stored(_noon(self.day())),
            **drafted.hashes,
        )
        self.add(RenderJob, version_id=version, state="ready", attempts=1)
        self.add(
            Document,
            version_id=version,
            media="pdf",
            sha256=f"{version:064x}",
            size=90_000,
            pages=12,
            file=f"documents/{version:064x}.pdf",
        )

    # --- the timeline, a chain that holds ---------------------------------------------------------------

    def _tell(self, kind: str, person: int | None, payload: dict[str, Any]) -> None:
        self.events.append(Event(kind=kind, actor_id=person, payload=payload))

    def _history(self) -> None:
        chance = self.chance
        self.events.insert(0, Event(kind="opened", actor_id=self.coach[1], payload={"phase": "startup"}))
        moments = sorted(
            _noon(self.day()) - timedelta(seconds=chance.randint(0, 30_000)) for _ in self.events
        )
        previous = ""
        for seq, (event, at) in enumerate(zip(self.events, moments, strict=True), 1):
            event.seq, event.at, event.prev_hash, event.collaboration_id = seq, at, previous, self.file
            event.actor_organisation_id = event.owner_id = self.coach[2] if seq == 1 else self.gemeente
            event.hash = previous = timeline.digest(event)
            self.add(
                Event,
                collaboration_id=self.file,
                seq=seq,
                kind=event.kind,
                at=stored(at),
                actor_id=event.actor_id,
                actor_organisation_id=event.actor_organisation_id,
                owner_id=event.owner_id,
                payload=stored(event.payload),
                prev_hash=event.prev_hash,
                hash=event.hash,
            )
        self.add(
            Collaboration,
            id=self.file,
            initiative_id=self.initiative,
            municipality_id=self.gemeente,
            area_name=self.area,
            status=self.status,
            phase=self.phase,
            plan_format_id=self.world.plan.pk,
            ended_on=stored(self.day()) if self.status == "ended" else None,
            end_kind="initiative_stops" if self.status == "ended" else "",
            last_seq=len(self.events),
            last_hash=previous,
            last_event_at=stored(moments[-1]),
            search=" ".join([search_key(self.name), search_key(self.area), self.place_key, self.place_key]),
            created_at=stored(_noon(self.began)),
        )


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def as_json(value: Any) -> str:
    return json.dumps(value)
