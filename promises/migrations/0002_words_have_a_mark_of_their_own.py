from django.db import migrations

from initiatives.history.marks import mark_what_was_there
from samenspel.append_only import WhenThere

SAID = {
    "Promise": ("collaboration_id", ("what", "circle", "withdrawn_at", "replaced_by_id")),
    "PromiseWord": ("promise__collaboration_id", ("remark",)),
}


def mark(apps):
    mark_what_was_there(apps, "promises", SAID)


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0001_initial"),
        ("initiatives", "0009_words_have_a_mark_of_their_own"),
    ]

    operations = [WhenThere("SELECT id FROM initiatives_collaboration", mark)]
