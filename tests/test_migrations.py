"""Can every change of a table be brought to an installation with data in it, while the version before it still runs?

What the first migrations make is new, and free. Of all that comes after, this walks the operations, with the tables as
they stand at each step. A change that loses something says so in the docstring of its migration, by its name.
"""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from samenspel.retention import OUR_APPS

LOADER = MigrationLoader(connection=None)
OURS = sorted(key for key in LOADER.disk_migrations if key[0] in OUR_APPS)
LATER = [key for key in OURS if not key[1].startswith("0001_")]
# These take a name away that the running version still asks for.
LOSES = (
    operations.RemoveField,
    operations.RenameField,
    operations.DeleteModel,
    operations.RenameModel,
    operations.AlterModelTable,
)
BY_HAND = (operations.RunPython, operations.RunSQL)


def steps(key: tuple[str, str]) -> Iterator[tuple[Any, ProjectState]]:
    """Each operation of a migration, with the tables as they are before it."""
    state = LOADER.project_state(key, at_end=False)
    for operation in LOADER.disk_migrations[key].operations:
        for one in flat(operation):
            yield one, state
        operation.state_forwards(key[0], state)


def flat(operation: Any) -> list[Any]:
    if isinstance(operation, operations.SeparateDatabaseAndState):
        return [*operation.database_operations, *operation.state_operations]
    return [operation]


def troubles(key: tuple[str, str]) -> Iterator[str]:
    told = sys.modules[LOADER.disk_migrations[key].__module__].__doc__ or ""
    by_hand = any(isinstance(one, BY_HAND) for one, _state in steps(key))
    for one, state in steps(key):
        if isinstance(one, LOSES) and lost(one) not in told:
            yield f"{one.describe()}: say in the docstring why nobody misses `{lost(one)}`"
        if isinstance(one, operations.AddField):
            yield from added(one)
        if isinstance(one, operations.AlterField) and not by_hand and was_empty(key[0], one, state):
            yield f"{one.describe()}: rows without a value stop it; fill them first, in this migration"
        if isinstance(one, BY_HAND) and not one.reversible:
            yield f"{one.describe()}: say how it goes back"


def lost(operation: Any) -> str:
    """The name that goes: of a field, or of a whole table."""
    return getattr(operation, "old_name", None) or operation.name


def added(operation: Any) -> Iterator[str]:
    """Rows that are there get a value, and so does what the running version still adds."""
    field = operation.field
    if isinstance(field, models.ManyToManyField) or field.null:
        return
    empty = field.empty_strings_allowed and field.blank
    if not (field.has_default() or field.has_db_default() or empty):
        yield f"{operation.describe()}: rows that are there have no value for it"
    if field.unique and callable(field.default):
        yield f"{operation.describe()}: all rows that are there would get one and the same value"


def was_empty(app: str, operation: Any, state: ProjectState) -> bool:
    before = state.models[app, operation.model_name_lower].fields[operation.name]
    return before.null and not operation.field.null


@pytest.mark.parametrize("key", LATER, ids="/".join)
def test_a_migration_can_run_on_an_installation_with_data(key: tuple[str, str]) -> None:
    assert not list(troubles(key))


def test_each_app_has_its_migrations_in_one_row_with_names_that_tell() -> None:
    for app in OUR_APPS:
        names = [name for label, name in OURS if label == app]
        numbers = [int(name[:4]) for name in names]
        assert numbers == list(range(1, len(names) + 1)), f"{app} has a number twice, or one too few"
        assert not [name for name in names if "_auto_" in name]
        assert len(LOADER.graph.leaf_nodes(app)) <= 1


# --- does it find what it looks for? --------------------------------------------------------------------


def unsafe() -> dict[str, Any]:
    text = models.CharField(max_length=10)
    number = models.PositiveIntegerField(null=True)
    return {
        "why nobody misses `kvk`": operations.RemoveField("organisation", "kvk"),
        "why nobody misses `place`": operations.RenameField("organisation", "place", "town"),
        "why nobody misses `Invitation`": operations.DeleteModel("Invitation"),
        "no value": operations.AddField("organisation", "code", text),
        "one and the same": operations.AddField(
            "organisation", "code", models.CharField(max_length=10, unique=True, default=str)
        ),
        "fill them first": operations.AlterField("function", "ends_on", models.DateField()),
        "how it goes back": operations.RunSQL("SELECT 1"),
        "": operations.AddField("organisation", "number", number),
    }


@pytest.mark.parametrize("said", unsafe())
def test_a_migration_that_would_break_something_is_found(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key = ("contacts", LOADER.graph.leaf_nodes("contacts")[0][1])
    migration = LOADER.disk_migrations[key]
    monkeypatch.setattr(migration, "operations", [unsafe()[said]])
    found = list(troubles(key))
    assert len(found) == bool(said)
    assert said in "".join(found)
