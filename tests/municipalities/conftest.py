"""The gemeenten as they come with the project, and someone who looks at them."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.models import User
from municipalities import files, loading
from municipalities.models import Municipality

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture
def entries() -> list[files.Entry]:
    return files.read_municipalities(FIXTURES / "municipalities-2026.csv")


@pytest.fixture
def aliases() -> list[tuple[str, str]]:
    return files.read_aliases(FIXTURES / "municipality-aliases.csv")


@pytest.fixture
def gemeenten(db: None, entries: list[files.Entry], aliases: list[tuple[str, str]]) -> loading.Summary:
    return loading.load(entries, aliases=aliases)


@pytest.fixture
def gemeente(gemeenten: loading.Summary) -> Callable[[str], Municipality]:
    return lambda name: Municipality.objects.get(organisation__name=name)


@pytest.fixture
def next_year(entries: list[files.Entry]) -> list[files.Entry]:
    """2027: Scherpenzeel became part of Barneveld, and everywhere people were born."""
    return [
        files.Entry(**{**vars(e), "population": e.population + 100, "population_year": 2027})
        for e in entries
        if e.name != "Scherpenzeel"
    ]


@pytest.fixture
def merger() -> list[files.Change]:
    return [files.Change("GM0279", "GM0203", date(2027, 1, 1))]


@pytest.fixture
def reader(client: Any, db: None) -> Any:
    """Someone with an account and nothing more."""
    client.force_login(User.objects.create_user("lezer@voorbeeld.nl"))
    return client


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, header: str, *rows: str) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header.split(","), *(row.split(",") for row in rows)])
        return path

    return write
