"""Can this file be an annex, and what do we keep of it?

A picture is drawn anew: nothing of it stays but what can be seen, so not where the photo was taken, and nothing that
only looks like a picture. A PDF stays as it is, byte for byte; it is looked through for what would keep others out.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from initiatives import uploads
from samenspel.errors import DomainError

MAX_PIXELS = 30_000_000  # that are held in memory at once
LONGEST_SIDE = 2600  # dots: A4 at 220 per inch
PNG_LIMIT = 2_000_000  # bytes; above it a picture is kept as a photo
MAX_INFLATED = 20_000_000  # bytes of packed objects that are looked through
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_COUNT = re.compile(
    rb"/Type\s*/Pages\b[^>]{0,2000}?/Count\s+(\d{1,5})|/Count\s+(\d{1,5})[^>]{0,2000}?/Type\s*/Pages\b"
)
_LOCKED = re.compile(rb"/Encrypt\b")
# The three signs of /JS stand in many a scan by chance; what follows them there is no text and no reference.
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch)\b|/JS\s*(?:[(<]|\d+\s+\d+\s+R\b)")
_NAME_SIGN = re.compile(rb"#([0-9a-fA-F]{2})")  # /J#53 is another way to write /JS
_PACKED = re.compile(rb"/Type\s*/ObjStm\b.{0,400}?stream\r?\n(.*?)endstream", re.DOTALL)


@dataclass(frozen=True)
class Checked:
    """The file as it is kept, and how many pages it has when that can be counted."""

    file: UploadedFile
    is_picture: bool
    pages: int | None = None


def checked(file: UploadedFile) -> Checked:
    """Raises DomainError on field `file`."""
    media_type = uploads.inspect(file).media_type
    if media_type.startswith("image/"):
        return Checked(_drawn_anew(file), is_picture=True)
    if media_type != uploads.PDF:
        raise _refusal(_("Een bijlage is een PDF of een afbeelding. Bewaar het stuk als PDF."))
    file.seek(0)
    body = file.read()
    file.seek(0)
    texts = list(_readable(body))
    if any(_LOCKED.search(text) for text in texts):
        raise _refusal(_("Deze PDF zit op slot. Bewaar hem zonder wachtwoord."))
    if any(_ACTIVE.search(text) for text in texts):
        raise _refusal(_("In deze PDF zit een programma. Bewaar hem opnieuw via “Afdrukken als PDF”."))
    return Checked(file, is_picture=False, pages=_count(texts))


def _readable(body: bytes) -> Iterator[bytes]:
    """The file itself and what is packed in it, up to a bound."""
    yield _plain_names(body)
    left = MAX_INFLATED
    for packed in _PACKED.finditer(body):
        if left <= 0:
            return
        try:
            text = zlib.decompressobj().decompress(packed[1], left)
        except zlib.error:
            continue
        left -= len(text)
        yield _plain_names(text)


def _plain_names(text: bytes) -> bytes:
    return _NAME_SIGN.sub(lambda found: bytes.fromhex(found[1].decode()), text)


def _count(texts: list[bytes]) -> int | None:
    """What the tree of pages says, when that agrees with the pages themselves; otherwise nothing is claimed."""
    said = [int(first or second) for text in texts for first, second in _COUNT.findall(text)]
    there = sum(len(_PAGE.findall(text)) for text in texts)
    return there if said and max(said) == there else None


def _drawn_anew(file: UploadedFile) -> SimpleUploadedFile:
    from PIL import Image, ImageOps  # comes with WeasyPrint; only who adds a picture needs it

    try:
        file.seek(0)
        with Image.open(file, formats=("PNG", "JPEG")) as found:
            is_png = found.format == "PNG"
            found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a photo is read no larger than it is kept
            if found.width * found.height > MAX_PIXELS:
                raise _refusal(_("Deze afbeelding is te groot. Maak haar kleiner, of bewaar haar als PDF."))
            picture = _on_white(ImageOps.exif_transpose(found))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            picture.info.clear()
            body = _saved(picture, "PNG") if is_png else b""
            if not body or len(body) > PNG_LIMIT:
                is_png, body = False, _saved(picture, "JPEG")
    except DomainError:
        raise
    except Exception as broken:  # whatever a broken picture makes of a decoder, it is not a picture
        raise _refusal(
            _("Deze afbeelding is niet te lezen. Bewaar haar opnieuw en probeer het nog eens.")
        ) from broken
    name = PurePath(file.name or "afbeelding").stem[-100:] or "afbeelding"
    return SimpleUploadedFile(f"{name}.{'png' if is_png else 'jpg'}", body)


def _on_white(picture: Any) -> Any:
    from PIL import Image

    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _saved(picture: Any, form: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **({"optimize": True} if form == "PNG" else {"quality": 88}))
    return out.getvalue()


def _refusal(message: str) -> DomainError:
    return DomainError(message, field="file")
