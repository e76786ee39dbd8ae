"""Which version of an agreement is the newest, is anything missing in it, and is its PDF there?"""

from django.db.models import CharField, Exists, IntegerField, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Cast

from agreements.models import Agreement, Document, RenderJob, Version
from agreements.terms import JobState, Media


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
