"""Which words does the register of promises know? Enumerations without models."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):  # waar het is toegezegd
    TALK = "talk", _("in een gesprek of overleg")
    MINUTES = "minutes", _("in een verslag of brief")
    CONTACT = "contact", _("in een vastgelegd gesprek")
    DECISION = "decision", _("bij een besluit")
    ARTICLE = "article", _("in een overeenkomst")


class Word(models.TextChoices):  # wat een kant van een toezegging zegt
    KEPT = "kept", _("nagekomen")
    MOVED = "moved", _("verschoven")
    LAPSED = "lapsed", _("vervallen")
    OPEN = "open", _("loopt nog")
    NOT_SO = "not_so", _("zo niet toegezegd")


class State(models.TextChoices):  # hoe het ervoor staat, van beide kanten samen
    OPEN = "open", _("loopt")
    MOVED = "moved", _("verschoven")
    KEPT = "kept", _("nagekomen")
    LAPSED = "lapsed", _("vervallen")
    REPLACED = "replaced", _("vervangen")  # by an addendum that words its article anew


RUNNING = (State.OPEN, State.MOVED)
