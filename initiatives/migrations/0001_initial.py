import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0001_initial"),
        ("municipalities", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Initiative",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="initiative",
                        serialize=False,
                        to="contacts.organisation",
                    ),
                ),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("none", "geen rechtsvorm (werkgroep)"),
                            ("association", "vereniging"),
                            ("foundation", "stichting"),
                            ("cooperative", "coöperatie"),
                            ("other", "anders"),
                        ],
                        max_length=16,
                        verbose_name="rechtsvorm",
                    ),
                ),
                ("ambition", models.TextField(blank=True, max_length=2000, verbose_name="ambitie")),
                (
                    "technique",
                    models.CharField(
                        choices=[
                            ("open", "nog open"),
                            ("individual", "per woning, zoals een warmtepomp"),
                            ("heat_network", "warmtenet"),
                            ("green_gas", "groen gas"),
                            ("mixed", "een mix"),
                        ],
                        max_length=16,
                        verbose_name="techniek",
                    ),
                ),
                (
                    "wanted_role",
                    models.CharField(
                        choices=[
                            ("think_along", "meedenken"),
                            ("equal", "gelijkwaardig samen"),
                            ("do_it", "zelf doen"),
                        ],
                        max_length=16,
                        verbose_name="gewenste rol",
                    ),
                ),
                (
                    "aim",
                    models.CharField(
                        choices=[
                            ("open", "nog open"),
                            ("save", "minder energie gebruiken"),
                            ("off_gas", "van het aardgas af"),
                            ("wider", "meer dan warmte, zoals groen of zorg voor elkaar"),
                        ],
                        default="open",
                        max_length=16,
                        verbose_name="reikwijdte",
                    ),
                ),
                (
                    "experience",
                    models.CharField(
                        choices=[
                            ("unknown", "weten we nog niet"),
                            ("first", "nee, dit is het eerste project"),
                            ("earlier", "ja, we deden eerder een project met de buurt"),
                        ],
                        default="unknown",
                        max_length=16,
                        verbose_name="ervaring",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "initiatief",
                "verbose_name_plural": "initiatieven",
            },
        ),
        migrations.CreateModel(
            name="Collaboration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("area_name", models.CharField(max_length=120, verbose_name="buurt of dorp")),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "loopt"), ("paused", "gepauzeerd"), ("ended", "gestopt")],
                        default="active",
                        max_length=8,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("startup", "Opstarten"),
                            ("elaboration", "Uitwerken"),
                            ("development", "Ontwikkelen"),
                            ("implementation", "Uitvoeren"),
                            ("operation", "Beheren"),
                        ],
                        default="startup",
                        max_length=16,
                        verbose_name="fase",
                    ),
                ),
                (
                    "ties",
                    models.CharField(
                        choices=[
                            ("unknown", "weten we nog niet"),
                            ("first", "nee, dit is de eerste keer"),
                            ("earlier", "ja, we werkten eerder samen"),
                        ],
                        default="unknown",
                        max_length=16,
                        verbose_name="historie",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "end_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "doel bereikt"),
                            ("no_common_ground", "geen raakvlak"),
                            ("initiative_stops", "het initiatief stopt"),
                            ("municipality_stops", "de gemeente stopt"),
                            ("dissolved", "het initiatief is opgeheven"),
                            ("succeeded", "gaat verder in een andere samenwerking"),
                        ],
                        max_length=20,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("last_seq", models.PositiveIntegerField(default=0, editable=False)),
                ("last_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("last_event_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("search", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collaborations",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.collaboration",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collaborations",
                        to="initiatives.initiative",
                    ),
                ),
            ],
            options={
                "verbose_name": "samenwerking",
                "verbose_name_plural": "samenwerkingen",
                "ordering": ["-last_event_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ContactMoment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("on", models.DateField(verbose_name="wanneer")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "bellen"),
                            ("talk", "gesprek"),
                            ("mail", "mail"),
                            ("visit", "bezoek"),
                            ("video", "beeldbellen"),
                        ],
                        max_length=8,
                        verbose_name="hoe",
                    ),
                ),
                ("summary", models.TextField(max_length=4000, verbose_name="wat is er gezegd")),
                (
                    "circle",
                    models.CharField(
                        choices=[
                            ("own", "alleen wij"),
                            ("with_coach", "wij en de begeleider"),
                            ("everyone", "iedereen in dit dossier"),
                        ],
                        default="own",
                        max_length=12,
                        verbose_name="wie leest dit",
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
                        related_name="contact_moments",
                        to="initiatives.collaboration",
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
                "ordering": ["-on", "-pk"],
                "indexes": [
                    models.Index(fields=["collaboration", "-on"], name="initiatives_collabo_07c477_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("seq", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "dossier geopend"),
                            ("joined", "doet mee"),
                            ("left", "doet niet meer mee"),
                            ("assigned", "rol gekregen"),
                            ("unassigned", "rol beëindigd"),
                            ("goal_viewed", "kijk op een doel gegeven"),
                            ("item_added", "onderdeel toegevoegd"),
                            ("item_changed", "onderdeel gewijzigd"),
                            ("item_skipped", "onderdeel overgeslagen"),
                            ("evidence_added", "onderbouwing toegevoegd"),
                            ("contact_logged", "contact vastgelegd"),
                            ("shared", "gedeeld met meer mensen"),
                            ("decision_proposed", "besluit voorgesteld"),
                            ("key_turned", "sleutel omgedraaid"),
                            ("key_contested", "vastlegging betwist"),
                            ("reading_added", "eigen lezing toegevoegd"),
                            ("decision_closed", "besluit gesloten"),
                            ("phase_entered", "fase begonnen"),
                            ("paused", "gepauzeerd"),
                            ("resumed", "hervat"),
                            ("ended", "gestopt"),
                            ("fact_recorded", "gegeven vastgelegd"),
                            ("profile_changed", "gegevens gewijzigd"),
                            ("milestone_reached", "mijlpaal bereikt"),
                            ("agreement_started", "overeenkomst begonnen"),
                            ("version_published", "concept gepubliceerd"),
                            ("agreement_stopped", "overeenkomst gestopt"),
                            ("text_proposed", "tekst voorgesteld"),
                            ("text_adopted", "tekst overgenomen"),
                            ("format_followed", "nieuw format overgenomen"),
                            ("article_followed", "artikel uit een nieuw format overgenomen"),
                            ("annex_added", "bijlage toegevoegd"),
                            ("annex_removed", "bijlage weggehaald"),
                            ("stance_given", "standpunt over een artikel"),
                            ("article_parked", "artikel geparkeerd"),
                            ("article_resumed", "artikel teruggehaald"),
                            ("body_decided", "besluit over een overeenkomst"),
                            ("signable", "klaargezet om te tekenen"),
                            ("signer_named", "gezegd wie tekent"),
                            ("sheet_added", "blad met handtekeningen toegevoegd"),
                            ("sheet_returned", "blad met handtekeningen teruggegeven"),
                            ("signed", "getekend"),
                            ("signing_declined", "tekent nog niet"),
                            ("signing_taken_up", "tekent toch"),
                            ("signing_ended", "tekst terug om te verbeteren"),
                            ("in_force", "overeenkomst geldt"),
                            ("received", "ontvangst van een versie bevestigd"),
                            ("promised", "iets toegezegd"),
                            ("promise_noted", "iets gezegd over een toezegging"),
                            ("promise_withdrawn", "toezegging weggehaald"),
                            ("promise_replaced", "toezegging vervangen door een addendum"),
                            ("evaluation_planned", "terugblik gepland"),
                            ("evaluation_due", "tijd voor een terugblik"),
                            ("evaluation_held", "teruggekeken"),
                            ("term_nears", "overeenkomst loopt af"),
                            ("term_passed", "overeenkomst verlopen"),
                            ("notice_given", "overeenkomst opgezegd"),
                            ("notice_taken_back", "opzegging teruggenomen"),
                            ("agreement_ended", "overeenkomst afgelopen"),
                            ("ending_read", "eigen lezing bij het einde van een overeenkomst"),
                            ("upload_added", "bestand toegevoegd"),
                            ("minutes_settled", "verslag vastgesteld"),
                            ("decision_noted", "iets gezegd bij een besluit"),
                            ("key_handled", "besluit opgepakt"),
                            ("reopened", "heropend"),
                            ("part_started", "deel van de buurt begonnen"),
                            ("part_finished", "deel van de buurt afgerond"),
                            ("format_taken", "nieuw stappenplan overgenomen"),
                            ("elsewhere", "afspraak van elders"),
                            ("in_policy", "genoemd in beleid"),
                            ("principles_changed", "uitgangspunten van de gemeente veranderd"),
                            ("summary_started", "samenvatting voor de buurt begonnen"),
                            ("summary_published", "samenvatting voor de buurt gepubliceerd"),
                            ("summary_taken_down", "samenvatting voor de buurt weggehaald"),
                        ],
                        max_length=24,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("payload", models.JSONField(default=dict)),
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
                    ),
                ),
                ("prev_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
                (
                    "actor_organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="initiatives.collaboration",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-seq"],
                "constraints": [
                    models.UniqueConstraint(fields=("collaboration", "seq"), name="event_seq_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="JointDecision",
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
                            ("phase_step", "fasestap"),
                            ("pause", "pauze"),
                            ("resume", "hervatten"),
                            ("end", "beëindiging"),
                            ("reopen", "heropening"),
                            ("agreement_end", "einde van een overeenkomst"),
                            ("publication", "samenvatting voor de buurt"),
                            ("minutes", "vaststellen van een verslag"),
                        ],
                        max_length=16,
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("payload", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reden")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "ligt voor"),
                            ("accepted", "aangenomen"),
                            ("returned", "teruggegeven"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "by_organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
                    ),
                ),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="initiatives.collaboration",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("collaboration", "kind", "subject"),
                        name="one_open_decision_per_subject",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="initiatives.event",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="contacts.person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["next_try_at"], name="letter_waiting"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "person"), name="one_letter_a_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="initiatives.collaboration",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("collaboration", "user", "on"), name="opening_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
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
                    "side",
                    models.CharField(
                        choices=[
                            ("municipality", "gemeente"),
                            ("initiative", "initiatief"),
                            ("support", "begeleiding"),
                            ("partner", "partner"),
                        ],
                        max_length=16,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="initiatives.collaboration",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="contacts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        fields=["organisation", "ends_on", "collaboration"],
                        name="initiatives_organis_26bb4e_idx",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("collaboration", "organisation"),
                        name="organisation_takes_part_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("side__in", ["municipality", "initiative"])
                        ),
                        fields=("collaboration", "side"),
                        name="one_municipality_and_one_initiative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("name", models.CharField(max_length=80)),
                ("value", models.JSONField()),
                ("source", models.CharField(blank=True, max_length=80)),
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
                        related_name="facts",
                        to="initiatives.collaboration",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.participation",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        fields=["collaboration", "name", "-id"], name="initiatives_collabo_64137b_idx"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("contact", "aanspreekpunt"),
                            ("deputy", "vervanger"),
                            ("coach", "buurtbegeleider"),
                            ("facilitator", "procesbegeleider"),
                            ("signatory", "ondertekenaar"),
                        ],
                        max_length=12,
                        verbose_name="rol",
                    ),
                ),
                ("has_mandate", models.BooleanField(default=False, verbose_name="heeft mandaat")),
                (
                    "mandate",
                    models.CharField(blank=True, max_length=300, verbose_name="mag zelf beslissen over"),
                ),
                (
                    "works_for",
                    models.CharField(
                        blank=True,
                        choices=[("initiative", "werkt voor het initiatief"), ("both", "werkt voor beide")],
                        max_length=12,
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="begint op")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="eindigt op")),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="contacts.function",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="initiatives.participation",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "indexes": [
                    models.Index(fields=["function", "ends_on"], name="initiatives_functio_d2db87_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("participation", "function", "role"),
                        name="one_open_assignment_per_role",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PhasePeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("part", models.CharField(blank=True, max_length=120, verbose_name="deel van de buurt")),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("startup", "Opstarten"),
                            ("elaboration", "Uitwerken"),
                            ("development", "Ontwikkelen"),
                            ("implementation", "Uitvoeren"),
                            ("operation", "Beheren"),
                        ],
                        max_length=16,
                    ),
                ),
                ("leading", models.BooleanField(default=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True, max_length=2000)),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="initiatives.collaboration",
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
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True), ("leading", True)),
                        fields=("collaboration",),
                        name="one_leading_open_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True), ("leading", False)),
                        fields=("collaboration", "part"),
                        name="one_open_period_per_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="period_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanFormat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("phases", models.JSONField(default=list)),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="wat is er nieuw")),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.planformat",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FormatItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("key", models.SlugField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("goal", "doel"),
                            ("activity", "activiteit"),
                            ("how", "hoe werk je samen"),
                            ("with_whom", "met wie"),
                            ("tip", "tip"),
                            ("result", "resultaat"),
                            ("link", "verdieping"),
                            ("department", "afdeling"),
                            ("linkage", "koppelkans"),
                            ("request", "ondersteuningsvraag"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("startup", "Opstarten"),
                            ("elaboration", "Uitwerken"),
                            ("development", "Ontwikkelen"),
                            ("implementation", "Uitvoeren"),
                            ("operation", "Beheren"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "track",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ambition", "Ambitie bepalen"),
                            ("collaboration", "Samenwerking organiseren en monitoren"),
                            ("plan", "Plan uitwerken"),
                            ("municipal_alignment", "Gemeenteorganisatie oplijnen"),
                            ("initiative_growth", "Initiatief ontwikkelen"),
                            ("neighbourhood", "Wijk betrekken"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "actor",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("municipality", "gemeente"),
                            ("initiative", "initiatief"),
                            ("together", "samen"),
                            ("partner", "partner"),
                        ],
                        max_length=16,
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=24)),
                ("order", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("serves", models.JSONField(default=list)),
                ("applies", models.JSONField(blank=True, default=dict)),
                ("url", models.URLField(blank=True, max_length=300)),
                ("source", models.CharField(max_length=200)),
                (
                    "format",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="initiatives.planformat",
                    ),
                ),
            ],
            options={
                "ordering": ["phase", "kind", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("format", "key"), name="format_item_key_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="collaboration",
            name="plan_format",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="initiatives.planformat"
            ),
        ),
        migrations.CreateModel(
            name="PlanItem",
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
                            ("goal", "doel"),
                            ("activity", "activiteit"),
                            ("department", "afdeling"),
                            ("linkage", "koppelkans"),
                            ("request", "ondersteuningsvraag"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("startup", "Opstarten"),
                            ("elaboration", "Uitwerken"),
                            ("development", "Ontwikkelen"),
                            ("implementation", "Uitvoeren"),
                            ("operation", "Beheren"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "track",
                    models.CharField(
                        choices=[
                            ("ambition", "Ambitie bepalen"),
                            ("collaboration", "Samenwerking organiseren en monitoren"),
                            ("plan", "Plan uitwerken"),
                            ("municipal_alignment", "Gemeenteorganisatie oplijnen"),
                            ("initiative_growth", "Initiatief ontwikkelen"),
                            ("neighbourhood", "Wijk betrekken"),
                        ],
                        max_length=24,
                        verbose_name="spoor",
                    ),
                ),
                (
                    "actor",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("municipality", "gemeente"),
                            ("initiative", "initiatief"),
                            ("together", "samen"),
                            ("partner", "partner"),
                        ],
                        max_length=16,
                        verbose_name="wie pakt het op",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=100)),
                ("title", models.CharField(max_length=200, verbose_name="naam")),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="uitleg")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "nog niet begonnen"),
                            ("doing", "bezig"),
                            ("done", "gedaan"),
                            ("skipped", "overgeslagen"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="stand",
                    ),
                ),
                ("stage", models.CharField(blank=True, max_length=16)),
                (
                    "help_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("knowledge", "kennis"),
                            ("contacts", "contacten"),
                            ("ways_in", "ingangen bij andere afdelingen"),
                            ("practical", "praktische hulp"),
                            ("money", "geld"),
                        ],
                        max_length=16,
                        verbose_name="soort hulp",
                    ),
                ),
                ("left_out", models.BooleanField(default=False)),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="uiterlijk")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="gedaan op")),
                (
                    "skip_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reden om over te slaan"),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_items",
                        to="initiatives.collaboration",
                    ),
                ),
                (
                    "format_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.formatitem",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
                "indexes": [
                    models.Index(
                        fields=["collaboration", "phase", "kind"], name="initiatives_collabo_0ec9d9_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "skipped"), _negated=True),
                            models.Q(("skip_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="skipped_item_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        fields=("collaboration", "format_item"), name="format_item_once_per_plan"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalView",
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
                    "status",
                    models.CharField(
                        choices=[("open", "nog niet"), ("partly", "bezig"), ("reached", "bereikt")],
                        max_length=8,
                        verbose_name="stand",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="toelichting")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.participation",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views",
                        to="initiatives.planitem",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        fields=["item", "participation", "-id"], name="initiatives_item_id_591a51_idx"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionNote",
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
                            ("question", "vraag"),
                            ("answer", "antwoord"),
                            ("needed", "nodig"),
                            ("good", "al goed"),
                            ("lesson", "les"),
                            ("aftercare", "nazorg"),
                            ("thanks", "dank"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="initiatives.decisionnote",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="initiatives.jointdecision",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.participation",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.planitem",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("point", models.SlugField(max_length=40)),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "dat doen we"), ("a_little", "een beetje"), ("not_yet", "nog niet")],
                        max_length=12,
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="toelichting")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "collaboration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.collaboration",
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
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["owner", "collaboration", "-id"], name="self_check_newest")],
            },
        ),
        migrations.CreateModel(
            name="Upload",
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
                    "circle",
                    models.CharField(
                        choices=[
                            ("own", "alleen wij"),
                            ("with_coach", "wij en de begeleider"),
                            ("everyone", "iedereen in dit dossier"),
                        ],
                        max_length=12,
                    ),
                ),
                ("file", models.FileField(max_length=200, upload_to="uploads/")),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=200, verbose_name="bestandsnaam")),
                ("size", models.PositiveIntegerField()),
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
                        related_name="uploads",
                        to="initiatives.collaboration",
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
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                            ("agreement_published", "concept gepubliceerd"),
                            ("agreement_signed", "overeenkomst getekend"),
                            ("other", "resultaat"),
                        ],
                        max_length=24,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "form",
                    models.CharField(
                        blank=True,
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
                ("title", models.CharField(max_length=200)),
                ("url", models.CharField(blank=True, max_length=200)),
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
                    "collaboration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="initiatives.collaboration",
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
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                            ("note", "notitie"),
                            ("link", "link"),
                            ("file", "bestand"),
                            ("milestone", "mijlpaal"),
                            ("meeting", "gesprek"),
                            ("decision", "besluit"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="naam")),
                (
                    "quote",
                    models.TextField(blank=True, max_length=1000, verbose_name="de zin waar het om gaat"),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
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
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.organisation",
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="initiatives.planitem",
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
            },
        ),
        migrations.CreateModel(
            name="DecisionKey",
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
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("accept", "akkoord"), ("return", "terug met reden")],
                        max_length=8,
                    ),
                ),
                ("by_name", models.CharField(blank=True, max_length=160, verbose_name="wie besliste")),
                ("at", models.DateTimeField(blank=True, null=True)),
                ("remark", models.TextField(blank=True, max_length=2000, verbose_name="toelichting")),
                ("on_paper", models.BooleanField(default=False)),
                ("contested_at", models.DateTimeField(blank=True, null=True)),
                ("contest_remark", models.TextField(blank=True, max_length=2000)),
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
                    "contested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contacts.person",
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
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="initiatives.jointdecision",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.participation",
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
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "participation"), name="one_key_per_side"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_paper", False),
                            models.Q(("evidence__isnull", False), ("recorded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="on_paper_needs_evidence",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("verdict", ""), _negated=True), ("by__isnull", False)),
                        fields=("decision", "by"),
                        name="one_person_turns_one_key",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="collaboration",
            index=models.Index(fields=["-last_event_at", "-id"], name="collaboration_recent"),
        ),
        migrations.AddIndex(
            model_name="collaboration",
            index=models.Index(fields=["phase", "-last_event_at", "-id"], name="collaboration_board"),
        ),
        migrations.AddIndex(
            model_name="collaboration",
            index=models.Index(
                fields=["municipality", "-last_event_at"], name="collaboration_by_municipality"
            ),
        ),
        migrations.AddConstraint(
            model_name="collaboration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["active", "paused"])),
                fields=("initiative", "municipality", "area_name"),
                name="one_running_collaboration_per_area",
            ),
        ),
        migrations.AddConstraint(
            model_name="collaboration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", False), ("status", "ended")),
                    models.Q(models.Q(("status", "ended"), _negated=True), ("ended_on__isnull", True)),
                    _connector="OR",
                ),
                name="collaboration_ended_has_date",
            ),
        ),
    ]
