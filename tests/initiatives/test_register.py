"""What stands in a file after it was registered, and after its facts changed?"""

from dataclasses import replace
from types import SimpleNamespace
from uuid import uuid4

import pytest

from contacts.models import Organisation
from initiatives.actions.register import Facts, change_profile, facts_of, register
from initiatives.history.timeline import broken_links
from initiatives.models import Collaboration, Event
from initiatives.policy import Ability, abilities
from initiatives.terms import EventKind, Phase, Technique
from samenspel.errors import DomainError, StaleRevision
from tests import factories


def change(cast: SimpleNamespace, facts: Facts, *, revision: int = 1, who: str = "official") -> Collaboration:
    actor = getattr(cast, who)
    return change_profile(
        cast.file, facts, revision=revision, by=actor.person, seat=factories.seat(cast.file, actor)
    )


# --- registering --------------------------------------------------------------------------------------


def test_a_coach_a_gemeente_and_an_initiative_each_get_their_own_seat(cast: SimpleNamespace) -> None:
    for who, sides in (
        ("coach", {"municipality", "initiative", "support"}),
        ("official", {"municipality", "initiative"}),
    ):
        file = register(
            cast.municipality,
            factories.profile(name=f"Van {who}", area_name=who),
            by_function=getattr(cast, who),
        )
        assert set(file.participations.values_list("side", flat=True)) == sides
        assert Ability.PROPOSE in abilities(factories.user_of(getattr(cast, who)), file)
    file = register(
        cast.elsewhere_municipality, factories.profile(area_name="Over de grens"), by_function=cast.chair
    )
    assert file.initiative == cast.file.initiative
    assert Ability.DECIDE_FOR_SIDE in abilities(factories.user_of(cast.chair), file)


def test_the_same_initiative_in_the_same_neighbourhood_is_refused_in_words(cast: SimpleNamespace) -> None:
    with pytest.raises(DomainError, match="heeft hier al een dossier"):
        register(
            cast.municipality,
            factories.profile(name="zeebuurt warm", area_name="ZEEBUURT"),
            by_function=cast.clerk,
        )


def test_a_later_phase_asks_why_and_keeps_the_reason(cast: SimpleNamespace) -> None:
    later = factories.profile(name="Al verder", phase=Phase.DEVELOPMENT)
    with pytest.raises(DomainError, match="latere fase"):
        register(cast.municipality, later, by_function=cast.coach)
    assert not Organisation.objects.filter(name="Al verder").exists()
    file = register(
        cast.municipality, replace(later, phase_reason="De SOK is getekend."), by_function=cast.coach
    )
    assert file.phase == Phase.DEVELOPMENT
    assert file.periods.get().reason == "De SOK is getekend."


def test_a_file_known_beforehand_is_made_once(cast: SimpleNamespace) -> None:
    uuid = uuid4()
    register(cast.municipality, factories.profile(name="Eén keer"), by_function=cast.coach, uuid=uuid)
    with pytest.raises(DomainError):
        register(cast.municipality, factories.profile(name="Andere naam"), by_function=cast.coach, uuid=uuid)
    assert Collaboration.objects.filter(uuid=uuid).count() == 1
    assert not Organisation.objects.filter(name="Andere naam").exists()


# --- changing the facts -------------------------------------------------------------------------------


def test_new_facts_are_kept_found_and_told(cast: SimpleNamespace) -> None:
    facts = replace(facts_of(cast.file), area_name=" Nieuwstad ", technique=Technique.GREEN_GAS)
    change(cast, facts)
    file = Collaboration.objects.get(pk=cast.file.pk)
    assert (file.area_name, file.initiative.technique, file.revision) == ("Nieuwstad", "green_gas", 2)
    assert "nieuwstad" in file.search
    assert "zeebuurt warm" in file.search
    event = Event.objects.get(collaboration=file, kind=EventKind.PROFILE_CHANGED)
    assert event.payload == {"fields": ["area_name", "technique"]}
    assert event.actor_organisation == cast.official.organisation
    assert not list(broken_links(file))


def test_the_same_facts_again_change_and_tell_nothing(cast: SimpleNamespace) -> None:
    change(cast, facts_of(cast.file))
    change(cast, facts_of(cast.file), revision=99)
    assert Collaboration.objects.get(pk=cast.file.pk).revision == 1
    assert not Event.objects.filter(kind=EventKind.PROFILE_CHANGED).exists()


def test_who_saves_after_another_gets_both_texts(cast: SimpleNamespace) -> None:
    change(cast, replace(facts_of(cast.file), ambition="Van de gemeente."))
    with pytest.raises(StaleRevision) as refused:
        change(cast, replace(facts_of(cast.file), ambition="Van ons."), who="chair")
    assert facts_of(refused.value.current).ambition == "Van de gemeente."
    assert Collaboration.objects.get(pk=cast.file.pk).initiative.ambition == "Van de gemeente."


def test_a_writer_in_another_file_of_the_same_initiative_is_warned_too(cast: SimpleNamespace) -> None:
    second = register(
        cast.elsewhere_municipality, factories.profile(area_name="Verderop"), by_function=cast.chair
    )
    change(cast, replace(facts_of(cast.file), ambition="Nieuw."))
    with pytest.raises(StaleRevision):
        change_profile(
            second,
            replace(facts_of(second), ambition="Anders."),
            revision=1,
            by=cast.chair.person,
            seat=factories.seat(second, cast.chair),
        )
    assert not second.events.filter(
        kind=EventKind.PROFILE_CHANGED
    ).exists()  # who works elsewhere is not told


def test_a_neighbourhood_that_has_a_file_already_is_refused(cast: SimpleNamespace) -> None:
    register(cast.municipality, factories.profile(area_name="Verderop"), by_function=cast.chair)
    with pytest.raises(DomainError, match="al een ander dossier"):
        change(cast, replace(facts_of(cast.file), area_name="Verderop"))
