"""What would be frozen when the parties put down what they agree on: which articles stand, and which do not?"""

from collections.abc import Iterable

from agreements import hashes
from agreements.settling import standing
from agreements.settling.rows import Settled
from agreements.terms import VersionStatus


def mark_of(articles: Iterable[Settled]) -> str:
    """Names each text and how it stands; who freezes sends along what she read."""
    return hashes.digest([[row.article.clause_key, row.text_hash, row.state] for row in articles])


def stands(articles: Iterable[Settled]) -> bool:
    return any(row.state == standing.STANDING for row in articles)


def status_of(articles: Iterable[Settled]) -> VersionStatus:
    """What the frozen text is called: agreed on in part, or on all of it."""
    whole = all(row.state == standing.STANDING for row in articles)
    return VersionStatus.AGREED if whole else VersionStatus.PARTIAL
