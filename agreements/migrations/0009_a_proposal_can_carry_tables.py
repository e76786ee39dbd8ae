from django.db import migrations, models

from samenspel.append_only import lift, protect

PROPOSED = (
    *("kind", "article_id", "party_id", "text", "new_key", "new_title", "new_text"),
    *("after_id", "base_hash", "by_id"),
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0008_words_have_a_mark_of_their_own")]

    operations = [
        lift("agreements_proposal", columns=PROPOSED),
        migrations.AddField(
            "proposal",
            "values",
            models.JSONField(verbose_name="voorgestelde tabellen", default=dict, blank=True),
        ),
        protect("agreements_proposal", columns=(*PROPOSED, '"values"')),
    ]
