"""Does a partner that picks something up say how it sees the goals beside it, and read nothing else of the file?"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contacts.models import Access, Side
from initiatives.actions import decisions, people, plan
from initiatives.models import GoalView, Participation, PlanItem
from initiatives.plan.goals import with_views
from initiatives.terms import Actor, EndKind, GoalStatus, ItemState, Phase
from tests import factories
from tests.pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def partner(cast: SimpleNamespace) -> Any:
    """Woonstee picks up, with the initiative's word, how the neighbours are involved; Els works there, Bo reads along."""
    acting = factories.acting(cast.file, cast.chair)
    seat = people.add_partner(cast.file, name="Woonstee", short_name="", place="", **acting)
    pulled = cast.file.plan_items.get(format_item__key="startup-activity-involve-neighbours")
    begin(pulled, cast)
    goal = cast.file.plan_items.goals().get(phase=pulled.phase, track=pulled.track)
    return SimpleNamespace(
        seat=seat,
        els=factories.function("Els de Groot", seat.organisation, access=Access.WORK),
        bo=factories.function("Bo Lezer", seat.organisation, access=Access.READ),
        pulled=pulled,
        goal=goal,
        page=reverse("initiatives:partner-goals", args=[seat.uuid]),
    )


def begin(item: PlanItem, cast: SimpleNamespace, state: ItemState = ItemState.DOING) -> None:
    acting = factories.acting(cast.file, cast.chair)
    plan.change_activity(item, revision=item.revision, state=state, actor=Actor.PARTNER, **acting)


def test_what_a_partner_says_stands_beside_both_sides_and_counts_for_nothing(
    cast: SimpleNamespace, partner: Any
) -> None:
    for who in (cast.chair, cast.official):
        plan.give_view(partner.goal, status=GoalStatus.REACHED, **factories.acting(cast.file, who))
    said = {"goal": partner.goal.uuid, "status": "open", "remark": "Onze huurders weten het nog niet."}
    els = signed_in(partner.els)
    assert els.post(partner.page, said).status_code == 302
    assert els.post(partner.page, said).status_code == 302, "pressed twice"
    assert GoalView.objects.filter(participation=partner.seat).count() == 1
    assert partner.page in els.get(reverse("insights:my-work")).content.decode()
    assert with_views([partner.goal])[0].duo == "shared"
    spot = [cast.file.uuid, partner.goal.phase, partner.goal.track]
    reader = signed_in(cast.official)
    for place in (
        reverse("initiatives:item", args=[partner.goal.uuid]),
        reverse("initiatives:cell", args=spot),
        reverse("initiatives:timeline", args=[cast.file.uuid]),
    ):
        page = reader.get(place).content.decode()
        assert "Onze huurders weten het nog niet." in page
        assert "Woonstee" in page


def test_where_a_partner_does_not_find_reached_what_both_sides_do_the_grid_says_so_and_a_question_waits(
    cast: SimpleNamespace, partner: Any
) -> None:
    for who in (cast.chair, cast.official):
        plan.give_view(partner.goal, status=GoalStatus.REACHED, **factories.acting(cast.file, who))
    seen, question = "Woonstee ziet het anders", "Wat ontbreekt er volgens Woonstee nog?"
    grid, phase = "initiatives:grid", "initiatives:phase"
    places = {
        grid: [cast.file.uuid],
        "initiatives:cell": [cast.file.uuid, partner.goal.phase, partner.goal.track],
        phase: [cast.file.uuid, partner.goal.phase],
    }

    def pages() -> dict[str, str]:
        reader = signed_in(cast.official)
        return {name: reader.get(reverse(name, args=args)).content.decode() for name, args in places.items()}

    assert not any(seen in page or question in page for page in pages().values())
    says = {"by": partner.els.person, "seat": partner.seat}
    plan.give_view(partner.goal, status=GoalStatus.OPEN, **says)
    shown = pages()
    assert "gedeeld, 1 van 1 gedeeld, Woonstee ziet het anders" in shown[grid], "it counts as before"
    assert [seen in page for page in shown.values()] == [True, True, False]
    assert [question in page for page in shown.values()] == [False, True, True]
    assert "1 gedeeld doel" not in shown[phase], "nothing folds away there"
    assert 'id="groep-doubted"' in shown[phase]
    plan.give_view(partner.goal, status=GoalStatus.REACHED, **says)
    assert not any(seen in page or question in page for page in pages().values())
    plan.give_view(partner.goal, status=GoalStatus.PARTLY, **says)
    for days, doubts in ((0, True), (1, False)):
        left = timezone.localdate() - timedelta(days)
        Participation.objects.filter(pk=partner.seat.pk).update(starts_on=left, ends_on=left)
        assert (seen in pages()[grid]) is doubts, "who left is asked nothing"


