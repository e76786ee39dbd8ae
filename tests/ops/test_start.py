"""Does the product start where it may, refuse where it must, and stop without leaving anything behind?"""

import os
import shutil
import signal
import socket
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ops.processes import free_port, is_gone, manage, running, until

pytestmark = pytest.mark.slow
KEY = "a-key-for-this-test-only-of-more-than-forty-characters"
PRODUCTION = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "samenspel.example",
    "SITE_URL": "https://samenspel.example",
    "DATABASE_URL": "postgres://samenspel@db/samenspel",
    "REDIS_URL": "redis://redis:6379/0",
}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"ALLOWED_HOSTS": "samenspel.example"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": "samenspel.example", "SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": KEY}, "ALLOWED_HOSTS"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({**PRODUCTION, "DATABASE_URL": "sqlite:///samenspel.sqlite3"}, "DATABASE_URL"),
        ({**PRODUCTION, "REDIS_URL": ""}, "REDIS_URL"),
        ({**PRODUCTION, "SITE_URL": "http://samenspel.example"}, "SITE_URL"),
        ({**PRODUCTION, "SEALS": "[{"}, "SEALS"),
        ({**PRODUCTION, "DATABASE_POOL": "8 verbindingen"}, "DATABASE_POOL"),
        ({**PRODUCTION, "DEMO": "1"}, "DEMO"),
        ({**PRODUCTION, "DEBUG": "1"}, "DEBUG"),
        ({"EMBEDDED": "1", "PORT": "99999"}, "Poort “99999”"),
        ({"EMBEDDED": "1", "DATA_DIR": "/proc/samenspel"}, "/proc/samenspel"),
        ({"EMBEDDED": "1", "DEMO": "1", "BIND": "0.0.0.0"}, "DEMO"),  # noqa: S104
        ({"EMBEDDED": "1", "DEBUG": "1", "BIND": "192.0.2.1"}, "DEBUG"),
    ],
)
def test_an_unsafe_configuration_stops_the_start_with_a_sentence(given, names, tmp_path):
    started = manage("serve", **{"DATA_DIR": str(tmp_path), **given})
    assert started.returncode != 0
    assert names in started.stderr
    assert "Traceback" not in started.stderr


def test_a_safe_production_configuration_passes_every_deploy_check(tmp_path):
    checked = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        **{**PRODUCTION, "SECRET_KEY": "q7Xn2vB9_tRk4Lw8-sYp3Hc6Zd1MfJ5gVaE0uKi7oTxNb2WqPz5Rm"},
        DATA_DIR=str(tmp_path),
    )
    assert checked.returncode == 0, checked.stderr
    assert "0 silenced" in checked.stdout


def test_serve_is_for_one_computer_only(tmp_path):
    started = manage("serve", **PRODUCTION, DATA_DIR=str(tmp_path))
    assert started.returncode != 0
    assert "EMBEDDED=1" in started.stderr


def test_the_embedded_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    data = tmp_path / "data"
    assert manage("check", EMBEDDED="1", DATA_DIR=str(data)).returncode == 0
    key = data / "secret_key"
    first = key.read_text()
    assert len(first) >= 40
    assert key.stat().st_mode & 0o077 == 0
    manage("check", EMBEDDED="1", DATA_DIR=str(data))
    assert key.read_text() == first


def test_production_never_falls_back_on_the_key_of_a_data_folder(tmp_path):
    (tmp_path / "secret_key").write_text(KEY)
    assert manage("check", ALLOWED_HOSTS="samenspel.example", DATA_DIR=str(tmp_path)).returncode != 0


def test_a_busy_port_is_told_in_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        started = manage("serve", "--port", str(port), EMBEDDED="1", DATA_DIR=str(tmp_path))
    assert started.returncode != 0
    assert f"Poort {port} is bezet. Kies een andere: make run PORT={port + 1}" in started.stderr
    assert "Traceback" not in started.stderr


@pytest.fixture
def served(tmp_path: Path):
    """`make run` with a port and a data folder of one's own, empty: the process, its address and what it printed."""
    with serving(tmp_path / "data", tmp_path / "log", make=True) as site:
        yield site


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as a first start leaves it."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder / "data", folder / "log") as (process, _address, _log):
        process.terminate()
        process.wait(30)
    return folder / "data"


@pytest.fixture
def served_again(filled: Path, tmp_path: Path):
    """The same on a folder that was filled before."""
    shutil.copytree(filled, tmp_path / "data")
    with serving(tmp_path / "data", tmp_path / "log") as site:
        yield site


@contextmanager
def serving(data: Path, log: Path, *, make: bool = False):
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port), "--prepare"]
    chosen = {"EMBEDDED": "1", "DEMO": "1", "DATA_DIR": str(data)}
    if make:
        command, chosen = ["make", "--silent", "run", f"PORT={port}", f"DATA={data}"], {}
    with running(command, log, **chosen) as process:
        until(
            lambda: process.poll() is not None or "staat klaar" in log.read_text(), "the address of the site"
        )
        assert process.poll() is None, log.read_text()
        yield process, f"http://127.0.0.1:{port}", log


def children_of(pid: int) -> list[int]:
    """Of every thread: the one that watches the runner starts the next one."""
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for children in listed for child in children.read_text().split()]


def processor_seconds(pid: int) -> float:
    """What a process took so far: on a busy machine the clock says nothing."""
    spent = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 (our own address)
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


on_linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")


@on_linux
@pytest.mark.sqlite_only
@pytest.mark.xdist_group("serving")
class TestServing:
    def test_a_first_start_on_an_empty_folder_answers_and_names_who_you_can_be(self, served, tmp_path):
        (_process, address, log), data = served, tmp_path / "data"
        assert status_of(f"{address}/") == 200
        assert status_of(f"{address}/_healthz/readyz") == 200
        said = log.read_text()
        assert f"{address}/" in said
        assert f"Kies op {address}/proef/ wie je wilt zijn:\n  Marit" in said
        assert "Traceback" not in said
        assert (data / "samenspel.sqlite3").exists()

    @pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
    def test_a_second_start_is_quick_and_stopping_ends_the_document_runner_too(self, served_again, stop):
        process, _address, log = served_again
        assert processor_seconds(process.pid) < 8
        (runner,) = children_of(process.pid)
        process.send_signal(stop)
        assert process.wait(30) == 0, log.read_text()
        assert is_gone(runner)
        assert "Samenspel is gestopt." in log.read_text()
        assert "Traceback" not in log.read_text()

    def test_the_document_runner_ends_when_the_site_is_killed(self, served_again):
        process, _address, _log = served_again
        (runner,) = children_of(process.pid)
        process.kill()
        process.wait()
        until(lambda: is_gone(runner), "the end of the document runner")

    def test_a_document_runner_that_is_killed_comes_back(self, served_again):
        process, _address, _log = served_again
        (runner,) = children_of(process.pid)
        os.kill(runner, signal.SIGKILL)
        until(lambda: children_of(process.pid) not in ([], [runner]), "a new document runner")
