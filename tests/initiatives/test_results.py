"""Results are recorded in any form, named in a proposal, and never lock it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from initiatives.actions import decisions
from initiatives.actions import results as actions
from initiatives.actions.notes import push_milestone
from initiatives.deciding.gates import gate
from initiatives.history import timeline
from initiatives.models import JointDecision, Milestone
from initiatives.plan import results
from initiatives.terms import Form, KeyVerdict, MilestoneKind, Phase
from samenspel.errors import DomainError
from tests.factories import seat
from tests.pages import signed_in

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any) -> str:
    return reverse(f"initiatives:{name}", args=args)


def record(cast: SimpleNamespace, who: Any, **extra: Any) -> Milestone:
    """As a page for agreements or policy lets it count."""
    values = {
        "kind": MilestoneKind.OTHER,
        "form": Form.POLICY_INCLUSION,
        "title": "Warmteprogramma",
        "url": "",
        "on": timezone.localdate(),
        "by": who.person,
        "seat": seat(cast.file, who),
    }
    with transaction.atomic():
        return push_milestone(cast.file, **{**values, **extra})


def sent(**extra: Any) -> dict[str, Any]:
    return {
        "title": "Verslag van de avond",
        "on": timezone.localdate().isoformat(),
        **extra,
    }


# --- recording ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["coach", "clerk", "member"])
def test_everyone_at_work_records_a_result_with_its_document(cast: SimpleNamespace, who: str) -> None:
    page = url("results", cast.file.uuid)
    file = SimpleUploadedFile("verslag.pdf", b"%PDF-1.7 verslag")
    response = signed_in(getattr(cast, who)).post(page, sent(form="grant_agreement", file=file))
    assert response.url == page
    made = Milestone.objects.get()
    assert (made.kind, made.form) == (MilestoneKind.OTHER, Form.OTHER)  # an agreement has its own page
    shown = signed_in(cast.reader).get(page).content.decode()
    for words in ("Verslag van de avond", "verslag.pdf"):
        assert words in shown
    assert signed_in(cast.reader).get(url("upload", made.upload.uuid)).status_code == 200
    assert not list(timeline.broken_links(cast.file))


def test_who_reads_along_sees_the_list_and_no_form(cast: SimpleNamespace) -> None:
    page = url("results", cast.file.uuid)
    assert "Leg een resultaat vast" not in signed_in(cast.reader).get(page).content.decode()
    assert signed_in(cast.reader).post(page, sent()).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"on": ""},
        {"on": (timezone.localdate() + timedelta(days=1)).isoformat()},
        {"url": "javascript:alert(1)"},
        {"file": SimpleUploadedFile("x.exe", b"MZ")},
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(cast: SimpleNamespace, wrong: dict[str, Any]) -> None:
    response = signed_in(cast.chair).post(url("results", cast.file.uuid), sent(**wrong))
    assert response.status_code == 422
    assert "utrecht-form-field--invalid" in response.content.decode()
    assert not Milestone.objects.exists()


def test_a_day_to_come_is_refused_by_the_action_too(cast: SimpleNamespace) -> None:
    by = {"by": cast.chair.person, "seat": seat(cast.file, cast.chair)}
    with pytest.raises(DomainError):
        actions.record_result(cast.file, title="Later", on=timezone.localdate() + timedelta(days=1), **by)


@pytest.mark.parametrize("to", ["", "?naar=elaboration"])
def test_an_agreement_and_policy_each_have_one_page_to_which_the_results_lead(
    cast: SimpleNamespace, to: str
) -> None:
    here = url("results", cast.file.uuid) + to
    shown = signed_in(cast.chair).get(here).content.decode()
    elsewhere, policy = (
        reverse(f"agreements:{name}", args=[cast.file.uuid]) + to for name in ("elsewhere-add", "policy-add")
    )
    assert f'href="{elsewhere}"' in shown
    assert f'href="{policy}"' in shown
    assert f'href="{here}"' in signed_in(cast.chair).get(elsewhere).content.decode()


# --- standing behind policy ---------------------------------------------------------------------------


def overview(cast: SimpleNamespace, who: Any) -> str:
    return signed_in(who).get(reverse("insights:overview", args=[cast.file.uuid])).content.decode()


def test_a_mention_in_policy_formalises_once_the_initiative_stands_behind_it(cast: SimpleNamespace) -> None:
    made = record(cast, cast.official)
    assert "Geformaliseerd" not in overview(cast, cast.chair)
    data = {"result": str(made.uuid), "stands": "on"}
    assert signed_in(cast.clerk).post(url("stand-behind", cast.file.uuid), data).status_code == 403
    assert signed_in(cast.member).post(url("stand-behind", cast.file.uuid), data).status_code == 302
    shown = " ".join(overview(cast, cast.official).split())
    assert "Geformaliseerd:</strong> genoemd in Warmteprogramma" in shown
    told = signed_in(cast.official).get(url("timeline", cast.file.uuid)).content.decode()
    assert "Staat achter “Warmteprogramma”" in told
    signed_in(cast.member).post(url("stand-behind", cast.file.uuid), {"result": str(made.uuid)})
    assert "Geformaliseerd" not in overview(cast, cast.official)


def test_pressing_twice_adds_nothing(cast: SimpleNamespace) -> None:
    made = record(cast, cast.official)
    for _ in range(2):
        actions.stand_behind(made, stands=True, by=cast.chair.person, seat=seat(cast.file, cast.chair))
    assert results.results_of(cast.file).get().backed is True
    assert cast.file.facts.count() == 1


@pytest.mark.parametrize("who", ["coach", "official"])
def test_nobody_else_says_it_for_the_initiative(cast: SimpleNamespace, who: str) -> None:
    other = getattr(cast, who)
    with pytest.raises(DomainError):
        actions.stand_behind(
            record(cast, cast.chair), stands=True, by=other.person, seat=seat(cast.file, other)
        )


def test_only_policy_can_be_stood_behind(cast: SimpleNamespace) -> None:
    made = record(cast, cast.chair, form=Form.PROJECT_PLAN)
    with pytest.raises(DomainError):
        actions.stand_behind(made, stands=True, by=cast.chair.person, seat=seat(cast.file, cast.chair))


# --- named in a proposal ------------------------------------------------------------------------------


def propose(cast: SimpleNamespace, **data: str) -> Any:
    step = {"to": "elaboration", "reason": "Wij willen door.", **data}
    return signed_in(cast.chair).post(url("phase-step-propose", cast.file.uuid), step)


def test_a_result_recorded_on_the_way_comes_back_chosen_and_stands_on_the_decision(
    cast: SimpleNamespace,
) -> None:
    response = signed_in(cast.chair).post(url("results", cast.file.uuid) + "?naar=elaboration", sent())
    made = Milestone.objects.get()
    assert response.url.endswith(f"?naar=elaboration&resultaat={made.uuid}")
    shown = signed_in(cast.chair).get(response.url).content.decode()
    assert f'value="{made.uuid}"' in shown
    decision_url = propose(cast, result=str(made.uuid)).url
    decision = JointDecision.objects.get()
    assert decision.payload["result"] == str(made.uuid)
    assert "Verslag van de avond" in signed_in(cast.official).get(decision_url).content.decode()


def test_no_result_never_locks_and_is_said_on_the_decision(cast: SimpleNamespace) -> None:
    response = propose(cast, result="none")
    assert JointDecision.objects.get().payload["result"] == "none"
    assert "noemde geen resultaat" in signed_in(cast.official).get(response.url).content.decode()


def test_without_a_result_the_next_phase_asks_for_a_reason(cast: SimpleNamespace) -> None:
    cast.file.plan_items.goals().filter(phase=Phase.STARTUP).update(phase=Phase.OPERATION)
    response = propose(cast, result="none", reason="")
    assert response.status_code == 422
    assert "nog geen resultaat van deze fase" in response.content.decode()
    made = record(cast, cast.coach, form=Form.LETTER_OF_INTENT)
    assert propose(cast, result=str(made.uuid), reason="").status_code == 302


def test_a_result_of_another_file_is_no_choice(cast: SimpleNamespace) -> None:
    elsewhere = actions.record_result(
        cast.other_file,
        title="Van elders",
        on=timezone.localdate(),
        by=cast.other_member.person,
        seat=seat(cast.other_file, cast.other_member),
    )
    assert propose(cast, result=str(elsewhere.uuid)).status_code == 422
    assert not JointDecision.objects.exists()


def test_offered_is_what_came_since_the_phase_began_and_every_agreement(cast: SimpleNamespace) -> None:
    before = timezone.localdate() - timedelta(days=400)
    record(cast, cast.coach, title="Oude notitie", form=Form.OTHER, on=before)
    record(
        cast,
        cast.coach,
        title="Oude SOK",
        form=Form.COLLABORATION_AGREEMENT,
        on=before,
        kind=MilestoneKind.AGREEMENT_SIGNED,
    )
    record(cast, cast.coach, title="Verslag", form=Form.OTHER)
    record(cast, cast.coach, title="Opdracht", form=Form.COMMISSION)
    assert [m.title for m in results.offered(cast.file)] == ["Opdracht", "Verslag", "Oude SOK"]


def test_a_proposal_from_before_results_were_named_still_opens(cast: SimpleNamespace) -> None:
    decision = decisions.propose_phase_step(
        cast.file,
        to=Phase.ELABORATION,
        reason="Door.",
        by=cast.chair.person,
        seat=seat(cast.file, cast.chair),
        own_key=True,
    )
    payload = {name: value for name, value in decision.payload.items() if name != "result"}
    JointDecision.objects.filter(pk=decision.pk).update(payload=payload)
    shown = signed_in(cast.official).get(url("decision", decision.uuid)).content.decode()
    assert "Wat is het resultaat?" not in shown


def test_what_was_recorded_before_the_step_of_today_belongs_to_the_phase_before(
    cast: SimpleNamespace,
) -> None:
    made = record(cast, cast.chair)
    decision = propose(cast, result=str(made.uuid))
    step = JointDecision.objects.get()
    yes = {"verdict": KeyVerdict.ACCEPT, "by": cast.official.person, "seat": seat(cast.file, cast.official)}
    decisions.turn_key(step, **yes)
    assert decision.status_code == 302
    cast.file.refresh_from_db()
    assert cast.file.phase == Phase.ELABORATION
    assert not gate(cast.file, Phase.DEVELOPMENT).results
    later = record(cast, cast.chair, title="Later vandaag")
    assert list(gate(cast.file, Phase.DEVELOPMENT).results) == [later.title]
