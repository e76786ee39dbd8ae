"""Which topics can the two sides talk about: decisions, direction, participation, growth, time and guidance?"""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.room import growth
from initiatives.room.stances import PREFIX, Field, Line, Option, Topic
from initiatives.terms import Phase

# --- who takes part in deciding, per phase ---------------------------------------------------------------

LEVELS = (
    Option("informed", _("meeweten"), _("het initiatief hoort wat er besloten is")),
    Option("consulted", _("meepraten"), _("het initiatief zegt wat het vindt")),
    Option("advises", _("adviseren"), _("het advies telt, en de gemeente zegt wat ze ermee doet")),
    Option("creates", _("samen maken"), _("plannen komen van beide kanten")),
    Option("decides_along", _("meebeslissen"), _("niets gaat door zonder beide kanten")),
    Option("decides", _("zelf beslissen"), _("het initiatief beslist, binnen afgesproken grenzen")),
)


def _level(phase: Phase) -> Line:
    asks = _("Wat zou het initiatief in deze fase concreet zelf doen of beslissen?")
    field = Field(
        phase.value,
        format_lazy(_("In de fase {phase}"), phase=phase.label),
        LEVELS,
        asks=asks,
        phase=phase.value,
    )
    return Line(phase.label, (field,), (field,))


PARTICIPATION = Topic(
    "participation",
    "participatie",
    _("Hoe ver gaat meedoen?"),
    _(
        "Hoeveel invloed heeft het initiatief in elke fase? Dat mag per fase anders zijn, en later veranderen."
    ),
    tuple(_level(phase) for phase in Phase),
    frozenset(Phase),
    _("Waarom kiezen jullie dit?"),
)

# --- how the gemeente directs ----------------------------------------------------------------------------

OFTEN = (
    Option("little", _("weinig")),
    Option("sometimes", _("soms")),
    Option("much", _("veel")),
)


def _dial(name: str, label: Any, text: Any, felt: Any, wished: Any) -> Line:
    return Line(
        label,
        (Field(name, label, OFTEN, help=text),),
        (
            Field(f"felt_{name}", format_lazy(_("{what}: hoe merken jullie dat nu?"), what=label), OFTEN, help=text, asks=felt, lead=_("merkt")),
            Field(f"wished_{name}", format_lazy(_("{what}: hoe zouden jullie het willen?"), what=label), OFTEN, asks=wished, lead=_("wil graag")),
        ),
    )  # fmt: skip


DIRECTION = Topic(
    "direction",
    "regierol",
    _("Hoe voert de gemeente regie?"),
    _("De gemeente zet drie knoppen. Het initiatief zegt wat het merkt, en wat het graag zou willen."),
    (
        _dial(
            "conditions",
            _("Randvoorwaarden stellen"),
            _("Bewaken dat het geheel klopt: geld, warmtebronnen, steun in de wijk."),
            _("Welke voorwaarde kwam onverwacht, of bleef juist onduidelijk?"),
            _("Welke voorwaarde mag losser, en welke juist strakker?"),
        ),
        _dial(
            "interplay",
            _("Samenspel organiseren"),
            _("Partners verbinden en zorgen dat het overleg goed loopt."),
            _("Bij welk overleg of contact merkten jullie dat?"),
            _("Wie zou de gemeente nu aan tafel moeten vragen?"),
        ),
        _dial(
            "strength",
            _("In zijn kracht zetten"),
            _("Het initiatief helpen met advies, geld en praktische hulp."),
            _("Welke hulp kwam aan, en welke niet?"),
            _("Met welke hulp kan het initiatief zelf verder?"),
        ),
        Line(
            _("Mandaat in dit dossier"),
            (
                Field(
                    "mandate",
                    _("Mandaat: waarover mag het aanspreekpunt zelf toezeggen?"),
                    (
                        Option("none", _("nog niets")),
                        Option("daily", _("het dagelijkse werk")),
                        Option("agreed", _("alles binnen de afspraken")),
                        Option("money", _("ook geld, tot een grens")),
                    ),
                ),
                Field("mandate_words", _("Tot hoever precies?"), kind="words"),
            ),
            compared=False,
        ),
    ),
    frozenset({Phase.STARTUP, Phase.ELABORATION}),
    _("Wat wil je erbij zeggen?"),
)

# --- who decides about what ------------------------------------------------------------------------------

DECIDERS = (
    Option("initiative", _("het initiatief")),
    Option("together", _("samen")),
    Option("official", _("de ambtenaar, met mandaat")),
    Option("college", _("het college")),
    Option("council", _("de gemeenteraad")),
    Option("partner", _("een partner"), of_partner=True),
    Option("open", _("nog open"), settled=False),
)
SUBJECTS = (
    ("neighbourhood", _("Hoe de buurt meedoet")),
    ("technique", _("Welke techniek het wordt")),
    ("ownership", _("Wie straks eigenaar is")),
    ("spending", _("Waar het geld naartoe gaat")),
    ("start", _("Waar en wanneer het begint")),
    ("permits", _("Vergunningen en ruimte in de grond")),
    ("plan", _("Of het uitvoeringsplan doorgaat")),
)


