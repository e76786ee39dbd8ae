"""How long is each text kept, and why? Every field that can hold words about people stands here once.

A system check (`samenspel.E002`) refuses a field that is missing. `docs/privacy.md` says the same in a table per term.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

OUR_APPS = (
    "samenspel",
    "accounts",
    "contacts",
    "municipalities",
    "initiatives",
    "agreements",
    "promises",
    "insights",
)
HOLDS_TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.GenericIPAddressField,
)


@dataclass(frozen=True)
class Term:
    """Why something about people may be kept, for how long, and what erasing a person does to it."""

    key: str
    ground: str
    period: str
    erasure: str


NOT_PERSONAL = None  # about organisations, places, formats or technique, never about a person

ACCOUNT = Term(
    "account",
    "nodig om aan te melden (uitvoering van de samenwerking)",
    "zolang iemand een functie heeft, en tot één jaar erna",
    "adres vervangen door een nummer, wachtwoord onbruikbaar, account gesloten",
)
PERSON = Term(
    "persoon",
    "gerechtvaardigd belang: weten wie aan tafel zit en wie je kunt bellen",
    "zolang het dossier bestaat waarin de naam voorkomt; telefoon tot één jaar na de laatste functie",
    "naam, adres en telefoon geleegd; data van functies blijven",
)
ROSTER = Term(
    "functie",
    "gerechtvaardigd belang: weten namens wie iemand sprak",
    "zolang het dossier bestaat",
    "functie en afdeling blijven, zonder naam",
)
INVITATION = Term(
    "uitnodiging",
    "nodig om iemand toegang te geven",
    "tot één jaar na gebruik of verlopen",
    "adres geleegd, open uitnodigingen ingetrokken",
)
FILE = Term(
    "dossier",
    "algemeen belang en gerechtvaardigd belang: samen een wijk aardgasvrij maken",
    "zolang de samenwerking loopt, en tot vijf jaar erna; voor de gemeente geldt haar selectielijst",
    "vrije tekst van deze persoon wordt geleegd; de gebeurtenis zelf blijft",
)
SHARED = Term(
    "van het dossier",
    "algemeen belang en gerechtvaardigd belang: samen een wijk aardgasvrij maken",
    "zolang de samenwerking loopt, en tot vijf jaar erna; voor de gemeente geldt haar selectielijst",
    "de tekst blijft, want die is van alle partijen samen; wie hem opschreef, staat er niet meer bij",
)
UPLOAD = Term(
    "bestand",
    "onderbouwing van wat in het dossier staat",
    "zolang de samenwerking loopt, en tot vijf jaar erna",
    "de eigenaar verwijdert het bestand op verzoek; de vingerafdruk blijft",
)
HISTORY = Term(
    "geschiedenis",
    "verantwoording: achteraf laten zien wie wanneer wat besloot",
    "zolang het dossier bestaat",
    "bevat alleen nummers, codes en data; die wijzen na wissen niemand meer aan",
)
AGREEMENT = Term(
    "overeenkomst",
    "uitvoering van een overeenkomst en de Archiefwet",
    "tot zeven jaar na afloop; wat de gemeente tekende volgt haar selectielijst",
    "vastgestelde versies blijven; zij noemen functies, geen personen",
)

POLICY = Term(
    "uitgangspunt",
    "verantwoording: wat een gemeente toezegde en wanneer dat veranderde",
    "zolang de gemeente in Samenspel staat",
    "de tekst blijft, want die is van de gemeente; de naam van wie hem opschreef verdwijnt",
)

PUBLIC = Term(
    "openbare samenvatting",
    "informatie voor de buurt, met toestemming van elke partij",
    "openbaar zolang de partijen dat willen; daarna in het dossier, tot zeven jaar na afloop van de overeenkomst",
    "naam, adres en telefoon van deze persoon gaan uit de tekst; stond die tekst openbaar, dan is de bladzijde meteen weg",
)

ELSEWHERE = Term(
    "van elders",
    "verantwoording: wat organisaties elders afspraken of in beleid schreven",
    "zolang de samenwerking loopt, en tot zeven jaar na afloop van de afspraak",
    "wat over organisaties en hun geld gaat blijft, en ook de woorden uit een openbaar stuk; wie het opschreef, staat er niet meer bij",
)

FIELDS: dict[str, Term | None] = {
    "samenspel.Sending.key": NOT_PERSONAL,
    "samenspel.Sending.led_to": NOT_PERSONAL,  # an address of this site
    "accounts.User.password": ACCOUNT,
    "accounts.User.email": ACCOUNT,
    "contacts.Organisation.name": NOT_PERSONAL,
    "contacts.Organisation.short_name": NOT_PERSONAL,
    "contacts.Organisation.place": NOT_PERSONAL,
    "contacts.Organisation.kvk": NOT_PERSONAL,
    "contacts.Person.name": PERSON,
    "contacts.Person.email": PERSON,
    "contacts.Person.phone": PERSON,
    "contacts.Person.words": PERSON,
    "contacts.Function.title": ROSTER,
    "contacts.Function.department": ROSTER,
    "contacts.Invitation.email": INVITATION,
    "contacts.Invitation.token_hash": NOT_PERSONAL,
    "municipalities.Municipality.code": NOT_PERSONAL,
    "municipalities.Municipality.province": NOT_PERSONAL,
    "municipalities.Alias.name": NOT_PERSONAL,
    "municipalities.Statement.text": POLICY,
    "municipalities.Alias.key": NOT_PERSONAL,
    "initiatives.Initiative.ambition": SHARED,
    "initiatives.PlanFormat.source": NOT_PERSONAL,
    "initiatives.PlanFormat.phases": NOT_PERSONAL,
    "initiatives.PlanFormat.note": NOT_PERSONAL,
    "initiatives.PlanFormat.row_hash": NOT_PERSONAL,
    "initiatives.FormatItem.key": NOT_PERSONAL,
    "initiatives.FormatItem.group": NOT_PERSONAL,
    "initiatives.FormatItem.title": NOT_PERSONAL,
    "initiatives.FormatItem.text": NOT_PERSONAL,
    "initiatives.FormatItem.serves": NOT_PERSONAL,
    "initiatives.FormatItem.words": NOT_PERSONAL,
    "initiatives.FormatItem.applies": NOT_PERSONAL,
    "initiatives.FormatItem.url": NOT_PERSONAL,
    "initiatives.FormatItem.source": NOT_PERSONAL,
    "initiatives.Collaboration.area_name": NOT_PERSONAL,
    "initiatives.Collaboration.last_hash": NOT_PERSONAL,
    "initiatives.Collaboration.search": NOT_PERSONAL,
    "initiatives.Assignment.mandate": ROSTER,
    "initiatives.PlanItem.title": SHARED,
    "initiatives.PlanItem.text": SHARED,
    "initiatives.PlanItem.skip_reason": SHARED,
    "initiatives.PlanItem.stage": NOT_PERSONAL,
    "initiatives.PlanItem.owner": SHARED,
    "initiatives.GoalView.remark": FILE,
    "initiatives.GoalView.told_by": FILE,
    "initiatives.Upload.file": UPLOAD,
    "initiatives.Upload.sha256": HISTORY,
    "initiatives.Upload.media_type": NOT_PERSONAL,
    "initiatives.Upload.name": UPLOAD,
    "initiatives.Milestone.title": SHARED,
    "initiatives.Milestone.url": SHARED,
    "initiatives.Evidence.title": FILE,
    "initiatives.Evidence.quote": FILE,
    "initiatives.Evidence.url": SHARED,
    "initiatives.JointDecision.subject": FILE,
    "initiatives.JointDecision.payload": HISTORY,
    "initiatives.JointDecision.reason": FILE,
    "initiatives.DecisionKey.by_name": FILE,
    "initiatives.DecisionKey.remark": FILE,
    "initiatives.DecisionKey.contest_remark": FILE,
    "initiatives.DecisionNote.text": FILE,
    "initiatives.PhasePeriod.part": NOT_PERSONAL,
    "initiatives.PhasePeriod.reason": FILE,
    "initiatives.ContactMoment.summary": FILE,
    "initiatives.SelfCheck.point": NOT_PERSONAL,
    "initiatives.SelfCheck.remark": FILE,
    "initiatives.Fact.name": NOT_PERSONAL,
    "initiatives.Fact.value": FILE,
    "initiatives.Fact.source": FILE,
    "initiatives.Event.subject": HISTORY,
    "initiatives.Event.payload": HISTORY,
    "initiatives.Event.prev_hash": HISTORY,
    "initiatives.Event.hash": HISTORY,
    "initiatives.Mark.name": HISTORY,
    "initiatives.Mark.salt": HISTORY,
    "initiatives.Mark.digest": HISTORY,
    "agreements.Format.document_kind": NOT_PERSONAL,
    "agreements.Format.note": NOT_PERSONAL,
    "agreements.Format.row_hash": NOT_PERSONAL,
    "agreements.Clause.key": NOT_PERSONAL,
    "agreements.Clause.part": NOT_PERSONAL,
    "agreements.Clause.title": NOT_PERSONAL,
    "agreements.Clause.text": NOT_PERSONAL,
    "agreements.Clause.why": NOT_PERSONAL,
    "agreements.Clause.topics": NOT_PERSONAL,
    "agreements.SetAside.clause_key": NOT_PERSONAL,
    "agreements.Variable.name": NOT_PERSONAL,
    "agreements.Variable.label": NOT_PERSONAL,
    "agreements.Variable.help": NOT_PERSONAL,
    "agreements.Variable.type": NOT_PERSONAL,
    "agreements.Variable.short": NOT_PERSONAL,
    "agreements.Variable.caption": NOT_PERSONAL,
    "agreements.Variable.default": NOT_PERSONAL,
    "agreements.Variable.filled_from": NOT_PERSONAL,
    "agreements.Agreement.title": AGREEMENT,
    "agreements.Agreement.says": AGREEMENT,
    "agreements.Annex.key": NOT_PERSONAL,
    "agreements.Party.key": NOT_PERSONAL,
    "agreements.Party.short_name": NOT_PERSONAL,
    "agreements.Party.asked": NOT_PERSONAL,
    "agreements.PartyMove.reason": AGREEMENT,
    "agreements.Signatory.function_label": AGREEMENT,
    "agreements.FieldValue.variable": NOT_PERSONAL,
    "agreements.FieldValue.value": AGREEMENT,
    "agreements.Article.clause_key": NOT_PERSONAL,
    "agreements.Article.part": NOT_PERSONAL,
    "agreements.Article.title": AGREEMENT,
    "agreements.Article.own_text": AGREEMENT,
    "agreements.Article.drop_reason": AGREEMENT,
    "agreements.Article.park_reason": AGREEMENT,
    "agreements.Proposal.text": AGREEMENT,
    "agreements.Proposal.values": AGREEMENT,
    "agreements.Proposal.new_key": NOT_PERSONAL,
    "agreements.Proposal.new_title": AGREEMENT,
    "agreements.Proposal.new_text": AGREEMENT,
    "agreements.Proposal.reason": AGREEMENT,
    "agreements.Article.text_hash": NOT_PERSONAL,
    "agreements.Proposal.base_hash": HISTORY,
    "agreements.Stance.text_hash": HISTORY,
    "agreements.Stance.reason": AGREEMENT,
    "agreements.Stance.by_name": AGREEMENT,
    "agreements.Remark.text": AGREEMENT,
    "agreements.BodyDecision.remark": AGREEMENT,
    "agreements.SignatureSheet.reason": AGREEMENT,
    "agreements.Signature.text_hash": HISTORY,
    "agreements.SigningMove.reason": AGREEMENT,
    "agreements.SigningPlace.function_label": AGREEMENT,
    "agreements.Registration.title": ELSEWHERE,
    "agreements.Registration.money": ELSEWHERE,
    "agreements.Registration.url": ELSEWHERE,
    "agreements.Registration.reason": FILE,
    "agreements.RegistrationDoubt.text": FILE,
    "agreements.PolicyMention.name": ELSEWHERE,
    "agreements.Passage.version": ELSEWHERE,
    "agreements.Passage.url": ELSEWHERE,
    "agreements.Passage.quote": ELSEWHERE,
    "agreements.Passage.place": ELSEWHERE,
    "agreements.Passage.reason": FILE,
    "agreements.PassageAnswer.text": FILE,
    "agreements.Evaluation.words": AGREEMENT,
    "agreements.Evaluation.present": AGREEMENT,
    "agreements.Ending.reason": AGREEMENT,
    "agreements.Ending.wraps_up": AGREEMENT,
    "agreements.EndingReading.text": AGREEMENT,
    "agreements.NoticeTakenBack.words": AGREEMENT,
    "agreements.Version.content": AGREEMENT,
    "agreements.Version.text_hash": HISTORY,
    "agreements.Version.content_hash": HISTORY,
    "agreements.Version.template": NOT_PERSONAL,
    "agreements.NeighbourSummary.slug": NOT_PERSONAL,
    "agreements.NeighbourSummary.words": PUBLIC,
    "agreements.Publication.content": PUBLIC,
    "agreements.Publication.text_hash": HISTORY,
    "agreements.Publication.ended_reason": AGREEMENT,
    "agreements.RenderJob.worker": NOT_PERSONAL,
    "agreements.RenderJob.error": NOT_PERSONAL,
    "agreements.Document.sha256": HISTORY,
    "agreements.Document.file": AGREEMENT,
    "agreements.Document.renderer": NOT_PERSONAL,
    "agreements.Document.row_hash": HISTORY,
    "agreements.Seal.holder": NOT_PERSONAL,
    "agreements.Seal.fingerprint": NOT_PERSONAL,
    "agreements.Seal.row_hash": HISTORY,
    "agreements.Receipt.text_hash": HISTORY,
    "agreements.Receipt.row_hash": HISTORY,
    "promises.Promise.what": FILE,
    "promises.Promise.clause_key": NOT_PERSONAL,
    "promises.Promise.source_key": NOT_PERSONAL,
    "promises.PromiseWord.remark": FILE,
}


def fields_with_text() -> Iterator[str]:
    """Every field of our own tables in which somebody can type, or that a file or address goes into."""
    for app in OUR_APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.local_concrete_fields:
                if isinstance(field, HOLDS_TEXT) and not field.choices:
                    yield f"{model._meta.label}.{field.name}"


def unclassified() -> list[str]:
    return [name for name in fields_with_text() if name not in FIELDS]


def gone() -> list[str]:
    """Classified, but no longer there: the table and the docs would promise something that is not so."""
    there = set(fields_with_text())
    return [name for name in FIELDS if name not in there]
