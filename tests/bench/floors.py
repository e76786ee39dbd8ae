"""What would a page cost if it only fetched its rows, with one query written by hand, and printed them?

The same middleware, so the same signing in; a plain template that prints every value once; filled up to the size
of the real page.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from samenspel import urls

ROWS = "{% for row in rows %}<li>{% for value in row %}<span>{{ value }}</span> {% endfor %}</li>{% endfor %}"


@dataclass
class Floor:
    sql: str
    params: list[Any]
    size: int = 0


FLOORS: dict[str, Floor] = {}


def floor(request: HttpRequest, key: str) -> HttpResponse:
    asked = FLOORS[key]
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.params)
        rows = cursor.fetchall()
    body = engines["django"].from_string(ROWS).render({"rows": rows, "user": request.user}).encode()
    return HttpResponse(body + b" " * max(0, asked.size - len(body)))


urlpatterns = [path("_floor/<str:key>/", floor), *urls.urlpatterns]
handler404 = urls.handler404 if hasattr(urls, "handler404") else "django.views.defaults.page_not_found"

# The same at any size: what it costs more at 17,100 is the machine, not the data.
STILL = Floor(
    "SELECT code, province, population, lon, lat FROM municipalities_municipality ORDER BY code LIMIT 60", []
)
FLOORS["still"] = STILL

NAMES = """
    JOIN contacts_organisation i ON i.id = c.initiative_id JOIN contacts_organisation m ON m.id = c.municipality_id
"""


def _person(side: str, role: str) -> str:
    return f"""(SELECT h.name FROM initiatives_assignment a
        JOIN initiatives_participation p ON p.id = a.participation_id
        JOIN contacts_function f ON f.id = a.function_id JOIN contacts_person h ON h.id = f.person_id
        WHERE p.collaboration_id = c.id AND p.side = '{side}' AND a.role = '{role}' AND a.ends_on IS NULL
        LIMIT 1)"""  # noqa: S608


LINE = f"""
    c.uuid, i.name, c.area_name, m.name, c.phase, c.status, c.last_event_at,
    (SELECT w.starts_on FROM initiatives_phaseperiod w
        WHERE w.collaboration_id = c.id AND w.leading AND w.ends_on IS NULL),
    (SELECT count(*) FROM initiatives_planitem g
        WHERE g.collaboration_id = c.id AND g.kind = 'goal' AND g.phase = c.phase AND g.state <> 'skipped'),
    (SELECT d.kind FROM initiatives_jointdecision d WHERE d.collaboration_id = c.id AND d.state = 'open' LIMIT 1),
    (SELECT g.title FROM initiatives_planitem g WHERE g.collaboration_id = c.id AND g.kind = 'activity'
        AND g.phase = c.phase AND g.state = 'doing' ORDER BY g.due_on LIMIT 1),
    {_person("municipality", "contact")}, {_person("support", "coach")}, {_person("initiative", "contact")}
