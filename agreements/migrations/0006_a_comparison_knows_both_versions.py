"""A file that compares two versions names the earlier one; those of before compare with the version just before."""

from django.db import migrations, models
from django.db.models import F

from samenspel import frozen
from samenspel.append_only import WhenThere, lift, protect

OF_TWO = ("changes", "compared")
SAID = ("version_id", "media", "sha256", "size", "pages", "file", "renderer")
SAYS = (*SAID, "against")


def name_the_earlier(apps):
    for job in apps.get_model("agreements", "RenderJob").objects.filter(media__in=OF_TWO, against=0):
        job.against = job.version.number - 1
        job.save(update_fields=["against"])
    made = apps.get_model("agreements", "Document").objects
    for row in made.annotate(number=F("version__number")):
        row.frozen = SAID
        sound = row.row_hash == frozen.digest(row)
        if row.media in OF_TWO:
            row.against = row.number - 1
        if sound:  # what was changed by hand stays a hash that does not fit
            row.frozen = SAYS
            row.row_hash = frozen.digest(row)
        row.save(update_fields=["against", "row_hash"])


def once_for_each_pair(model, name):
    number = models.PositiveSmallIntegerField(default=0)
    return [
        migrations.RemoveConstraint(model, name),
        migrations.AddField(model, "against", number),
        migrations.AddConstraint(
            model, models.UniqueConstraint(fields=["version", "media", "against"], name=name)
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_what_is_asked_of_a_party")]

    operations = [
        lift("agreements_document"),
        *once_for_each_pair("renderjob", "one_job_per_version_and_media"),
        *once_for_each_pair("document", "one_document_per_version_and_media"),
        WhenThere(
            "SELECT id FROM agreements_renderjob UNION SELECT id FROM agreements_document", name_the_earlier
        ),
        protect("agreements_document"),
    ]
