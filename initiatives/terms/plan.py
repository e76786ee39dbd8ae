"""Which words does the stappenplan know: phases, tracks, what stands in it, and what it follows of a file?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):  # fase
    STARTUP = "startup", _("Opstarten")
    ELABORATION = "elaboration", _("Uitwerken")
    DEVELOPMENT = "development", _("Ontwikkelen")
    IMPLEMENTATION = "implementation", _("Uitvoeren")
    OPERATION = "operation", _("Beheren")

    @property
    def number(self) -> int:
        return list(Phase).index(self) + 1

    @property
    def next(self) -> "Phase | None":
        order = list(Phase)
        return order[self.number] if self.number < len(order) else None


class Track(models.TextChoices):  # ontwikkelspoor
    AMBITION = "ambition", _("Ambitie bepalen")
    COLLABORATION = "collaboration", _("Samenwerking organiseren en monitoren")
    PLAN = "plan", _("Plan uitwerken")
    MUNICIPAL_ALIGNMENT = "municipal_alignment", _("Gemeenteorganisatie oplijnen")
    INITIATIVE_GROWTH = "initiative_growth", _("Initiatief ontwikkelen")
    NEIGHBOURHOOD = "neighbourhood", _("Wijk betrekken")


class Actor(models.TextChoices):  # wie pakt het op
    MUNICIPALITY = "municipality", _("gemeente")
    INITIATIVE = "initiative", _("initiatief")
    TOGETHER = "together", _("samen")
    PARTNER = "partner", _("partner")


class ItemKind(models.TextChoices):
    GOAL = "goal", _("doel")
    ACTIVITY = "activity", _("activiteit")
    HOW = "how", _("hoe werk je samen")
    WITH_WHOM = "with_whom", _("met wie")
    TIP = "tip", _("tip")
    RESULT = "result", _("resultaat")
    LINK = "link", _("verdieping")  # deepening page elsewhere, kept as reference
    DEPARTMENT = "department", _("afdeling")
    LINKAGE = "linkage", _("koppelkans")
    REQUEST = "request", _("ondersteuningsvraag")


class Group(models.TextChoices):  # met wie: the six groups of people
    INITIATIVE = "initiative", _("Initiatief")
    HEAT_DEPARTMENT = "heat_department", _("Warmteafdeling")
    OTHER_DEPARTMENTS = "other_departments", _("Andere afdelingen")
    ALDERMAN = "alderman", _("Wethouder")
    COUNCIL = "council", _("Gemeenteraad")
    PARTNERS = "partners", _("Partners")


# What a collaboration has rows of; the rest is guidance. The last three climb a ladder (`PlanItem.stage`).
PLANNED = (ItemKind.GOAL, ItemKind.ACTIVITY, ItemKind.DEPARTMENT, ItemKind.LINKAGE, ItemKind.REQUEST)


class ItemState(models.TextChoices):
    OPEN = "open", _("nog niet begonnen")
    DOING = "doing", _("bezig")
    DONE = "done", _("gedaan")
    SKIPPED = "skipped", _("overgeslagen")


TO_DO, BEGUN = (ItemState.OPEN, ItemState.DOING), (ItemState.DOING, ItemState.DONE)


class GoalStatus(models.TextChoices):
    OPEN = "open", _("nog niet")
    PARTLY = "partly", _("bezig")
    REACHED = "reached", _("bereikt")


class LegalForm(models.TextChoices):  # rechtsvorm
    NONE = "none", _("geen rechtsvorm (werkgroep)")
    ASSOCIATION = "association", _("vereniging")
    FOUNDATION = "foundation", _("stichting")
    COOPERATIVE = "cooperative", _("coöperatie")
    OTHER = "other", _("anders")


class Technique(models.TextChoices):  # techniek
    OPEN = "open", _("nog open")
    INDIVIDUAL = "individual", _("per woning, zoals een warmtepomp")
    HEAT_NETWORK = "heat_network", _("warmtenet")
    GREEN_GAS = "green_gas", _("groen gas")
    MIXED = "mixed", _("een mix")


class WantedRole(models.TextChoices):  # gewenste rol
    THINK_ALONG = "think_along", _("meedenken")
    EQUAL = "equal", _("gelijkwaardig samen")
    DO_IT = "do_it", _("zelf doen")


class Aim(models.TextChoices):  # hoe ver de ambitie reikt; the words stand beside it
    OPEN = "open", _("nog open")
    SAVE = "save", _("minder energie gebruiken")
    OFF_GAS = "off_gas", _("van het aardgas af")
    WIDER = "wider", _("meer dan warmte, zoals groen of zorg voor elkaar")


class Ties(models.TextChoices):  # historie: werkten gemeente en initiatief eerder samen?
    UNKNOWN = "unknown", _("weten we nog niet")
    FIRST = "first", _("nee, dit is de eerste keer")
    EARLIER = "earlier", _("ja, we werkten eerder samen")


class Experience(models.TextChoices):  # ervaring: deed het initiatief eerder zoiets?
    UNKNOWN = "unknown", _("weten we nog niet")
    FIRST = "first", _("nee, dit is het eerste project")
    EARLIER = "earlier", _("ja, we deden eerder een project met de buurt")


class Partners(models.TextChoices):  # of er een partner meedoet; read from the file, never asked
    NONE = "none", _("er doet nog geen partner mee")
    PRESENT = "present", _("er doet een partner mee")


class HelpKind(models.TextChoices):  # soort hulp; the subjects under which a gemeente states its offer
    KNOWLEDGE = "knowledge", _("kennis")
    CONTACTS = "contacts", _("contacten")
    WAYS_IN = "ways_in", _("ingangen bij andere afdelingen")
    PRACTICAL = "practical", _("praktische hulp")
    MONEY = "money", _("geld")
