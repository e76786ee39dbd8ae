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
        ("initiatives", "0009_a_koppelkans_says_whose_it_is"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "dossier geopend"),
                    ("joined", "doet mee"),
                    ("left", "doet niet meer mee"),
                    ("merged", "gemeente opgegaan in een andere"),
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
                    ("annex_replaced", "bijlage vervangen"),
                    ("articles_edited", "tekst van artikelen veranderd"),
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
                    ("upload_removed", "bestand weggehaald"),
                    ("minutes_settled", "verslag vastgesteld"),
                    ("decision_noted", "iets gezegd bij een besluit"),
                    ("key_handled", "besluit opgepakt"),
                    ("reopened", "heropend"),
                    ("part_started", "deel van de buurt begonnen"),
                    ("part_finished", "deel van de buurt afgerond"),
                    ("format_taken", "nieuw stappenplan overgenomen"),
                    ("elsewhere", "afspraak van elders"),
                    ("in_policy", "genoemd in beleid"),
                    ("words_blanked", "woorden van wie is gewist leeggemaakt"),
                    ("principles_changed", "uitgangspunten van de gemeente veranderd"),
                    ("summary_started", "samenvatting voor de buurt begonnen"),
                    ("summary_published", "samenvatting voor de buurt gepubliceerd"),
                    ("summary_taken_down", "samenvatting voor de buurt weggehaald"),
                    ("summary_blanked", "woorden gewist uit een samenvatting voor de buurt"),
                ],
                max_length=24,
            ),
        ),
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
