from django.db import migrations, models

from samenspel.append_only import lift, protect

PROPOSED = (
    *("kind", "article_id", "party_id", "text", "new_key", "new_title", "new_text"),
    *("after_id", "base_hash", "by_id"),
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0009_a_proposal_can_ask_for_an_answer_by_a_day")]

    operations = [
        lift("agreements_proposal", columns=PROPOSED),
        migrations.AddField(
            "proposal",
            "values",
            models.JSONField(verbose_name="voorgestelde tabellen", default=dict, blank=True),
        ),
        protect("agreements_proposal", columns=(*PROPOSED, '"values"')),
    ]
