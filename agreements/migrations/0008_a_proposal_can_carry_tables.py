from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_what_stops_before_it_holds_says_why")]

    operations = [
        migrations.AddField(
            "proposal",
            "values",
            models.JSONField(verbose_name="voorgestelde tabellen", default=dict, blank=True),
        ),
    ]
