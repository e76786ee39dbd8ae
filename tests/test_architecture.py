"""Does the code still have the shape that was agreed? What lint-imports and ruff do not see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LINE = ["accounts", "contacts", "municipalities", "initiatives", "agreements", "promises", "insights"]
APPS = ["samenspel", *LINE]
LONGEST_VIEW = 40
# Signals that may be: what allauth tells of signing in, and the left telling the right that somebody is erased.
SIGNALS = {"accounts/signals.py", "contacts/signals.py"}
# Where text becomes part of a page: each piece was escaped there, and the text is our own.
MARKS_AS_SAFE = {"samenspel/help.py"}


def modules(*folders: str) -> list[Path]:
    found = [path for folder in folders or APPS for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_apps(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found & set(LINE)


@pytest.mark.parametrize("app", LINE)
def test_an_app_imports_only_what_stands_to_its_left(app: str) -> None:
    right = set(LINE[LINE.index(app) + 1 :])
    for path in modules(app):
        assert not imported_apps(path) & right, f"{name(path)} imports from its right"


def test_no_signal_carries_the_flow_of_the_domain() -> None:
    of_rows = re.compile(r"\b(pre|post)_(save|delete|init)\b|m2m_changed|models\.signals")
    for path in modules():
        text = path.read_text()
        assert not of_rows.search(text), f"{name(path)}: call the next function by name"
        if re.search(r"django\.dispatch|@receiver", text):
            assert name(path) in SIGNALS, f"{name(path)}: call the next function by name"


def test_nothing_is_called_safe_but_in_the_one_place_for_it() -> None:
    for path in modules():
        if "templatetags" not in path.parts and name(path) not in MARKS_AS_SAFE:
            assert "mark_safe" not in path.read_text(), name(path)
    for path in templates():
        assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text()), name(path)


def test_no_list_is_paged_by_counting_from_its_start() -> None:
    """A page goes on behind a row; counting to it takes longer with every page."""
    for path in modules():
        assert not re.search(r"\bPaginator\b|\bOFFSET\b", path.read_text()), name(path)


def test_every_form_that_asks_something_leaves_the_answer_to_our_own_words() -> None:
    """A browser that stops an empty field speaks its own language, and says it nowhere beside the field."""
    for path in templates():
        for form in re.findall(r'<form\b[^>]*method="post".*?</form>', path.read_text(), re.DOTALL):
            if re.search(r"{% (field|form_fields)\b", form):
                assert "novalidate" in form.split("{% csrf_token")[0], f"{name(path)}: <form novalidate>"


def test_no_template_carries_its_own_style_or_script() -> None:
    for path in templates():
        text = path.read_text()
        if "pdf" in path.parts:
            continue  # a printed page has no browser that runs anything
        assert not re.search(r"\sstyle\s*=", text), (
            f"{name(path)}: a style attribute, which our policy refuses"
        )
        assert not re.search(r"<style\b", text), f"{name(path)}: a style element"
        assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), f"{name(path)}: an event attribute"
        for script in re.findall(r"<script\b[^>]*>", text):
            assert "src=" in script, f"{name(path)}: {script} is inline"


def long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > LONGEST_VIEW:
                yield f"{name(path)}: {node.name} takes {length} lines"


def test_every_view_fits_on_a_screen() -> None:
    views = [path for path in modules() if path.stem.startswith("views") or "views" in path.parts]
    assert views
    assert not [said for path in views for said in long_functions(path)]


def test_the_web_process_never_loads_the_printer() -> None:
    program = (
        "import sys, samenspel.wsgi\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns\n"
        "print([m for m in sys.modules if m.partition('.')[0] in ('weasyprint', 'pydyf', 'fontTools', 'docx', 'lxml')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_the_tests_mirror_the_apps() -> None:
    # The foundation itself, and what goes across all apps, have a place of their own.
    across = {"bench", "journeys", "ops", "soak"}
    folders = {
        path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    assert folders - across == set(APPS)
    for app in LINE:
        tests = list((ROOT / "tests" / app).glob("test_*.py"))
        assert tests, f"nothing is promised of {app}: add tests/{app}/test_….py"


def test_every_module_opens_with_what_it_answers() -> None:
    for path in modules():
        text = path.read_text()
        if text.strip() and path.name not in ("__init__.py", "apps.py") and "formats" not in path.parts:
            assert ast.get_docstring(ast.parse(text)), f"{name(path)} does not say what it answers"
