"""Which addresses do the stappenplan and joint decisions have?"""

from django.urls import path

from initiatives import converters  # noqa: F401  knows <phase:…> and <track:…>
from initiatives.views import (
    decisions,
    grid,
    items,
    on_paper,
    partner_goals,
    partner_keys,
    pausing,
    plan,
    renewal,
    results,
    review,
)

urlpatterns = [
    # the stappenplan of one file
    path("initiatieven/<uuid:uuid>/stappenplan/", plan.plan, name="plan"),
    path("initiatieven/<uuid:uuid>/stappenplan/<phase:phase>/", plan.phase, name="phase"),
    path("initiatieven/<uuid:uuid>/stappenplan/<phase:phase>/hulp/", plan.guidance, name="guidance"),
    path("initiatieven/<uuid:uuid>/stappenplan/nieuw/", renewal.plan_renewal, name="plan-renewal"),
    path("initiatieven/<uuid:uuid>/rooster/", grid.plan_grid, name="grid"),
    path("initiatieven/<uuid:uuid>/rooster/<phase:phase>/<track:track>/", grid.cell, name="cell"),
    path("initiatieven/<uuid:uuid>/onderdeel/nieuw/", plan.item_add, name="item-add"),
    # one goal or activity
    path("onderdelen/<uuid:uuid>/", items.item, name="item"),
    path("onderdelen/<uuid:uuid>/kijk/", items.goal_view, name="goal-view"),
    path("onderdelen/<uuid:uuid>/kijk/namens/", on_paper.view_record, name="view-record"),
    path("onderdelen/<uuid:uuid>/stand/", items.activity_change, name="activity-change"),
    path("onderdelen/<uuid:uuid>/overslaan/", items.item_skip, name="item-skip"),
    path("onderdelen/<uuid:uuid>/terughalen/", items.item_take_back, name="item-take-back"),
    path("onderdelen/<uuid:uuid>/verwoorden/", items.item_reword, name="item-reword"),
    path("onderdelen/<uuid:uuid>/plek/", items.item_move, name="item-move"),
    path("onderdelen/<uuid:uuid>/onderbouwing/", items.evidence_add, name="evidence-add"),
    path("onderbouwing/<uuid:uuid>/delen/", items.evidence_share, name="evidence-share"),
    # what it yielded
    path("initiatieven/<uuid:uuid>/resultaten/", results.results, name="results"),
    path("initiatieven/<uuid:uuid>/resultaten/achter/", results.stand_behind, name="stand-behind"),
    # joint decisions
    path("initiatieven/<uuid:uuid>/fasestap/", decisions.phase_step_propose, name="phase-step-propose"),
    path("initiatieven/<uuid:uuid>/pauze/", pausing.pause, name="pause"),
    path("initiatieven/<uuid:uuid>/hervatten/", pausing.resume, name="resume"),
    path("besluiten/<uuid:uuid>/", decisions.decision, name="decision"),
    path("besluiten/<uuid:uuid>/sleutel/", decisions.key_turn, name="key-turn"),
    path("meekijken/<uuid:uuid>/", partner_goals.partner_goals, name="partner-goals"),
    path("meebeslissen/<uuid:uuid>/", partner_keys.partner_key, name="partner-key"),
    path("meebeslissen/<uuid:uuid>/vraag/", partner_keys.partner_ask, name="partner-key-ask"),
    path("meebeslissen/<uuid:uuid>/betwisten/", partner_keys.partner_contest, name="partner-key-contest"),
    path("meebeslissen/<uuid:uuid>/opgelost/", partner_keys.partner_settle, name="partner-contest-settle"),
    path("meebeslissen/<uuid:uuid>/bewijs/", partner_keys.partner_proof, name="partner-key-proof"),
    path("besluiten/<uuid:uuid>/vraag/", review.question_ask, name="question-ask"),
    path("besluiten/<uuid:uuid>/antwoord/", review.question_answer, name="question-answer"),
    path("besluiten/<uuid:uuid>/oppakken/", review.key_take, name="key-take"),
    path("besluiten/<uuid:uuid>/namens/", on_paper.record_on_paper, name="record-on-paper"),
    path("besluiten/<uuid:uuid>/betwisten/", on_paper.key_contest, name="key-contest"),
    path("besluiten/<uuid:uuid>/opgelost/", on_paper.contest_settle, name="contest-settle"),
    path("besluiten/<uuid:uuid>/intrekken/", decisions.decision_withdraw, name="decision-withdraw"),
    path("besluiten/<uuid:uuid>/lezing/", decisions.reading_add, name="reading-add"),
]
