"""Do the two commands of the README say what a machine lacks, and go on where they can?"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ops.processes import PATIENCE, ROOT

EVERYWHERE = ("bash", "env", "dirname", "cut", "tr", "cat", "ls", "uname", "sha256sum")
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.fixture
def bare(tmp_path: Path) -> Callable[..., Path]:
    """A folder of programs with what every Linux has, and stand-ins for others: all that this machine can find."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in EVERYWHERE:
        (folder / name).symlink_to(shutil.which(name) or pytest.skip(f"{name} is not here"))

    def with_stand_ins(**scripts: str) -> Path:
        for name, script in scripts.items():
            program(folder / name.replace("_", "-"), script)
        return folder

    return with_stand_ins


def program(place: Path, script: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)


def run(command: Path, found: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [command],
        env={"PATH": str(found), "LANG": "C.UTF-8", **given},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_the_build_server_fails_on_what_is_missing_with_a_line_for_each(bare: Callable[..., Path]) -> None:
    ran = run(ROOT / "bin" / "test", bare(), FULL="1")
    assert ran.returncode == 1
    missing = [line for line in ran.stdout.splitlines() if line.startswith("Ontbreekt: ")]
    for name in ("Redis", "Chromium", "poppler of qpdf"):
        assert [line for line in missing if line.startswith(f"Ontbreekt: {name}. Overgeslagen: ")], ran.stdout
    assert "sudo bin/install-services" in ran.stdout
    assert ran.stderr.strip() == "Met FULL=1 mag niets ontbreken."


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """The script as it lies on a machine without the libraries, until `there` is written."""
    script = tmp_path / "bin" / "pdf-libraries"
    script.parent.mkdir()
    shutil.copy(ROOT / "bin" / "pdf-libraries", script)
    program(tmp_path / ".venv" / "bin" / "python", "[ -e there ]")
    return script


def test_who_may_not_install_the_libraries_reads_the_very_command_and_goes_on(
    libraries: Path, bare: Callable[..., Path]
) -> None:
    ran = run(libraries, bare(apt_get="exit 1", id="echo 1000"))
    assert ran.returncode == 0, ran.stderr
    assert f"sudo apt-get install -y --no-install-recommends {LIBRARIES}" in ran.stdout
    assert "De rest werkt wel." in ran.stdout


def test_who_is_root_gets_the_libraries_installed_unasked(
    libraries: Path, bare: Callable[..., Path], tmp_path: Path
) -> None:
    ran = run(libraries, bare(apt_get='echo "$@" > there', id="echo 0"))
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "there").read_text().split() == [
        "install",
        "-y",
        "--no-install-recommends",
        *LIBRARIES.split(),
    ]
    assert "lukt nog niet" not in ran.stdout
