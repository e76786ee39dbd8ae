"""An agreement that holds, and a summary of it for neighbours."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from agreements.models import Agreement, NeighbourSummary, Version
from agreements.neighbours import actions, words
from agreements.terms import Stage, VersionStatus
from initiatives.actions import decisions
from initiatives.models import JointDecision
from initiatives.terms import KeyVerdict
from tests import factories

DUTCH = {
    "title": "Samen naar een warme Zeebuurt",
    "want": "Wonen zonder aardgas, betaalbaar voor iedereen.",
    "agreed": "We maken samen een plan.\n- De buurt beslist mee.\n- Eind 2027 ligt er een keuze.",
    "tasks": "- Gemeente: zoekt uit wat het kost.",
    "meaning": "Je hoeft nu niets te doen. In maart krijg je een vragenlijst.",
    "undecided": "- Welke warmte het wordt.",
    "ask": "Mail naar zeebuurt@example.org.",
}
ENGLISH = {key: f"English {key}" for key in DUTCH}
TEXT = {words.DUTCH: DUTCH, words.ENGLISH: dict.fromkeys(DUTCH, "")}
BOTH = {words.DUTCH: DUTCH, words.ENGLISH: ENGLISH}


def in_force(agreement: Agreement) -> Agreement:
    """As the last signature leaves it, without the signing: what was shared holds, in a version that says so."""
    shared = agreement.versions.first()
    signed = {**shared.content, "status": "signed", "number": shared.number + 1}
    Version.objects.create(
        agreement=agreement,
        number=shared.number + 1,
        status=VersionStatus.SIGNED,
        content=signed,
        text_hash=shared.text_hash,
        content_hash=shared.content_hash,
        template=shared.template,
        by=shared.by,
        at=timezone.now(),
    )
    Agreement.objects.filter(pk=agreement.pk).update(stage=Stage.IN_FORCE, starts_on=timezone.localdate())
    agreement.refresh_from_db()
    return agreement


def party(cast: Any, who: str, file: Any = None) -> dict[str, Any]:
    return factories.acting(file or cast.file, getattr(cast, who))


def write(
    cast: Any, agreement: Agreement, text: Any = None, who: str = "chair", **more: Any
) -> NeighbourSummary:
    kept = NeighbourSummary.objects.filter(agreement=agreement).first()
    values = {"findable": False, "revision": kept.revision if kept else 0, **more}
    return actions.save(agreement, text or TEXT, **values, **party(cast, who))


def put_forward(cast: Any, summary: NeighbourSummary, who: str = "chair") -> JointDecision:
    own_key = who in ("chair", "official")
    return actions.propose(summary, seen=summary.revision, own_key=own_key, **party(cast, who))


def say_yes(cast: Any, decision: JointDecision, who: str = "official") -> JointDecision:
    return decisions.turn_key(decision, verdict=KeyVerdict.ACCEPT, **party(cast, who))


def publish(cast: Any, agreement: Agreement, text: Any = None) -> NeighbourSummary:
    summary = write(cast, agreement, text)
    say_yes(cast, put_forward(cast, summary))
    return summary


def start(cast: SimpleNamespace) -> Agreement:
    """A letter of intent of Zeebuurt that holds."""
    from agreements.actions import drafts, publication
    from agreements.terms import Form, Length

    by = party(cast, "coach")
    agreement = drafts.start(
        cast.file, form=Form.LETTER_OF_INTENT, length=Length.SHORT, title="Samen beginnen", **by
    )
    publication.publish(agreement, **by)
    return in_force(agreement)
