"""Which words does a file know: how it runs and ends, who sits in it, who reads what, and what lies in it?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    ACTIVE = "active", _("loopt")
    PAUSED = "paused", _("gepauzeerd")
    ENDED = "ended", _("gestopt")


class EndKind(models.TextChoices):  # hoe een samenwerking eindigt
    REACHED = "reached", _("doel bereikt")
    NO_COMMON_GROUND = "no_common_ground", _("geen raakvlak")
    INITIATIVE_STOPS = "initiative_stops", _("het initiatief stopt")
    MUNICIPALITY_STOPS = "municipality_stops", _("de gemeente stopt")
    DISSOLVED = "dissolved", _("het initiatief is opgeheven")
    SUCCEEDED = "succeeded", _("gaat verder in een andere samenwerking")


class Layer(models.TextChoices):  # waar een besluit ligt, binnen een kant
    OFFICIALS = "officials", _("ambtelijk")
    EXECUTIVE = "executive", _("college")
    COUNCIL = "council", _("raad")
    CORE_TEAM = "core_team", _("kernteam")
    BOARD = "board", _("bestuur")
    MEMBERS = "members", _("ledenvergadering")


class Role(models.TextChoices):  # rol in het dossier
    CONTACT = "contact", _("aanspreekpunt")
    DEPUTY = "deputy", _("vervanger")
    COACH = "coach", _("buurtbegeleider")
    FACILITATOR = "facilitator", _("procesbegeleider")
    SIGNATORY = "signatory", _("ondertekenaar")


class WorksFor(models.TextChoices):  # voor wie de begeleider werkt
    INITIATIVE = "initiative", _("werkt voor het initiatief")
    BOTH = "both", _("werkt voor beide")


class Circle(models.TextChoices):  # wie dit leest
    OWN = "own", _("alleen wij")
    WITH_COACH = "with_coach", _("wij en de begeleider")
    EVERYONE = "everyone", _("iedereen in dit dossier")


class Channel(models.TextChoices):  # hoe er contact was
    PHONE = "phone", _("bellen")
    TALK = "talk", _("gesprek")
    MAIL = "mail", _("mail")
    VISIT = "visit", _("bezoek")
    VIDEO = "video", _("beeldbellen")


class Hat(
    models.TextChoices
):  # pet waarmee iemand van de gemeente iets doet; stands in the event, in no field
    DIRECTOR = "director", _("regisseur")
    PERMITS = "permits", _("vergunningverlener")
    PLANNER = "planner", _("ruimtelijk planner")
    FUNDER = "funder", _("financier")
    PARTNER = "partner", _("partner")


class EvidenceKind(models.TextChoices):  # onderbouwing
    NOTE = "note", _("notitie")
    LINK = "link", _("link")
    FILE = "file", _("bestand")
    MILESTONE = "milestone", _("mijlpaal")
    MEETING = "meeting", _("gesprek")
    DECISION = "decision", _("besluit")


class SelfCheckMoment(models.TextChoices):  # wanneer een gemeente naar zichzelf kijkt
    BEFORE = "before", _("vóór de samenwerking")
    FORMING = "forming", _("bij de totstandkoming")
    DURING = "during", _("tijdens de samenwerking")


class SelfCheckAnswer(models.TextChoices):
    YES = "yes", _("dat doen we")
    A_LITTLE = "a_little", _("een beetje")
    NOT_YET = "not_yet", _("nog niet")
