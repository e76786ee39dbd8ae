from typing import Any

from django.db import migrations, models
from django.db.models import F
from django.utils import timezone

from initiatives.history.marks import mark_what_was_there
from samenspel.append_only import WhenThere


def leave_what_is_late_already(apps: Any) -> None:
    """Nobody gets a pile of mail about old days on the day of the update."""
    late = apps.get_model("promises", "Promise").objects.filter(due_on__lt=timezone.localdate())
    late.update(reminded_of=F("due_on"))
    mark_what_was_there(apps, "promises", {"Promise": ("collaboration_id", ("reminded_of",))})


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0002_words_have_a_mark_of_their_own"),
    ]

    operations = [
        migrations.AddField(
            model_name="promise",
            name="reminded_of",
            field=models.DateField(blank=True, null=True),
        ),
        WhenThere("SELECT id FROM promises_promise", leave_what_is_late_already),
    ]
