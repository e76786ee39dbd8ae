"""Which gemeenten are there, and by which names are they known?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models import Organisation, Person
from municipalities.querysets import MunicipalityQuerySet
from samenspel.models import Row


class SizeClass(models.TextChoices):  # grootteklasse, computed and never stored
    SMALL = "small", _("klein")
    MEDIUM = "medium", _("middelgroot")
    LARGE = "large", _("groot")

    @property
    def inhabitants(self) -> tuple[int, int]:
        """From and up to how many: klein < 30.000 ≤ middelgroot ≤ 100.000 < groot (study of 70 initiatives)."""
        small, medium = 30_000, 100_000
        return {"small": (0, small - 1), "medium": (small, medium), "large": (medium + 1, 2**31 - 1)}[
            self.value
        ]

    @classmethod
    def of(cls, population: int) -> "SizeClass":
        return next(size for size in cls if population <= size.inhabitants[1])


class Municipality(models.Model):  # gemeente
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, primary_key=True, related_name="municipality"
    )
    code = models.CharField(_("CBS-code"), max_length=6, unique=True)
    province = models.CharField(_("provincie"), max_length=20)
    population = models.PositiveIntegerField(_("inwoners"))
    population_year = models.PositiveSmallIntegerField(_("jaar van het inwonertal"))
    lon = models.FloatField(_("lengtegraad"))
    lat = models.FloatField(_("breedtegraad"))
    valid_until = models.DateField(_("bestaat tot"), null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("gemeente")
        verbose_name_plural = _("gemeenten")
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def size_class(self) -> SizeClass:
        return SizeClass.of(self.population)


class Alias(Row):  # een andere naam waaronder mensen een gemeente zoeken
    name = models.CharField(_("naam"), max_length=120)
    key = models.CharField(max_length=120, editable=False, db_index=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("andere naam")
        verbose_name_plural = _("andere namen")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["key", "municipality"], name="alias_once_per_municipality")
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.municipality}"


class Subject(models.TextChoices):  # waarover een gemeente zegt hoe zij het doet
    HEAT = "heat", _("Warmte")
    PARTICIPATION = "participation", _("Meedoen van bewoners")
    OWN_ROLE = "own_role", _("Onze eigen rol")
    MANDATE = "mandate", _("Mandaat van onze mensen")
    CONDITIONS = "conditions", _("Randvoorwaarden")
    KNOWLEDGE = "knowledge", _("Kennis")
    CONTACTS = "contacts", _("Contacten")
    WAYS_IN = "ways_in", _("Ingangen bij andere afdelingen")
    PRACTICAL = "practical", _("Praktische hulp")
    MONEY = "money", _("Geld")


class Statement(Row):  # uitgangspunt of aanbod van een gemeente; rows are added, the newest counts
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="statements")
    subject = models.CharField(_("onderwerp"), max_length=16, choices=Subject)
    text = models.TextField(_("wat de gemeente zegt"), max_length=2000, blank=True)  # empty: withdrawn
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("uitgangspunt van een gemeente")
        verbose_name_plural = _("uitgangspunten van gemeenten")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["municipality", "subject", "-id"], name="statement_newest")]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_subject_display()}"
