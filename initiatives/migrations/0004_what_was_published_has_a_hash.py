from django.db import migrations, models

from initiatives.terms import event_kinds
from samenspel import frozen
from samenspel.append_only import WhenThere, lift, protect

PUBLISHED = "EXISTS (SELECT 1 FROM initiatives_planformat f WHERE f.id = {row}.format_id AND f.published_at IS NOT NULL)"
HISTORY = {
    "initiatives_planformat": {"once": "{row}.published_at IS NOT NULL"},
    "initiatives_formatitem": {"once": PUBLISHED, "inserts": True},
}
COLUMN = "ALTER TABLE initiatives_planformat ADD COLUMN row_hash varchar(64) DEFAULT '' NOT NULL"
SAYS = ("number", "published_at", "source", "phases", "based_on_id", "note", "says")
FIELDS = (
    "key", "kind", "phase", "track", "actor", "group", "order", "title", "text", "serves", "applies", "url",
    "source",
)  # fmt: skip


def give_hashes(apps):
    for row in apps.get_model("initiatives", "PlanFormat").objects.exclude(published_at=None):
        row.frozen = SAYS
        row.says = list(row.items.order_by("key").values(*FIELDS))
        row.row_hash = frozen.digest(row)
        row.save(update_fields=["row_hash"])


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0003_view_recorded_for_a_party"),
    ]

    operations = [
        *(lift(table, **how) for table, how in HISTORY.items()),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(COLUMN, "ALTER TABLE initiatives_planformat DROP COLUMN row_hash")],
            [migrations.AddField("planformat", "row_hash", models.CharField(blank=True, max_length=64))],
        ),
        WhenThere("SELECT id FROM initiatives_planformat WHERE published_at IS NOT NULL", give_hashes),
        *(protect(table, **how) for table, how in HISTORY.items()),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="event",
                    name="kind",
                    field=models.CharField(choices=event_kinds, max_length=24),
                )
            ]
        ),
    ]
