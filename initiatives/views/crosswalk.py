"""Where does someone see the stappenplan in other words, and choose which words she knows?"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.actions import choose_words
from initiatives.models import FormatItem, PlanFormat
from initiatives.plan.crosswalk import COOKIE, KINDS, NPLW, Frame, chosen_frame
from initiatives.plan.crosswalk import crosswalk as table_of_words
from initiatives.terms import ItemKind, Phase, Track
from samenspel.access import public

A_YEAR = 365 * 24 * 3600


@public
@require_safe
def crosswalk(request: HttpRequest) -> HttpResponse:
    """Reference, the same for everyone; `?woorden=` lists it by another frame for this once."""
    table = table_of_words()
    asked = request.GET.get("woorden", "")
    chosen = chosen_frame(request.person, request.COOKIES)
    listed = table.frame(asked) or (None if asked == NPLW else chosen)
    context = {
        "table": table,
        "listed": listed,
        "chosen": chosen.key if chosen else NPLW,
        "choices": [
            (NPLW, _("Fasen en sporen van het stappenplan")),
            *((f.key, f.title) for f in table.frames),
        ],
        "groups": _groups(listed),
        "place": "help",
    }
    return render(request, "initiatives/crosswalk.html", context)


@public
@require_POST
def words_choose(request: HttpRequest) -> HttpResponse:
    """Kept with who signed in; of anyone else this device remembers it."""
    frame = table_of_words().frame(request.POST.get("woorden", ""))
    response = redirect(_back(request))
    if request.person:
        choose_words(request.person, frame.key if frame else "")
        messages.success(request, _("Je keuze is bewaard."))
    elif frame:
        response.set_cookie(
            COOKIE,
            frame.key,
            max_age=A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("terug", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "initiatives:crosswalk"


def _groups(listed: Frame | None) -> list[dict[str, Any]]:
    """The items under the words that the reader asked for, each with its words in every other frame."""
    table = table_of_words()
    frames = [frame for frame in table.frames if frame != listed]  # the heading already says that one
    rows = [_row(item, frames) for item in _items()]
    if listed is None:
        heads = [(phase.label, lambda row, phase=phase: row["item"].phase == phase) for phase in Phase]
    else:
        heads = [
            (word, lambda row, word=word: table.word(listed, row["item"]) == word)
            for word in listed.words.values()
        ]
        heads.append((_("Zonder plaats hierin"), lambda row: not table.word(listed, row["item"])))
    groups = [{"title": title, "rows": [row for row in rows if fits(row)]} for title, fits in heads]
    return [group for group in groups if group["rows"]]


def _items() -> list[FormatItem]:
    newest = PlanFormat.objects.filter(published_at__isnull=False).order_by("-number").first()
    found = FormatItem.objects.filter(format=newest, kind__in=KINDS)
    order = {phase.value: phase.number for phase in Phase}
    return sorted(found, key=lambda item: (order[item.phase], item.kind != ItemKind.GOAL, item.order))


def _row(item: FormatItem, frames: list[Frame]) -> dict[str, Any]:
    table = table_of_words()
    return {
        "item": item,
        "place": f"{Phase(item.phase).label}, {str(Track(item.track).label).lower()}",
        "words": [
            {
                "title": frame.short,
                "word": table.word(frame, item),
                "why_not": table.why_not(frame, item) or _("staat nog niet in deze tabel"),
            }
            for frame in frames
        ],
    }
