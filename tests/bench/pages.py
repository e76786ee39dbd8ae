"""Which pages are measured, for whom, and against which floor?"""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from agreements.models import Agreement
from contacts.models import Function
from initiatives.models import Collaboration
from tests.bench import floors
from tests.bench.files import COMMON_WORD, RARE_WORD
from tests.bench.floors import FLOORS, Floor
from tests.bench.generate import World
from tests.bench.measure import Cost, Site, together

READERS = {
    "coach": "begeleider, 15 dossiers",
    "official": "ambtenaar, 60 dossiers",
    "coordinator": "coördinator, alle dossiers",
    "volunteer": "vrijwilliger, 1 dossier",
}
FEW, MANY = 12, 20  # queries


@dataclass
class Page:
    reader: str
    name: str
    address: str
    floor: Floor
    most: int = FEW
    kind: str = ""  # list or detail: the floor is a bar


@dataclass
class Measured:
    page: Page
    cost: Cost
    floor: Cost
    again: Cost  # the floor a second time: what the machine itself makes of it
    still: Cost  # a page that is the same at any size, in the same turns


def pages(world: World) -> list[Page]:
    found = []
    for reader in READERS:
        user = User.objects.get(pk=world.readers[reader])
        function = Function.objects.get(person__user=user)
        own = floors.own_files(reader, function.pk, function.organisation_id)
        found += _of_many(reader, own)
        found += _of_one(reader, user)
    return found


def _of_many(reader: str, own: tuple[str, int]) -> list[Page]:
    listing = reverse("initiatives:list")
    found = [
        Page(reader, "beginpagina", reverse("insights:my-work"), floors.start(own)),
        Page(reader, "lijst", listing, floors.list_of(own), kind="list"),
        Page(
            reader,
            "lijst, zoeken",
            f"{listing}?q={COMMON_WORD}",
            floors.list_of(own, COMMON_WORD),
            kind="list",
        ),
    ]
    if reader == "coordinator":
        rare = floors.list_of(own, RARE_WORD)
        found.append(Page(reader, "lijst, zeldzaam woord", f"{listing}?q={RARE_WORD}", rare, kind="list"))
    return [*found, Page(reader, "bord", reverse("initiatives:board"), floors.board(own), kind="list")]


def _of_one(reader: str, user: User) -> list[Page]:
    """The first file: everyone of the four sees it, and its agreement is a real one."""
    file = Collaboration.objects.order_by("pk").first()
    agreement = Agreement.objects.order_by("pk").first()
    text = floors.agreement(agreement.pk)
    found = [
        Page(
            reader,
            "overzicht",
            reverse("insights:overview", args=[file.uuid]),
            floors.overview(file.pk),
            kind="detail",
        ),
        Page(
            reader,
            "fase",
            reverse("initiatives:phase", args=[file.uuid, file.phase]),
            floors.phase(file.pk),
            kind="detail",
        ),
        Page(reader, "rooster", reverse("initiatives:grid", args=[file.uuid]), floors.phase(file.pk), MANY),
        Page(reader, "overeenkomst", reverse("agreements:agreement", args=[agreement.uuid]), text),
    ]
    if reader != "volunteer":
        article = reverse("agreements:article", args=[agreement.uuid, "rolverdeling"])
        found += [
            Page(reader, "artikel", article, text, MANY),
            Page(reader, "alles op één pagina", reverse("agreements:all", args=[agreement.uuid]), text, MANY),
        ]
    return found


def measure(site: Site, world: World) -> dict[tuple[str, str], Measured]:
    measured = {}
    for page in pages(world):
        user = world.readers[page.reader]
        FLOORS["now"] = page.floor
        page.floor.size = len(site.get(page.address, user))
        costs = together(site, [page.address, "/_floor/now/", "/_floor/now/", "/_floor/still/"], user)
        measured[page.reader, page.name] = Measured(page, *costs)
    return measured
