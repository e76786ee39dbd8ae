import uuid

import django.db.models.deletion
from django.db import migrations, models

from samenspel.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0010_a_proposal_can_carry_tables"),
        ("contacts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="party",
            name="here_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="party",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="PartyMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                (
                    "kind",
                    models.CharField(
                        choices=[("joined", "kwam erbij"), ("left", "stopte"), ("back", "doet toch mee")],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="waarom")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="agreements.party",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        protect("agreements_partymove", columns=("party_id", "kind", "by_id")),
    ]
