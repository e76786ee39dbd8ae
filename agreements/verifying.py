"""Is what was frozen still what it was: each version, who agreed to it, who signed it, who has it, and its files?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from agreements.annexes import pictures
from agreements.models import (
    Document,
    Format,
    Party,
    PartyMove,
    Publication,
    Receipt,
    RenderJob,
    Seal,
    Signature,
    Stance,
    Version,
)
from agreements.neighbours import words
from agreements.paper import seal
from agreements.paper.content import content_hash, text_hash
from agreements.settling import standing
from agreements.settling.rows import hash_of_frozen
from agreements.terms import JobState, Media, PartyMoved, Relation, VersionStatus
from initiatives.erasure import BLANK
from initiatives.history.held import trouble_with, unlike_their_hash
from initiatives.history.timeline import HELD
from initiatives.models import Event
from initiatives.terms import EventKind


def problems() -> Iterator[str]:
    """Each in one line that names the row."""
    yield from versions()
    yield from parties()
    yield from signatures()
    yield from rows_with_their_own_hash()
    yield from documents()
    yield from publications()


# --- texts ----------------------------------------------------------------------------------------------


def versions() -> Iterator[str]:
    for version in Version.objects.select_related("agreement").order_by("pk").iterator(chunk_size=50):
        yield from _lost_annexes(version)
        if wrong := _wrong_with(version):
            yield f"version {version.uuid}: {wrong}"
        elif version.status == VersionStatus.FINAL:
            yield from _not_agreed(version)
        elif version.status == VersionStatus.SIGNED:
            yield from _not_as_signed(version)


def _lost_annexes(version: Version) -> Iterator[str]:
    for item in pictures.items_of(version.content):
        if "file" in item and pictures.whole(item["file"]["sha256"]) is None:
            yield f"version {version.uuid}: het bestand van {item['anchor']} is weg of veranderd"


def _wrong_with(version: Version) -> str:
    content = version.content
    if content_hash(content) != version.content_hash:
        return "de inhoud past niet bij de hash"
    if not content.get("text_hash") == version.text_hash == text_hash(content["parties"], content["parts"]):
        return "het kenmerk past niet bij de tekst"
    if (content["number"], content["status"]) != (version.number, version.status):
        return "nummer of status is anders dan in het stuk"
    return ""


def _not_agreed(version: Version) -> Iterator[str]:
    """Whoever signs it signs what every party had agreed to before it was frozen, word by word."""
    articles = [article for part in version.content["parts"] for article in part["articles"]]
    parties = set(version.places.values_list("party", flat=True))
    said = Stance.objects.filter(article__agreement=version.agreement_id, created_at__lte=version.at)
    came = PartyMove.objects.filter(party__in=parties, created_at__lte=version.at).exclude(
        kind=PartyMoved.LEFT
    )
    since = dict(came.order_by("pk").values_list("party", "created_at"))
    newest = {
        (row.text_hash, row.party_id): row.verdict
        for row in said.order_by("pk")
        if row.party_id not in since or row.created_at > since[row.party_id]
    }
    for article in articles:
        mark = hash_of_frozen(article)
        said_of_it = {party: newest.get((mark, party), "") for party in parties}
        if article["state"] != standing.STANDING or not standing.all_agree(said_of_it, parties):
            yield f"version {version.uuid}: niet elke partij was akkoord met artikel {article['number']}"


def _not_as_signed(version: Version) -> Iterator[str]:
    """It says who signed which version, and that this version says the same."""
    number = version.content["signed_version"]
    signed = Version.objects.filter(agreement=version.agreement_id, number=number).first()
    if signed is None or signed.text_hash != version.text_hash:
        yield f"version {version.uuid}: de tekst is een andere dan die van de getekende versie"
        return
    rows = signed.signatures.select_related("place").order_by("place__order")
    found = [(row.place.function_label, row.method, row.on.isoformat()) for row in rows]
    if found != [(row["function"], row["method"], row["on"]) for row in version.content["signatures"]]:
        yield f"version {version.uuid}: de handtekeningen zijn andere dan in het stuk"


def parties() -> Iterator[str]:
    """Whether each takes part follows from how it came and went; an addendum took that over from its agreement."""
    last = PartyMove.objects.filter(party=OuterRef("pk")).order_by("-pk").values("kind")[:1]
    rows = Party.ever.exclude(agreement__relation=Relation.AMENDS).annotate(moved=Subquery(last))
    for party in rows.select_related("agreement").order_by("pk").iterator(chunk_size=500):
        if (party.moved == PartyMoved.LEFT) != (party.left_at is not None):
            yield f"agreement {party.agreement.uuid}: of partij {party.key} meedoet, volgt niet uit wat zij zei"


# --- who signed, and who has it --------------------------------------------------------------------------


def signatures() -> Iterator[str]:
    """Each is under the text that was seen, and the timeline tells of it: no more and no fewer."""
    told = Counter(
        (event.subject, event.payload["number"], event.payload["method"], event.payload["text_hash"])
        for event in Event.objects.filter(kind=EventKind.SIGNED).iterator(chunk_size=500)
    )
    rows = Signature.objects.select_related("version__agreement", "place").defer("version__content")
    for row in rows.order_by("pk").iterator(chunk_size=200):
        if row.text_hash != row.version.text_hash or row.place.version_id != row.version_id:
            yield f"signature {row.uuid}: staat onder een andere tekst dan deze versie"
        key = (f"agreement:{row.version.agreement.uuid}", row.version.number, row.method, row.text_hash)
        if not told[key]:
            yield f"signature {row.uuid}: de tijdlijn weet er niet van"
        told[key] -= 1
    for (agreement, number, _method, _hash), left in told.items():
        if left > 0:
            yield f"{agreement}: een handtekening onder versie {number} is weg"


def rows_with_their_own_hash() -> Iterator[str]:
    yield from unlike_their_hash(Receipt.objects.all())
    for receipt in Receipt.objects.exclude(text_hash=F("version__text_hash")).order_by("pk"):
        yield f"receipt {receipt.uuid}: noemt een andere tekst dan deze versie"
    yield from unlike_their_hash(Seal.objects.all())
    yield from unlike_their_hash(Document.objects.exclude(row_hash=""))
    yield from unlike_their_hash(Format.objects.exclude(published_at=None, row_hash=""))


# --- files ----------------------------------------------------------------------------------------------


def documents() -> Iterator[str]:
    sound: dict[tuple[int, str, int], bool] = {}
    for document in Document.objects.order_by("pk").iterator(chunk_size=50):
        wrong = trouble_with(document.file, document.sha256)
        if wrong:
            yield f"document {document.uuid}: {wrong}"
        sound[document.version_id, document.media, document.against] = not wrong
    ready = RenderJob.objects.filter(state=JobState.READY).values_list("uuid", "version", "media", "against")
    for uuid, *made in ready:
        if tuple(made) not in sound:
            yield f"renderjob {uuid}: het document is weg"
    yield from _seals()


def _seals() -> Iterator[str]:
    """The sealed file is the printed file with the seal of that certificate behind it."""
    for document in Document.objects.filter(media=Media.SEALED).select_related("seal").order_by("pk"):
        plain = Document.objects.filter(version=document.version_id, media=Media.PDF).first()
        try:
            body = _read(document)
            same = plain is not None and body.startswith(_read(plain))
        except FileNotFoundError:
            continue  # told above
        row: Any = getattr(document, "seal", None)
        if not same:
            yield f"document {document.uuid}: het bestand met zegel begint anders dan het getekende bestand"
        elif row is None:
            yield f"document {document.uuid}: niemand weet nog van wie het zegel is"
        elif flaw := seal.flaw(body, row.fingerprint):
            yield f"document {document.uuid}: {flaw}"


def _read(document: Document) -> bytes:
    with document.file.open("rb") as file:
        return bytes(file.read())


# --- what neighbours read -------------------------------------------------------------------------------


def publications() -> Iterator[str]:
    """It is what the parties said yes to, and read as long as the timeline says. Where who was erased left fewer words,
    the timeline tells what is left."""
    told = Event.objects.order_by("pk")
    left = {
        said["publication"]: said["text_hash"]
        for said in told.filter(kind=EventKind.SUMMARY_BLANKED).values_list("payload", flat=True)
    }
    read = _read_by_neighbours(told)
    for publication in Publication.objects.select_related("summary__agreement").order_by("pk"):
        uuid = str(publication.uuid)
        mark = left.get(uuid, publication.text_hash)
        whole = mark == publication.text_hash or BLANK in str(publication.content)
        if not whole or words.text_hash(publication.content) != mark:
            yield f"samenvatting {uuid}: de tekst past niet bij het kenmerk"
        is_live = publication.published_at is not None and publication.ended_at is None
        if is_live != (uuid in read):
            yield f"samenvatting {uuid}: of de buurt haar leest, is anders dan de tijdlijn zegt"


def _read_by_neighbours(told: QuerySet[Event]) -> set[str]:
    """The publication that each agreement has online, as the timeline tells it."""
    read: dict[str, str] = {}
    kinds = [EventKind.SUMMARY_PUBLISHED, EventKind.SUMMARY_TAKEN_DOWN, EventKind.SUMMARY_BLANKED]
    for event in told.filter(kind__in=kinds):
        held = event.payload.get(HELD, {})
        ended = {name.partition(":")[2] for name in held if name.startswith("publication.ended:")}
        if event.kind == EventKind.SUMMARY_PUBLISHED:
            read[event.subject] = next(n.partition(":")[2] for n in held if n.startswith("publication:"))
        elif event.kind == EventKind.SUMMARY_TAKEN_DOWN or read.get(event.subject) in ended:
            read.pop(event.subject, None)
    return set(read.values())
