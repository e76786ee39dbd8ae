"""Which agreement holds in the demonstration? It was signed last year, was looked back on once, and ends in spring."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements import actions as agreements
from agreements.actions import living, sheets, signing
from agreements.actions.living import take_terms
from agreements.draft import Draft
from agreements.models import Agreement, Stance
from agreements.settling.rows import settle
from agreements.terms import Conclusion, Form, Verdict
from contacts.models import Function, Side
from initiatives.models import Collaboration
from insights.demo.agreements import decide, draft_of, fill_in
from insights.demo.days import ago, ahead, seat_of


def sign_intention(file: Collaboration, cast: dict[str, Function], chair: Function) -> Agreement:
    """Both parties signed on one sheet of paper; the coach looked at it."""
    agreement = draft_of(file, Form.LETTER_OF_INTENT, cast, title="Een jaar samen verkennen")
    for key in ("duur", "evaluatie", "beeindiging"):
        agreements.add_article(agreement, key)
    fill_in(agreement, cast, _intended())
    coach, at_support = cast["marit"].person, seat_of(file, Side.SUPPORT)
    agreements.publish(agreement, by=coach, seat=at_support)
    agreement = Agreement.objects.get(pk=agreement.pk)
    speakers = {"municipality": cast["ruben"], "initiative": chair}
    Stance.objects.bulk_create(  # agreed on at the table, before this file was kept here
        Stance(
            article=settled.article,
            party=party,
            text_hash=settled.text_hash,
            verdict=Verdict.ACCEPT,
            by=speakers[party.key].person,
            on=ago(weeks=41),
        )
        for settled in settle(Draft(agreement)).values()
        for party in settled.parties
    )
    decide(agreement, speakers, on=ago(weeks=41))
    version = signing.lay_ready(agreement, by=coach, seat=at_support)
    sheet = sheets.attach(
        list(version.places.select_related("party__organisation", "version")),
        signed_on=timezone.localdate(),
        file=SimpleUploadedFile("handtekeningen.pdf", b"%PDF-1.4 proef", content_type="application/pdf"),
        by=chair.person,
        seat=seat_of(file, Side.INITIATIVE),
    )
    sheets.accept(sheet, by=coach, seat=at_support)
    Agreement.objects.filter(pk=agreement.pk).update(starts_on=ago(weeks=40))
    agreement = Agreement.objects.select_related("collaboration").get(pk=agreement.pk)
    living.record_evaluation(
        agreement,
        on=ago(weeks=25),
        conclusion=Conclusion.GOES_ON,
        words="Het loopt. De gemeente levert sneller gegevens. Voor de huurders is meer tijd nodig.",
        present="wethouder, voorzitter en begeleider",
        by=chair.person,
        organisation=chair.organisation,
    )
    take_terms(agreement)
    return agreement


def _intended() -> dict[str, Any]:
    """What both wrote in it, a year ago."""
    return {
        "intentie": "We maken samen een plan op hoofdlijnen voor het Meidoornkwartier.",
        "stip": "alle 640 woningen in het Meidoornkwartier zijn warm zonder aardgas",
        "horizon_jaar": "2035",
        "volgend_document": "sok",
        "taken": [
            {
                "task": "Gesprekken in elke straat",
                "who": "initiative",
                "decides": "initiative",
                "ready": ago(weeks=10).isoformat(),
            },
            {
                "task": "Elke huurder heeft een keuze",
                "who": "municipality",
                "ready": ahead(weeks=200).isoformat(),
            },
        ],
        "eerste_stappen": [
            {
                "task": "Een avond in het buurthuis",
                "who": "initiative",
                "ready": ago(weeks=30).isoformat(),
            },
            {
                "task": "Gegevens over de gebouwen",
                "who": "municipality",
                "ready": ago(weeks=28).isoformat(),
            },
        ],
        "eerste_terugblik": ago(weeks=25).isoformat(),
        "einddatum": ahead(weeks=11).isoformat(),
        "eerste_evaluatie": ago(weeks=25).isoformat(),
    }
