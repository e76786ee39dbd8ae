"""Which version of an agreement is the newest and is its PDF there; what do settling and signing it ask?"""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Exists, IntegerField, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Cast
from django.utils import timezone

from agreements.models import (
    Agreement,
    Document,
    Party,
    RenderJob,
    SignatureSheet,
    SigningPlace,
    Version,
)
from agreements.signing import bodies
from agreements.signing.rows import newest_word
from agreements.terms import JobState, Media, Move, Outcome, SheetState


def with_newest_version(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Adds `newest_…` to each agreement; the frozen texts themselves stay in the database."""
    versions = Version.objects.filter(agreement=OuterRef("pk")).order_by("-number")
    made = Document.objects.filter(version__agreement=OuterRef("pk"), media=Media.PDF).order_by(
        "-version__number"
    )
    number = Subquery(versions.values("number")[:1], output_field=IntegerField())
    failed = RenderJob.objects.filter(
        version__agreement=OuterRef("pk"), version__number=OuterRef("newest_number"), state=JobState.FAILED
    )
    return agreements.annotate(
        newest_number=number,
        newest_version=Subquery(versions.values("uuid")[:1], output_field=UUIDField()),
        newest_at=Subquery(versions.values("at")[:1]),
        newest_missing=Cast(Subquery(versions.values("content__missing__0__label")[:1]), CharField()),
        newest_failed=Exists(failed),
        pdf_version=Subquery(made.values("version__uuid")[:1], output_field=UUIDField()),
        pdf_number=Subquery(made.values("version__number")[:1], output_field=IntegerField()),
        pdf_pages=Subquery(made.values("pages")[:1], output_field=IntegerField()),
        pdf_at=Subquery(made.values("created_at")[:1]),
    ).select_related("collaboration__initiative__organisation", "collaboration__municipality__organisation")


def with_asked(agreements: QuerySet[Agreement], organisations: Mapping[str, int]) -> QuerySet[Agreement]:
    """Adds for each name what the articles ask of this organisation: `asked_…`, its `Party.asked`."""
    asked = {
        f"asked_{name}": Subquery(
            Party.objects.filter(agreement=OuterRef("pk"), organisation=organisation).values("asked")[:1]
        )
        for name, organisation in organisations.items()
    }
    return agreements.annotate(**asked)


def with_signing(agreements: QuerySet[Agreement], user: Any) -> QuerySet[Agreement]:
    """Along in the one query of the desk: what signing asks. After `with_newest_version`."""
    of_newest = {"version__agreement": OuterRef("pk"), "version__number": OuterRef("newest_number")}
    places = SigningPlace.objects.filter(**of_newest)
    said_no = places.annotate(said=Subquery(newest_word().values("kind")[:1])).filter(said=Move.DECLINED)
    waiting = SignatureSheet.objects.filter(**of_newest, state=SheetState.WAITING)
    waiting = waiting.exclude(attached_by__user=user).order_by("pk")
    late = bodies.newest_words().filter(
        party__agreement=OuterRef("pk"), outcome=Outcome.AWAITED, expected_on__lt=timezone.localdate()
    )
    late = late.order_by("expected_on", "pk")
    return agreements.annotate(
        asked_to_sign=Exists(places.filter(person__user=user, signature=None)),
        said_no_at=Subquery(
            said_no.annotate(at=Subquery(newest_word().values("created_at")[:1])).values("at")[:1]
        ),
        sheet_waits=Subquery(waiting.values("uuid")[:1]),
        sheet_at=Subquery(waiting.values("created_at")[:1]),
        late_body=Subquery(late.values("layer")[:1]),
        late_on=Subquery(late.values("expected_on")[:1]),
        late_party=Subquery(late.values("party__organisation")[:1]),
    )
