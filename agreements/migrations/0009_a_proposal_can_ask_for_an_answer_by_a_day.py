from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0008_words_have_a_mark_of_their_own"),
    ]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="answer_by",
            field=models.DateField(blank=True, null=True, verbose_name="reactie gevraagd voor"),
        ),
    ]
