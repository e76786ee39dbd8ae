"""Which annexes hang at the agreement of the demonstration? A budget and a planning that say the same as the articles."""

from typing import Any

from agreements.actions import annexes
from agreements.annexes.fields import name_of
from agreements.models import Agreement
from agreements.terms import AnnexKind, AnnexSource
from contacts.models import Function, Side
from insights.demo.agreements import fill_in
from insights.demo.days import ahead, seat_of


def hang(agreement: Agreement, cast: dict[str, Function]) -> None:
    budget = _add(agreement, cast, "be9707a1", AnnexKind.BUDGET, "Begroting van de ontwikkelfase")
    planning = _add(agreement, cast, "91a22e5b", AnnexKind.PLANNING, "Planning van de ontwikkelfase")
    values: dict[str, Any] = {
        budget(
            "inleiding"
        ): "Dit hebben we nodig om tot een plan te komen. De uren van bewoners staan er niet in.",
        budget("rijen"): [
            {
                "item": "Technisch ontwerp",
                "amount": "28000",
                "payer": "municipality",
                "note": "offerte gevraagd",
            },
            {"item": "Begeleiding van bewoners", "amount": "12500", "payer": "municipality, initiative"},
            {
                "item": "Buurtavonden en drukwerk",
                "amount": "3500",
                "payer": "initiative",
                "note": "uit het buurtfonds",
            },
            {"item": "Onderzoek bij de huurwoningen", "amount": "6000", "payer": "partner-1"},
        ],
        planning("rijen"): [
            {
                "what": "Gegevens over gebouwen en leidingen",
                "who": "municipality",
                "from": ahead(weeks=2).isoformat(),
                "to": ahead(weeks=14).isoformat(),
            },
            {
                "what": "Gesprekken met bewoners",
                "who": "initiative",
                "from": ahead(weeks=4).isoformat(),
                "to": ahead(weeks=30).isoformat(),
            },
            {"what": "Ontwerp en kosten per woning", "who": "municipality, initiative", "to": "na de zomer"},
            {"what": "Besluit over het plan", "who": "municipality", "to": ahead(weeks=68).isoformat()},
        ],
        "kosten": [
            {
                "item": "Technisch ontwerp",
                "amount": "28000",
                "payer": "municipality",
                "certainty": "toegezegd",
            },
            {
                "item": "Begeleiding van bewoners",
                "amount": "12500",
                "payer": "municipality, initiative",
                "certainty": "toegezegd",
            },
            {
                "item": "Buurtavonden en onderzoek bij de huurwoningen",
                "amount": "9500",
                "payer": "initiative, partner-1",
                "certainty": "aangevraagd",
            },
        ],
    }
    fill_in(agreement, cast, values)


def _add(agreement: Agreement, cast: dict[str, Function], key: str, kind: AnnexKind, title: str) -> Any:
    annexes.add(
        agreement,
        key=key,
        kind=kind,
        source=AnnexSource.WRITTEN,
        title=title,
        by=cast["marit"].person,
        seat=seat_of(agreement.collaboration, Side.SUPPORT),
    )
    return lambda field: name_of(key, field)
