"""Is this file safe to keep, what is it really, and is there room for it?"""

import logging
import struct
import zipfile
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from samenspel.errors import DomainError

logger = logging.getLogger(__name__)
PDF = "application/pdf"
OFFICE = {
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
    ".odt": ("application/vnd.oasis.opendocument.text", "content.xml"),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", "content.xml"),
}
SIGNATURES = {
    ".pdf": (PDF, b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
}
ALLOWED = (*SIGNATURES, *OFFICE)
MACROS = ("vbaproject.bin", "basic/", "scripts/", "macros/")


def megabytes() -> int:
    """How large a file may be."""
    return settings.UPLOAD_MAX_BYTES // (1024 * 1024)


@dataclass(frozen=True)
class Inspected:
    media_type: str
    extension: str


def inspect(file: UploadedFile) -> Inspected:
    """By content and by extension; both must say the same. Raises DomainError on field `file`."""
    name = (file.name or "").lower()
    extension = next((e for e in ALLOWED if name.endswith(e)), "")
    if not extension:
        raise _refusal(
            _("Dit soort bestand kan niet. Kies een PDF, foto, Word-, Excel- of OpenDocument-bestand.")
        )
    if not file.size:
        raise _refusal(_("Dit bestand is leeg. Kies een ander bestand."))
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise _refusal(
            _("Dit bestand is te groot. Kies een bestand van hoogstens %(limit)s MB.")
            % {"limit": megabytes()}
        )
    file.seek(0)
    media_type = _office_type(file, extension) if extension in OFFICE else _signed_type(file, extension)
    file.seek(0)
    return Inspected(media_type, extension)


def _signed_type(file: UploadedFile, extension: str) -> str:
    media_type, signature = SIGNATURES[extension]
    if not file.read(16).startswith(signature):
        raise _mismatch()
    return media_type


def _office_type(file: UploadedFile, extension: str) -> str:
    media_type, member = OFFICE[extension]
    try:
        with zipfile.ZipFile(file) as archive:
            names = [info.filename.lower() for info in archive.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as broken:
        raise _mismatch() from broken  # also an index that names, dates or packs its members in no readable way
    if not any(name.startswith(member) for name in names):
        raise _mismatch()
    if any(mark in name for name in names for mark in MACROS):
        raise _refusal(_("In dit bestand zitten macro’s. Bewaar het zonder macro’s en probeer het opnieuw."))
    return media_type


def write(file: FieldFile, name: str, body: bytes) -> None:
    """Puts it down whole, or not at all: where there is no room, half of it would take what is left."""
    place = file.storage.get_available_name(file.field.generate_filename(file.instance, name))
    try:
        file.name = file.storage.save(place, ContentFile(body))
    except OSError as failure:
        logger.error("An upload of %d bytes could not be written: %s", len(body), failure)
        with suppress(OSError):
            file.storage.delete(place)
        raise _refusal(
            _(
                "Bij ons is nu geen plek om dit bestand te bewaren. Er is niets vastgelegd. Wat je schreef, staat er nog. "
                "Probeer het straks opnieuw, of leg het vast zonder bestand. Blijft dit zo? Vraag de beheerder om ruimte."
            )
        ) from failure


def _mismatch() -> DomainError:
    return _refusal(
        _("De inhoud past niet bij de naam van dit bestand. Bewaar het opnieuw, bijvoorbeeld als PDF.")
    )


def _refusal(message: str) -> DomainError:
    return DomainError(message, field="file")
