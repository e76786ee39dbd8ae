"""Which organisations and people are there, and who holds which function since when?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contacts.querysets import FunctionQuerySet, InvitationQuerySet, OrganisationQuerySet
from samenspel import dutch
from samenspel.models import Row
from samenspel.provinces import PROVINCES


class Side(models.TextChoices):  # kant
    MUNICIPALITY = "municipality", _("gemeente")
    INITIATIVE = "initiative", _("initiatief")
    SUPPORT = "support", _("begeleiding")
    PARTNER = "partner", _("partner")


BOTH_SIDES = (Side.MUNICIPALITY, Side.INITIATIVE)  # who make the plan together, and decide about it
OVERSEEING = (Side.MUNICIPALITY, Side.SUPPORT)  # of whose files someone may see figures alone


class Access(models.TextChoices):  # toegang; each level includes the ones before it
    NONE = "none", _("geen toegang")
    FIGURES = "figures", _("cijfers")  # of files; opens none of them
    READ = "read", _("lezen")
    WORK = "work", _("meewerken")
    DECIDE = "decide", _("beslissen")
    COORDINATE = "coordinate", _("beheren")

    @property
    def rank(self) -> int:
        return list(Access).index(self)

    @property
    def opens(self) -> bool:
        """Whether it opens anything: a file, the name of a person, words of somebody."""
        return self in Access.opening()

    @classmethod
    def opening(cls) -> list["Access"]:
        return cls.at_least(cls.READ)

    @classmethod
    def at_least(cls, level: "Access") -> list["Access"]:
        return [access for access in cls if access.rank >= level.rank]


class FunctionKind(models.TextChoices):  # functie
    CHAIR = "chair", _("voorzitter")
    SECRETARY = "secretary", _("secretaris")
    TREASURER = "treasurer", _("penningmeester")
    CORE_TEAM = "core_team", _("lid van het kernteam")
    VOLUNTEER = "volunteer", _("vrijwilliger")
    OFFICIAL = "official", _("ambtenaar")
    MANAGER = "manager", _("leidinggevende")
    ALDERMAN = "alderman", _("wethouder")
    COUNCIL_MEMBER = "council_member", _("raadslid")
    COACH = "coach", _("buurtbegeleider")
    FACILITATOR = "facilitator", _("procesbegeleider")
    COORDINATOR = "coordinator", _("coördinator")
    PROGRAMME_MANAGER = "programme_manager", _("programmamanager")
    DIRECTOR = "director", _("directeur")
    ADVISOR = "advisor", _("adviseur")
    OTHER = "other", _("andere functie")


class Organisation(Row):  # organisatie: the one thing that can be a party
    kind = models.CharField(_("soort"), max_length=20, choices=Side)
    name = models.CharField(_("naam"), max_length=200)
    short_name = models.CharField(_("korte naam"), max_length=80, blank=True)
    place = models.CharField(_("plaats"), max_length=120, blank=True)
    kvk = models.CharField(_("KVK-nummer"), max_length=8, blank=True)
    ended_on = models.DateField(_("gestopt op"), null=True, blank=True)
    # Whose figures its people see, in whichever file: of a province, or of who works for one.
    province = models.CharField(
        _("overziet de provincie"),
        max_length=20,
        blank=True,
        choices=[(province, province) for province in PROVINCES],
        help_text=_("Wie hier de toegang “cijfers” heeft, ziet de voortgang in al haar gemeenten."),
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["kind", "name"])]

    def __str__(self) -> str:
        return self.name

    @property
    def oversees(self) -> bool:
        """Whether figures alone say something here: of all its files, or of all in its province."""
        return bool(self.province) or self.kind in OVERSEEING


class Person(Row):  # persoon
    name = models.CharField(_("naam"), max_length=160)
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=40, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    wants_mail = models.BooleanField(_("mail me als iets op mij wacht"), default=True)
    words = models.CharField(_("woorden die zij kent"), max_length=16, blank=True)  # a set of the kruistabel
    erased_at = models.DateTimeField(_("gewist op"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("personen")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return dutch.first_name(self.name)


class Function(Row):  # functie van een persoon bij een organisatie, met begin en eind: dit is het rooster
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="functions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="functions")
    kind = models.CharField(_("functie"), max_length=20, choices=FunctionKind)
    title = models.CharField(_("naam van de functie"), max_length=120, blank=True)
    department = models.CharField(_("afdeling"), max_length=120, blank=True)
    access = models.CharField(_("toegang"), max_length=12, choices=Access, default=Access.READ)
    starts_on = models.DateField(_("begint op"))
    ends_on = models.DateField(_("eindigt op"), null=True, blank=True)

    objects = FunctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("functie")
        verbose_name_plural = _("functies")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="function_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["organisation", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.person}, {self.label}"

    @property
    def opens(self) -> bool:
        return Access(self.access).opens

    @property
    def label(self) -> str:
        return self.title or self.get_kind_display()


class Invitation(Row):  # uitnodiging: opens one function to one address, once
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mailadres"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("geldig tot"))
    used_at = models.DateTimeField(_("gebruikt op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email} ({self.function})"
