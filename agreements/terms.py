"""Which words does an agreement know? Enumerations without models."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.terms import (
    Form as Form,  # what phases yield and what parties agree on has one list of forms
)


class Length(models.TextChoices):
    SHORT = "short", _("kort")
    LONG = "long", _("uitgebreid")


class Stage(models.TextChoices):
    PREPARING = "preparing", _("in voorbereiding")
    SHARED = "shared", _("concept gedeeld")
    FINAL = "final", _("klaar om te tekenen")
    IN_FORCE = "in_force", _("geldt")
    ENDED = "ended", _("afgelopen")
    STOPPED = "stopped", _("gestopt")


HELD = (Stage.IN_FORCE, Stage.ENDED)  # it holds, or it did: what was signed stays what it was

ALWAYS_THERE = (
    "partijen",
    "addendum",
    "ondertekening",
)  # articles that no agreement goes without, each on its own place


class ArticleState(models.TextChoices):
    ACTIVE = "active", _("staat erin")
    PARKED = "parked", _("geparkeerd")
    DROPPED = "dropped", _("eruit")


class Verdict(models.TextChoices):  # standpunt van een partij over de tekst die zij zag
    ACCEPT = "accept", _("akkoord")
    NOT_YET = "not_yet", _("nog niet akkoord")


class Asks(StrEnum):
    """Why a party is to speak about an article."""

    UNANSWERED = "unanswered"  # another party's proposal lies before it
    REFUSED = "refused"  # another cannot agree to this, and it is to come with other words
    CHANGED = "changed"  # the text is another than it spoke about
    UNSAID = "unsaid"  # it said nothing yet
    RECORDED = "recorded"  # another recorded what it decided on paper: is that right?


ANSWER_BY = "answer_by"  # beside those reasons: the first day before which another would like an answer


class ProposalKind(models.TextChoices):  # wat een partij voorstelt
    TEXT = "text", _("andere tekst")
    DROP = "drop", _("artikel eruit")
    MOVE = "move", _("artikel verplaatsen")
    SPLIT = "split", _("artikel splitsen")
    ADD = "add", _("nieuw artikel")


class ProposalState(models.TextChoices):
    OPEN = "open", _("ligt voor")
    ADOPTED = "adopted", _("overgenomen")
    COUNTERED = "countered", _("beantwoord met een ander voorstel")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    LAPSED = "lapsed", _("vervallen")


class Need(models.TextChoices):  # hoort een bepaling in dit soort stuk?
    REQUIRED = "required", _("hoort erin")
    ADVISED = "advised", _("meestal erin")
    OPTIONAL = "optional", _("kan erbij")


class Origin(models.TextChoices):  # waar een waarde vandaan komt
    FILE = "file", _("uit het dossier")
    ASKED = "asked", _("ingevuld")
    EARLIER = "earlier", _("uit een eerdere overeenkomst")
    DEFAULT = "default", _("voorstel uit het format")


class VersionStatus(models.TextChoices):
    DRAFT = "draft", _("concept")
    PARTIAL = "partial", _("deels akkoord")
    AGREED = "agreed", _("alles akkoord")
    FINAL = "final", _("definitief")
    SIGNED = "signed", _("getekend")


ON_THE_TABLE = (VersionStatus.DRAFT, VersionStatus.PARTIAL, VersionStatus.AGREED)  # not to be signed yet


class Media(models.TextChoices):
    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word")
    CHANGES = "changes", _("Word, met de wijzigingen")  # since an earlier version
    COMPARED = "compared", _("PDF, met de wijzigingen")  # since an earlier version
    SEALED = "sealed", _("PDF, met zegel")  # of a signed version

    @property
    def suffix(self) -> str:
        return "docx" if self in (Media.WORD, Media.CHANGES) else "pdf"


THE_TEXT = (Media.PDF, Media.SEALED)  # files that say the very text, as parties hold it
OF_TWO = (Media.CHANGES, Media.COMPARED)  # what changed since an earlier version of the same agreement


class JobState(models.TextChoices):
    QUEUED = "queued", _("in de rij")
    RUNNING = "running", _("bezig")
    READY = "ready", _("klaar")
    FAILED = "failed", _("niet gelukt")


class Outcome(models.TextChoices):  # wat een college, raad of bestuur over het stuk besloot
    AWAITED = "awaited", _("moet nog besluiten")
    APPROVED = "approved", _("akkoord")
    REFUSED = "refused", _("niet akkoord")
    NOT_NEEDED = "not_needed", _("hoeft niet te besluiten")


class Method(models.TextChoices):  # hoe iemand tekende
    APP = "app", _("in Samenspel")
    INK = "ink", _("op papier")


class Move(models.TextChoices):  # wat er rond het tekenen gebeurde
    NAMED = "named", _("gezegd wie tekent")
    DECLINED = "declined", _("tekent nog niet")
    TAKEN_UP = "taken_up", _("tekent toch")
    BACK = "back", _("terug om te verbeteren")


class PartyMoved(models.TextChoices):  # een partij komt erbij, stopt, of doet toch weer mee
    JOINED = "joined", _("kwam erbij")
    LEFT = "left", _("stopte")
    BACK = "back", _("doet toch mee")


class Relation(models.TextChoices):  # hoe een stuk bij een eerder stuk hoort
    FOLLOWS = "follows", _("komt in de plaats van het eerdere stuk")
    BESIDE = "beside", _("komt naast het eerdere stuk")
    AMENDS = "amends", _("verandert het eerdere stuk")
    RENEWS = "renews", _("vernieuwt de intentie")


# With these the earlier one ends when the new one holds.
REPLACES = (Relation.FOLLOWS, Relation.RENEWS)


class Conclusion(models.TextChoices):  # wat een terugblik opleverde
    GOES_ON = "goes_on", _("het gaat goed zo")
    CHANGES = "changes", _("we passen iets aan")
    STOPS = "stops", _("we willen stoppen")


class Way(models.TextChoices):  # waardoor een overeenkomst eindigt
    TOGETHER = "together", _("samen besloten")
    NOTICE = "notice", _("opgezegd")
    AT_ONCE = "at_once", _("meteen gestopt, om een reden uit de tekst")
    OUT = "out", _("opgezegd door één partij, de anderen gaan verder")
    SUCCEEDED = "succeeded", _("opgevolgd")
    STOPPED = "stopped", _("gestopt voor zij gold")


def called(form: str, relation: str = "") -> str:
    """What a document is called in a sentence, by its form and by how it hangs on an earlier one."""
    name = str(Form(form).label)
    if relation == Relation.RENEWS:
        return _SECOND
    if relation == Relation.AMENDS:
        article = "het" if form in (Form.PROJECT_PLAN, Form.IMPLEMENTATION_PLAN) else "de"
        return f"addendum bij {article} {name}"
    return name


_SECOND = "tweede intentieverklaring"  # words of the document itself, always Dutch


class Warned(models.TextChoices):  # wat de klok gezegd heeft
    ENDS = "ends", _("loopt af")
    EVALUATION = "evaluation", _("tijd voor een terugblik")


class SheetState(models.TextChoices):  # een blad met handtekeningen
    WAITING = "waiting", _("wordt nagekeken")
    ACCEPTED = "accepted", _("klopt")
    RETURNED = "returned", _("klopt nog niet")


class SealLevel(models.TextChoices):  # hoe sterk een zegel is, naar wat het certificaat van zichzelf zegt
    PLAIN = "plain", _("elektronisch zegel")
    ADVANCED = "advanced", _("geavanceerd elektronisch zegel")


class Received(models.TextChoices):  # hoe bleek dat een partij een versie had
    CONFIRMED = "confirmed", _("ontvangst bevestigd")
    DOWNLOADED = "downloaded", _("getekend stuk gedownload")


class AnnexKind(models.TextChoices):  # waar een bijlage over gaat
    BUDGET = "budget", _("begroting")
    PLANNING = "planning", _("planning")
    MAP = "map", _("kaart")
    PROJECT_PLAN = "project_plan", _("projectplan")
    OTHER = "other", _("iets anders")


class AnnexSource(models.TextChoices):  # waar de inhoud van een bijlage staat
    WRITTEN = "written", _("hier geschreven")
    FILE = "file", _("bestand")
    VERSION = "version", _("stuk uit dit dossier")
    NAMED = "named", _("ligt ergens anders")
