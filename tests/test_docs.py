"""Can a newcomer trust the documentation: do its links, commands and names exist?"""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.utils.text import slugify

from samenspel import __version__

ROOT = Path(settings.BASE_DIR)
TEXTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "fixtures").glob("*.md")})
CODE_BLOCK = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(text: str) -> set[str]:
    return {slugify(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_our_texts_leads_somewhere(text: Path) -> None:
    words = CODE_BLOCK.sub("", text.read_text(encoding="utf-8"))
    for target in LINK.findall(words):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _hash, anchor = target.partition("#")
        there = (text.parent / path).resolve() if path else text
        assert there.exists(), f"{target} does not exist"
        if anchor:
            assert anchor in anchors(there.read_text(encoding="utf-8")), f"{target} has no such heading"


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_make_target_that_a_text_names_exists(text: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", text.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


def test_the_readme_gives_the_two_commands_to_start_with() -> None:
    assert {"run", "test"} <= set(re.findall(r"^ {4}make ([a-z]+)", read("README.md"), re.MULTILINE))


def test_every_program_that_a_text_names_exists() -> None:
    for text in TEXTS:
        for program in re.findall(r"(?<!\.venv/)\bbin/[a-z-]+(?:\.txt)?", text.read_text(encoding="utf-8")):
            assert (ROOT / program).exists(), f"{text.name} names {program}"


def test_the_changelog_begins_with_the_version_that_is_being_made() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    first = re.search(r"^## (.+)$", read("CHANGELOG.md"), re.MULTILINE)
    assert first
    assert first[1].startswith(version)


def test_every_decision_is_linked_and_numbered() -> None:
    pages = sorted(path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert pages
    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))
    assert re.findall(r"\((\d{4}[\w-]+\.md)\)", read("docs/decisions/README.md")) == pages
    for name in pages:
        assert read(f"docs/decisions/{name}").startswith(f"# {int(name[:4])}. ")


def test_what_the_help_calls_by_name_stands_on_a_screen() -> None:
    screens = [*(ROOT / "templates").rglob("*.html")]
    for app in (
        "samenspel",
        "accounts",
        "contacts",
        "municipalities",
        "initiatives",
        "agreements",
        "promises",
        "insights",
    ):
        screens += (ROOT / app).rglob("*.py")
    shown = "\n".join(path.read_text(encoding="utf-8") for path in screens).lower()
    for text in (ROOT / "docs/hulp").glob("*.md"):
        for name in re.findall(r"\*\*(.+?)\*\*", text.read_text(encoding="utf-8")):
            assert name.lower() in shown, f"{text.name} speaks of {name}, which no screen shows"


def test_the_map_of_the_documentation_names_every_text() -> None:
    for text in (ROOT / "docs").rglob("*.md"):
        name = text.relative_to(ROOT / "docs").as_posix()
        if name != "README.md" and not re.match(r"decisions/\d", name):
            assert f"({name})" in read("docs/README.md"), f"{name} is not on the map"


def test_the_checklist_keeps_every_row_of_the_stappenplan() -> None:
    rows = re.findall(r"^\| 3\.(\d+) \|", read("docs/checklist.md"), re.MULTILINE)
    assert [int(row) for row in rows] == list(range(1, 77))


def test_every_name_in_the_glossary_is_a_name_in_the_code() -> None:
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` \| `([\w/]+\.py)` \|$", read("docs/glossary.md"), re.MULTILINE)
    assert len(rows) > 60
    for name, module in rows:
        assert re.search(rf"\b{name}\b", read(module)), f"{name} is not in {module}"


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_that_a_text_names_exists(text: Path) -> None:
    folders = "samenspel|accounts|contacts|municipalities|initiatives|agreements|promises|insights|tests|templates|fixtures|static"
    named = re.findall(rf"`((?:{folders})/[\w/.-]+\.\w+)`", text.read_text(encoding="utf-8"))
    for module in named:
        assert (ROOT / module).exists(), f"{module} does not exist"


def test_every_dependency_is_accounted_for() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    run_time = project["project"]["dependencies"]
    every = [*run_time, *project["dependency-groups"]["dev"]]
    page = read("docs/dependencies.md")
    for requirement in every:
        name = re.split(r"[\[<>=]", requirement)[0]
        assert re.search(rf"(?<![\w-]){name}(?![\w-])", page), f"{name} has no row in docs/dependencies.md"
    for requirement in run_time:
        name = re.split(r"[\[<>=]", requirement)[0]
        assert re.search(rf"^\| {name} \|(?: [^|]+ \|){{3}}$", page, re.MULTILINE), (
            f"{name} lacks a licence or release"
        )


def test_publiccode_says_what_its_standard_asks() -> None:
    public = yaml.safe_load(read("publiccode.yml"))
    assert public["publiccodeYmlVersion"] == "0.4"
    assert {"name", "url", "platforms", "developmentStatus", "softwareType", "legal", "maintenance"} <= set(
        public
    )
    assert public["legal"]["license"] == "EUPL-1.2"
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert public["softwareVersion"] == __version__ == version
    assert public["maintenance"]["contacts"]
    assert "nl" in public["localisation"]["availableLanguages"]
    for language in ("nl", "en"):
        words = public["description"][language]
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert words["features"]


def test_the_licence_is_the_whole_eupl() -> None:
    licence = read("LICENSE")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [int(n) for n in re.findall(r"^(\d+)\.", licence, re.MULTILINE)] == list(range(1, 16))
    assert "Compatible Licences" in licence
