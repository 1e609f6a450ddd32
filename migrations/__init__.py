"""Schema revisions of a journal, run by Alembic."""
