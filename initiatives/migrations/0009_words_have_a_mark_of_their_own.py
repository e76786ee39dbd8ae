import django.db.models.deletion
from django.db import migrations, models

from initiatives.history.marks import mark_what_was_there
from samenspel.append_only import WhenThere

SAID = {
    "Upload": ("collaboration_id", ("circle", "name", "owner_id")),
    "JointDecision": ("collaboration_id", ("reason",)),
    "DecisionKey": ("decision__collaboration_id", ("by_name", "remark", "handler_id", "contest_remark")),
    "DecisionNote": ("decision__collaboration_id", ("text",)),
}


def mark(apps):
    mark_what_was_there(apps, "initiatives", SAID)


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0008_a_koppelkans_says_whose_it_is"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("salt", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="initiatives.collaboration",
                    ),
                ),
            ],
        ),
        WhenThere("SELECT id FROM initiatives_collaboration", mark),
    ]
