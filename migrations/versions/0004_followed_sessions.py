"""Sessions followed as they happen, the hours and days after them, and side effects with their course."""

import zlib
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Create the new tables, and give side effects their further columns."""
    _create(
        "check_in_plans",
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("asks_for", sa.Text(), nullable=False),
    )
    _create(
        "check_ins",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("after_hours", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )
    _create(
        "checkpoint_plans",
        sa.Column("route", sa.Text(), nullable=True),
        sa.Column("before", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("leaving", sa.Boolean(), nullable=False),
        sa.Column("observe_minutes", sa.Integer(), nullable=True),
    )
    _create(
        "checkpoints",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("at_minutes", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("missed_at", sa.Text(), nullable=True),
        sa.Column("reading_id", sa.Text(), nullable=True),
    )
    _create(
        "clinic_limits",
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
    )
    _create(
        "entry_reviews",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("entry_kind", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("corrected_by", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=False),
    )
    _create(
        "followed_sessions",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("planned_item_id", sa.Text(), nullable=True),
        sa.Column("observe_minutes", sa.Integer(), nullable=True),
        sa.Column("sitter", sa.Text(), nullable=False),
        sa.Column("escort_here", sa.Boolean(), nullable=True),
        sa.Column("driving_rule", sa.Text(), nullable=False),
        sa.Column("left_at", sa.Text(), nullable=True),
    )
    _create(
        "home_agreements",
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("prescriber", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("look_in_minutes", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
    )
    _create(
        "journal_entries",
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("happened_at", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
    )
    _create(
        "leaving_lines",
        sa.Column("line", sa.Text(), nullable=False),
    )
    _create(
        "leaving_marks",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("ticked_at", sa.Text(), nullable=True),
    )
    _create(
        "reading_parts",
        sa.Column("reading_id", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.Text(), nullable=False),
        sa.Column("systolic", sa.Integer(), nullable=True),
        sa.Column("diastolic", sa.Integer(), nullable=True),
        sa.Column("pulse", sa.Integer(), nullable=True),
        part_of="reading_id",
    )
    _create(
        "session_events",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("amount_unit", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
    )
    _create(
        "session_experiences",
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=True),
        sa.Column("pleasantness", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
    )
    _create(
        "watch_answers",
        sa.Column("answered_at", sa.Text(), nullable=False),
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
    )
    _rebuild_side_effects()


_TARGETS = {"course_id": "courses", "session_id": "sessions"}
"""What the columns of these names refer to, in every table."""


def _create(table: str, *columns: sa.Column[object], part_of: str | None = None) -> None:
    """Create the table of a kind of record that belongs to a course, with its references and checksum.

    `part_of` names the column that says which reading its rows are parts of.
    """
    targets = _TARGETS | ({part_of: "readings"} if part_of else {})
    built: list[sa.Column[object]] = [
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_how", sa.Text(), nullable=False),
        sa.Column("written_at", sa.Text(), nullable=True),
        sa.Column("course_id", sa.Text(), nullable=False),
        *columns,
        sa.Column("checksum", sa.Integer(), nullable=True),
    ]
    referring = [column.name for column in built if column.name in targets]
    keys = [
        sa.ForeignKeyConstraint([name], [f"{targets[name]}.id"], name=op.f(f"fk_{table}_{name}"))
        for name in referring
    ]
    op.create_table(table, *built, *keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))
    for name in referring:
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)


_OLDER_SIDE_EFFECTS = (
    "id, revision, recorded_by, recorded_how, written_at, course_id, session_id, noticed_at, effect, "
    "severity, onset_minutes, resolved_minutes, needed_help, notes"
)


def _rebuild_side_effects() -> None:
    """Give side effects their further columns, in the order of the record's fields.

    The checksum of a row was over its older columns. One that was right is left out, so that a new one is
    written; one that was not is kept, so that the row does not look as it was written.
    """
    connection = op.get_bind()
    op.drop_index(op.f("ix_side_effects_course_id"), "side_effects")
    op.drop_index(op.f("ix_side_effects_session_id"), "side_effects")
    op.rename_table("side_effects", "older_side_effects")
    _create(
        "side_effects",
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("horizon", sa.Text(), nullable=True),
        sa.Column("noticed_at", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("onset_minutes", sa.Integer(), nullable=True),
        sa.Column("peak_minutes", sa.Integer(), nullable=True),
        sa.Column("resolved_minutes", sa.Integer(), nullable=True),
        sa.Column("worst_at", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.Text(), nullable=True),
        sa.Column("still_present", sa.Boolean(), nullable=True),
        sa.Column("needed_help", sa.Boolean(), nullable=True),
        sa.Column("done_about_it", sa.Text(), nullable=False),
        sa.Column("noticed_by", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
    )
    older = connection.exec_driver_sql(f"SELECT {_OLDER_SIDE_EFFECTS}, checksum FROM older_side_effects")  # noqa: S608
    copied = [
        (*row, "", "", None if checksum == zlib.crc32(ascii(tuple(row)).encode("ascii")) else checksum)
        for *row, checksum in older
    ]
    if copied:
        places = ", ".join("?" for _value in copied[0])
        connection.exec_driver_sql(
            f"INSERT INTO side_effects ({_OLDER_SIDE_EFFECTS}, done_about_it, noticed_by, checksum) "  # noqa: S608
            f"VALUES ({places})",
            copied,
        )
    op.drop_table("older_side_effects")
