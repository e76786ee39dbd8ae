"""Which words do decisions and their results know?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    PHASE_STEP = "phase_step", _("fasestap")
    PAUSE = "pause", _("pauze")
    RESUME = "resume", _("hervatten")
    END = "end", _("beëindiging")
    REOPEN = "reopen", _("heropening")
    AGREEMENT_END = "agreement_end", _("einde van een overeenkomst")
    PUBLICATION = "publication", _("samenvatting voor de buurt")
    MINUTES = "minutes", _("vaststellen van een verslag")


class DecisionState(models.TextChoices):
    OPEN = "open", _("ligt voor")
    ACCEPTED = "accepted", _("aangenomen")
    RETURNED = "returned", _("teruggegeven")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class KeyVerdict(models.TextChoices):
    ACCEPT = "accept", _("akkoord")
    RETURN = "return", _("terug met reden")


class NoteKind(models.TextChoices):  # what is said beside a joint decision
    QUESTION = "question", _("vraag")
    ANSWER = "answer", _("antwoord")
    NEEDED = "needed", _("nodig")
    GOOD = "good", _("al goed")
    LESSON = "lesson", _("les")
    AFTERCARE = "aftercare", _("nazorg")
    THANKS = "thanks", _("dank")
    SETTLED = "settled", _("opgelost")  # what was recorded in this party's name, and contested


class Form(models.TextChoices):  # vorm van een afspraak: some are drafted here, some only registered
    LETTER_OF_INTENT = "letter_of_intent", _("intentieovereenkomst")
    COLLABORATION_AGREEMENT = "collaboration_agreement", _("samenwerkingsovereenkomst")
    COLLABORATION_STATEMENT = "collaboration_statement", _("samenwerkingsverklaring")
    COMMISSION = "commission", _("opdracht")
    GRANT_AGREEMENT = "grant_agreement", _("subsidie")
    BUDGET = "budget", _("geld in de begroting van de gemeente")
    POLICY_INCLUSION = "policy_inclusion", _("opname in een beleidsstuk")
    JOINT_GRANT_APPLICATION = "joint_grant_application", _("gezamenlijke subsidieaanvraag")
    PROJECT_PLAN = "project_plan", _("projectplan")
    IMPLEMENTATION_PLAN = "implementation_plan", _("uitvoeringsplan")
    OTHER = "other", _("iets anders")


class MilestoneKind(models.TextChoices):  # mijlpaal: wat een fase opleverde
    AGREEMENT_PUBLISHED = "agreement_published", _("concept gepubliceerd")
    AGREEMENT_SIGNED = "agreement_signed", _("overeenkomst getekend")
    OTHER = "other", _("resultaat")


class PolicyKind(models.TextChoices):  # soort beleidsstuk waarin een initiatief genoemd wordt
    HEAT_VISION = "heat_vision", _("transitievisie warmte")
    HEAT_PROGRAMME = "heat_programme", _("warmteprogramma")
    NOTE = "note", _("nota of visie")
    OTHER = "other", _("ander beleidsstuk")


class PassageState(models.TextChoices):  # hoe het staat met de passage over het initiatief
    NAMED = "named", _("hierin genoemd")
    WAITS = "waits", _("er is nog geen nieuwe versie")
    STANDS = "stands", _("de passage staat er nog")
    CHANGED = "changed", _("de passage is veranderd")
    GONE = "gone", _("de passage is weg")
    WITHDRAWN = "withdrawn", _("deze vermelding klopte niet")
