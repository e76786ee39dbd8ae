from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_articles_between_parties")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="media",
            field=models.CharField(
                choices=[("pdf", "PDF"), ("docx", "Word"), ("changes", "Word, met de wijzigingen")],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="renderjob",
            name="media",
            field=models.CharField(
                choices=[("pdf", "PDF"), ("docx", "Word"), ("changes", "Word, met de wijzigingen")],
                default="pdf",
                max_length=8,
            ),
        ),
    ]
