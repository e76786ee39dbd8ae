"""What a side said of where it lay was about one matter at a time, until it lay nowhere: it becomes that matter."""

from uuid import uuid4

from django.db import migrations


def tie(apps, _schema):
    facts = apps.get_model("initiatives", "Fact").objects.filter(name="layer", participation__isnull=False)
    open_matters = {}
    for fact in facts.select_related("participation").order_by("pk").iterator():
        if "matter" in fact.value:
            continue
        side = (fact.collaboration_id, fact.participation.side)
        matter = open_matters.setdefault(side, str(uuid4()))
        if not fact.value["layer"]:
            del open_matters[side]
        fact.value["matter"] = matter
        fact.save(update_fields=["value"])


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0009_words_have_a_mark_of_their_own")]

    operations = [migrations.RunPython(tie, migrations.RunPython.noop)]