def test_it_reads_no_other_goal_and_nothing_of_what_the_sides_said(
    cast: SimpleNamespace, partner: Any
) -> None:
    plan.give_view(
        partner.goal,
        status=GoalStatus.OPEN,
        remark="Tussen ons gezegd.",
        **factories.acting(cast.file, cast.official),
    )
    els = signed_in(partner.els)
    page = els.get(partner.page).content.decode()
    assert partner.goal.title in page
    assert "Tussen ons gezegd." not in page
    others = cast.file.plan_items.goals().exclude(pk=partner.goal.pk)
    assert all(goal.title not in page for goal in others)
    assert els.get(reverse("initiatives:item", args=[partner.goal.uuid])).status_code == 404
    other = {"goal": others[0].uuid, "status": "open"}
    assert els.post(partner.page, other).status_code == 422
    assert els.post(partner.page, {"goal": partner.goal.uuid, "status": "eens"}).status_code == 422
    assert not GoalView.objects.filter(participation__side=Side.PARTNER).exists()


def test_of_two_partners_only_the_one_that_holds_a_key_is_meant(cast: SimpleNamespace, partner: Any) -> None:
    acting = factories.acting(cast.file, cast.chair)
    other = people.add_partner(cast.file, name="Net Oost", short_name="", place="", **acting)
    piet = signed_in(factories.function("Piet Draad", other.organisation, access=Access.WORK))
    page = reverse("initiatives:partner-goals", args=[other.uuid])
    step = {"to": Phase.ELABORATION, "reason": "Klaar.", "partners": [other], "own_key": True}
    assert [piet.get(page).status_code, signed_in(partner.els).get(partner.page).status_code] == [404, 404]
    decisions.propose_phase_step(cast.file, **step, **acting)
    assert [piet.get(page).status_code, signed_in(partner.els).get(partner.page).status_code] == [200, 404]


def test_who_reads_along_there_says_nothing_and_an_outsider_finds_nothing(
    cast: SimpleNamespace, partner: Any
) -> None:
    bo = signed_in(partner.bo)
    assert "Zet jullie kijk erbij" not in bo.get(partner.page).content.decode()
    assert bo.post(partner.page, {"goal": partner.goal.uuid, "status": "open"}).status_code == 403
    assert signed_in(cast.chair).get(partner.page).status_code == 404


def test_nothing_is_asked_before_it_began_and_nothing_once_the_file_ended(
    cast: SimpleNamespace, partner: Any
) -> None:
    begin(partner.pulled, cast, ItemState.OPEN)
    els = signed_in(partner.els)
    assert els.get(partner.page).status_code == 404
    assert partner.page not in els.get(reverse("insights:my-work")).content.decode()
    begin(partner.pulled, cast)
    assert els.get(partner.page).status_code == 200
    stopped = {"end_kind": EndKind.INITIATIVE_STOPS, "reason": "Het is op."}
    decisions.end(cast.file, **stopped, **factories.acting(cast.file, cast.chair))
    assert els.get(partner.page).status_code == 404
    late = els.post(
        partner.page, {"goal": partner.goal.uuid, "status": "eens", "remark": "Wij <horen> meer."}
    )
    assert late.status_code == 404
    assert "Wij &lt;horen&gt; meer." in late.content.decode(), "she saw it a moment ago: her words come back"
    stranger = signed_in(cast.outsider).post(partner.page, {"remark": "Wij <horen> meer."})
    assert stranger.status_code == 404
    assert "horen" not in stranger.content.decode()
