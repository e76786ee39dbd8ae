"""Which pictures does a frozen text need, and are they still the ones that were agreed?

A version holds the fingerprint of a picture, not the picture. The file is found by that fingerprint and compared with
it, so the same content still gives the same bytes.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from initiatives.models import Upload
from samenspel.errors import DomainError


def items_of(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every annex that stands in a frozen text, in its order."""
    for part in content.get("parts", ()):
        for article in part["articles"]:
            for block in article["blocks"]:
                if block["type"] == "annexes":
                    yield from block["items"]


def pictures_of(content: Mapping[str, Any]) -> dict[str, tuple[bytes, str]]:
    """Fingerprint -> the bytes and what kind of file they are."""
    found = {}
    for item in items_of(content):
        if "alt" in item and (sha256 := item["file"]["sha256"]) not in found:
            body = whole(sha256)
            if body is None:
                raise DomainError(
                    _("De afbeelding van de bijlage “%(title)s” is er niet meer. Voeg haar opnieuw toe.")
                    % {"title": item["title"]}
                )
            found[sha256] = (body, item["file"]["type"])
    return found


def whole(sha256: str) -> bytes | None:
    """A kept file by its fingerprint; nothing when it is gone or was changed."""
    for upload in Upload.objects.filter(sha256=sha256).exclude(file="").order_by("pk"):
        try:
            with upload.file.open("rb") as file:
                body = bytes(file.read())
        except FileNotFoundError:
            continue
        if hashlib.sha256(body).hexdigest() == sha256:
            return body
    return None
