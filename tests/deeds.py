"""What can somebody make with one form? Who sends it, where to, with which answers, and which rows it makes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from agreements.draft import Draft
from agreements.models import Agreement, Annex, Proposal, Remark, SignatureSheet, Version
from agreements.settling.rows import settle
from agreements.terms import Form
from contacts.models import Invitation
from initiatives.models import ContactMoment, DecisionNote, Evidence, JointDecision, Participation, PlanItem
from initiatives.terms import Circle, Phase
from promises.models import Promise
from tests import factories
from tests.agreements import annex_table
from tests.agreements import signing_table as at
from tests.initiatives.test_minutes import talk
from tests.initiatives.test_review import goal, step

TODAY = timezone.localdate


@dataclass(frozen=True)
class Deed:
    """What `who` sends to `address`, and where the `rows` are that it makes."""

    who: Any
    address: str
    answers: dict[str, Any]
    rows: type[Any]


def contact(cast: SimpleNamespace) -> Deed:
    said = {"channel": "phone", "on": TODAY(), "summary": "Gebeld over geld.", "circle": "own"}
    return Deed(cast.chair, reverse("initiatives:contact-log", args=[cast.file.uuid]), said, ContactMoment)


def evidence(cast: SimpleNamespace) -> Deed:
    said = {"title": "Verslag", "file": at.scan(), "circle": "everyone"}
    return Deed(cast.official, reverse("initiatives:evidence-add", args=[goal(cast).uuid]), said, Evidence)


def new_item(kind: str) -> Callable[[SimpleNamespace], Deed]:
    def make(cast: SimpleNamespace) -> Deed:
        said = {"kind": kind, "phase": "startup", "track": "plan", "title": "Bel de buren", "text": ""}
        return Deed(cast.member, reverse("initiatives:item-add", args=[cast.file.uuid]), said, PlanItem)

    return make


def question(cast: SimpleNamespace) -> Deed:
    address = reverse("initiatives:question-ask", args=[step(cast).uuid])
    return Deed(cast.official, address, {"text": "Wie betaalt?"}, DecisionNote)


def phase_step(cast: SimpleNamespace) -> Deed:
    said = {"to": Phase.ELABORATION, "reason": "Wij willen door."}
    return Deed(
        cast.chair, reverse("initiatives:phase-step-propose", args=[cast.file.uuid]), said, JointDecision
    )


def minutes(cast: SimpleNamespace) -> Deed:
    moment = talk(cast, Circle.EVERYONE)
    return Deed(cast.chair, reverse("initiatives:minutes-propose", args=[moment.uuid]), {}, JointDecision)


def partner(cast: SimpleNamespace) -> Deed:
    said = {"name": "Woonbedrijf", "short_name": "", "place": ""}
    return Deed(cast.clerk, reverse("initiatives:partner-add", args=[cast.file.uuid]), said, Participation)


def invitation(cast: SimpleNamespace) -> Deed:
    seat = factories.seat(cast.file, cast.chair)
    address = reverse("initiatives:invite", args=[cast.file.uuid]) + f"?partij={seat.uuid}"
    said = {"name": "Gerda Gast", "email": "gerda@example.org", "kind": "other", "access": "work"}
    return Deed(cast.chair, address, said, Invitation)


def promise(cast: SimpleNamespace) -> Deed:
    sides = [who.organisation.uuid for who in (cast.official, cast.chair)]
    said = {"what": "Een zaal regelen", "direction": "{}:{}".format(*sides), "said_on": TODAY()}
    said |= {"due_on": TODAY() + timedelta(days=9), "source": "talk", "circle": "everyone"}
    return Deed(cast.chair, reverse("promises:add", args=[cast.file.uuid]), said, Promise)


def of(agreement: Agreement, name: str, *args: Any) -> str:
    return reverse(f"agreements:{name}", args=[agreement.uuid, *args])


def annex(cast: SimpleNamespace) -> Deed:
    table = annex_table.table_for(cast, Form.COLLABORATION_AGREEMENT)
    said = {"key": annex_table.KEY, "title": "Begroting"}
    return Deed(cast.coach, of(table.agreement, "annex-add", "begroting"), said, Annex)


def version(cast: SimpleNamespace) -> Deed:
    table = annex_table.table_for(cast, Form.LETTER_OF_INTENT)
    return Deed(cast.coach, of(table.agreement, "publish"), {}, Version)


def remark(cast: SimpleNamespace) -> Deed:
    table = at.lay_out(cast)
    said = {"text": "Goed zo.", "readers": "iedereen"}
    return Deed(cast.chair, of(table.agreement, "say", "intentie"), said, Remark)


def proposal(cast: SimpleNamespace) -> Deed:
    table = at.lay_out(cast)
    settled = settle(Draft(table.agreement)).values()
    seen = next(row.text_hash for row in settled if row.article.clause_key == "intentie")
    said = {"text": "Wij praten met de buurt.", "reason": "Helder.", "seen": seen}
    return Deed(cast.chair, of(table.agreement, "propose-text", "intentie"), said, Proposal)


def sheet(cast: SimpleNamespace) -> Deed:
    table = at.lay_out(cast)
    at.agree_on_all(cast, table.agreement)
    lies = at.lay_ready(cast, table)
    said = {"places": [place.uuid for place in lies.places.all()], "signed_on": TODAY(), "file": at.scan()}
    return Deed(cast.coach, of(table.agreement, "sheet-add"), said, SignatureSheet)


DEEDS = {
    "contact moment": contact,
    "evidence with a file": evidence,
    "activity": new_item("activity"),
    "goal": new_item("goal"),
    "question": question,
    "phase step": phase_step,
    "minutes": minutes,
    "partner": partner,
    "promise": promise,
    "annex": annex,
    "version": version,
    "remark": remark,
    "proposal": proposal,
    "signature sheet": sheet,
}
