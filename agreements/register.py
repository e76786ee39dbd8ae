"""Is this paper one of ours? What anyone who holds a document may learn, without an account.

No more than what the paper says itself, whether a newer version exists and since when it no longer holds: no names, no text, no way in. Whoever
holds nothing learns nothing, because what is unknown and what is wrong get one answer.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from agreements.living.rows import ending_of
from agreements.models import Document, Version
from agreements.terms import HELD, Media, Relation, Stage, VersionStatus

MARK = 8  # digits of the text's hash on paper; with number and day enough not to be guessed at our pace


@dataclass(frozen=True)
class Known:
    number: int
    status: str
    on: date
    newer: bool
    stopped: bool
    over_since: (
        date | None
    )  # the agreement of this version held, and ended or was followed up; which, nobody learns
    whole: bool  # every byte of the file was compared; else only what was typed
    sealed: bool = False  # it is the file with a seal; whose it is, the file itself says


def by_file(chunks: Iterable[bytes]) -> Known | None:
    """The file itself: one changed letter makes it unknown. Nothing of it is kept."""
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk)
    # A file with changes holds two texts, and is no version.
    texts = Document.objects.filter(media__in=[Media.PDF, Media.WORD, Media.SEALED]).select_related(
        "version__agreement"
    )
    made = texts.filter(sha256=found.hexdigest()).first()
    return _known(made.version, whole=True, sealed=made.media == Media.SEALED) if made else None


def by_mark(mark: str, number: int, on: date) -> Known | None:
    """What stands at the foot and on the front of the paper; all three must be of one version."""
    rows = Version.objects.filter(text_hash__startswith=mark.lower(), number=number).defer("content")
    found = [row for row in rows.select_related("agreement") if _day(row) == on]
    return _known(found[0], whole=False) if found else None


def _known(version: Version, *, whole: bool, sealed: bool = False) -> Known:
    return Known(
        number=version.number,
        status=version.get_status_display(),
        on=_day(version),
        newer=Version.objects.filter(agreement=version.agreement_id, number__gt=version.number).exists(),
        stopped=version.agreement.stage == Stage.STOPPED,
        over_since=_over_since(version),
        whole=whole,
        sealed=sealed,
    )


def _over_since(version: Version) -> date | None:
    """Of a text that was signed; a concept never held. In a file that ended the clock ends nothing, but its day counts."""
    agreement = version.agreement
    if version.status not in (VersionStatus.FINAL, VersionStatus.SIGNED) or agreement.stage not in HELD:
        return None
    if agreement.stage == Stage.ENDED:
        return agreement.ends_on
    amends = agreement.relation == Relation.AMENDS and agreement.predecessor
    ending = ending_of(amends or agreement)
    return ending.on if ending and ending.on < timezone.localdate() else None


def _day(version: Version) -> date:
    return timezone.localdate(version.at)
