import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0001_initial"),
        ("initiatives", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
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
                    "media",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("docx", "Word"),
                            ("changes", "Word, met de wijzigingen"),
                            ("compared", "PDF, met de wijzigingen"),
                            ("sealed", "PDF, met zegel"),
                        ],
                        max_length=8,
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField(default=0)),
                ("file", models.FileField(max_length=200, upload_to="documents/")),
                ("renderer", models.CharField(max_length=80)),
                ("row_hash", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                    "form",
                    models.CharField(
                        choices=[
                            ("letter_of_intent", "intentieovereenkomst"),
                            ("collaboration_agreement", "samenwerkingsovereenkomst"),
                            ("collaboration_statement", "samenwerkingsverklaring"),
                            ("commission", "opdracht"),
                            ("grant_agreement", "subsidie"),
                            ("budget", "geld in de begroting van de gemeente"),
                            ("policy_inclusion", "opname in een beleidsstuk"),
                            ("joint_grant_application", "gezamenlijke subsidieaanvraag"),
                            ("project_plan", "projectplan"),
                            ("implementation_plan", "uitvoeringsplan"),
                            ("other", "iets anders"),
                        ],
                        max_length=24,
                        verbose_name="vorm",
                    ),
                ),
                (
                    "length",
                    models.CharField(
                        choices=[("short", "kort"), ("long", "uitgebreid")],
                        default="short",
                        max_length=8,
                        verbose_name="lengte",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="naam")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("preparing", "in voorbereiding"),
                            ("shared", "concept gedeeld"),
                            ("final", "klaar om te tekenen"),
                            ("in_force", "geldt"),
                            ("ended", "afgelopen"),
                            ("stopped", "gestopt"),
                        ],
                        default="preparing",
                        max_length=12,
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("follows", "komt in de plaats van het eerdere stuk"),
                            ("beside", "komt naast het eerdere stuk"),
                            ("amends", "verandert het eerdere stuk"),
                            ("renews", "vernieuwt de intentie"),
                        ],
                        max_length=8,
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("renews", models.BooleanField(default=False)),
                ("looks_back_on", models.DateField(blank=True, null=True)),
                ("says", models.JSONField(default=dict)),
                ("request_key", models.UUIDField(blank=True, null=True, unique=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="initiatives.collaboration",
                    ),
                ),
                (
                    "drafted_by_org",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "overeenkomst",
                "verbose_name_plural": "overeenkomsten",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Ending",
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
                    "way",
                    models.CharField(
                        choices=[
                            ("together", "samen besloten"),
                            ("notice", "opgezegd"),
                            ("at_once", "meteen gestopt, om een reden uit de tekst"),
                            ("succeeded", "opgevolgd"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField(verbose_name="eindigt op")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reden")),
                (
                    "wraps_up",
                    models.TextField(blank=True, max_length=2000, verbose_name="wat er wordt afgerond"),
                ),
                (
                    "counts_since",
                    models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endings",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.jointdecision",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Format",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("document_kind", models.CharField(max_length=20)),
                ("number", models.PositiveIntegerField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="wat is er nieuw")),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.format",
                    ),
                ),
                (
                    "owner_org",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["document_kind", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("based_on__isnull", False), ("published_at", None)),
                        fields=("document_kind", "owner_org"),
                        name="one_draft_of_an_own_format",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("based_on__isnull", False), ("owner_org", None), ("published_at", None)
                        ),
                        fields=("document_kind",),
                        name="one_draft_of_a_shared_format",
                    ),
                    models.UniqueConstraint(
                        fields=("document_kind", "number", "owner_org"), name="own_format_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("owner_org", None)),
                        fields=("document_kind", "number"),
                        name="shared_format_number_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("key", models.SlugField(max_length=60)),
                ("part", models.CharField(max_length=1)),
                ("order", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("required", "hoort erin"),
                            ("advised", "meestal erin"),
                            ("optional", "kan erbij"),
                        ],
                        max_length=8,
                    ),
                ),
                ("in_short", models.BooleanField(default=False)),
                ("text", models.TextField()),
                ("why", models.TextField(blank=True)),
                ("topics", models.JSONField(default=list)),
                (
                    "format",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clauses",
                        to="agreements.format",
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
                "constraints": [models.UniqueConstraint(fields=("format", "key"), name="clause_key_once")],
            },
        ),
        migrations.AddField(
            model_name="agreement",
            name="format",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.format",
            ),
        ),
        migrations.CreateModel(
            name="NeighbourSummary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("words", models.JSONField(default=dict)),
                (
                    "findable",
                    models.BooleanField(
                        default=False, verbose_name="zoekmachines mogen deze bladzijde tonen"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="neighbour_summary",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoticeTakenBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("words", models.TextField(max_length=2000, verbose_name="waarom terug")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "ending",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="agreements.ending",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("key", models.CharField(max_length=20)),
                ("order", models.PositiveSmallIntegerField()),
                ("short_name", models.CharField(max_length=80, verbose_name="korte naam in de tekst")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="agreements.agreement",
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
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "organisation"), name="party_once"),
                    models.UniqueConstraint(fields=("agreement", "key"), name="party_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EndingReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("text", models.TextField(max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "ending",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="agreements.ending",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.party"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="ending",
            name="party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.party",
            ),
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("clause_key", models.SlugField(blank=True, max_length=60)),
                ("order", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("own_text", models.TextField(blank=True, max_length=20000, verbose_name="eigen tekst")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "staat erin"), ("parked", "geparkeerd"), ("dropped", "eruit")],
                        default="active",
                        max_length=8,
                    ),
                ),
                ("drop_reason", models.CharField(blank=True, max_length=500, verbose_name="reden")),
                ("park_reason", models.CharField(blank=True, max_length=500, verbose_name="waarom later")),
                ("text_hash", models.CharField(blank=True, max_length=64)),
                ("part", models.CharField(blank=True, max_length=1)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "format",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.format",
                    ),
                ),
                (
                    "looked_at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.format",
                    ),
                ),
                (
                    "parked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.party",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("clause_key", ""), _negated=True),
                        fields=("agreement", "clause_key"),
                        name="clause_once_per_agreement",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("version", models.CharField(max_length=60, verbose_name="versie")),
                ("adopted_on", models.DateField(verbose_name="vastgesteld op")),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("officials", "ambtelijk"),
                            ("executive", "college"),
                            ("council", "raad"),
                            ("core_team", "kernteam"),
                            ("board", "bestuur"),
                            ("members", "ledenvergadering"),
                        ],
                        max_length=12,
                        verbose_name="vastgesteld door",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="link")),
                (
                    "expected_on",
                    models.DateField(blank=True, null=True, verbose_name="volgende versie verwacht op"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("named", "hierin genoemd"),
                            ("waits", "er is nog geen nieuwe versie"),
                            ("stands", "de passage staat er nog"),
                            ("changed", "de passage is veranderd"),
                            ("gone", "de passage is weg"),
                            ("withdrawn", "deze vermelding klopte niet"),
                        ],
                        max_length=12,
                    ),
                ),
                ("quote", models.TextField(blank=True, max_length=1000, verbose_name="de passage")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="bladzijde of alinea")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="waarom weggehaald")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.milestone",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.participation",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PassageAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("text", models.CharField(max_length=500, verbose_name="wat jullie deden")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="agreements.passage",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.participation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PolicyMention",
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
                            ("heat_vision", "transitievisie warmte"),
                            ("heat_programme", "warmteprogramma"),
                            ("note", "nota of visie"),
                            ("other", "ander beleidsstuk"),
                        ],
                        max_length=16,
                        verbose_name="soort stuk",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="naam van het stuk")),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy_mentions",
                        to="initiatives.collaboration",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="passage",
            name="mention",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="passages",
                to="agreements.policymention",
            ),
        ),
        migrations.CreateModel(
            name="Proposal",
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
                            ("text", "andere tekst"),
                            ("drop", "artikel eruit"),
                            ("move", "artikel verplaatsen"),
                            ("split", "artikel splitsen"),
                            ("add", "nieuw artikel"),
                        ],
                        default="text",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="voorstel")),
                ("new_key", models.SlugField(blank=True, max_length=60)),
                (
                    "new_title",
                    models.CharField(blank=True, max_length=200, verbose_name="titel van het nieuwe artikel"),
                ),
                (
                    "new_text",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="tekst van het nieuwe artikel"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="waarom")),
                ("base_hash", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "ligt voor"),
                            ("adopted", "overgenomen"),
                            ("countered", "beantwoord met een ander voorstel"),
                            ("withdrawn", "ingetrokken"),
                            ("lapsed", "vervallen"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "after",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.article",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="agreements.proposal",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="agreements.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.party"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Registration",
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
                    "form",
                    models.CharField(
                        choices=[
                            ("letter_of_intent", "intentieovereenkomst"),
                            ("collaboration_agreement", "samenwerkingsovereenkomst"),
                            ("collaboration_statement", "samenwerkingsverklaring"),
                            ("commission", "opdracht"),
                            ("grant_agreement", "subsidie"),
                            ("budget", "geld in de begroting van de gemeente"),
                            ("policy_inclusion", "opname in een beleidsstuk"),
                            ("joint_grant_application", "gezamenlijke subsidieaanvraag"),
                            ("project_plan", "projectplan"),
                            ("implementation_plan", "uitvoeringsplan"),
                            ("other", "iets anders"),
                        ],
                        max_length=24,
                        verbose_name="vorm",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="naam")),
                ("since", models.DateField(verbose_name="geldt sinds")),
                ("until", models.DateField(blank=True, null=True, verbose_name="geldt tot en met")),
                ("signed", models.BooleanField(default=False, verbose_name="door alle partijen getekend")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="bedrag"
                    ),
                ),
                (
                    "money",
                    models.CharField(blank=True, max_length=500, verbose_name="wat er over geld in staat"),
                ),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="link")),
                ("withdrawn", models.BooleanField(default=False)),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="waarom verbeterd of ingetrokken"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
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
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.milestone",
                    ),
                ),
                ("parties", models.ManyToManyField(related_name="+", to="contacts.organisation")),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.participation",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.upload",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="registration_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="registration_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationDoubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("text", models.CharField(max_length=500, verbose_name="wat er niet klopt")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubts",
                        to="agreements.registration",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.participation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("own_only", models.BooleanField(default=False, verbose_name="alleen voor ons")),
                ("text", models.TextField(max_length=2000)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="agreements.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
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
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("holder", models.CharField(max_length=200)),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("plain", "elektronisch zegel"),
                            ("advanced", "geavanceerd elektronisch zegel"),
                        ],
                        max_length=8,
                    ),
                ),
                ("valid_until", models.DateField()),
                ("row_hash", models.CharField(max_length=64)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal",
                        to="agreements.document",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.party"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Signatory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("function_label", models.CharField(max_length=160, verbose_name="functie")),
                ("order", models.PositiveSmallIntegerField(default=1)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatories",
                        to="agreements.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Stance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("text_hash", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("accept", "akkoord"), ("not_yet", "nog niet akkoord")], max_length=8
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="waarom niet")),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="wie besliste")),
                ("on", models.DateField()),
                ("on_paper", models.BooleanField(default=False)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="agreements.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.upload",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stances",
                        to="agreements.party",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        fields=["article", "text_hash", "party", "-id"], name="agreements__article_fdae06_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_paper", False),
                            models.Q(("evidence__isnull", False), ("recorded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="stance_on_paper_needs_evidence",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Variable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("name", models.SlugField(max_length=60)),
                ("label", models.CharField(max_length=200)),
                ("short", models.CharField(blank=True, max_length=120)),
                ("caption", models.CharField(blank=True, max_length=200)),
                ("help", models.TextField(blank=True)),
                ("type", models.CharField(max_length=200)),
                ("required", models.BooleanField(default=False)),
                ("default", models.JSONField(blank=True, null=True)),
                ("filled_from", models.CharField(max_length=60)),
                ("at_signing", models.BooleanField(default=False)),
                (
                    "format",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="variables",
                        to="agreements.format",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("format", "name"), name="variable_name_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("number", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "concept"),
                            ("partial", "deels akkoord"),
                            ("agreed", "alles akkoord"),
                            ("final", "definitief"),
                            ("signed", "getekend"),
                        ],
                        max_length=8,
                    ),
                ),
                ("content", models.JSONField()),
                ("text_hash", models.CharField(max_length=64)),
                ("content_hash", models.CharField(max_length=64)),
                ("template", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "number"), name="version_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("function_label", models.CharField(max_length=160, verbose_name="functie")),
                ("order", models.PositiveSmallIntegerField()),
                ("turn", models.PositiveSmallIntegerField(default=1)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="agreements.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("version", "person"),
                        name="one_place_per_person_and_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningMove",
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
                            ("named", "gezegd wie tekent"),
                            ("declined", "tekent nog niet"),
                            ("taken_up", "tekent toch"),
                            ("back", "terug om te verbeteren"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="waarom")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="agreements.signingplace",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SignatureSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("signed_on", models.DateField(verbose_name="getekend op")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wordt nagekeken"),
                            ("accepted", "klopt"),
                            ("returned", "klopt nog niet"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="wat er niet klopt")),
                (
                    "attached_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="initiatives.upload"
                    ),
                ),
                ("places", models.ManyToManyField(related_name="sheets", to="agreements.signingplace")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by", None),
                            models.Q(("checked_by", models.F("attached_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="sheet_checked_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"), ("checked_by__isnull", False), _connector="OR"
                        ),
                        name="sheet_counts_when_checked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("text_hash", models.CharField(max_length=64)),
                (
                    "method",
                    models.CharField(choices=[("app", "in Samenspel"), ("ink", "op papier")], max_length=4),
                ),
                ("on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agreements.signaturesheet",
                    ),
                ),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="agreements.signingplace",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("by__isnull", False)),
                        fields=("version", "by"),
                        name="one_signature_per_person_and_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by__isnull", False), ("method", "app"), ("sheet", None)),
                            models.Q(("by", None), ("method", "ink"), ("sheet__isnull", False)),
                            _connector="OR",
                        ),
                        name="signature_by_a_person_or_on_a_sheet",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RenderJob",
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
                    "media",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("docx", "Word"),
                            ("changes", "Word, met de wijzigingen"),
                            ("compared", "PDF, met de wijzigingen"),
                            ("sealed", "PDF, met zegel"),
                        ],
                        default="pdf",
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "in de rij"),
                            ("running", "bezig"),
                            ("ready", "klaar"),
                            ("failed", "niet gelukt"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("worker", models.CharField(blank=True, max_length=80)),
                ("error", models.CharField(blank=True, max_length=500)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=["id"],
                        name="render_jobs_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "media"), name="one_job_per_version_and_media")
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("text_hash", models.CharField(max_length=64)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("confirmed", "ontvangst bevestigd"),
                            ("downloaded", "getekend stuk gedownload"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("row_hash", models.CharField(max_length=64)),
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
                        related_name="receipts",
                        to="agreements.party",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "party", "how"), name="receipt_once_each_way")
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("content", models.JSONField()),
                ("text_hash", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="waarom weggehaald"),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="initiatives.jointdecision",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
                (
                    "ended_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="agreements.neighboursummary",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.version"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("published_at__isnull", False)),
                        fields=("summary",),
                        name="one_text_for_neighbours_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("published_at__isnull", False), _connector="OR"
                        ),
                        name="only_what_was_published_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by", None),
                            models.Q(
                                ("ended_for__isnull", False), models.Q(("ended_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="taken_down_for_a_party_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="document",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="agreements.version"
            ),
        ),
        migrations.CreateModel(
            name="BodyDecision",
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
                    "layer",
                    models.CharField(
                        choices=[
                            ("officials", "ambtelijk"),
                            ("executive", "college"),
                            ("council", "raad"),
                            ("core_team", "kernteam"),
                            ("board", "bestuur"),
                            ("members", "ledenvergadering"),
                        ],
                        max_length=12,
                        verbose_name="wie besluit",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("awaited", "moet nog besluiten"),
                            ("approved", "akkoord"),
                            ("refused", "niet akkoord"),
                            ("not_needed", "hoeft niet te besluiten"),
                        ],
                        max_length=12,
                        verbose_name="besluit",
                    ),
                ),
                ("expected_on", models.DateField(blank=True, null=True, verbose_name="verwacht op")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="besloten op")),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="wat erbij hoort")),
                ("on_paper", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.upload",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="agreements.party",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_paper", False),
                            ("outcome", "awaited"),
                            ("evidence__isnull", False),
                            _connector="OR",
                        ),
                        name="body_decision_on_paper_needs_evidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["approved", "refused"]), _negated=True),
                            models.Q(("decided_on__isnull", False), ("version__isnull", False)),
                            _connector="OR",
                        ),
                        name="body_decision_has_a_day_and_a_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Annex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("key", models.CharField(max_length=8)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("budget", "begroting"),
                            ("planning", "planning"),
                            ("map", "kaart"),
                            ("project_plan", "projectplan"),
                            ("other", "iets anders"),
                        ],
                        max_length=12,
                        verbose_name="soort",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("written", "hier geschreven"),
                            ("file", "bestand"),
                            ("version", "stuk uit dit dossier"),
                            ("named", "ligt ergens anders"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annexes",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.upload",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "key"), name="annex_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "file"), ("upload__isnull", False), ("version", None)),
                            models.Q(("source", "version"), ("upload", None), ("version__isnull", False)),
                            models.Q(
                                ("source__in", ["written", "named"]), ("upload", None), ("version", None)
                            ),
                            _connector="OR",
                        ),
                        name="annex_has_what_its_source_says",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockWarning",
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
                    "about",
                    models.CharField(
                        choices=[("ends", "loopt af"), ("evaluation", "tijd voor een terugblik")],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("days", models.PositiveSmallIntegerField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warnings",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "about", "on", "days"), name="the_clock_warns_of_this_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("for_day", models.DateField()),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="gepland op")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="gehouden op")),
                (
                    "conclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("goes_on", "het gaat goed zo"),
                            ("changes", "we passen iets aan"),
                            ("stops", "we willen stoppen"),
                        ],
                        max_length=8,
                        verbose_name="uitkomst",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="wat kwam eruit")),
                ("present", models.CharField(blank=True, max_length=300, verbose_name="wie waren erbij")),
                ("own_only", models.BooleanField(default=False, verbose_name="alleen voor ons")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("held_on", None)),
                        fields=("agreement",),
                        name="one_planned_evaluation_per_agreement",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("held_on__isnull", False)),
                        fields=("agreement", "held_on", "owner"),
                        name="evaluation_once_per_day_and_party",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_on", None), ("planned_on__isnull", False)),
                            models.Q(("held_on__isnull", False), models.Q(("conclusion", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="evaluation_is_planned_or_held",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("variable", models.CharField(max_length=60)),
                ("value", models.JSONField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("file", "uit het dossier"),
                            ("asked", "ingevuld"),
                            ("earlier", "uit een eerdere overeenkomst"),
                            ("default", "voorstel uit het format"),
                        ],
                        max_length=8,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "annex",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="agreements.annex",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "variable"), name="value_once_per_variable")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("predecessor", None), ("relation", "")),
                    models.Q(("predecessor__isnull", False), models.Q(("relation", ""), _negated=True)),
                    _connector="OR",
                ),
                name="relation_says_how_it_hangs_on_its_predecessor",
            ),
        ),
        migrations.AddConstraint(
            model_name="ending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__isnull", False), ("way", "together")),
                    models.Q(("way__in", ["notice", "at_once"]), ("party__isnull", False)),
                    ("way", "succeeded"),
                    _connector="OR",
                ),
                name="ending_by_all_or_by_a_party",
            ),
        ),
        migrations.AddIndex(
            model_name="passage",
            index=models.Index(fields=["mention", "-id"], name="passage_newest"),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="mention_withdrawn_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("milestone", None), ("state__in", ["gone", "withdrawn"])),
                    models.Q(
                        ("milestone__isnull", False),
                        models.Q(("state__in", ["gone", "withdrawn"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="passage_counts_while_it_is_there",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("version", "media"), name="one_document_per_version_and_media"
            ),
        ),
    ]
