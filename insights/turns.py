"""On whom does this file wait now, for what, and since when? What *Mijn werk* asks of who sits there, in words for all."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from agreements.settling.keeping import is_to_speak
from agreements.signing.rows import lying
from agreements.terms import Stage
from contacts.models import Side
from initiatives.file_page import address
from initiatives.models import Collaboration, DecisionKey
from initiatives.people.names import party_name
from initiatives.terms import Status
from insights.next_step import Step, asked_by, turn


def turns_of(
    collaboration: Collaboration,
    open_keys: Iterable[DecisionKey],
    agreements: Iterable[Any],
    own_sides: set[str],
) -> Mapping[str, list[Step]]:
    """Per side, partners too, what it is to do: its keys first, then what it signs and what it discusses.

    agreements: rows of `with_asked(…, parties_of(collaboration))`.
    """
    turns: dict[str, list[Step]] = {side.value: [] for side in Side}
    if collaboration.status != Status.ACTIVE:
        return turns
    for key in open_keys:
        side = key.participation.side
        if not key.verdict:
            asked = asked_by(key, side in own_sides)
            if side == Side.PARTNER:
                asked = replace(asked, who=party_name(key.participation.organisation))
            turns[side].append(asked)
    rows = sorted(agreements, key=lambda row: row.pk)
    signs = {lies.version.agreement_id: lies.who_can_sign for lies in lying(rows)}
    for row in rows:
        for side, organisation in parties_of(collaboration).items():
            if step := _about(row, side, side in own_sides, signs=organisation in signs.get(row.pk, ())):
                turns[side].append(step)
    return turns


def parties_of(collaboration: Collaboration) -> dict[str, int]:
    """By side its organisation: what `with_asked` asks of each agreement."""
    return {
        Side.MUNICIPALITY.value: collaboration.municipality_id,
        Side.INITIATIVE.value: collaboration.initiative_id,
    }


def _about(agreement: Any, side: str, own: bool, *, signs: bool) -> Step | None:
    if agreement.stage not in (Stage.SHARED, Stage.FINAL) or not agreement.format_id:
        return None
    what = {"form": agreement.called}
    since = agreement.newest_at or agreement.created_at
    if signs:
        return turn(own, _("Teken de %(form)s.") % what, address("agreements:signing", agreement.uuid), since)
    if agreement.stage == Stage.SHARED and is_to_speak(getattr(agreement, f"asked_{side}")):
        text = _("Bespreek de artikelen van de %(form)s.") % what
        return turn(own, text, address("agreements:settle", agreement.uuid), since)
    return None
