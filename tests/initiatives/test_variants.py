"""Does the plan of a file follow what kind of initiative it is, without hiding anybody's work?"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from initiatives import policy
from initiatives.actions import notes, people, plan
from initiatives.actions.register import change_profile, facts_of, register
from initiatives.history import story
from initiatives.history.timeline import broken_links
from initiatives.models import Collaboration, PlanItem
from initiatives.plan import variants
from initiatives.plan.fitting import fit_of
from initiatives.terms import (
    Actor,
    Aim,
    EventKind,
    Experience,
    ItemState,
    LegalForm,
    Phase,
    Technique,
    Ties,
    WantedRole,
)
from tests import factories

OWN_NET = "development-activity-participation-statements"  # only for a net or green gas
PER_HOME = "development-activity-in-blocks"  # only per home
DO_IT = "development-activity-paid-team"  # only for who does it themselves


def about(**answers: str) -> SimpleNamespace:
    said = {
        "technique": "open",
        "legal_form": "none",
        "wanted_role": "equal",
        "aim": "open",
        "experience": "unknown",
        "ties": "unknown",
    }
    return SimpleNamespace(**{**said, "partners": "none", **answers})


# --- the rule ------------------------------------------------------------------------------------------


def test_what_has_no_condition_is_for_everybody() -> None:
    for technique in Technique:
        assert variants.fits({}, about(technique=technique))


@pytest.mark.parametrize("technique", [Technique.OPEN, Technique.MIXED])
def test_who_has_not_chosen_or_wants_a_mix_keeps_everything(technique: Technique) -> None:
    for only in (Technique.INDIVIDUAL, Technique.HEAT_NETWORK, Technique.GREEN_GAS):
        assert variants.fits({"technique": [only]}, about(technique=technique))


def test_what_does_not_fit_says_why_in_a_sentence() -> None:
    collective = {"technique": ["heat_network", "green_gas"]}
    assert variants.why_not(collective, about(technique="green_gas")) == ""
    assert (
        variants.why_not(collective, about(technique="individual"))
        == "Past bij een warmtenet of groen gas. Jullie kiezen per woning."
    )
    assert (
        variants.why_not({"wanted_role": ["do_it"]}, about(wanted_role="think_along"))
        == "Past bij een initiatief dat het zelf doet. Jullie willen meedenken."
    )


def test_all_conditions_must_hold_and_every_answer_has_its_words() -> None:
    both = {"technique": ["heat_network"], "legal_form": ["cooperative"]}
    assert variants.fits(both, about(technique="heat_network", legal_form="cooperative"))
    assert not variants.fits(both, about(technique="heat_network", legal_form="none"))
    for name, condition in variants.CONDITIONS.items():
        assert condition.fits.keys() == condition.chosen.keys()
        for value in condition.fits:
            others = [other for other in condition.fits if other != value]
            assert variants.why_not({name: [value]}, about(**{name: others[0]}))


@pytest.mark.parametrize(
    ("applies", "said", "why"),
    [
        (
            {"aim": ["wider"]},
            {"aim": "save"},
            "Past bij meer willen dan warmte. Jullie willen vooral minder energie gebruiken.",
        ),
        (
            {"ties": ["earlier"]},
            {"ties": "first"},
            "Past bij een initiatief en gemeente die elkaar al kennen. Dit is jullie eerste samenwerking.",
        ),
        (
            {"partners": ["present"]},
            {"partners": "none"},
            "Past bij een dossier met een partner. Er doet nog geen partner mee.",
        ),
    ],
)
def test_ambition_history_and_partners_steer_the_plan_too(applies: Any, said: Any, why: str) -> None:
    assert variants.why_not(applies, about(**said)) == why
    assert variants.fits(applies, about(**{name: values[0] for name, values in applies.items()}))


@pytest.mark.parametrize("unsaid", [{"aim": "open"}, {"ties": "unknown"}, {"experience": "unknown"}])
def test_who_has_not_said_how_far_or_since_when_keeps_everything(unsaid: dict[str, str]) -> None:
    for value in ("save", "off_gas", "wider", "first", "earlier"):
        assert variants.fits({name: [value] for name in unsaid}, about(**unsaid))


# --- a running plan ------------------------------------------------------------------------------------


@pytest.fixture
def file(cast: SimpleNamespace) -> Collaboration:
    """A file on the second stappenplan, that has not chosen a technique."""
    factories.plan_format(2)
    return register(
        cast.municipality, factories.profile("Lindewarm", area_name="Linde"), by_function=cast.coach
    )


def choose(cast: SimpleNamespace, file: Collaboration, **answers: Any) -> Collaboration:
    file.refresh_from_db()
    file.initiative.refresh_from_db()
    facts = replace(facts_of(file), **answers)
    seat = factories.seat(file, cast.coach)
    return change_profile(file, facts, revision=file.revision, by=cast.coach.person, seat=seat)


def item(file: Collaboration, key: str) -> PlanItem:
    return file.plan_items.get(format_item__key=key)


def by_coach(cast: SimpleNamespace, file: Collaboration) -> dict[str, Any]:
    return {"by": cast.coach.person, "seat": factories.seat(file, cast.coach)}


def test_a_new_file_starts_with_the_plan_that_fits_it(cast: SimpleNamespace) -> None:
    factories.plan_format(2)
    profile = factories.profile("Pompenbuurt", area_name="Pomp", technique=Technique.INDIVIDUAL)
    file = register(cast.municipality, profile, by_function=cast.coach)
    assert item(file, PER_HOME).state == ItemState.OPEN
    gone = item(file, OWN_NET)
    assert (gone.state, gone.left_out) == (ItemState.SKIPPED, True)
    assert gone.skip_reason == "Past bij een warmtenet of groen gas. Jullie kiezen per woning."
    left_out = file.plan_items.filter(left_out=True).count()
    assert left_out
    assert str(left_out) in told(cast, file, EventKind.OPENED)


def test_another_technique_hides_what_does_not_fit_and_brings_back_what_does(
    cast: SimpleNamespace, file: Collaboration
) -> None:
    choose(cast, file, technique=Technique.INDIVIDUAL)
    assert item(file, OWN_NET).left_out
    assert not item(file, PER_HOME).left_out
    choose(cast, file, technique=Technique.HEAT_NETWORK)
    assert item(file, OWN_NET).state == ItemState.OPEN
    assert not item(file, OWN_NET).skip_reason
    assert item(file, PER_HOME).skip_reason == "Past bij warmte per woning. Jullie kiezen een warmtenet."
    choose(cast, file, technique=Technique.MIXED)
    assert not file.plan_items.filter(left_out=True, format_item__applies__has_key="technique").exists()
    assert not list(broken_links(file))


def test_the_timeline_names_what_went_and_what_came_back(cast: SimpleNamespace, file: Collaboration) -> None:
    choose(cast, file, technique=Technique.INDIVIDUAL)
    choose(cast, file, technique=Technique.HEAT_NETWORK)
    text = told(cast, file, EventKind.PROFILE_CHANGED)
    went, _mark, came = text.partition("Terug in het stappenplan: ")
    assert went.startswith("Uit het stappenplan, want het past niet meer: ")
    assert item(file, PER_HOME).title in went
    assert item(file, OWN_NET).title in came


def told(cast: SimpleNamespace, file: Collaboration, kind: EventKind) -> str:
    viewer = policy.viewer(factories.user_of(cast.coach), file)
    return story.tell(file.events.filter(kind=kind)[:1], viewer)[0].text


def add_evidence(cast: SimpleNamespace, given: PlanItem) -> None:
    notes.add_evidence(given, title="Verslag", quote="61 van de 64.", **by_coach(cast, given.collaboration))


def begin(cast: SimpleNamespace, given: PlanItem) -> None:
    change(cast, given, state=ItemState.DOING)


def give_date(cast: SimpleNamespace, given: PlanItem) -> None:
    change(cast, given, state=ItemState.OPEN, due_on=timezone.localdate())


def give_actor(cast: SimpleNamespace, given: PlanItem) -> None:
    change(cast, given, state=ItemState.OPEN, actor=Actor.PARTNER)


def change(cast: SimpleNamespace, given: PlanItem, **values: Any) -> None:
    plan.change_activity(given, revision=given.revision, **values, **by_coach(cast, given.collaboration))


def reword(cast: SimpleNamespace, given: PlanItem) -> None:
    plan.reword(
        given, revision=given.revision, title="Anders", text="Zo.", **by_coach(cast, given.collaboration)
    )


def skip_and_take_back(cast: SimpleNamespace, given: PlanItem) -> None:
    own = by_coach(cast, given.collaboration)
    plan.skip(given, revision=given.revision, reason="Even niet.", **own)
    plan.take_back(given, revision=given.revision, **own)


@pytest.mark.parametrize("work", [add_evidence, begin, give_date, give_actor, reword, skip_and_take_back])
def test_what_somebody_worked_on_is_never_hidden(
    cast: SimpleNamespace, file: Collaboration, work: Any
) -> None:
    work(cast, item(file, OWN_NET))
    choose(cast, file, technique=Technique.INDIVIDUAL)
    kept = item(file, OWN_NET)
    assert kept.state != ItemState.SKIPPED
    assert not kept.left_out


def test_what_was_taken_back_by_hand_stays_whatever_is_chosen_later(
    cast: SimpleNamespace, file: Collaboration
) -> None:
    choose(cast, file, technique=Technique.INDIVIDUAL)
    gone = item(file, OWN_NET)
    plan.take_back(gone, revision=gone.revision, **by_coach(cast, file))
    for technique in (Technique.GREEN_GAS, Technique.INDIVIDUAL):
        choose(cast, file, technique=technique)
        assert item(file, OWN_NET).state == ItemState.OPEN


def test_what_people_skipped_themselves_does_not_come_back_by_itself(
    cast: SimpleNamespace, file: Collaboration
) -> None:
    mine = item(file, OWN_NET)
    plan.skip(mine, revision=mine.revision, reason="Doen wij anders.", **by_coach(cast, file))
    for technique in (Technique.INDIVIDUAL, Technique.HEAT_NETWORK):
        choose(cast, file, technique=technique)
        assert item(file, OWN_NET).skip_reason == "Doen wij anders."


def test_role_and_legal_form_count_as_well(cast: SimpleNamespace, file: Collaboration) -> None:
    assert item(file, DO_IT).left_out
    choose(cast, file, wanted_role=WantedRole.DO_IT, legal_form=LegalForm.NONE)
    assert not item(file, DO_IT).left_out
    assert not item(file, "startup-activity-core-team").left_out


def test_a_second_file_of_the_initiative_follows_and_says_so(
    cast: SimpleNamespace, file: Collaboration
) -> None:
    second = register(
        cast.elsewhere_municipality,
        factories.profile(area_name="Verderop"),
        by_function=cast.coach,
        initiative=file.initiative,
    )
    choose(cast, file, technique=Technique.INDIVIDUAL)
    assert item(second, OWN_NET).left_out
    last = second.events.first()
    assert (last.kind, last.actor) == (EventKind.PROFILE_CHANGED, None)
    assert not list(broken_links(second))


def test_a_file_on_the_first_stappenplan_keeps_everything(cast: SimpleNamespace) -> None:
    choose(cast, cast.file, technique=Technique.INDIVIDUAL)
    assert not cast.file.plan_items.filter(state=ItemState.SKIPPED).exists()


# --- the page ------------------------------------------------------------------------------------------


@pytest.fixture
def coach(cast: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(factories.user_of(cast.coach))
    return client


def answers(file: Collaboration, **changes: Any) -> dict[str, Any]:
    file.refresh_from_db()
    given = {"area_name": "Linde", "legal_form": "association", "ambition": "Warm.", "wanted_role": "equal"}
    return {**given, "technique": "open", "revision": file.revision, **changes}


def test_before_saving_the_page_says_what_goes_and_after_it_that_is_what_happened(
    cast: SimpleNamespace, file: Collaboration, coach: Client
) -> None:
    address = reverse("initiatives:profile", args=[file.uuid])
    asked = coach.post(address, answers(file, technique="individual"))
    page = asked.content.decode()
    assert "Dit verandert in jullie stappenplan" in page
    assert item(file, OWN_NET).title in page
    assert "Jullie kiezen per woning." in page
    file.initiative.refresh_from_db()
    assert file.initiative.technique == Technique.OPEN, "nothing is saved yet"
    promised = len(fit_of(file, about(technique="individual", legal_form="association")).out)

    seen = {"seen": asked.context["form"]["seen"].value()}
    assert coach.post(address, answers(file, technique="individual", **seen)).status_code == 302
    assert (
        file.plan_items.filter(left_out=True, format_item__applies__has_key="technique").count() == promised
    )
    # Somebody who changes her mind on the second page is shown the plan again.
    again = coach.post(address, answers(file, technique="heat_network", **seen))
    assert "komen terug" in again.content.decode()


def test_other_facts_are_saved_at_once(file: Collaboration, coach: Client) -> None:
    address = reverse("initiatives:profile", args=[file.uuid])
    assert coach.post(address, answers(file, ambition="Anders.")).status_code == 302


def test_the_page_of_an_item_says_for_whom_it_is_and_where_it_comes_from(
    file: Collaboration, coach: Client
) -> None:
    page = coach.get(reverse("initiatives:item", args=[item(file, OWN_NET).uuid])).content.decode()
    assert "Past bij een warmtenet of groen gas. Bron: NPLW Stappenplan, fase 3, activiteiten" in page


def test_the_page_of_the_phase_shows_why_something_is_left_out_and_takes_it_back(
    cast: SimpleNamespace, file: Collaboration, coach: Client
) -> None:
    choose(cast, file, technique=Technique.INDIVIDUAL)
    address = reverse("initiatives:phase", args=[file.uuid, Phase.DEVELOPMENT])
    gone = item(file, OWN_NET)
    before, _mark, after = coach.get(address).content.decode().partition('id="overgeslagen"')
    assert gone.title not in before
    assert gone.skip_reason in after
    coach.post(reverse("initiatives:item-take-back", args=[gone.uuid]))
    before, _mark, _after = coach.get(address).content.decode().partition('id="overgeslagen"')
    assert gone.title in before


# --- partners and history, which the file knows by itself -------------------------------------------------


def test_the_plan_follows_when_a_partner_joins_and_the_timeline_says_so(
    cast: SimpleNamespace, file: Collaboration
) -> None:
    lacking, brings = "startup-activity-missing-partner", "elaboration-activity-partner-brings"
    assert item(file, lacking).state == ItemState.OPEN
    assert (
        item(file, brings).skip_reason
        == "Past bij een dossier met een partner. Er doet nog geen partner mee."
    )
    people.add_partner(
        file,
        name="Woonstee",
        short_name="",
        place="Eskerveen",
        by=cast.coach.person,
        seat=factories.seat(file, cast.coach),
    )
    assert (item(file, lacking).left_out, item(file, brings).state) == (True, ItemState.OPEN)
    said = told(cast, file, EventKind.JOINED)
    assert "Terug in het stappenplan: Spreek af wat de partner inbrengt." in said
    assert not list(broken_links(file))


def test_an_initiative_with_an_earlier_file_here_is_not_asked_whether_it_knows_the_gemeente(
    cast: SimpleNamespace,
) -> None:
    assert cast.file.ties == Ties.UNKNOWN
    factories.plan_format(2)
    again = register(
        cast.municipality,
        factories.profile("Zeebuurt Warm", area_name="Duinbuurt"),
        by_function=cast.coach,
        initiative=cast.file.initiative,
    )
    assert again.ties == Ties.EARLIER
    assert item(again, "startup-activity-look-back").state == ItemState.OPEN
    assert item(again, "startup-activity-walk-along").left_out


def test_the_history_with_one_gemeente_says_nothing_about_another(
    cast: SimpleNamespace, file: Collaboration
) -> None:
    elsewhere = register(
        factories.municipality("Verderop"),
        factories.profile("Lindewarm", area_name="Berg"),
        by_function=cast.coach,
        initiative=file.initiative,
    )
    choose(cast, file, ties=Ties.FIRST, aim=Aim.SAVE)
    elsewhere.refresh_from_db()
    assert elsewhere.ties == Ties.UNKNOWN
    assert item(elsewhere, "startup-activity-look-back").state == ItemState.OPEN
    assert item(elsewhere, "implementation-activity-first-home").left_out, "the ambition is the initiative's"


def test_what_an_initiative_did_before_steers_the_plan_of_a_file_on_the_third(cast: SimpleNamespace) -> None:
    factories.plan_format(3)
    third = register(cast.municipality, factories.profile("Ervaren", area_name="Dal"), by_function=cast.coach)
    choose(cast, third, experience=Experience.EARLIER)
    left = item(third, "startup-activity-visit-another")
    assert left.left_out
    assert left.skip_reason == (
        "Past bij een initiatief dat dit voor het eerst doet. Jullie deden eerder een project met de buurt."
    )
    assert item(third, "startup-activity-track-record").state == ItemState.OPEN
    assert not choose(cast, cast.file, experience=Experience.FIRST).plan_items.filter(left_out=True).exists()
