import uuid

import django.db.models.deletion
from django.db import migrations, models

from samenspel.append_only import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Municipality",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="municipality",
                        serialize=False,
                        to="contacts.organisation",
                    ),
                ),
                ("code", models.CharField(max_length=6, unique=True, verbose_name="CBS-code")),
                ("province", models.CharField(max_length=20, verbose_name="provincie")),
                ("population", models.PositiveIntegerField(verbose_name="inwoners")),
                ("population_year", models.PositiveSmallIntegerField(verbose_name="jaar van het inwonertal")),
                ("lon", models.FloatField(verbose_name="lengtegraad")),
                ("lat", models.FloatField(verbose_name="breedtegraad")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="bestaat tot")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "succeeded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "gemeente",
                "verbose_name_plural": "gemeenten",
                "ordering": ["organisation__name"],
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("key", models.CharField(db_index=True, editable=False, max_length=120)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "andere naam",
                "verbose_name_plural": "andere namen",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "municipality"), name="alias_once_per_municipality"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                    "subject",
                    models.CharField(
                        choices=[
                            ("heat", "Warmte"),
                            ("participation", "Meedoen van bewoners"),
                            ("own_role", "Onze eigen rol"),
                            ("mandate", "Mandaat van onze mensen"),
                            ("conditions", "Randvoorwaarden"),
                            ("knowledge", "Kennis"),
                            ("contacts", "Contacten"),
                            ("ways_in", "Ingangen bij andere afdelingen"),
                            ("practical", "Praktische hulp"),
                            ("money", "Geld"),
                        ],
                        max_length=16,
                        verbose_name="onderwerp",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="wat de gemeente zegt")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "uitgangspunt van een gemeente",
                "verbose_name_plural": "uitgangspunten van gemeenten",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["municipality", "subject", "-id"], name="statement_newest")],
            },
        ),
        protect("municipalities_statement"),
    ]
