"""What was agreed elsewhere in the demonstration, and which policy names whom?"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.actions import elsewhere, policy_watch
from agreements.models import PolicyMention
from contacts.models import Function, Side
from initiatives.models import Collaboration
from initiatives.terms import Form, PassageState, PolicyKind
from insights.demo.days import ago, ahead, seat_of

# The smallest PDF that every reader opens: one page, one line.
LETTER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R
/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 68>>stream
BT /F1 16 Tf 72 740 Td (Voorbeeld van een subsidiebeschikking) Tj ET
endstream endobj
trailer<</Root 1 0 R/Size 5>>
"""


def grant(file: Collaboration, by: Function, doubted_by: Function) -> None:
    """A grant that was decided on before the file was here: it shows what formalises a collaboration.

    The initiative reads another day in the letter, and says so.
    """
    said = elsewhere.Said(
        form=Form.GRANT_AGREEMENT,
        title="Startsubsidie buurtplan",
        parties=[seat_of(file, Side.MUNICIPALITY), seat_of(file, Side.INITIATIVE)],
        since=ago(weeks=50),
        until=ahead(weeks=30),
        amount=Decimal("12500"),
        money="Voor huisbezoeken en onderzoek. Verantwoorden kan met een kort verslag.",
    )
    letter = SimpleUploadedFile("beschikking-startsubsidie.pdf", LETTER)
    made = elsewhere.register(file, said, file=letter, by=by.person, seat=seat_of(file, Side.MUNICIPALITY))
    elsewhere.doubt(
        made.registrations.all()[0],
        text="In onze brief staat een andere einddag. Kijken jullie het na?",
        by=doubted_by.person,
        seat=seat_of(file, Side.INITIATIVE),
    )


def programme(stays: Collaboration, goes: Collaboration, by: Function) -> None:
    """One document names two initiatives; of the second, the passage is gone in the next version."""
    quotes = {
        stays: "Het Meidoornkwartier is een van de eerste buurten. Meidoornkwartier Warm werkt het plan uit.",
        goes: "In Hofwijk zoekt een groep bewoners uit wat er kan. De gemeente helpt daarbij.",
    }
    for file, quote in quotes.items():
        first: dict[str, Any] = _version("2024", ago(weeks=70), ago(weeks=2))
        named = policy_watch.name_in_policy(
            file,
            kind=PolicyKind.HEAT_PROGRAMME,
            name="Warmteprogramma",
            said=policy_watch.Said(PassageState.NAMED, quote=quote, place="bladzijde 18", **first),
            by=by.person,
            seat=seat_of(file, Side.MUNICIPALITY),
        )
        _next(named, PassageState.STANDS if file is stays else PassageState.GONE, by)


def _next(mention: PolicyMention, state: PassageState, by: Function) -> None:
    policy_watch.say_of_next_version(
        mention,
        policy_watch.Said(state, **_version("2026", ago(weeks=1), ahead(weeks=200))),
        seen=str(mention.passages.all()[0].uuid),
        by=by.person,
        seat=seat_of(mention.collaboration, Side.MUNICIPALITY),
    )


def _version(version: str, adopted_on: date, expected_on: date) -> dict[str, Any]:
    return {"version": version, "adopted_on": adopted_on, "expected_on": expected_on, "body": "council"}
