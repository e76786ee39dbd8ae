"""Which invented collaborations does someone see who tries Samenspel out?

Everything goes through the same actions as the pages use, so the demo is also a run of the main flow. Names of
people and initiatives are invented; the gemeenten exist.
"""

from django.db import transaction

from accounts.models import User
from initiatives.models import Letter
from insights.demo import elsewhere, formats, promises, room
from insights.demo.cast import DOMAIN, make_people
from insights.demo.deciding import zonnewijk
from insights.demo.files import esveld, lindeveld, meidoorn, molenhoek, open_file, waterkant
from insights.demo.neighbours import tell_the_neighbours
from insights.demo.stories import STORIES


def is_loaded() -> bool:
    return User.objects.filter(email=f"marit@{DOMAIN}").exists()


@transaction.atomic
def load() -> int:
    """Makes the people and files of the demo once. Returns how many files were made."""
    if is_loaded():
        return 0
    cast = make_people()
    formats.first(cast)
    files = {story.name: open_file(story, cast) for story in STORIES}
    tell_the_neighbours(files["Meidoornkwartier Warm"], cast)
    meidoorn(files["Meidoornkwartier Warm"], cast)
    formats.second(cast)
    lindeveld(files["Buurtwarmte Lindeveld"], cast)
    room.fill(files["Meidoornkwartier Warm"], cast, cast["Meidoornkwartier Warm"])
    room.ask(files["Hofwijk Samen"], cast, cast["Hofwijk Samen"])
    promises.fill(files["Meidoornkwartier Warm"], cast, cast["Meidoornkwartier Warm"])
    molenhoek(files["Molenhoek Verwarmt"], cast)
    zonnewijk(files["Zonnewijk van onderop"], cast)
    promises.of_a_partner(files["Zonnewijk van onderop"], cast["Zonnewijk van onderop"])
    esveld(files["Dorp Esveld aardgasvrij"], cast)
    waterkant(files["Warm Waterkant"], cast)
    elsewhere.grant(files["Meidoornkwartier Warm"], cast["ruben"], cast["Meidoornkwartier Warm"])
    elsewhere.programme(files["Meidoornkwartier Warm"], files["Hofwijk Samen"], cast["ruben"])
    Letter.objects.all().delete()  # the story was told at once: nobody needs mail about it
    return len(files)
