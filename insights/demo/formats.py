"""Which format of its own has the gemeente of the demonstration, and what is new in it?"""

from agreements.actions import formats
from agreements.formats.kinds import DocumentKind
from agreements.terms import Need
from contacts.models import Function

WITHIN = (
    "De gemeente antwoordt binnen {{ reactietermijn_werkdagen }} werkdagen op een vraag van het initiatief."
)
CALL = "Lukt dat niet? Dan belt zij, en zegt wanneer het antwoord komt."


def first(cast: dict[str, Function]) -> None:
    """The gemeente adds one article to its agreements, before any file begins one."""
    draft = formats.make_draft(DocumentKind.COLLABORATION_AGREEMENT, cast["hanneke"].organisation_id)
    values = {
        "title": "Bereikbaar zijn",
        "text": WITHIN,
        "why": "Wachten op antwoord kost de meeste energie.",
    }
    formats.add_clause(draft, values={**values, "need": Need.ADVISED, "in_short": True, "part": "C"})
    formats.publish(draft, note="Wij beloven een snel antwoord.")


def second(cast: dict[str, Function]) -> None:
    """Later it says more: a draft that runs can take that over."""
    draft = formats.make_draft(DocumentKind.COLLABORATION_AGREEMENT, cast["hanneke"].organisation_id)
    clause = draft.clauses.get(title="Bereikbaar zijn")
    values = {name: getattr(clause, name) for name in ("title", "need", "in_short", "part", "why")}
    formats.save_clause(clause, seen=formats.stamp(clause), values={**values, "text": f"{WITHIN}\n{CALL}"})
    formats.publish(draft, note="Er staat nu bij wat we doen als een antwoord langer duurt.")
