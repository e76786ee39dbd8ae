"""What does the country look like with 265, and with 17,100 collaborations? The same every time.

File n is the same whichever the number of files: growing only adds. Four readers are built in, who see the same
files at both sizes (the coordinator sees them all).
"""

import os
import random
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from agreements import actions as agreement_actions
from agreements.models import (
    Agreement,
    Article,
    Document,
    FieldValue,
    Party,
    RenderJob,
    Signatory,
    Version,
)
from agreements.terms import Form, Length
from contacts.models import Function, Organisation, Person
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
    Milestone,
    Opening,
    Participation,
    PhasePeriod,
    PlanFormat,
    PlanItem,
)
from municipalities.models import Municipality
from municipalities.names import search_key
from tests.bench.files import COACHED_FILES, Drafted, FileMaker
from tests.bench.writing import Table, set_counters, stored, write_all

SMALL = 265
LARGE = int(os.environ.get("BENCH_FILES", 17_100))
CHUNK = 500
SUPPORT_ORGANISATIONS = 40
FIRST = [
    "Anna",
    "Bram",
    "Carla",
    "Daan",
    "Els",
    "Fatma",
    "Guus",
    "Hanna",
    "Ivo",
    "Joke",
    "Karim",
    "Lotte",
    "Mees",
    "Nora",
    "Otto",
    "Petra",
    "Rik",
    "Sanne",
    "Tom",
    "Yara",
]
LAST = [
    "Bakker",
    "Smit",
    "Vos",
    "Dekker",
    "Kuiper",
    "Jansen",
    "Yılmaz",
    "Postma",
    "Wolters",
    "Meijer",
    "Prins",
    "Kok",
    "Bos",
    "Dijkstra",
    "Visser",
    "Mulder",
]
MODELS = (
    User, Person, Organisation, Function, Initiative, Collaboration, Participation, Assignment, PlanItem,
    JointDecision, DecisionKey, PhasePeriod, GoalView, Milestone, Evidence, ContactMoment, Fact, Event, Opening,
    Agreement, Party, Signatory, FieldValue, Article, Version, RenderJob, Document,
)  # fmt: skip


