"""Does every view say who may open it, every field how long it is kept, and does every plug lead somewhere?"""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Notice
from django.urls import URLPattern, URLResolver, get_resolver

from samenspel import plugged, retention
from samenspel.access import Mark, mark_of

# Views that are not ours cannot carry a mark; what they ask stands here. Longest prefix wins.
MARKS_OF_OTHERS = {
    "allauth.socialaccount": Mark("public"),
    "django.contrib.admin": Mark("administrator"),
}


def patterns(
    resolver: URLResolver | None = None, prefix: str = "", name: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """Every address of the site: (route, view name, view)."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route, f"{name}{entry.namespace}:" if entry.namespace else name)
        elif isinstance(entry, URLPattern):
            yield route, f"{name}{entry.name or ''}", entry.callback


def declared_mark(view: Any) -> Mark | None:
    own = mark_of(view)
    if own is not None:
        return own
    target = getattr(view, "view_class", view)
    path = f"{target.__module__}.{getattr(target, '__qualname__', '')}"
    names = [path, f"{view.__module__}.{getattr(view, '__name__', '')}"]
    admin_site = getattr(view, "admin_site", None) or getattr(view, "model_admin", None)
    if admin_site is not None:
        return MARKS_OF_OTHERS["django.contrib.admin"]
    matches = [k for k in MARKS_OF_OTHERS if any(n.startswith(k) for n in names)]
    return MARKS_OF_OTHERS[max(matches, key=len)] if matches else None


@register("access")
def every_view_says_who_may_open_it(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{route} ({name or 'no name'}) does not say who may open it.",
            hint="Mark the view with @public, @signed_in, @administrator or @needs(…).",
            id="samenspel.E001",
        )
        for route, name, view in patterns()
        if declared_mark(view) is None
    ]


@register("retention")
def every_text_has_a_term(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    missing: list[CheckMessage] = [
        Error(
            f"{name} can hold words about people, and nothing says how long it is kept.",
            hint="Add it to FIELDS in samenspel/retention.py: a term, or NOT_PERSONAL.",
            id="samenspel.E002",
        )
        for name in retention.unclassified()
    ]
    left: list[CheckMessage] = [
        Notice(
            f"{name} has a term in samenspel/retention.py, but no such field exists.",
            hint="Take it out of FIELDS, and out of docs/privacy.md when that names it.",
            id="samenspel.W003",
        )
        for name in retention.gone()
    ]
    return missing + left


@register("plugs")
def every_plug_leads_somewhere(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{setting} names {path}, and nothing of that name exists.",
            hint="Correct the name in samenspel/settings.py: the dotted path of a function or a Matter.",
            id="samenspel.E004",
        )
        for setting, path in plugged.missing()
    ]
