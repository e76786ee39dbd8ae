"""How does a phase stand in an address?"""

from django.urls import register_converter
from django.urls.converters import StringConverter

from initiatives.terms import Phase


class PhaseConverter(StringConverter):
    """A phase by its Dutch name: `uitwerken`."""

    names = {str(phase.label).lower(): phase for phase in Phase}
    regex = "|".join(names)

    def to_python(self, value: str) -> Phase:
        return self.names[value]

    def to_url(self, value: str) -> str:
        return str(Phase(value).label).lower()


register_converter(PhaseConverter, "phase")