"""  # noqa: S608


def own_files(reader: str, function: int, organisation: int) -> tuple[str, int]:
    """The condition on `c.id`, as someone writes it who knows the reader."""
    if reader == "coach":
        return (
            "c.id IN (SELECT p.collaboration_id FROM initiatives_participation p "
            "JOIN initiatives_assignment a ON a.participation_id = p.id WHERE a.function_id = %s)",
            function,
        )
    mine = "c.id IN (SELECT p.collaboration_id FROM initiatives_participation p WHERE p.organisation_id = %s)"
    return mine, organisation


def list_of(own: tuple[str, int], word: str = "", limit: int = 51) -> Floor:
    search = "AND c.search LIKE %s" if word else ""
    sql = f"""SELECT {LINE} FROM initiatives_collaboration c {NAMES}
        WHERE {own[0]} AND c.status <> 'ended' {search}
        ORDER BY c.last_event_at DESC, c.id DESC LIMIT {limit}"""  # noqa: S608
    return Floor(sql, [own[1], *([f"%{word}%"] if word else [])])


def board(own: tuple[str, int]) -> Floor:
    sql = f"""SELECT {LINE} FROM (SELECT c.*, row_number() OVER
            (PARTITION BY c.phase ORDER BY c.last_event_at DESC, c.id DESC) AS place
            FROM initiatives_collaboration c WHERE {own[0]} AND c.status <> 'ended') c {NAMES}
        WHERE c.place <= 21 ORDER BY c.phase, c.place"""  # noqa: S608
    return Floor(sql, [own[1]])


def start(own: tuple[str, int]) -> Floor:
    sql = f"""SELECT c.uuid, i.name, m.name, c.phase, c.last_event_at,
            (SELECT max(o.on) FROM initiatives_contactmoment o WHERE o.collaboration_id = c.id)
        FROM initiatives_collaboration c {NAMES} WHERE {own[0]} AND c.status <> 'ended'
        ORDER BY c.last_event_at DESC"""  # noqa: S608
    if connection.vendor == "sqlite":
        sql = sql.replace("o.on", 'o."on"')
    return Floor(sql, [own[1]])


def overview(file: int) -> Floor:
    sql = f"""SELECT CAST(c.uuid AS TEXT), i.name, m.name, c.phase, c.area_name, c.status,
            {_person("municipality", "contact")}, {_person("support", "coach")}, {_person("initiative", "contact")}
            FROM initiatives_collaboration c {NAMES} WHERE c.id = %s
        UNION ALL SELECT g.title, g.track, g.state,
            (SELECT v.status FROM initiatives_goalview v JOIN initiatives_participation p ON p.id = v.participation_id
                WHERE v.item_id = g.id AND p.side = 'municipality' ORDER BY v.id DESC LIMIT 1),
            (SELECT v.status FROM initiatives_goalview v JOIN initiatives_participation p ON p.id = v.participation_id
                WHERE v.item_id = g.id AND p.side = 'initiative' ORDER BY v.id DESC LIMIT 1), '', '', '', ''
            FROM initiatives_planitem g JOIN initiatives_collaboration c ON c.id = g.collaboration_id
            WHERE c.id = %s AND g.phase = c.phase
        UNION ALL SELECT w.phase, CAST(w.starts_on AS TEXT), CAST(w.ends_on AS TEXT), '', '', '', '', '', ''
            FROM initiatives_phaseperiod w WHERE w.collaboration_id = %s
        UNION ALL SELECT * FROM (SELECT e.kind, CAST(e.at AS TEXT), h.name, o.name, CAST(e.payload AS TEXT), '', '', '', ''
            FROM initiatives_event e LEFT JOIN contacts_person h ON h.id = e.actor_id
            LEFT JOIN contacts_organisation o ON o.id = e.actor_organisation_id
            WHERE e.collaboration_id = %s ORDER BY e.seq DESC LIMIT 5) newest"""  # noqa: S608
    return Floor(sql, [file] * 4)


def phase(file: int) -> Floor:
    sql = """SELECT CAST(g.uuid AS TEXT), g.title, g.text, g.track, g.actor, g.state,
            (SELECT v.status FROM initiatives_goalview v JOIN initiatives_participation p ON p.id = v.participation_id
                WHERE v.item_id = g.id AND p.side = 'municipality' ORDER BY v.id DESC LIMIT 1),
            (SELECT v.status FROM initiatives_goalview v JOIN initiatives_participation p ON p.id = v.participation_id
                WHERE v.item_id = g.id AND p.side = 'initiative' ORDER BY v.id DESC LIMIT 1)
            FROM initiatives_planitem g JOIN initiatives_collaboration c ON c.id = g.collaboration_id
            WHERE c.id = %s AND g.phase = c.phase
        UNION ALL SELECT x.title, x.text, x.kind, '', '', '', '', '' FROM initiatives_formatitem x
            JOIN initiatives_collaboration c ON c.plan_format_id = x.format_id
            WHERE c.id = %s AND x.phase = c.phase AND x.kind NOT IN ('goal', 'activity')"""
    return Floor(sql, [file] * 2)


def agreement(pk: int) -> Floor:
    sql = """SELECT a.clause_key, a.title, CAST(a."order" AS TEXT), a.state, b.text, b.why
            FROM agreements_article a JOIN agreements_agreement g ON g.id = a.agreement_id
            JOIN agreements_clause b ON b.format_id = g.format_id AND b.key = a.clause_key
            WHERE a.agreement_id = %s
        UNION ALL SELECT v.variable, CAST(v.value AS TEXT), v.origin, CAST(v.revision AS TEXT), x.label, x.help
            FROM agreements_fieldvalue v JOIN agreements_agreement g ON g.id = v.agreement_id
            JOIN agreements_variable x ON x.format_id = g.format_id AND x.name = v.variable
            WHERE v.agreement_id = %s
        UNION ALL SELECT p.key, p.short_name, o.name, o.place, o.kvk, '' FROM agreements_party p
            JOIN contacts_organisation o ON o.id = p.organisation_id WHERE p.agreement_id = %s"""
    return Floor(sql, [pk] * 3)
