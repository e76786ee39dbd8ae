"""Which words does an agreement know? Enumerations without models."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):  # vorm van de afspraak; some are drafted here, some only registered
    LETTER_OF_INTENT = "letter_of_intent", _("intentieovereenkomst")
    COLLABORATION_AGREEMENT = "collaboration_agreement", _("samenwerkingsovereenkomst")
    COLLABORATION_STATEMENT = "collaboration_statement", _("samenwerkingsverklaring")
    COMMISSION = "commission", _("opdracht")
    GRANT_AGREEMENT = "grant_agreement", _("subsidieovereenkomst")
    POLICY_INCLUSION = "policy_inclusion", _("opname in een beleidsstuk")
    JOINT_GRANT_APPLICATION = "joint_grant_application", _("gezamenlijke subsidieaanvraag")
    PROJECT_PLAN = "project_plan", _("projectplan")
    IMPLEMENTATION_PLAN = "implementation_plan", _("uitvoeringsplan")


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


ALWAYS_THERE = ("partijen", "ondertekening")  # articles that no agreement goes without, each on its own place


class ArticleState(models.TextChoices):
    ACTIVE = "active", _("staat erin")
    PARKED = "parked", _("geparkeerd")
    DROPPED = "dropped", _("eruit")


class Verdict(models.TextChoices):  # standpunt van een partij over de tekst die zij zag
    ACCEPT = "accept", _("akkoord")
    NOT_YET = "not_yet", _("nog niet akkoord")


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
    OPTIONAL = "optional", _("kan erbij")


class Origin(models.TextChoices):  # waar een waarde vandaan komt
    FILE = "file", _("uit het dossier")
    ASKED = "asked", _("ingevuld")
    EARLIER = "earlier", _("uit een eerdere overeenkomst")
    DEFAULT = "default", _("voorstel uit het format")


class VersionStatus(models.TextChoices):
    DRAFT = "draft", _("concept")
    PARTIAL = "partial", _("deels akkoord")
    FINAL = "final", _("definitief")
    SIGNED = "signed", _("getekend")


class Media(models.TextChoices):
    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word")
    CHANGES = "changes", _("Word, met de wijzigingen")  # since the version before it

    @property
    def suffix(self) -> str:
        return "pdf" if self == Media.PDF else "docx"


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


class SheetState(models.TextChoices):  # een blad met handtekeningen
    WAITING = "waiting", _("wordt nagekeken")
    ACCEPTED = "accepted", _("klopt")
    RETURNED = "returned", _("klopt nog niet")


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
