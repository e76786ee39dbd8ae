"""Writes docs/toegang.md from tests/access_expectations.py: python -m tests.publish_matrix."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests import access_expectations as expected
from tests.access_expectations import LINES, ROLES, SEES, Line, verdict

TARGET = Path(__file__).resolve().parent.parent / "docs" / "toegang.md"
ABILITIES = {
    "figures": "lezen hoe ver het is: fase, data en aantallen",
    "view": "het dossier openen en lezen",
    "download": "bestanden meenemen",
    "log": "contact en onderbouwing vastleggen",
    "plan": "doelen en activiteiten bijwerken",
    "propose": "een gezamenlijk besluit voorstellen",
    "draft": "een overeenkomst beginnen en invullen, een partner toevoegen",
    "profile": "de gegevens van het initiatief wijzigen",
    "assign": "mensen van de eigen organisatie een rol geven",
    "give_view": "zeggen hoe de eigen kant een doel ziet",
    "respond": "een vastlegging betwisten, een eigen lezing toevoegen",
    "decide_for_side": "de sleutel van de eigen kant omdraaien, pauze nemen, stoppen",
    "record_on_paper": "een besluit op papier vastleggen, en hoe een partij een doel ziet",
    "reopen": "voorstellen om een gestopt dossier te heropenen",
    "succeed": "verdergaan in een andere buurt",
    "take_away": "een bestand van de eigen organisatie weghalen, ook na het einde",
}
THINGS = {
    "file": "een lopend dossier",
    "ended file": "een gestopt dossier",
    "file, naming the initiative": "een lopend dossier, voor het initiatief",
    "goal": "een doel",
    "activity": "een activiteit",
    "skipped goal": "een overgeslagen doel",
    "koppelkans": "een koppelkans, een afdeling of een vraag om hulp",
    "open decision": "een besluit dat openligt, door de begeleider voorgesteld",
    "key of the partner": "de sleutel van een partner die meebeslist",
    "seat of the partner": "de doelen bij wat een partner oppakt",
    "ending": "het besluit om te stoppen, in een gestopt dossier",
    "reopening": "het voorstel om een gestopt dossier te heropenen",
    "role of the coach": "de rol van de begeleider",
    "role at the initiative": "een rol bij het initiatief",
    "own to the initiative": "notitie of bestand van het initiatief: alleen wij",
    "initiative and coach": "notitie of bestand van het initiatief: wij en de begeleider",
    "of the initiative, for all": "notitie of bestand van het initiatief: iedereen in dit dossier",
    "own to the gemeente": "notitie of bestand van de gemeente: alleen wij",
    "gemeente and coach": "notitie of bestand van de gemeente: wij en de begeleider",
    "of the gemeente, for all": "notitie of bestand van de gemeente: iedereen in dit dossier",
    "own to the coach": "notitie of bestand van de begeleiding: alleen wij",
    "shared agreement": "overeenkomst die als concept is gepubliceerd",
    "agreement in force": "overeenkomst die geldt",
    "agreement that holds": "overeenkomst die geldt, met een samenvatting voor de buurt",
    "promise": "toezegging in het register, voor iedereen in dit dossier",
    "promise for the initiative alone": "toezegging die het initiatief voor zichzelf vastlegde: alleen wij",
    "promise to the partner": "toezegging aan een partner die tekende of meebeslist",
    "draft of the initiative": "concept van het initiatief, nog niet gepubliceerd",
    "draft of the gemeente": "concept van de gemeente, nog niet gepubliceerd",
    "draft that was stopped": "concept van de gemeente, gestopt voor het gepubliceerd was",
    "agreement made elsewhere": "afspraak die elders is gemaakt en hier geregistreerd",
    "mention in policy": "plek in beleid waar het initiatief genoemd wordt",
    "format in writing": "format van een gemeente, nog niet uitgegeven",
    "gemeente as organisation": "de mensen van de gemeente, als organisatie",
    "initiative as organisation": "de mensen van het initiatief, als organisatie",
}
GROUPS = (
    ("iedereen", expected.EVERYONE),
    ("wie is aangemeld", expected.SIGNED_IN),
    ("wie ergens meewerkt", expected.AT_WORK_ANYWHERE),
    ("iedereen in dit dossier", expected.IN_FILE),
    ("wie meewerkt in dit dossier", expected.AT_WORK),
    ("wie meewerkt bij gemeente of initiatief", expected.PARTIES_AT_WORK),
    ("gemeente", expected.MUNICIPALITY),
    ("initiatief", expected.INITIATIVE),
    ("begeleiding", expected.SUPPORT),
    ("wie beslist voor gemeente of initiatief", expected.DECIDERS),
)
INTRO = """# Wie ziet wat, en wie mag wat

