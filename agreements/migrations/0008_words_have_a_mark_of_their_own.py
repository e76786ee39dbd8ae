from django.db import migrations

from initiatives.history.marks import mark_what_was_there
from samenspel.append_only import WhenThere

ARTICLE, OF_VERSION = "article__agreement__collaboration_id", "version__agreement__collaboration_id"
AGREEMENT, OF_ENDING = "agreement__collaboration_id", "ending__agreement__collaboration_id"
SAID = {
    "Proposal": (ARTICLE, ("reason",)),
    "Stance": (ARTICLE, ("reason", "by_name")),
    "BodyDecision": ("party__agreement__collaboration_id", ("remark",)),
    "SigningPlace": (OF_VERSION, ("person_id",)),
    "SignatureSheet": (OF_VERSION, ("state", "checked_by_id", "reason")),
    "SigningMove": (OF_VERSION, ("reason",)),
    "Evaluation": (AGREEMENT, ("planned_on", "words", "present")),
    "Ending": (AGREEMENT, ("reason", "wraps_up", "counts_since")),
    "NoticeTakenBack": (OF_ENDING, ("words",)),
    "EndingReading": (OF_ENDING, ("text",)),
    "Publication": ("summary__agreement__collaboration_id", ("ended_reason",)),
    "Registration": (AGREEMENT, ("money", "reason")),
    "RegistrationDoubt": ("registration__agreement__collaboration_id", ("text",)),
    "Passage": ("mention__collaboration_id", ("quote", "reason")),
    "PassageAnswer": ("passage__mention__collaboration_id", ("text",)),
}


def mark(apps):
    mark_what_was_there(apps, "agreements", SAID)


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0007_what_stops_before_it_holds_says_why"),
        ("initiatives", "0009_words_have_a_mark_of_their_own"),
    ]

    operations = [WhenThere("SELECT id FROM initiatives_collaboration", mark)]
