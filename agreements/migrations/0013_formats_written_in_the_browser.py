import django.db.models.deletion
from django.db import migrations, models

from samenspel.append_only import lift, protect

PUBLISHED = (
    "EXISTS (SELECT 1 FROM agreements_format f WHERE f.id = {row}.format_id AND f.published_at IS NOT NULL)"
)
HISTORY = {
    "agreements_format": {"once": "{row}.published_at IS NOT NULL"},
    "agreements_clause": {"once": PUBLISHED, "inserts": True},
    "agreements_variable": {"once": PUBLISHED, "inserts": True},
}
OTHER = {
    "blank": True,
    "null": True,
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": "agreements.format",
}


class Migration(migrations.Migration):
    dependencies = [("agreements", "0012_summary_for_neighbours")]

    operations = [
        *(lift(table, **how) for table, how in HISTORY.items()),
        migrations.AddField("format", "based_on", models.ForeignKey(**OTHER)),
        migrations.AddField(
            "format", "note", models.TextField(blank=True, max_length=2000, verbose_name="wat is er nieuw")
        ),
        migrations.AlterField(
            "clause",
            "need",
            models.CharField(
                choices=[
                    ("required", "hoort erin"),
                    ("advised", "meestal erin"),
                    ("optional", "kan erbij"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            "format",
            models.UniqueConstraint(
                condition=models.Q(("based_on__isnull", False), ("published_at", None)),
                fields=("document_kind", "owner_org"),
                name="one_draft_of_an_own_format",
            ),
        ),
        migrations.AddConstraint(
            "format",
            models.UniqueConstraint(
                condition=models.Q(("based_on__isnull", False), ("owner_org", None), ("published_at", None)),
                fields=("document_kind",),
                name="one_draft_of_a_shared_format",
            ),
        ),
        *(protect(table, **how) for table, how in HISTORY.items()),
        migrations.AddField("article", "format", models.ForeignKey(**OTHER)),
        migrations.AddField("article", "looked_at", models.ForeignKey(**OTHER)),
    ]
