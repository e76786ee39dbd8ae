"""An agreement that is being written, with annexes that hang at it, and files as people bring them."""

from __future__ import annotations

import io
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agreements import actions as drafting
from agreements.actions import annexes
from agreements.annexes.fields import name_of
from agreements.formats import published
from agreements.formats.loading import load_formats
from agreements.terms import AnnexKind, AnnexSource, Form, Length
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


def content_with_annexes(cast):
    """A letter of one page with a budget too long for one, a planning, a map, and a plan that lies elsewhere."""
    table = table_for(cast, Form.LETTER_OF_INTENT)
    hang(table, KEY)
    rows = [{"item": f"Post {n}", "amount": "10.50", "payer": "municipality"} for n in range(1, 60)]
    fields = {
        name_of(KEY, "rijen"): rows,
        name_of("0c0c0c0c", "rijen"): [{"what": "Besluit", "who": "municipality", "to": "2027-05-01"}],
    }
    hang(table, "0c0c0c0c", AnnexKind.PLANNING)
    of_map = {"source": AnnexSource.FILE, "alt": "De grens loopt langs de dijk."}
    hang(table, "0d0d0d0d", AnnexKind.MAP, file=upload("kaart.png", picture(size=(900, 1300))), **of_map)
    hang(table, "0e0e0e0e", AnnexKind.PROJECT_PLAN, AnnexSource.NAMED, place="bij de gemeente")
    for name, value in fields.items():
        drafting.save_field(table.agreement, name, value, revision=0, **table.who)
    return drafting.publish(table.agreement, **table.who).content
