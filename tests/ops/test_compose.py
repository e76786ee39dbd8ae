"""Does docker-compose.yml start what production needs, without a secret in it and without root?"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from tests.needs import need
from tests.ops.processes import PATIENCE, ROOT, clean_environment, free_port, manage, running, until

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("web", "worker", "beat", "migrate")
EXAMPLE = (ROOT / ".env.example").read_text()
KEY = "a-key-for-this-test-only-of-more-than-forty-characters"


def test_production_has_a_site_a_worker_a_clock_a_database_and_a_queue():
    assert set(SERVICES) == {"web", "worker", "beat", "migrate", "db", "redis"}
    assert SERVICES["web"]["command"][0] == "gunicorn"
    assert "appendonly yes" in SERVICES["redis"]["command"][-1]


def test_every_service_that_keeps_running_tells_its_health_and_comes_back():
    for name, service in SERVICES.items():
        if name != "migrate":
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_nothing_of_ours_starts_before_the_database_is_up_to_date():
    assert SERVICES["migrate"]["depends_on"]["db"]["condition"] == "service_healthy"
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_our_containers_run_without_root_and_write_only_to_their_data():
    for name in OURS:
        service = SERVICES[name]
        assert service["user"] == "10001:10001"
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["volumes"] == ["files:/data"]
    users = re.findall(r"^USER (\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert users
    assert users[-1] == "10001:10001"


def test_files_database_and_queue_outlive_their_containers():
    assert set(COMPOSE["volumes"]) == {"files", "db", "redis"}


def test_a_copy_is_made_with_the_client_of_the_same_postgresql():
    _image, major = SERVICES["db"]["image"].split(":")
    assert f"postgresql-client-{major} " in (ROOT / "Dockerfile").read_text()


def test_only_the_site_can_be_reached_and_only_from_this_machine():
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert list(published) == ["web"]
    assert all(port.startswith("127.0.0.1:") for port in published["web"])


def test_no_secret_stands_in_the_file_and_a_forgotten_one_stops_the_start():
    for name, service in SERVICES.items():
        for setting, value in service.get("environment", {}).items():
            if re.search(r"KEY|PASSWORD|AUTH|DATABASE_URL|REDIS_URL|EMAIL_URL", setting):
                assert re.search(r"\$\{[A-Z_]+:\?[^}]+\}", value), f"{name}: {setting}"
    assert not re.search(r"//[^:/\s]*:[^$@\s]+@", (ROOT / "docker-compose.yml").read_text())


def test_every_setting_is_explained_in_the_example():
    explained = set(re.findall(r"^(?:# )?([A-Z_]{3,})\b", EXAMPLE, re.MULTILINE))
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (ROOT / "samenspel" / "settings.py").read_text()))
    passed_on = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert read
    assert read | passed_on - {"VERSION"} <= explained | {"READ_DOT_ENV"}


def test_the_example_holds_no_working_secret():
    values = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    for name in ("SECRET_KEY", "DATABASE_PASSWORD", "REDIS_PASSWORD"):
        assert values[name] == ""


def test_the_image_holds_what_runs_and_nothing_else():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    kept = {rule[1:] for rule in rules if rule.startswith("!")}
    for folder in (
        "samenspel",
        "accounts",
        "contacts",
        "municipalities",
        "initiatives",
        "agreements",
        "promises",
        "insights",
    ):
        assert folder in kept
    assert not kept & {".env", "data", ".git", "tests"}


@pytest.mark.slow
def test_all_static_files_can_be_collected_for_the_image(tmp_path):
    collected = manage(
        "collectstatic",
        "--noinput",
        SECRET_KEY=KEY,
        ALLOWED_HOSTS="localhost",
        SITE_URL="https://localhost",
        DATABASE_URL="postgres://db/build",
        REDIS_URL="redis://redis/0",
        DATA_DIR=str(tmp_path),
        STATIC_ROOT=str(tmp_path / "static"),
    )
    assert collected.returncode == 0, collected.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()


# --- the very commands, outside Docker, on a real PostgreSQL and Redis -----------------------------------


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory):
    """The environment compose gives its services, with a database and a queue of their own; one is up at a time."""
    tmp_path = tmp_path_factory.mktemp("production")
    for name in ("DATABASE_URL", "REDIS_URL"):
        need(name, name in os.environ)
    server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    name = f"compose_{secrets.token_hex(4)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        given = {
            "SECRET_KEY": KEY,
            "ALLOWED_HOSTS": "samenspel.example",
            "SITE_URL": "https://samenspel.example",
            "DATABASE_URL": f"{server}/{name}",
            "REDIS_URL": os.environ["REDIS_URL"].rsplit("/", 1)[0] + "/9",
            "EMAIL_URL": "dummymail://",
            "DEFAULT_FROM_EMAIL": "Samenspel <samenspel@samenspel.example>",
            "STATIC_ROOT": str(tmp_path / "static"),
            "DATA_DIR": str(tmp_path / "data"),
            "TMPDIR": str(tmp_path),
            "PORT": str(free_port()),
            "WEB_CONCURRENCY": "2",
        }
        try:
            migrate = subprocess.run(
                SERVICES["migrate"]["command"],
                cwd=ROOT,
                env=clean_environment(**given),
                capture_output=True,
                text=True,
                timeout=2 * PATIENCE,
                check=False,
            )
            assert migrate.returncode == 0, migrate.stderr
            yield given
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def start(name: str, environment: dict[str, str], tmp_path: Path):
    return running(SERVICES[name]["command"], tmp_path / f"{name}.log", **environment)


def is_healthy(name: str, environment: dict[str, str]) -> bool:
    test = SERVICES[name]["healthcheck"]["test"]
    assert test[:2] == ["CMD", "python"]
    asked = subprocess.run(
        [sys.executable, *test[2:]],
        cwd=ROOT,
        env=clean_environment(**environment),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return asked.returncode == 0


def end_every_session(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as admin:
        ended = admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    assert ended


@pytest.mark.production
@pytest.mark.xdist_group("production")
@pytest.mark.timeout(300)
class TestCommands:
    @pytest.mark.parametrize("name", ["web", "worker", "beat"])
    def test_a_service_comes_up_healthy_and_stops_when_asked(self, name, production, tmp_path):
        assert not is_healthy(name, production)
        with start(name, production, tmp_path) as process:
            log = tmp_path / f"{name}.log"
            until(lambda: process.poll() is not None or is_healthy(name, production), f"{name} is healthy")
            assert process.poll() is None, log.read_text()
            process.terminate()
            assert process.wait(PATIENCE) == 0, log.read_text()
            assert "Traceback" not in log.read_text()

    def test_the_site_is_ready_and_sends_visitors_to_https(self, production, tmp_path):
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *args: Any) -> None:
                return None

        opener = urllib.request.build_opener(Stay)

        def status(path: str) -> int:
            address = f"http://127.0.0.1:{production['PORT']}{path}"
            try:
                with opener.open(
                    urllib.request.Request(address, headers={"Host": "samenspel.example"}),
                    timeout=30,
                ) as answer:
                    return answer.status
            except urllib.error.HTTPError as error:
                return error.code

        with start("web", production, tmp_path):
            until(lambda: is_healthy("web", production), "the site is healthy")
            assert status("/_healthz/readyz") == 200
            assert status("/") == 301
            end_every_session(production["DATABASE_URL"])  # as a database does that starts again
            assert status("/_healthz/readyz") == 200


@pytest.mark.production
@pytest.mark.xdist_group("production")
def test_the_queue_asks_a_password_and_keeps_what_it_has_on_disk(tmp_path):
    need("redis-server", shutil.which("redis-server"))
    port, password = free_port(), secrets.token_hex(8)
    shell, flag, script = SERVICES["redis"]["command"]
    script = script.replace("$$", "$").replace("dir /data", f"dir {tmp_path}\nport {port}\nbind 127.0.0.1")

    def ask(*words: str) -> bytes:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                line.sendall("".join(f"{word}\r\n" for word in words).encode())
                line.shutdown(socket.SHUT_WR)
                return b"".join(iter(lambda: line.recv(4096), b""))
        except ConnectionRefusedError:
            return b""

    with running([shell, flag, script], tmp_path / "redis.log", REDISCLI_AUTH=password) as process:
        until(lambda: ask("PING"), "Redis answers")
        assert b"NOAUTH" in ask("PING")
        assert b"yes" in ask(f"AUTH {password}", "CONFIG GET appendonly")
        process.terminate()
        assert process.wait(PATIENCE) == 0
