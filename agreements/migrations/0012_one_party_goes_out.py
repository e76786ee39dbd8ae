from django.db import migrations, models
from django.db.models import Q

from samenspel.append_only import lift, protect

FIXED = ("agreement_id", "way", '"on"', "party_id", "decision_id", "by_id")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0011_a_party_comes_and_goes")]

    operations = [
        lift("agreements_ending", columns=FIXED),
        migrations.RemoveConstraint("ending", "ending_by_all_or_by_a_party"),
        migrations.AlterField(
            "ending",
            "way",
            models.CharField(
                choices=[
                    ("together", "samen besloten"),
                    ("notice", "opgezegd"),
                    ("at_once", "meteen gestopt, om een reden uit de tekst"),
                    ("out", "opgezegd door één partij, de anderen gaan verder"),
                    ("succeeded", "opgevolgd"),
                    ("stopped", "gestopt voor zij gold"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "ending",
            models.CheckConstraint(
                condition=Q(way="together", decision__isnull=False)
                | (Q(way__in=["notice", "at_once", "out"]) & Q(party__isnull=False))
                | Q(way__in=["succeeded", "stopped"]),
                name="ending_by_all_or_by_a_party",
            ),
        ),
        protect("agreements_ending", columns=FIXED),
    ]
