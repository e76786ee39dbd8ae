"""What does the page of an agreement say once it holds: until when, what asks for attention, what can one do?"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import horizon
from agreements.living import evaluations, term
from agreements.living.rows import planned_in
from agreements.living.said import Said, loose_in, said_by
from agreements.living.term import Standing
from agreements.models import Agreement, Ending, Evaluation
from agreements.terms import HELD, REPLACES, Relation, Stage, Way
from initiatives.models import JointDecision
from initiatives.people.names import party_name
from initiatives.terms import DecisionState
from samenspel import dutch


def chip_of(agreement: Agreement, today: date | None = None) -> dict[str, str]:
    """How it stands in a word or two, for a list: what the stage says, and what its days say by now."""
    if agreement.stage == Stage.STOPPED and not agreement.format_id:  # only registered here
        return {"text": _("ingetrokken"), "kind": ""}
    if agreement.stage != Stage.IN_FORCE:
        return {"text": str(agreement.get_stage_display()), "kind": ""}
    today = today or timezone.localdate()
    last = term.last_day(agreement.ends_on, renews=agreement.renews, today=today)
    standing = term.standing(last, today)
    if standing == Standing.EXPIRED and last:
        return {"text": _("verlopen op %(day)s") % {"day": dutch.short_date(last)}, "kind": "waits"}
    if standing == Standing.ENDS_SOON and last and not agreement.renews:
        return {"text": _("loopt af op %(day)s") % {"day": dutch.short_date(last)}, "kind": "waits"}
    return {"text": str(agreement.get_stage_display()), "kind": ""}


class LivingPage:
    """An agreement that holds or held, as one person finds it."""

    def __init__(
        self, agreement: Agreement, user: Any, organisations: Iterable[int] = (), speaks: Any = None
    ) -> None:
        """`organisations`: whose own words she may read; `speaks`: the party for which she speaks, if any."""
        self.agreement = agreement
        self.user = user
        self.speaks = speaks
        self.organisations = set(organisations)
        self.today = timezone.localdate()

    @cached_property
    def later(self) -> list[Agreement]:
        """What came after it, as far as this reader may see it."""
        return list(self.agreement.later.visible_to(self.user).order_by("starts_on", "pk"))

    @cached_property
    def addenda(self) -> list[Agreement]:
        """Those that hold, or held together with it."""
        return [row for row in self._amending if row.stage in HELD]

    @property
    def _amending(self) -> list[Agreement]:
        return [row for row in self.later if row.relation == Relation.AMENDS]

    @cached_property
    def said(self) -> Said:
        return said_by(self.agreement, self.addenda)

    @cached_property
    def rows(self) -> list[Evaluation]:
        return list(self.agreement.evaluations.select_related("by", "owner"))

    @property
    def last(self) -> date | None:
        return term.last_day(self.agreement.ends_on, renews=self.agreement.renews, today=self.today)

    @property
    def standing(self) -> Standing:
        return term.standing(self.last, self.today)

    def context(self, may: Iterable[str], parties: Iterable[Any] = ()) -> dict[str, Any]:
        may = set(may)
        says, look = self.agreement.says, self.agreement.looks_back_on
        successor = next(
            (r for r in self.later if r.relation in REPLACES and r.stage in HELD),
            None,
        )
        return {
            "holds": self.agreement.stage == Stage.IN_FORCE,
            "is_addendum": self.agreement.relation == Relation.AMENDS,
            "last": self.last,
            "standing": self.standing.value,
            "says": says,
            "next_look": look,
            "look_now": evaluations.asks(look, self.today),
            "planned": planned_in(self.rows) is not None,
            "looked": [self._looked(row) for row in self.rows if row.held_on],
            "loose": says.get("loose", 0),
            "addenda": [{"agreement": row, "chip": chip_of(row), **row.says} for row in self._amending],
            "successor": successor,
            "coming": [
                row
                for row in self.later
                if row.relation in REPLACES and row.stage in (Stage.PREPARING, Stage.SHARED, Stage.FINAL)
            ],
            "beside": [row for row in self.later if row.relation == Relation.BESIDE],
            "lying": self.lying if "end" in may else None,
            "proposed": self.proposed if self.lying else None,
            "goes_out": self.may_give_notice,
            "we_go_out": self._out_of(self.speaks) is not None,
            "going_out": self._goes_out() if self.agreement.stage == Stage.IN_FORCE else [],
            "stays": "notice" in may and self.may_take_back(self.speaks),
            "taken_back": self._taken_back(parties),
            **self.how_it_ended(parties),
        }

    @property
    def may_give_notice(self) -> bool:
        """The text allows it, nobody did, and it would end before it ends anyway."""
        says = self.agreement.says
        if not says.get("may_leave") or self.ending is not None or self._out_of(self.speaks):
            return False
        first = term.earliest_end(self.today, says.get("notice_months"))
        in_time = self.last is None or self.agreement.renews or first <= self.last
        return in_time or bool(says.get("at_once"))

    def may_take_back(self, party: Any) -> bool:
        """Whether this party gave the notice that counts, and can still stay after all."""
        ending = self._out_of(party) or self.ending
        if ending is None or party is None or self.agreement.stage != Stage.IN_FORCE:
            return False
        ours = ending.way in (Way.NOTICE, Way.OUT) and ending.party_id == party.pk
        return ours and term.may_be_taken_back(ending.on, self.today)

    # --- looking back -------------------------------------------------------------------------------

    def _looked(self, row: Evaluation) -> dict[str, Any]:
        ours = row.owner_id in self.organisations
        return {
            "row": row,
            "name": party_name(row.owner),
            "side": row.owner.kind,
            "shown": ours or not row.own_only,
            "ours": ours and row.own_only,
        }

    def loose(self) -> list[horizon.Promise]:
        return loose_in(self.said, self.agreement.starts_on or self.today)

    # --- the end ------------------------------------------------------------------------------------

    @cached_property
    def endings(self) -> list[Any]:
        """Each with its readings, and those that are still proposed: one query, as an ending has few."""
        joined = self.agreement.endings.select_related(
            "party__organisation", "decision", "taken_back"
        ).annotate(
            reading_text=F("readings__text"),
            reading_at=F("readings__created_at"),
            reading_party=F("readings__party"),
        )
        return list(joined.order_by("-pk", "readings__pk"))

    @property
    def _counting(self) -> list[Any]:
        return [row for row in self.endings if row.counts_since and not _taken_back(row)]

    def _out_of(self, party: Any) -> Any:
        """The notice of this party, of which the others go on, until its day came."""
        ours = (row for row in self._counting if row.way == Way.OUT and party and row.party_id == party.pk)
        return next((row for row in ours if row.party.left_at is None), None)

    def _goes_out(self) -> list[dict[str, Any]]:
        """Who stops on a day that comes while the others go on: each once, with its reason."""
        rows = {row.pk: row for row in self._counting if row.way == Way.OUT and row.party.left_at is None}
        return [
            {
                "ending": row,
                "name": party_name(row.party.organisation),
                "side": row.party.organisation.kind,
                "ours": bool(self.speaks) and row.party_id == self.speaks.pk,
                "wraps_up": _points(row.wraps_up),
            }
            for row in rows.values()
        ]

    @property
    def ending(self) -> Any:
        """The last that came to count and was not taken back."""
        counting = (row for row in self._counting if row.way != Way.OUT)
        return max(counting, key=lambda row: row.counts_since, default=None)

    @property
    def proposed(self) -> dict[str, Any]:
        """What lies there: the day, and what would be wrapped up."""
        row = next(row for row in self.endings if row.decision == self.lying)
        return {"on": row.on, "wraps_up": _points(row.wraps_up)}

    @property
    def lying(self) -> JointDecision | None:
        """The proposal to end it that lies there."""
        proposed = (row.decision for row in self.endings if row.decision and not row.counts_since)
        return next((decision for decision in proposed if decision.state == DecisionState.OPEN), None)

    def how_it_ended(self, parties: Iterable[Any]) -> dict[str, Any]:
        ending = self.ending
        if ending is None:
            return {"ending": None, "ending_words": "", "readings": []}
        known = {party.pk: party.organisation for party in parties}
        said = [row for row in self.endings if row.pk == ending.pk and row.reading_party in known]
        return {
            "ending": ending,
            "ending_words": self._ending_words(ending),
            "decision_url": reverse("initiatives:decision", args=[ending.decision.uuid])
            if ending.decision
            else "",
            "wraps_up": _points(ending.wraps_up),
            "readings": _readings(said, known),
        }

    def _taken_back(self, parties: Iterable[Any]) -> list[dict[str, Any]]:
        """Notices that no longer count, each with what was said of it: nothing of it goes away."""
        known = {party.pk: party.organisation for party in parties}
        notices = {row.pk: row for row in self.endings if _taken_back(row)}
        return [
            {
                "ending": notice,
                "back": notice.taken_back,
                "name": party_name(notice.party.organisation),
                "side": notice.party.organisation.kind,
                "readings": _readings(
                    [row for row in self.endings if row.pk == pk and row.reading_party in known], known
                ),
            }
            for pk, notice in notices.items()
        ]

    def _ending_words(self, ending: Ending) -> str:
        over = self.agreement.stage == Stage.ENDED
        facts = {
            "day": dutch.full_date(ending.on),
            "who": party_name(ending.party.organisation) if ending.party else _("de buurtbegeleider"),
        }
        words = {
            Way.TOGETHER: _("Samen besloten: de overeenkomst eindigde op %(day)s.")
            if over
            else _("Samen besloten: de overeenkomst eindigt op %(day)s."),
            Way.NOTICE: _("Opgezegd door %(who)s: de overeenkomst eindigde op %(day)s.")
            if over
            else _("Opgezegd door %(who)s: de overeenkomst eindigt op %(day)s."),
            Way.OUT: "",  # told by itself
            Way.AT_ONCE: _("Meteen gestopt door %(who)s op %(day)s, om een reden uit de tekst."),
            Way.SUCCEEDED: _("Sinds %(day)s geldt een nieuw stuk."),
            Way.STOPPED: _("Gestopt door %(who)s op %(day)s."),
        }[Way(ending.way)]
        return words % facts


def _taken_back(ending: Any) -> Any:
    return getattr(ending, "taken_back", None)  # of most there is no such row


def _readings(rows: Iterable[Any], known: Mapping[int, Any]) -> list[dict[str, Any]]:
    return [
        {"row": row, "name": party_name(organisation), "side": organisation.kind}
        for row in rows
        for organisation in [known[row.reading_party]]
    ]


def _points(text: str) -> list[str]:
    return [line.lstrip("-–•* ") for line in text.splitlines() if line.strip()]
