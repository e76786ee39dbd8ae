"""How do a phase and a track stand in an address?"""

from django.urls import register_converter
from django.urls.converters import StringConverter

from initiatives.plan.tracks import WORDS
from initiatives.terms import Phase, Track


class PhaseConverter(StringConverter):
    """A phase by its Dutch name: `uitwerken`."""

    names = {str(phase.label).lower(): phase for phase in Phase}
    regex = "|".join(names)

    def to_python(self, value: str) -> Phase:
        return self.names[value]

    def to_url(self, value: str) -> str:
        return str(Phase(value).label).lower()


class TrackConverter(StringConverter):
    """A track by its short Dutch name: `wijk`."""

    names = {word: track for track, word in WORDS.items()}
    regex = "|".join(names)

    def to_python(self, value: str) -> Track:
        return self.names[value]

    def to_url(self, value: str) -> str:
        return WORDS[Track(value)]


register_converter(PhaseConverter, "phase")
register_converter(TrackConverter, "track")
