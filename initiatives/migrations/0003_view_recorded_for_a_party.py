from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0001_initial"),
        ("initiatives", "0002_history_is_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="goalview",
            name="told_by",
            field=models.CharField(blank=True, max_length=160, verbose_name="wie zei dit"),
        ),
        migrations.AddField(
            model_name="goalview",
            name="told_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="goalview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("told_by", ""), ("told_on", None)),
                    models.Q(models.Q(("told_by", ""), _negated=True), ("told_on__isnull", False)),
                    _connector="OR",
                ),
                name="recorded_view_names_who_said_it_and_when",
            ),
        ),
    ]
