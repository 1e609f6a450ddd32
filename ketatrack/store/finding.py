"""Queries that find records, each within a connection that its caller holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Connection

from ketatrack.domain.course_following import FOLLOWING_LISTS, CourseFollowing
from ketatrack.domain.course_plan import CoursePlan
from ketatrack.domain.language import gettext as _
from ketatrack.domain.record import Record
from ketatrack.domain.record_fields import references
from ketatrack.domain.records import (
    Agreement,
    Authorisation,
    CareArrangement,
    CaregiverNote,
    HandOverEntry,
    PlanMove,
    PlannedItem,
    Preparation,
    Protocol,
    ProtocolStep,
    PutOff,
    ScoreRule,
)
from ketatrack.store.refusals import DamagedJournalError
from ketatrack.store.rows import reader_of
from ketatrack.store.tables import TABLES, order_of_happening

R = TypeVar("R", bound=Record)


def found(connection: Connection, kind: type[R], equal: Mapping[str, str | None]) -> list[R]:
    """Return the records of a kind whose fields equal the given texts, in order of happening."""
    return found_where(connection, kind, equal_to(kind, equal), equal.values())


def equal_to(kind: type[Record], fields: Iterable[str]) -> str:
    """Return the condition that fields of a kind equal the values that go with it, or are both empty."""
    columns = TABLES[kind].c
    return " AND ".join(f'"{columns[name].name}" IS NOT DISTINCT FROM ?' for name in fields) or "TRUE"


def plan_of(connection: Connection, course_id: str) -> CoursePlan:
    """Return the whole plan of a course."""
    of = {"course_id": course_id}

    def under(kind: type[R], parent: type[Record]) -> list[R]:
        """Return the records that belong to the course by way of their parent."""
        (field,) = (name for name, target in references(kind).items() if target == parent.kind)
        ids = f'SELECT id FROM "{parent.kind}" WHERE course_id = ?'  # noqa: S608
        return found_where(connection, kind, f'"{field}" IN ({ids})', [course_id])

    return CoursePlan(
        protocols=found(connection, Protocol, of),
        steps=under(ProtocolStep, Protocol),
        items=found(connection, PlannedItem, of),
        moves=under(PlanMove, PlannedItem),
        preparations=under(Preparation, PlannedItem),
        agreements=found(connection, Agreement, of),
        authorisations=found(connection, Authorisation, of),
        rules=found(connection, ScoreRule, of),
        put_offs=under(PutOff, ScoreRule),
        arrangements=found(connection, CareArrangement, of),
        hand_overs=found(connection, HandOverEntry, of),
        caregiver_notes=found(connection, CaregiverNote, of),
    )


def following_of(connection: Connection, course_id: str) -> CourseFollowing:
    """Return what belongs to following the sessions of a course; what counts is not yet told apart.

    One query asks which kinds there are at all: most courses have few of them, and a query for each kind
    takes longer than reading what they hold.
    """
    kinds = list(FOLLOWING_LISTS)
    asked = ", ".join(f'EXISTS (SELECT 1 FROM "{kind.kind}" WHERE course_id = ?)' for kind in kinds)  # noqa: S608
    answers = connection.exec_driver_sql(f"SELECT {asked}", (course_id,) * len(kinds)).one()
    lists: dict[str, Any] = {
        FOLLOWING_LISTS[kind]: found(connection, kind, {"course_id": course_id})
        for kind, is_there in zip(kinds, answers, strict=True)
        if is_there
    }
    return CourseFollowing(**lists)


def found_where(
    connection: Connection, kind: type[R], condition: str, values: Iterable[str | None] = ()
) -> list[R]:
    """Return the records of a kind that fulfil a condition on its columns, in order of happening.

    The query is plain text and its values are read here: SQLAlchemy would put together some forty queries
    and prepare their three hundred columns anew at every opening, which takes longer than reading the course.
    """
    names, restore = _restoration(kind)
    named, order = ", ".join(f'"{name}"' for name in names), order_of_happening(kind)
    query = f'SELECT {named} FROM "{kind.kind}" WHERE {condition} ORDER BY {order}'  # noqa: S608
    try:
        return [kind.restored(restore(row)) for row in connection.exec_driver_sql(query, tuple(values))]
    except (ValueError, TypeError, OverflowError) as error:
        raise DamagedJournalError(
            _("An entry of the journal cannot be read: something changed it since it was written.")
        ) from error


@lru_cache(maxsize=64)
def _restoration(kind: type[Record]) -> tuple[list[str], Callable[[Sequence[Any]], dict[str, Any]]]:
    """Return the fields of a kind, and what makes a record's values of what is stored of them."""
    names = list(kind.model_fields)
    readers = [(name, read) for name in names if (read := reader_of(TABLES[kind].c[name])) is not None]

    def restore(row: Sequence[Any]) -> dict[str, Any]:
        values = dict(zip(names, row, strict=True))
        for name, read in readers:
            if values[name] is not None:
                values[name] = read(values[name])
        return values

    return names, restore
