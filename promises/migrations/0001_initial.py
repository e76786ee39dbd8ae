import uuid

import django.db.models.deletion
from django.db import migrations, models

from samenspel.append_only import protect

PROMISED = (
    "giver_id",
    "receiver_id",
    "first_due_on",
    "due_phase",
    "source",
    "said_on",
    "agreement_id",
    "source_key",
)
SAID = ("promise_id", "organisation_id", "word", "day", "by_id", "recorded")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agreements", "0001_initial"),
        ("contacts", "0001_initial"),
        ("initiatives", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("what", models.TextField(max_length=500, verbose_name="wat is er toegezegd")),
                ("first_due_on", models.DateField(blank=True, null=True, verbose_name="voor wanneer")),
                (
                    "due_phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("startup", "Opstarten"),
                            ("elaboration", "Uitwerken"),
                            ("development", "Ontwikkelen"),
                            ("implementation", "Uitvoeren"),
                            ("operation", "Beheren"),
                        ],
                        max_length=16,
                        verbose_name="voor het eind van",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("talk", "in een gesprek of overleg"),
                            ("minutes", "in een verslag of brief"),
                            ("contact", "in een vastgelegd gesprek"),
                            ("decision", "bij een besluit"),
                            ("article", "in een overeenkomst"),
                        ],
                        max_length=8,
                        verbose_name="waar",
                    ),
                ),
                ("said_on", models.DateField(verbose_name="toegezegd op")),
                ("clause_key", models.SlugField(blank=True, max_length=60)),
                ("source_key", models.SlugField(blank=True, max_length=120)),
                (
                    "circle",
                    models.CharField(
                        choices=[
                            ("own", "alleen wij"),
                            ("with_coach", "wij en de begeleider"),
                            ("everyone", "iedereen in dit dossier"),
                        ],
                        default="everyone",
                        max_length=12,
                        verbose_name="wie leest dit",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "loopt"),
                            ("moved", "verschoven"),
                            ("kept", "nagekomen"),
                            ("lapsed", "vervallen"),
                            ("replaced", "vervangen"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("differs", models.BooleanField(default=False)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("moved", models.PositiveSmallIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="initiatives.collaboration",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.contactmoment",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.jointdecision",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "toezegging",
                "verbose_name_plural": "toezeggingen",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["collaboration", "state", "due_on"], name="promises_of_a_file")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("source_key", ""), _negated=True), ("withdrawn_at", None)
                        ),
                        fields=("agreement", "source_key", "giver"),
                        name="promise_taken_over_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_due_on", None), ("due_phase", ""), _connector="OR"),
                        name="promise_for_a_day_or_a_phase",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("receiver", None),
                            models.Q(("receiver", models.F("giver")), _negated=True),
                            _connector="OR",
                        ),
                        name="promise_to_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromiseWord",
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
                    "word",
                    models.CharField(
                        choices=[
                            ("kept", "nagekomen"),
                            ("moved", "verschoven"),
                            ("lapsed", "vervallen"),
                            ("open", "loopt nog"),
                            ("not_so", "zo niet toegezegd"),
                        ],
                        max_length=8,
                        verbose_name="stand",
                    ),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="nieuwe dag")),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="toelichting")),
                ("recorded", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="promises.promise",
                    ),
                ),
            ],
            options={
                "verbose_name": "wat een kant van een toezegging zegt",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day__isnull", False), ("word", "moved")),
                            models.Q(models.Q(("word", "moved"), _negated=True), ("day", None)),
                            _connector="OR",
                        ),
                        name="only_a_move_has_a_day",
                    )
                ],
            },
        ),
        # What was promised stays; its words can be blanked, more may read it, and how it stands follows.
        protect("promises_promise", columns=PROMISED),
        protect("promises_promiseword", columns=SAID),
    ]
