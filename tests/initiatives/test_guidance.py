"""What does the page of a phase say beside its goals: how, with whom, tips, results and where to read on?"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.actions.register import register
from initiatives.plan.page import guidance_parts
from initiatives.terms import Group, Phase, Technique
from tests import factories


def help_with(cast: SimpleNamespace, phase: Phase, technique: Technique) -> str:
    """What unfolds on the page of the phase."""
    factories.plan_format(2)
    profile = factories.profile("Leesbuurt", area_name="Lees", technique=technique)
    file = register(cast.municipality, profile, by_function=cast.coach)
    client = Client()
    client.force_login(factories.user_of(cast.coach))
    address = reverse("initiatives:guidance", args=[file.uuid, phase])
    return client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_advice_about_people_stands_by_the_six_groups_and_changes_with_the_phase(
    cast: SimpleNamespace,
) -> None:
    said: dict[str, list[str]] = {}
    for phase in list(Phase)[:4]:
        parts = guidance_parts(cast.file.plan_format.items.filter(phase=phase))
        people = next(part for part in parts if part["by_group"])
        assert [name for name, _entries in people["groups"]] == [group.label for group in Group]
        for name, entries in people["groups"]:
            said.setdefault(name, []).extend(entry.text for entry in entries)
    assert all(len(set(texts)) == 4 for texts in said.values())


def test_every_line_of_it_names_its_source(cast: SimpleNamespace) -> None:
    helped = help_with(cast, Phase.STARTUP, Technique.OPEN)
    assert helped.count("<li") == helped.count("Bron: ") > 20
    assert "Bron: Leerkring Samenspel, tips" in helped


def test_references_lead_to_their_page_and_one_without_an_address_is_plain_text(
    cast: SimpleNamespace,
) -> None:
    seen = help_with(cast, Phase.STARTUP, Technique.OPEN)
    assert 'href="https://departicipatiecoalitie.nl/" rel="noopener noreferrer"' in seen
    assert "<strong>Transitievisie Warmte en DEGO.</strong>" in seen


@pytest.mark.parametrize(
    ("technique", "shown"),
    [(Technique.HEAT_NETWORK, True), (Technique.INDIVIDUAL, False), (Technique.OPEN, True)],
)
def test_help_that_is_about_another_technique_is_left_out(
    cast: SimpleNamespace, technique: Technique, shown: Any
) -> None:
    seen = help_with(cast, Phase.DEVELOPMENT, technique)
    assert ("Onderzoek naar het aanbesteden van warmtenetten" in seen) is shown
