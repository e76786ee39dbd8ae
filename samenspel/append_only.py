"""How does the database itself refuse to change history?

One helper writes the refuse-UPDATE/DELETE triggers for SQLite and PostgreSQL. A table may be open until a
published_at stands (formats): then `once` holds a condition on the row, or on its parent, as SQL with {row}.
"""

from collections.abc import Callable

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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


Step = Callable[[object, BaseDatabaseSchemaEditor], None]


def protect(
    table: str, *, once: str = "", inserts: bool = False, columns: tuple[str, ...] = ()
) -> migrations.RunPython:
    """A migration step: from here on rows of `table` are never updated or deleted (nor added, with `inserts`).

    once: only rows for which this SQL holds, with {row} for the row itself; columns: only these are fixed.
    """
    return migrations.RunPython(*_steps(table, once, inserts, columns))


def lift(
    table: str, *, once: str = "", inserts: bool = False, columns: tuple[str, ...] = ()
) -> migrations.RunPython:
    """The way back of `protect`, with the same arguments: around a change of the table itself.

    SQLite makes a table anew to change it, and its triggers would be gone without a word.
    """
    forwards, backwards = _steps(table, once, inserts, columns)
    return migrations.RunPython(backwards, forwards)


def _steps(table: str, once: str, inserts: bool, columns: tuple[str, ...]) -> tuple[Step, Step]:
    verbs = ["UPDATE", "DELETE", *(["INSERT"] if inserts else [])]

    def write(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        trigger = _sqlite if editor.connection.vendor == "sqlite" else _postgresql
        for verb in verbs:
            editor.execute(trigger(table, verb, once, columns))

    def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for verb in verbs:
            name = f"append_only_{table}_{verb.lower()}"
            if editor.connection.vendor == "sqlite":
                editor.execute(f"DROP TRIGGER {name}")
            else:
                editor.execute(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()")

    return write, remove