Deze bladzijde is gemaakt uit `tests/access_expectations.py`. De test `tests/test_access.py` loopt alle adressen van
de site na, met alle rollen en alle manieren van vragen, en houdt ze tegen die tabel. Verander dus die tabel, en
draai daarna `python -m tests.publish_matrix`.

Vier regels gaan aan alles vooraf:

- Een functie die vandaag geldt geeft toegang. Eindigt zij, dan stopt de toegang bij het eerstvolgende verzoek.
- Wat je niet mag zien, bestaat voor jou niet (404). Wat je ziet maar niet mag doen, wordt geweigerd (403).
- Een begeleider ziet alleen dossiers waarin zij een rol heeft. Een coördinator ziet alle dossiers van de begeleiding.
- Een partner ziet alleen de gepubliceerde overeenkomsten waarin die staat.
- Wie alleen cijfers ziet, zoals een programmamanager, opent geen dossier. Die leest op *Voortgang* namen van organisaties, fasen,
  data en aantallen van alle dossiers van de gemeente, de provincie of de begeleiding. Geen namen van mensen, geen teksten, geen mail.

Zonder begeleider in het dossier mag ook de andere kant een besluit op papier vastleggen.
"""


def document() -> str:
    return "\n".join([INTRO, *_roles(), *_sees(), *_abilities(), *_pages()])


def _roles() -> Iterator[str]:
    yield "## De rollen\n\nGezien vanuit één dossier: een initiatief, zijn gemeente en een begeleider.\n"
    yield from (f"- {name}" for name in ROLES.values())
    yield "\nIn de tabellen hieronder heten zij samen:\n"
    yield from (
        f"- {words}: {'; '.join(ROLES[role] for role in ROLES if role in group)}"
        for words, group in GROUPS[2:]
    )
    yield ""


def _sees() -> Iterator[str]:
    yield "## Wie ziet wat\n"
    yield from _table(["Wat", "Wie"], ((THINGS[t], _who(SEES[t])) for t in THINGS))


def _abilities() -> Iterator[str]:
    yield "## Wie mag wat in een dossier\n"
    rows = []
    for ability, words in ABILITIES.items():
        ended = expected.IN_AN_ENDED_FILE.get(ability)
        rows.append((words, _who(expected.IN_A_FILE[ability]), "ja" if ended else "nee"))
    yield from _table(["Wat", "Wie", "Ook na het einde"], rows)


def _pages() -> Iterator[str]:
    yield "## Elk adres\n\n`GET` is bekijken, `POST` is versturen.\n"
    routes = _routes()
    rows = []
    for name, line in LINES.items():
        for thing in line.on or ("",):
            rows.append((f"`/{routes[name]}`", THINGS.get(thing, ""), _how(line), *_openers(line, thing)))
    yield from _table(["Adres", "Waarvan", "Hoe", "Wie bekijkt", "Wie verstuurt"], rows)


def _openers(line: Line, thing: str) -> tuple[str, str]:
    said = []
    for method in ("GET", "POST"):
        able = [role for role in ROLES if verdict(line, thing, role, method) == "open"]
        said.append(_who(able) if method in line.methods.split() else "–")
    return said[0], said[1]


def _how(line: Line) -> str:
    return line.methods.replace(" ", ", ") if line.methods != "-" else "gesloten"


def _who(roles: Iterable[str]) -> str:
    """In as few words as fit: whole groups by their name, what is left by role."""
    left, said = set(roles), []
    for words, group in GROUPS:
        if group <= left:
            said.append(words)
            left -= group
    said += [ROLES[role] for role in ROLES if role in left]
    return "; ".join(said) or "niemand"


def _routes() -> dict[str, str]:
    from samenspel import checks

    found: dict[str, str] = {}
    for route, name, _view in checks.patterns():
        found.setdefault(name, route.replace("^", "").replace("$", "").replace("|", " of "))
    return found


def _table(head: list[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    TARGET.write_text(document())


if __name__ == "__main__":
    main()
