"""An agreement that is being written, with annexes that hang at it, and files as people bring them."""

from __future__ import annotations

import io
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agreements import actions as drafting
from agreements.actions import annexes
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.terms import AnnexKind, AnnexSource, Length
from tests import factories

KEY, OTHER = "0a0a0a0a", "0b0b0b0b"


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **more)
    return out.getvalue()


def upload(name: str, body: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def table_for(cast, form):
    published.forget()
    load_formats(factories.FIXTURES / "formats-1.json")
    who = {"by": cast.coach.person, "seat": factories.seat(cast.file, cast.coach)}
    agreement = drafting.start(cast.file, form=form, length=Length.SHORT, title="Zeebuurt", **who)
    return SimpleNamespace(agreement=agreement, who=who, cast=cast)


def hang(table, key, kind=AnnexKind.BUDGET, source=AnnexSource.WRITTEN, **more):
    more = {"title": str(kind.label).capitalize()} | more
    return annexes.add(table.agreement, key=key, kind=kind, source=source, **more, **table.who)
