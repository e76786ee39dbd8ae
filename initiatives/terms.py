"""Which words does the process know? Enumerations without models, so that rules can be tested alone."""

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


class DecisionKind(models.TextChoices):
    PHASE_STEP = "phase_step", _("fasestap")
    PAUSE = "pause", _("pauze")
    RESUME = "resume", _("hervatten")
    END = "end", _("beëindiging")
    REOPEN = "reopen", _("heropening")
    AGREEMENT_END = "agreement_end", _("einde van een overeenkomst")
    PUBLICATION = "publication", _("samenvatting voor de buurt")


class DecisionState(models.TextChoices):
    OPEN = "open", _("ligt voor")
    ACCEPTED = "accepted", _("aangenomen")
    RETURNED = "returned", _("teruggegeven")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class KeyVerdict(models.TextChoices):
    ACCEPT = "accept", _("akkoord")
    RETURN = "return", _("terug met reden")


class EvidenceKind(models.TextChoices):  # onderbouwing
    NOTE = "note", _("notitie")
    LINK = "link", _("link")
    FILE = "file", _("bestand")
    MILESTONE = "milestone", _("mijlpaal")
    MEETING = "meeting", _("gesprek")
    DECISION = "decision", _("besluit")


class HelpKind(models.TextChoices):  # soort hulp; the subjects under which a gemeente states its offer
    KNOWLEDGE = "knowledge", _("kennis")
    CONTACTS = "contacts", _("contacten")
    WAYS_IN = "ways_in", _("ingangen bij andere afdelingen")
    PRACTICAL = "practical", _("praktische hulp")
    MONEY = "money", _("geld")


class NoteKind(models.TextChoices):  # what is said beside a joint decision
    QUESTION = "question", _("vraag")
    ANSWER = "answer", _("antwoord")
    NEEDED = "needed", _("nodig")
    GOOD = "good", _("al goed")
    LESSON = "lesson", _("les")
    AFTERCARE = "aftercare", _("nazorg")
    THANKS = "thanks", _("dank")


class SelfCheckMoment(models.TextChoices):  # wanneer een gemeente naar zichzelf kijkt
    BEFORE = "before", _("vóór de samenwerking")
    FORMING = "forming", _("bij de totstandkoming")
    DURING = "during", _("tijdens de samenwerking")


class SelfCheckAnswer(models.TextChoices):
    YES = "yes", _("dat doen we")
    A_LITTLE = "a_little", _("een beetje")
    NOT_YET = "not_yet", _("nog niet")


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


class MilestoneKind(models.TextChoices):  # mijlpaal: wat een fase opleverde
    AGREEMENT_PUBLISHED = "agreement_published", _("concept gepubliceerd")
    AGREEMENT_SIGNED = "agreement_signed", _("overeenkomst getekend")
    OTHER = "other", _("resultaat")


