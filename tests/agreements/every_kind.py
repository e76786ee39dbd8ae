"""What would a version of every kind and length freeze, as the newest shared format gives it?"""

from __future__ import annotations

from agreements.formats import published
from agreements.formats.kinds import DocumentKind
from agreements.maintaining import samples
from agreements.paper.content import Content
from agreements.terms import Length, VersionStatus

EVERY = [(kind, length) for kind in DocumentKind for length in Length]


def content_of(kind: DocumentKind, length: Length) -> Content:
    """Filled in with the values of the format itself: the short one ready to sign, the long one a concept."""
    spec = published.read(published.newest(kind))
    content = samples.as_document(spec, length)
    status = VersionStatus.FINAL if length == Length.SHORT else VersionStatus.DRAFT
    return content | {"status": str(status)}
