"""Which agreements do they write in the demonstration, and what do the parties say of them?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from agreements import actions as agreements
from agreements.actions import mandates, receipts, settling
from agreements.draft import Draft
from agreements.models import Agreement
from agreements.settling.other import words_of
from agreements.settling.rows import settle
from agreements.terms import Form, Length, Outcome, Verdict
from agreements.text import wording
from contacts.models import Function, Side
from initiatives.models import Collaboration, Participation
from initiatives.terms import Layer
from insights.demo.days import ahead, seat_of
from samenspel import dutch


def draft_of(
    file: Collaboration,
    form: Form,
    cast: dict[str, Function],
    partners: Sequence[Participation] = (),
    *,
    title: str = "",
) -> Agreement:
    """`title`: where a file has two of one form, what each is about."""
    agreement = agreements.start(
        file,
        form=form,
        length=Length.SHORT,
        title=title or file.initiative.organisation.name,
        partners=partners,
        by=cast["marit"].person,
        seat=seat_of(file, Side.SUPPORT),
    )
    for party in agreement.parties.select_related("organisation"):
        functions = {"municipality": ["de wethouder Energie en Wonen"], "initiative": ["de voorzitter"]}
        agreements.change_party(
            party,
            agreements.PartyDetails(
                short_name=party.short_name,
                functions=functions.get(party.key, ["de directeur-bestuurder"]),
                place=party.organisation.place,
                kvk=party.organisation.kvk,
            ),
            by=cast["marit"].person,
            seat=seat_of(file, Side.SUPPORT),
        )
    return agreement


def fill_in(agreement: Agreement, cast: dict[str, Function], values: dict[str, Any]) -> None:
    seat = seat_of(agreement.collaboration, Side.SUPPORT)
    kept = {row.variable: row.revision for row in agreement.values.all()}
    for name, value in values.items():
        agreements.save_field(
            agreement, name, value, revision=kept.get(name, 0), by=cast["marit"].person, seat=seat
        )


def decide(agreement: Agreement, speakers: dict[str, Function], *, on: date) -> None:
    """The college and the members said yes before their people sign."""
    bodies = {"municipality": Layer.EXECUTIVE, "initiative": Layer.MEMBERS}
    for party in agreement.parties.select_related("organisation"):
        mandates.say_how_a_body_decides(
            party,
            layer=bodies[party.key],
            outcome=Outcome.APPROVED,
            decided_on=on,
            by=speakers[party.key].person,
            seat=agreement.collaboration.participations.get(organisation=party.organisation),
        )


def settle_some(agreement: Agreement, speakers: dict[str, Function]) -> None:
    """Some articles stand; for one the gemeente proposes another text, for one the initiative a day in a table."""
    parties = {party.key: party for party in agreement.parties.select_related("organisation")}
    articles = {article.clause_key: article for article in agreement.articles.all()}
    now = settle(Draft(agreement))
    for key in ("stip_op_de_horizon", "gebied"):
        for party, who in speakers.items():
            settling.give_stance(
                articles[key],
                party=parties[party],
                seen=now[articles[key].pk].text_hash,
                verdict=Verdict.ACCEPT,
                by=who.person,
            )
    asked, gemeente = articles["aanleiding"], speakers["municipality"]
    settling.say(
        asked,
        owner=parties["initiative"].organisation,
        own_only=False,
        text="Kan er een datum bij? Vorig jaar bleef dit liggen.",
        by=speakers["initiative"].person,
    )
    words = wording.plain_text(Draft(agreement).composed(asked).blocks)
    settling.propose_text(
        asked,
        party=parties["municipality"],
        text=f"{words} De gemeente levert de gegevens voor {dutch.full_date(ahead(weeks=14))}.",
        reason="Zo weet iedereen wanneer het er ligt.",
        decides=True,
        by=gemeente.person,
    )
    draft, tasks = Draft(agreement), articles["rolverdeling"]
    settling.propose_text(
        tasks,
        party=parties["initiative"],
        text=words_of(draft, tasks),
        values={"taken": [{"ready": ahead(weeks=9).isoformat()} | row for row in draft.values["taken"]]},
        reason="Dan kunnen de huurders meedoen aan de eerste buurtavond.",
        decides=True,
        by=speakers["initiative"].person,
    )


def confirm_receipt(agreement: Agreement, party: str, who: Function) -> None:
    """So that whoever tries Samenspel out meets a version of which a party said that it has it."""
    receipts.confirm(
        agreement.versions.select_related("agreement__collaboration").latest("number"),
        party=agreement.parties.select_related("organisation").get(key=party),
        by=who.person,
    )
