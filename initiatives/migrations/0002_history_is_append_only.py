from django.db import migrations

from samenspel.append_only import protect

PUBLISHED = "EXISTS (SELECT 1 FROM initiatives_planformat f WHERE f.id = {row}.format_id AND f.published_at IS NOT NULL)"


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial")]

    operations = [
        protect("initiatives_event"),
        protect("initiatives_milestone"),
        protect("initiatives_planformat", once="{row}.published_at IS NOT NULL"),
        protect("initiatives_formatitem", once=PUBLISHED, inserts=True),
        protect(
            "initiatives_decisionkey",
            once="{row}.verdict <> ''",
            columns=("verdict", "by_id", "at", "on_paper"),
        ),
        protect(
            "initiatives_jointdecision", once="{row}.state <> 'open'", columns=("state", "payload", "kind")
        ),
        protect(  # its words can be blanked
            "initiatives_decisionnote",
            columns=(
                "decision_id",
                "item_id",
                "answers_id",
                "kind",
                "participation_id",
                "by_id",
                "created_at",
            ),
        ),
    ]
