"""What can the neighbours of the demonstration read, and what lies before their initiative?"""

from typing import Any

from django.utils import timezone

from agreements import actions as agreements
from agreements.actions import ending, settling, signing
from agreements.draft import Draft
from agreements.models import Agreement, Version
from agreements.neighbours import actions, words
from agreements.settling.rows import settle
from agreements.terms import Form, Verdict
from contacts.models import Function, Side
from initiatives.actions import decisions
from initiatives.models import Collaboration
from initiatives.terms import KeyVerdict
from insights.demo.agreements import decide, draft_of, fill_in
from insights.demo.days import ahead, seat_of

DUTCH = {
    "title": "Samen naar een warm Meidoornkwartier",
    "want": "In 2035 zijn alle 640 woningen warm zonder aardgas. Wonen blijft betaalbaar, ook voor huurders.",
    "agreed": (
        "De gemeente en bewoners maken samen een plan voor de buurt.\n"
        "- De buurt beslist mee over het plan.\n"
        "- Niemand hoeft mee te doen.\n"
        "- Lukt het niet, dan stoppen we in goed overleg."
    ),
    "tasks": (
        "- Meidoornkwartier Warm: praat met bewoners en organiseert buurtavonden.\n"
        "- De gemeente: zoekt uit wat er kan, en betaalt dat onderzoek."
    ),
    "meaning": "Je hoeft nu niets te doen. In het voorjaar krijg je een vragenlijst. Je cv-ketel mag gewoon blijven.",
    "undecided": "- Welke warmte het wordt.\n- Wat het per woning kost.",
    "ask": "Loop binnen bij buurthuis De Meidoorn, elke dinsdag van 10 tot 12 uur. Of mail: vraag@meidoornwarm.example.",
}
ENGLISH = {
    "title": "Towards a warm Meidoornkwartier, together",
    "want": "By 2035 all 640 homes are warm without natural gas. Homes stay affordable, for tenants too.",
    "agreed": (
        "The municipality and residents make a plan for the neighbourhood together.\n"
        "- The neighbourhood has a say in the plan.\n"
        "- Nobody has to take part.\n"
        "- If it does not work, we stop after talking about it."
    ),
    "tasks": (
        "- Meidoornkwartier Warm: talks with residents and organises meetings.\n"
        "- The municipality: finds out what is possible, and pays for that."
    ),
    "meaning": "You do not have to do anything now. In spring you get a list of questions. You can keep your boiler.",
    "undecided": "- Which kind of heating it will be.\n- What it will cost per home.",
    "ask": "Walk in at community centre De Meidoorn, every Tuesday from 10 to 12. Or mail: vraag@meidoornwarm.example.",
}


def tell_the_neighbours(file: Collaboration, cast: dict[str, Function]) -> None:
    """What they agreed first holds and is public, in two languages; a newer text waits for the initiative."""
    samira, ruben = cast["Meidoornkwartier Warm"], cast["ruben"]
    agreement = _signed_letter(file, cast)
    _leave_and_stay(agreement, ruben)
    ours, theirs = seat_of(file, Side.INITIATIVE), seat_of(file, Side.MUNICIPALITY)
    text = {words.DUTCH: DUTCH, words.ENGLISH: ENGLISH}
    summary = actions.save(agreement, text, findable=True, revision=0, by=samira.person, seat=ours)
    first = actions.propose(summary, seen=summary.revision, by=samira.person, seat=ours, own_key=True)
    decisions.turn_key(first, seat=theirs, by=ruben.person, verdict=KeyVerdict.ACCEPT)
    newer = {
        words.DUTCH: {
            **DUTCH,
            "meaning": "Je hoeft nu niets te doen. In maart krijg je een vragenlijst. Je cv-ketel mag blijven.",
        },
        words.ENGLISH: {
            **ENGLISH,
            "meaning": "You do not have to do anything now. In March you get a list of questions. You can keep your boiler.",
        },
    }
    changed = actions.save(
        agreement, newer, findable=True, revision=summary.revision, by=ruben.person, seat=theirs
    )
    actions.propose(
        changed,
        seen=changed.revision,
        reason="De vragenlijst is nu gepland.",
        by=ruben.person,
        seat=theirs,
        own_key=True,
    )


def _signed_letter(file: Collaboration, cast: dict[str, Function]) -> Agreement:
    """The letter of intent of the first phase: filled in, agreed on and signed by both."""
    samira, ruben = cast["Meidoornkwartier Warm"], cast["ruben"]
    seat = seat_of(file, Side.SUPPORT)
    agreement = draft_of(file, Form.LETTER_OF_INTENT, cast, title="Samen een plan voor het Meidoornkwartier")
    agreements.add_article(agreement, "beeindiging")
    fill_in(agreement, cast, _values())
    agreements.publish(agreement, by=cast["marit"].person, seat=seat)
    agreement = Agreement.objects.get(pk=agreement.pk)
    speakers = {"municipality": ruben, "initiative": samira}
    parties = {party.key: party for party in agreement.parties.select_related("organisation")}
    for settled in settle(Draft(agreement)).values():
        for party in settled.parties:
            settling.give_stance(
                settled.article,
                party=parties[party.key],
                seen=settled.text_hash,
                verdict=Verdict.ACCEPT,
                by=speakers[party.key].person,
            )
    decide(agreement, speakers, on=timezone.localdate())
    version = signing.lay_ready(agreement, by=cast["marit"].person, seat=seat)
    _sign(version, speakers)
    return Agreement.objects.select_related("collaboration").get(pk=agreement.pk)


def _leave_and_stay(agreement: Agreement, ruben: Function) -> None:
    """The gemeente gave notice when its budget was cut, and took that back: both stay readable."""
    party = agreement.parties.select_related("organisation").get(key="municipality")
    ending.give_notice(
        agreement,
        party=party,
        on=ahead(weeks=16),
        reason="Door de bezuiniging is er geen geld meer voor het onderzoek.",
        by=ruben.person,
    )
    ending.take_back_notice(
        agreement, party=party, words="Het geld is er toch. We gaan graag verder met jullie.", by=ruben.person
    )


def _sign(version: Version, speakers: dict[str, Function]) -> None:
    for place in version.places.select_related("party__organisation", "version"):
        held = speakers[place.party.key]
        here = signing.name_signer(place, signer=held, by=held.person, seat=place.party.organisation)
        signing.sign(here, seen=version.text_hash, by=held.person)


def _values() -> dict[str, Any]:
    return {
        "intentie": "Samen een plan maken voor het Meidoornkwartier zonder aardgas, waar de buurt over meebeslist.",
        "stip": "alle 640 woningen in het Meidoornkwartier zijn warm zonder aardgas",
        "horizon_jaar": "2035",
        "volgend_document": "sok",
        "taken": [
            {
                "task": "Gesprekken met bewoners",
                "who": "initiative",
                "decides": "initiative",
                "ready": ahead(weeks=12).isoformat(),
            },
            {
                "task": "Onderzoek naar wat er kan",
                "who": "municipality",
                "decides": "municipality",
                "ready": ahead(weeks=20).isoformat(),
            },
        ],
        "eerste_terugblik": ahead(weeks=26).isoformat(),
        "eerste_stappen": [{"task": "Buurtavond", "who": "initiative", "ready": ahead(weeks=5).isoformat()}],
    }
