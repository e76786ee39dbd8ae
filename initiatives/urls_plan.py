"""Which addresses do the stappenplan and joint decisions have?"""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from initiatives.terms import Phase
from initiatives.views import decisions, items, plan


class PhaseConverter(StringConverter):
    """A phase by its Dutch name: `uitwerken`."""

    names = {str(phase.label).lower(): phase for phase in Phase}
    regex = "|".join(names)

    def to_python(self, value: str) -> Phase:
        return self.names[value]

    def to_url(self, value: str) -> str:
        return str(Phase(value).label).lower()


register_converter(PhaseConverter, "phase")

urlpatterns = [
    # the stappenplan of one file
    path("initiatieven/<uuid:uuid>/stappenplan/", plan.plan, name="plan"),
    path("initiatieven/<uuid:uuid>/stappenplan/<phase:phase>/", plan.phase, name="phase"),
    path("initiatieven/<uuid:uuid>/rooster/", plan.plan_grid, name="grid"),
    path("initiatieven/<uuid:uuid>/onderdeel/nieuw/", plan.item_add, name="item-add"),
    # one goal or activity
    path("onderdelen/<uuid:uuid>/", items.item, name="item"),
    path("onderdelen/<uuid:uuid>/kijk/", items.goal_view, name="goal-view"),
    path("onderdelen/<uuid:uuid>/stand/", items.activity_change, name="activity-change"),
    path("onderdelen/<uuid:uuid>/overslaan/", items.item_skip, name="item-skip"),
    path("onderdelen/<uuid:uuid>/terughalen/", items.item_take_back, name="item-take-back"),
    path("onderdelen/<uuid:uuid>/verwoorden/", items.item_reword, name="item-reword"),
    path("onderdelen/<uuid:uuid>/onderbouwing/", items.evidence_add, name="evidence-add"),
    path("onderbouwing/<uuid:uuid>/delen/", items.evidence_share, name="evidence-share"),
    # joint decisions
    path("initiatieven/<uuid:uuid>/fasestap/", decisions.phase_step_propose, name="phase-step-propose"),
    path("initiatieven/<uuid:uuid>/pauze/", decisions.pause, name="pause"),
    path("initiatieven/<uuid:uuid>/hervatten/", decisions.resume, name="resume"),
    path("besluiten/<uuid:uuid>/", decisions.decision, name="decision"),
    path("besluiten/<uuid:uuid>/sleutel/", decisions.key_turn, name="key-turn"),
    path("besluiten/<uuid:uuid>/namens/", decisions.record_on_paper, name="record-on-paper"),
    path("besluiten/<uuid:uuid>/betwisten/", decisions.key_contest, name="key-contest"),
    path("besluiten/<uuid:uuid>/intrekken/", decisions.decision_withdraw, name="decision-withdraw"),
    path("besluiten/<uuid:uuid>/lezing/", decisions.reading_add, name="reading-add"),
]
