"""What Alembic runs: the steps on the connection that `storage.migrating` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import CreateTableOp, MigrationScript

from storage.schema import Instant, tables


def _rendered(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    # A step says what the file holds; the schema's own type may be gone when it is run.
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Instant) else False


def _compared(_context: Any, _column: Any, _found: Any, _kind: Any, kept: Any) -> bool | None:  # noqa: ANN401
    # An instant is a whole number in the file, so there is nothing to compare.
    return False if isinstance(kept, Instant) else None


def _without_remarks(_context: Any, _revision: Any, steps: list[MigrationScript]) -> None:  # noqa: ANN401
    # SQLite keeps no remarks on tables, and the schema is where they are read.
    for step in steps:
        for made in step.upgrade_ops.ops if step.upgrade_ops else ():
            if isinstance(made, CreateTableOp):
                made.comment = None


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables,
    render_item=_rendered,
    compare_type=_compared,
    compare_server_default=True,
    process_revision_directives=_without_remarks,
    # SQLite can undo a change of tables; all steps are one transaction of the caller's.
    transactional_ddl=True,
)
context.run_migrations()
