import uuid

import django.db.models.deletion
from django.db import migrations, models

from samenspel.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0016_pdf_with_changes"),
        ("contacts", "0002_wish_for_mail"),
        ("initiatives", "0011_what_the_timeline_and_decisions_tell"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegistrationDoubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="aangemaakt op")),
                ("text", models.CharField(max_length=500, verbose_name="wat er niet klopt")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contacts.person"
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubts",
                        to="agreements.registration",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="initiatives.participation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        protect("agreements_registrationdoubt", columns=("registration_id", "seat_id")),
    ]
