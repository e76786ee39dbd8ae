from django.db import migrations

from samenspel.append_only import protect

PUBLISHED = (
    "EXISTS (SELECT 1 FROM agreements_format f WHERE f.id = {row}.format_id AND f.published_at IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [
        protect("agreements_format", once="{row}.published_at IS NOT NULL"),
        protect("agreements_clause", once=PUBLISHED, inserts=True),
        protect("agreements_variable", once=PUBLISHED, inserts=True),
        protect("agreements_version"),
        protect("agreements_document"),
    ]
