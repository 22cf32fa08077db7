"""The schema's history: one file a step, run by Alembic. New ones are made with `make migration`."""
