"""How does the database itself refuse to change history?

One helper writes the refuse-UPDATE/DELETE triggers for SQLite and PostgreSQL. A table may be open until a
published_at stands (formats): then `once` holds a condition on the row, or on its parent, as SQL with {row}.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

MESSAGE = "append-only: this row is history and cannot change"


def _condition(verb: str, once: str, columns: tuple[str, ...], differs: str) -> str:
    parts = [f"({once.format(row='NEW' if verb == 'INSERT' else 'OLD')})"] if once else []
    if columns and verb == "UPDATE":
        parts.append("(" + " OR ".join(f"OLD.{c} {differs} NEW.{c}" for c in columns) + ")")
    return " AND ".join(parts)


def _sqlite(table: str, verb: str, once: str, columns: tuple[str, ...]) -> str:
    condition = _condition(verb, once, columns, "IS NOT")
    when = f"WHEN {condition}" if condition else ""
    return (
        f"CREATE TRIGGER append_only_{table}_{verb.lower()} BEFORE {verb} ON {table} FOR EACH ROW {when} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


def _postgresql(table: str, verb: str, once: str, columns: tuple[str, ...]) -> str:
    condition = _condition(verb, once, columns, "IS DISTINCT FROM") or "TRUE"
    name = f"append_only_{table}_{verb.lower()}"
    back = "OLD" if verb == "DELETE" else "NEW"
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {back}; END $$; "
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


class Protect(Operation):
    """Writes or takes away the triggers of one table. Knows no models, so the state of the apps is not made for it."""

    reversible = True
    elidable = False

    def __init__(
        self, table: str, *, once: str, inserts: bool, columns: tuple[str, ...], lifts: bool = False
    ) -> None:
        self.table, self.once, self.columns, self.lifts = table, once, columns, lifts
        self.verbs = ["UPDATE", "DELETE", *(["INSERT"] if inserts else [])]

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._lift(schema_editor) if self.lifts else self._protect(schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._protect(schema_editor) if self.lifts else self._lift(schema_editor)

    def describe(self) -> str:
        return f"{'Lets go of' if self.lifts else 'Protects'} the history in {self.table}"

    def _protect(self, editor: BaseDatabaseSchemaEditor) -> None:
        trigger = _sqlite if editor.connection.vendor == "sqlite" else _postgresql
        for verb in self.verbs:
            editor.execute(trigger(self.table, verb, self.once, self.columns))

    def _lift(self, editor: BaseDatabaseSchemaEditor) -> None:
        for verb in self.verbs:
            name = f"append_only_{self.table}_{verb.lower()}"
            if editor.connection.vendor == "sqlite":
                editor.execute(f"DROP TRIGGER {name}")
            else:
                editor.execute(f"DROP TRIGGER {name} ON {self.table}; DROP FUNCTION {name}()")


def protect(table: str, *, once: str = "", inserts: bool = False, columns: tuple[str, ...] = ()) -> Protect:
    """A migration step: from here on rows of `table` are never updated or deleted (nor added, with `inserts`).

    once: only rows for which this SQL holds, with {row} for the row itself; columns: only these are fixed.
    """
    return Protect(table, once=once, inserts=inserts, columns=columns)


def lift(table: str, *, once: str = "", inserts: bool = False, columns: tuple[str, ...] = ()) -> Protect:
    """The way back of `protect`, with the same arguments: around a change of the table itself.

    SQLite makes a table anew to change it, and its triggers would be gone without a word.
    """
    return Protect(table, once=once, inserts=inserts, columns=columns, lifts=True)


class WhenThere(Operation):
    """Mends rows that were made before; where `rows` (SQL) finds none, as in a new database, no models are made for it."""

    reversible = True
    elidable = False

    def __init__(self, rows: str, mend: Callable[[Any], None]) -> None:
        self.rows, self.mend = rows, mend

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Only rows change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"{self.rows} LIMIT 1")
            found = cursor.fetchone()
        if found:
            self.mend(from_state.apps)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """What was mended may stay."""

    def describe(self) -> str:
        return "Mends rows that were made before"
