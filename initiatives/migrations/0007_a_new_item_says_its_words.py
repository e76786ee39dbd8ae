from django.db import migrations, models

from samenspel.append_only import lift, protect

PUBLISHED = "EXISTS (SELECT 1 FROM initiatives_planformat f WHERE f.id = {row}.format_id AND f.published_at IS NOT NULL)"
ONCE = {"once": PUBLISHED, "inserts": True}


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0006_a_gemeente_that_merged_is_continued")]

    operations = [
        lift("initiatives_formatitem", **ONCE),
        migrations.AddField("formatitem", "words", models.JSONField(blank=True, default=dict)),
        protect("initiatives_formatitem", **ONCE),
    ]
