"""What Alembic runs around the steps: the connection is handed down by `upgrade.py`."""

from alembic import context

# Batches, because SQLite alters a table by making it anew; one transaction, so that a step is taken whole or not.
context.configure(connection=context.config.attributes["connection"], render_as_batch=True, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