class World:
    """All tables, the readers we follow, and how far it has grown."""

    def __init__(self, seed: int = 2026) -> None:
        self.seed = seed
        self.now = timezone.now().replace(microsecond=0)
        self.today = timezone.localdate()
        self.chance = random.Random(seed)  # noqa: S311
        self.tables = {model: Table(model, self.chance, self.now) for model in MODELS}
        self.size = 0
        self.readers: dict[str, int] = {}  # name -> primary key of the user
        self.officials: dict[int, list[tuple[int, int]]] = {}  # gemeente -> functions and persons
        self.coach: tuple[int, int, int] = (0, 0, 0)  # function, person, organisation
        self.coach_number = self.coach_left = 0
        self.drafted: Drafted | None = None
        self._lay_foundation()

    def add(self, model: type, **values: Any) -> int:
        return self.tables[model].add(**values)

    def grow(self, size: int) -> None:
        """Adds files until there are `size`."""
        while self.size < size:
            upto = min(size, self.size + CHUNK)
            for table in self.tables.values():
                table.find_place()
            for number in range(self.size, upto):
                FileMaker(self, number).make()
            write_all(self.tables.values())
            self.size = upto
        set_counters(self.tables.values())

    # --- what is there before the first file ----------------------------------------------------------

    def _lay_foundation(self) -> None:
        call_command("load_reference", verbosity=0, stdout=_Silence())
        self.plan = PlanFormat.objects.latest("number")
        self.items = list(
            self.plan.items.filter(kind__in=["goal", "activity"]).values(
                "id", "kind", "phase", "track", "actor", "order", "title", "text"
            )
        )
        existing = Municipality.objects.filter(valid_until=None).select_related("organisation")
        gemeenten = [
            (m.pk, m.organisation.name, search_key(m.organisation.name), m.population)
            for m in existing.order_by("-population")
        ]
        self.followed = gemeenten[20]  # large, and not one of the largest four
        self.gemeenten = [g for g in gemeenten if g is not self.followed]
        self.weights = [g[3] ** 0.8 for g in self.gemeenten]
        for table in self.tables.values():
            table.find_place()
        self.national = self.add(
            Organisation, kind="support", name="Landelijk Steunpunt Buurtwarmte", place="Utrecht"
        )
        self.supports = [
            self.add(Organisation, kind="support", name=f"Steunpunt Warmte {n + 1}", place="Deventer")
            for n in range(SUPPORT_ORGANISATIONS)
        ]
        for n, support in enumerate([self.national, *self.supports]):
            self.person(support, "coordinator", "coordinate", user=f"coordinator{n}")
        self.readers["coordinator"] = self.users["coordinator0"]
        write_all(self.tables.values())
        set_counters(self.tables.values())

    @property
    def users(self) -> dict[str, int]:
        if not hasattr(self, "_users"):
            self._users: dict[str, int] = {}
        return self._users

    def person(
        self,
        organisation: int,
        kind: str,
        access: str,
        *,
        user: str = "",
        chance: random.Random | None = None,
    ) -> tuple[int, int]:
        """Someone with a function; `user` is the name of an account. Returns function and person."""
        chance = chance or self.chance
        account = None
        if user:
            account = self.add(User, email=f"{user}@bench.example", password="!")
            self.users[user] = account
        person = self.add(
            Person,
            name=f"{chance.choice(FIRST)} {chance.choice(LAST)}",
            email=f"{user}@bench.example" if user else "",
            user_id=account,
        )
        function = self.add(
            Function,
            person_id=person,
            organisation_id=organisation,
            kind=kind,
            access=access,
            starts_on=stored(self.today - timedelta(days=900)),
        )
        return function, person

    def officials_of(self, gemeente: int) -> list[tuple[int, int]]:
        if gemeente not in self.officials:
            followed = gemeente == self.followed[0]
            name = "official" if followed else f"official{gemeente}"
            self.officials[gemeente] = [
                self.person(gemeente, "official", "decide", user=name),
                self.person(gemeente, "official", "work"),
                self.person(gemeente, "alderman", "none"),
            ]
            if followed:
                self.readers["official"] = self.users[name]
        return self.officials[gemeente]

    def next_coach(self) -> tuple[int, int, int]:
        if not self.coach_left:
            first = self.coach_number == 0
            self.coach_left = COACHED_FILES if first else self.chance.randint(10, 20)
            organisation = self.supports[self.coach_number % SUPPORT_ORGANISATIONS]
            name = "coach" if first else f"coach{self.coach_number}"
            self.coach = (*self.person(organisation, "coach", "work", user=name), organisation)
            if first:
                self.readers["coach"] = self.users[name]
            self.coach_number += 1
        self.coach_left -= 1
        return self.coach

    # --- one real agreement, which the others copy ------------------------------------------------------

    def draft_agreement(self) -> Agreement:
        """Of the first file, made through the application itself: long, filled in, and published once."""
        file = Collaboration.objects.with_parties().order_by("pk").first()
        seat = file.participations.select_related("organisation").filter(side="support").first()
        person = Person.objects.get(user=self.readers["coach"])
        agreement = agreement_actions.start(
            file,
            form=Form.COLLABORATION_AGREEMENT,
            length=Length.LONG,
            title=file.title,
            by=person,
            seat=seat,
        )
        for party in agreement.parties.select_related("organisation", "agreement__collaboration"):
            agreement_actions.change_party(
                party,
                agreement_actions.PartyDetails(
                    short_name=party.short_name, functions=["de voorzitter"], place="Ergens"
                ),
                by=person,
                seat=seat,
            )
        kept = {row.variable: row.revision for row in agreement.values.all()}
        tasks = [
            {"task": f"Gesprekken in deel {n} van de buurt", "who": "initiative", "helps": "municipality"}
            for n in range(1, 9)
        ]
        for name, value in {
            "stip": "alle woningen zijn warm zonder aardgas, en wonen blijft betaalbaar",
            "horizon_jaar": "2035",
            "taken": tasks,
            "opzegtermijn_maanden": "3",
        }.items():
            agreement_actions.save_field(
                agreement, name, value, revision=kept.get(name, 0), by=person, seat=seat
            )
        version = agreement_actions.publish(agreement, by=person, seat=seat)
        RenderJob.objects.filter(version=version).update(state="ready")
        Document.objects.create(
            version=version, media="pdf", sha256="0" * 64, size=90_000, pages=12, file="documents/none.pdf"
        )
        self.drafted = Drafted(agreement, version)
        return agreement


class _Silence:
    def write(self, *_: Any) -> None:
        """Nobody reads along."""