class EventKind(models.TextChoices):  # wat er op de tijdlijn staat
    OPENED = "opened", _("dossier geopend")
    JOINED = "joined", _("doet mee")
    LEFT = "left", _("doet niet meer mee")
    ASSIGNED = "assigned", _("rol gekregen")
    UNASSIGNED = "unassigned", _("rol beëindigd")
    GOAL_VIEWED = "goal_viewed", _("kijk op een doel gegeven")
    ITEM_ADDED = "item_added", _("onderdeel toegevoegd")
    ITEM_CHANGED = "item_changed", _("onderdeel gewijzigd")
    ITEM_SKIPPED = "item_skipped", _("onderdeel overgeslagen")
    EVIDENCE_ADDED = "evidence_added", _("onderbouwing toegevoegd")
    CONTACT_LOGGED = "contact_logged", _("contact vastgelegd")
    SHARED = "shared", _("gedeeld met meer mensen")
    DECISION_PROPOSED = "decision_proposed", _("besluit voorgesteld")
    KEY_TURNED = "key_turned", _("sleutel omgedraaid")
    KEY_CONTESTED = "key_contested", _("vastlegging betwist")
    READING_ADDED = "reading_added", _("eigen lezing toegevoegd")
    DECISION_CLOSED = "decision_closed", _("besluit gesloten")
    PHASE_ENTERED = "phase_entered", _("fase begonnen")
    PAUSED = "paused", _("gepauzeerd")
    RESUMED = "resumed", _("hervat")
    ENDED = "ended", _("gestopt")
    FACT_RECORDED = "fact_recorded", _("gegeven vastgelegd")
    PROFILE_CHANGED = "profile_changed", _("gegevens gewijzigd")
    MILESTONE_REACHED = "milestone_reached", _("mijlpaal bereikt")
    AGREEMENT_STARTED = "agreement_started", _("overeenkomst begonnen")
    VERSION_PUBLISHED = "version_published", _("concept gepubliceerd")
    AGREEMENT_STOPPED = "agreement_stopped", _("overeenkomst gestopt")
    TEXT_PROPOSED = "text_proposed", _("tekst voorgesteld")
    TEXT_ADOPTED = "text_adopted", _("tekst overgenomen")
    FORMAT_FOLLOWED = "format_followed", _("nieuw format overgenomen")
    STANCE_GIVEN = "stance_given", _("standpunt over een artikel")
    ARTICLE_PARKED = "article_parked", _("artikel geparkeerd")
    ARTICLE_RESUMED = "article_resumed", _("artikel teruggehaald")
    BODY_DECIDED = "body_decided", _("besluit over een overeenkomst")
    SIGNABLE = "signable", _("klaargezet om te tekenen")
    SIGNER_NAMED = "signer_named", _("gezegd wie tekent")
    SHEET_ADDED = "sheet_added", _("blad met handtekeningen toegevoegd")
    SHEET_RETURNED = "sheet_returned", _("blad met handtekeningen teruggegeven")
    SIGNED = "signed", _("getekend")
    SIGNING_DECLINED = "signing_declined", _("tekent nog niet")
    SIGNING_TAKEN_UP = "signing_taken_up", _("tekent toch")
    SIGNING_ENDED = "signing_ended", _("tekst terug om te verbeteren")
    IN_FORCE = "in_force", _("overeenkomst geldt")
    RECEIVED = "received", _("ontvangst van een versie bevestigd")
    PROMISED = "promised", _("iets toegezegd")
    PROMISE_NOTED = "promise_noted", _("iets gezegd over een toezegging")
    PROMISE_WITHDRAWN = "promise_withdrawn", _("toezegging weggehaald")
    EVALUATION_PLANNED = "evaluation_planned", _("terugblik gepland")
    EVALUATION_DUE = "evaluation_due", _("tijd voor een terugblik")
    EVALUATION_HELD = "evaluation_held", _("teruggekeken")
    TERM_NEARS = "term_nears", _("overeenkomst loopt af")
    TERM_PASSED = "term_passed", _("overeenkomst verlopen")
    NOTICE_GIVEN = "notice_given", _("overeenkomst opgezegd")
    AGREEMENT_ENDED = "agreement_ended", _("overeenkomst afgelopen")
    ENDING_READ = "ending_read", _("eigen lezing bij het einde van een overeenkomst")
    UPLOAD_ADDED = "upload_added", _("bestand toegevoegd")
    DECISION_NOTED = "decision_noted", _("iets gezegd bij een besluit")
    KEY_HANDLED = "key_handled", _("besluit opgepakt")
    REOPENED = "reopened", _("heropend")
    PART_STARTED = "part_started", _("deel van de buurt begonnen")
    PART_FINISHED = "part_finished", _("deel van de buurt afgerond")
    FORMAT_TAKEN = "format_taken", _("nieuw stappenplan overgenomen")
    ELSEWHERE = "elsewhere", _("afspraak van elders")
    IN_POLICY = "in_policy", _("genoemd in beleid")
    PRINCIPLES_CHANGED = "principles_changed", _("uitgangspunten van de gemeente veranderd")
    SUMMARY_STARTED = "summary_started", _("samenvatting voor de buurt begonnen")
    SUMMARY_PUBLISHED = "summary_published", _("samenvatting voor de buurt gepubliceerd")
    SUMMARY_TAKEN_DOWN = "summary_taken_down", _("samenvatting voor de buurt weggehaald")
