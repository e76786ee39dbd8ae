import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
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
                        choices=[
                            ("municipality", "gemeente"),
                            ("initiative", "initiatief"),
                            ("support", "begeleiding"),
                            ("partner", "partner"),
                        ],
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="naam")),
                ("short_name", models.CharField(blank=True, max_length=80, verbose_name="korte naam")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="plaats")),
                ("kvk", models.CharField(blank=True, max_length=8, verbose_name="KVK-nummer")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="gestopt op")),
            ],
            options={
                "verbose_name": "organisatie",
                "verbose_name_plural": "organisaties",
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["kind", "name"], name="contacts_or_kind_484e23_idx")],
            },
        ),
        migrations.CreateModel(
            name="Function",
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
                        choices=[
                            ("chair", "voorzitter"),
                            ("secretary", "secretaris"),
                            ("treasurer", "penningmeester"),
                            ("core_team", "lid van het kernteam"),
                            ("volunteer", "vrijwilliger"),
                            ("official", "ambtenaar"),
                            ("manager", "leidinggevende"),
                            ("alderman", "wethouder"),
                            ("council_member", "raadslid"),
                            ("coach", "buurtbegeleider"),
                            ("facilitator", "procesbegeleider"),
                            ("coordinator", "coördinator"),
                            ("director", "directeur"),
                            ("advisor", "adviseur"),
                            ("other", "andere functie"),
                        ],
                        max_length=20,
                        verbose_name="functie",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="naam van de functie")),
                ("department", models.CharField(blank=True, max_length=120, verbose_name="afdeling")),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("none", "geen toegang"),
                            ("read", "lezen"),
                            ("work", "meewerken"),
                            ("decide", "beslissen"),
                            ("coordinate", "beheren"),
                        ],
                        default="read",
                        max_length=12,
                        verbose_name="toegang",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="begint op")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="eindigt op")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="functions",
                        to="contacts.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "functie",
                "verbose_name_plural": "functies",
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("name", models.CharField(max_length=160, verbose_name="naam")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefoon")),
                (
                    "wants_mail",
                    models.BooleanField(default=True, verbose_name="mail me als iets op mij wacht"),
                ),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="gewist op"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "persoon",
                "verbose_name_plural": "personen",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mailadres")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(verbose_name="geldig tot")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="gebruikt op")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ingetrokken op")),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="contacts.function",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "uitnodiging",
                "verbose_name_plural": "uitnodigingen",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="function",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="functions", to="contacts.person"
            ),
        ),
        migrations.AddIndex(
            model_name="function",
            index=models.Index(fields=["organisation", "ends_on"], name="contacts_fu_organis_6e1b81_idx"),
        ),
        migrations.AddConstraint(
            model_name="function",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="function_ends_after_start",
            ),
        ),
    ]
