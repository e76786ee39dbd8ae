from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0004_word_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="fieldvalue",
            name="origin",
            field=models.CharField(
                choices=[
                    ("file", "uit het dossier"),
                    ("asked", "ingevuld"),
                    ("earlier", "uit een eerdere overeenkomst"),
                    ("default", "voorstel uit het format"),
                ],
                max_length=8,
            ),
        ),
    ]
