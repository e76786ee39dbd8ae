from django.db import migrations, models

from samenspel import frozen
from samenspel.append_only import WhenThere, lift, protect

PUBLISHED = (
    "EXISTS (SELECT 1 FROM agreements_format f WHERE f.id = {row}.format_id AND f.published_at IS NOT NULL)"
)
HISTORY = {
    "agreements_format": {"once": "{row}.published_at IS NOT NULL"},
    "agreements_clause": {"once": PUBLISHED, "inserts": True},
    "agreements_variable": {"once": PUBLISHED, "inserts": True},
}
COLUMN = "ALTER TABLE agreements_format ADD COLUMN row_hash varchar(64) DEFAULT '' NOT NULL"
PROPOSED = (
    *("kind", "article_id", "party_id", "text", "new_key", "new_title", "new_text"),
    *("after_id", "base_hash", "by_id"),
)
SAYS = ("document_kind", "number", "owner_org_id", "based_on_id", "published_at", "note", "says")
CLAUSE = ("key", "part", "order", "title", "need", "in_short", "text", "why", "topics")
COLUMNS = (
    "name", "type", "label", "short", "caption", "help", "required", "default", "filled_from", "at_signing",
)  # fmt: skip


def give_hashes(apps):
    for row in apps.get_model("agreements", "Format").objects.exclude(published_at=None):
        row.frozen = SAYS
        row.says = {
            "clauses": list(row.clauses.order_by("key").values(*CLAUSE)),
            "variables": list(row.variables.order_by("name").values(*COLUMNS)),
        }
        row.row_hash = frozen.digest(row)
        row.save(update_fields=["row_hash"])


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_set_aside_of_the_shared_format")]

    operations = [
        *(lift(table, **how) for table, how in HISTORY.items()),
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(COLUMN, "ALTER TABLE agreements_format DROP COLUMN row_hash")],
            [migrations.AddField("format", "row_hash", models.CharField(blank=True, max_length=64))],
        ),
        WhenThere("SELECT id FROM agreements_format WHERE published_at IS NOT NULL", give_hashes),
        *(protect(table, **how) for table, how in HISTORY.items()),
        protect("agreements_proposal", columns=PROPOSED),  # its reason can be blanked, and it closes
    ]
