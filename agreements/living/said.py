"""What does the text of an agreement say of how long it holds, when to look back and how to leave?

Read from the values under its articles, which no longer change once it is signed; an addendum that holds speaks
later, article by article. An article that was worded anew is believed only in what its words repeat.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agreements import horizon
from agreements.advising import Draft as AdvisedDraft
from agreements.formats import printing
from agreements.formats.typed import is_empty
from agreements.living.evaluations import EACH_PHASE, RHYTHMS, Promised
from agreements.models import Agreement, Article, FieldValue
from agreements.terms import HELD, ArticleState, Relation
from agreements.text.still_said import repeats

LOOSE = (horizon.Sure.VAGUE, horizon.Sure.TOO_PRECISE)
TERM, EVALUATION, FIRST_STEPS, LEAVING = "duur", "evaluatie", "eerste_stappen", "beeindiging"
BY_ITSELF = "automatisch per jaar"


@dataclass(frozen=True)
class Said:
    """`own_words`: the articles among these that parties worded themselves."""

    ends_on: date | None = None
    renews: bool = False
    promised: Promised = Promised()
    questions: tuple[str, ...] = ()
    may_leave: bool = False
    notice_months: int | None = None
    at_once: tuple[str, ...] = ()
    wraps_up: tuple[str, ...] = ()
    own_words: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def in_short(self) -> dict[str, Any]:
        """What the page of the agreement tells at once, kept with it."""
        return {
            "may_leave": self.may_leave,
            "notice_months": self.notice_months,
            "at_once": bool(self.at_once),
            "each_phase": self.promised.each_phase,
            "own_words": sorted(self.own_words),
        }


def addenda_of(agreement: Agreement) -> list[Agreement]:
    """Those that hold or held together with it, in the order in which they came into force."""
    return list(
        Agreement.objects.filter(predecessor=agreement, relation=Relation.AMENDS, stage__in=HELD).order_by(
            "starts_on", "pk"
        )
    )


def said_by(agreement: Agreement, addenda: Iterable[Agreement] | None = None) -> Said:
    """Two queries, however many addenda there are."""
    chain = [agreement, *(addenda_of(agreement) if addenda is None else addenda)]
    order = {row.pk: number for number, row in enumerate(chain)}
    rows = Article.objects.filter(agreement__in=order, state=ArticleState.ACTIVE)
    articles: dict[str, Article] = {}
    for article in sorted(rows, key=lambda row: order[row.agreement_id]):
        articles[article.clause_key] = article
    values: dict[str, Any] = {}
    for kept in sorted(
        FieldValue.objects.filter(agreement__in=order), key=lambda row: order[row.agreement_id]
    ):
        values[kept.variable] = kept.value
    return _read(articles, values)


def loose_in(said: Said, since: date) -> list[horizon.Promise]:
    """Promises that are too general, or too precise for so far away: the next look back sharpens them."""
    draft = AdvisedDraft(said.values, sorted(said.articles), {})
    return [promise for promise in horizon.promises(draft, since) if promise.sure in LOOSE]


def _read(articles: dict[str, Article], values: dict[str, Any]) -> Said:
    believed = {key for key in articles if not articles[key].own_text}

    def day(name: str, key: str) -> date | None:
        found = _day(values.get(name))
        if found is None or key not in articles:
            return None
        printed = printing.date(found.isoformat())
        return found if key in believed or repeats(articles[key].own_text, printed) else None

    def value(name: str, key: str) -> Any:
        return values.get(name) if key in believed else None

    named = (day("eerste_terugblik", FIRST_STEPS), day("eerste_evaluatie", EVALUATION))
    rhythm = value("evaluatie_ritme", EVALUATION)
    months = value("opzegtermijn_maanden", LEAVING)
    return Said(
        ends_on=day("einddatum", TERM),
        renews=value("verlengen", TERM) == BY_ITSELF,
        promised=Promised(
            tuple(sorted({found for found in named if found})), RHYTHMS.get(rhythm, 0), rhythm == EACH_PHASE
        ),
        questions=_lines(value("evaluatie_vragen", EVALUATION)),
        may_leave=LEAVING in articles,
        notice_months=int(months) if str(months).isdigit() else None,
        at_once=_lines(value("stopredenen", LEAVING)),
        wraps_up=_lines(value("afronding", LEAVING)),
        own_words=frozenset(articles) - frozenset(believed),
        articles=frozenset(articles),
        values={name: found for name, found in values.items() if not is_empty(found)},
    )


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _lines(found: Any) -> tuple[str, ...]:
    rows: Sequence[Any] = found if isinstance(found, list) else ()
    return tuple(str(row) for row in rows if str(row).strip())
