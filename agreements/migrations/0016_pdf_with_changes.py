from django.db import migrations, models

MEDIA = [
    ("pdf", "PDF"),
    ("docx", "Word"),
    ("changes", "Word, met de wijzigingen"),
    ("compared", "PDF, met de wijzigingen"),
    ("sealed", "PDF, met zegel"),
]


class Migration(migrations.Migration):
    dependencies = [("agreements", "0015_notice_taken_back")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="media",
            field=models.CharField(choices=MEDIA, max_length=8),
        ),
        migrations.AlterField(
            model_name="renderjob",
            name="media",
            field=models.CharField(choices=MEDIA, default="pdf", max_length=8),
        ),
    ]