def _subject(name: str, label: Any) -> Line:
    field = Field(name, label, DECIDERS, asks=_("Wie heeft het laatste woord, en wie denkt eerst mee?"))
    return Line(label, (field,), (field,))


DECISIONS = Topic(
    "decisions",
    "beslisruimte",
    _("Wie beslist waarover?"),
    _(
        "Wat laat de gemeente aan het initiatief, en waarover beslist de raad? Hoe eerder dat helder is, hoe beter."
    ),
    tuple(_subject(name, label) for name, label in SUBJECTS),
    frozenset({Phase.STARTUP, Phase.ELABORATION, Phase.DEVELOPMENT}),
    _("Wat wil je erbij zeggen?"),
)

# --- growing, and time -----------------------------------------------------------------------------------

HAVING = (
    Option(growth.HAS, _("hebben wij")),
    Option(growth.BUSY, _("werken wij aan")),
    Option(growth.LATER, _("komt later")),
    Option(growth.NOT_NEEDED, _("hebben wij niet nodig")),
)
HELPING = (
    Option(growth.NO_HELP, _("geen hulp gevraagd")),
    Option(growth.PROMISED, _("hulp toegezegd")),
    Option(growth.GIVEN, _("hulp gegeven")),
)

GROWTH = Topic(
    "growth",
    "groeipad",
    _("Hoe groeit het initiatief?"),
    _("Een zwaardere rol vraagt een stevigere organisatie. Groeien kost tijd, en de gemeente kan helpen."),
    tuple(
        Line(
            aspect.label,
            (Field(aspect.name, aspect.label, HELPING),),
            (Field(aspect.name, aspect.label, HAVING),),
            compared=False,
        )
        for aspect in growth.ASPECTS
    ),
    frozenset({Phase.STARTUP, Phase.ELABORATION, Phase.DEVELOPMENT}),
    _("Wat is er afgesproken, of wat helpt?"),
)

WHY_LESS = (
    Option("enough", _("er is genoeg tijd")),
    Option("capacity", _("wil wel, capaciteit niet")),
    Option("priority", _("ander werk gaat nu voor")),
    Option("turnover", _("iemand vertrok")),
    Option("unknown", _("nog niet duidelijk")),
)


def _both(label: Any, field: Field) -> Line:
    return Line(label, (field,), (field,), compared=False)


CAPACITY = Topic(
    "capacity",
    "tijd",
    _("Hoeveel tijd is er?"),
    _("Beloofde en echte uren per maand, van beide kanten. Eerlijk zeggen dat het niet lukt is beter dan stilte."),
    (
        _both(_("Beloofd per maand"), Field("promised", _("Hoeveel uur per maand is beloofd?"), kind="number", unit=_("uur"))),
        _both(_("Nu beschikbaar"), Field("available", _("Hoeveel uur per maand is er nu echt?"), kind="number", unit=_("uur"))),
        _both(_("Als het minder is"), Field("why", _("Is het minder? Waardoor komt dat?"), WHY_LESS)),
    ),
    frozenset({Phase.STARTUP, Phase.ELABORATION, Phase.DEVELOPMENT, Phase.IMPLEMENTATION}),
    _("Wat wil je erbij zeggen?"),
)  # fmt: skip

# --- a begeleider who becomes superfluous ---------------------------------------------------------------
# As both sides see it. What the begeleider says of it, and from which day they go on alone, is written once: at the
# five steps (`guidance.py`); this topic reads it there.

GUIDING = (
    Option("coach", _("de begeleider doet het")),
    Option("along", _("samen met de begeleider")),
    Option("own", _("zonder begeleider")),
    Option("partner", _("een partner doet het"), of_partner=True),
)
TASKS = (
    ("meetings", _("Overleg voorbereiden en leiden")),
    ("records", _("Opschrijven wat is afgesproken")),
    ("residents", _("Bewoners bereiken")),
    ("planning", _("Het plan uitwerken")),
)


def _task(name: str, label: Any) -> Line:
    field = Field(name, label, GUIDING, asks=_("Wat is nodig om dit zelf te doen, en vanaf wanneer?"))
    return Line(label, (field,), (field,))


GUIDANCE = Topic(
    "guidance",
    "begeleiding",
    _("Wat doet de begeleider?"),
    _("Hoe zien jullie het? Wat de begeleider zelf zegt, en tot wanneer, staat erbij uit de vijf stappen."),
    tuple(_task(name, label) for name, label in TASKS),
    frozenset({Phase.ELABORATION, Phase.DEVELOPMENT}),
    _("Wat wil je erbij zeggen?"),
)

TOPICS = (DECISIONS, DIRECTION, PARTICIPATION, GROWTH, CAPACITY, GUIDANCE)
BY_SLUG = {topic.slug: topic for topic in TOPICS}


def of_fact(name: str) -> Topic | None:
    """The topic that this fact answers."""
    return next((topic for topic in TOPICS if name == PREFIX + topic.name), None)


def asked_in(phase: str) -> list[Topic]:
    return [topic for topic in TOPICS if phase in topic.phases]
