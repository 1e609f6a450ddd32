"""A checksum beside every row; whoever brings a journal up to date writes them when all revisions ran."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABLES = (
    "agreements",
    "authorisations",
    "baseline_choices",
    "care_arrangements",
    "caregiver_notes",
    "contacts",
    "courses",
    "drafts",
    "hand_overs",
    "history",
    "medications",
    "own_measures",
    "patients",
    "phases",
    "plan_moves",
    "planned_items",
    "preparations",
    "protocol_steps",
    "protocols",
    "put_offs",
    "readings",
    "score_rules",
    "scores",
    "sessions",
    "settings",
    "side_effects",
    "visits",
)


def upgrade() -> None:
    """Add the column to every table."""
    for table in TABLES:
        op.add_column(table, sa.Column("checksum", sa.Integer(), nullable=True))
