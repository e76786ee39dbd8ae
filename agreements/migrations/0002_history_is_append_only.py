from django.db import migrations

from samenspel.append_only import protect

PUBLISHED = (
    "EXISTS (SELECT 1 FROM agreements_format f WHERE f.id = {row}.format_id AND f.published_at IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    # Where columns are named, the others hold words of a person, which can be blanked when she is erased.
    operations = [
        protect("agreements_format", once="{row}.published_at IS NOT NULL"),
        protect("agreements_clause", once=PUBLISHED, inserts=True),
        protect("agreements_variable", once=PUBLISHED, inserts=True),
        # What was agreed, by whom, and the files of it.
        protect("agreements_version"),
        protect("agreements_document"),
        protect(
            "agreements_stance",
            columns=("article_id", "party_id", "text_hash", "verdict", "by_id", '"on"', "on_paper"),
        ),
        protect("agreements_seal"),
        protect("agreements_receipt"),
        protect("agreements_publication", columns=("summary_id", "version_id", "decision_id", "text_hash")),
        # Mandates and signing.
        protect("agreements_signature"),
        protect("agreements_signingplace", columns=("version_id", "party_id", "function_label", "turn")),
        protect(
            "agreements_bodydecision",
            columns=("party_id", "layer", "outcome", "decided_on", "version_id", "by_id", "evidence_id"),
        ),
        protect("agreements_signingmove", columns=("version_id", "place_id", "kind", "by_id")),
        protect(
            "agreements_signaturesheet", columns=("version_id", "signed_on", "scan_id", "attached_by_id")
        ),
        # Made elsewhere, and named in policy.
        protect(
            "agreements_registration",
            columns=("agreement_id", "form", "title", "since", "until", "signed", "amount", "withdrawn"),
        ),
        protect("agreements_registrationdoubt", columns=("registration_id", "seat_id")),
        protect("agreements_policymention", columns=("collaboration_id", "kind", "name")),
        protect(
            "agreements_passage",
            columns=("mention_id", "version", "adopted_on", "state", "quote", "milestone_id"),
        ),
        protect("agreements_passageanswer", columns=("passage_id", "seat_id")),
        # Living with it.
        protect(
            "agreements_ending", columns=("agreement_id", "way", '"on"', "party_id", "decision_id", "by_id")
        ),
        protect("agreements_endingreading", columns=("ending_id", "party_id", "by_id")),
        protect("agreements_noticetakenback", columns=("ending_id", "by_id")),
        protect(
            "agreements_evaluation",
            once="{row}.held_on IS NOT NULL",
            columns=("agreement_id", "for_day", "held_on", "conclusion", "owner_id", "by_id"),
        ),
    ]
