from typing import Any

from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def leave_what_is_late_already(apps: Any, schema_editor: Any) -> None:
    """Nobody gets a pile of mail about old days on the day of the update."""
    late = apps.get_model("promises", "Promise").objects.filter(due_on__lt=timezone.localdate())
    late.update(reminded_of=F("due_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="promise",
            name="reminded_of",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(leave_what_is_late_already, migrations.RunPython.noop),
    ]
