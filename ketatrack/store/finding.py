"""Queries that find records, each within a connection that its caller holds."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, exists, select, text

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


def found(connection: Connection, kind: type[R], equal: dict[str, Any]) -> list[R]:
    """Return the records of a kind whose fields equal the given values, in order of happening."""
    return found_where(connection, kind, equal_to(TABLES[kind].c, equal))


def equal_to(columns: Any, values: dict[str, Any]) -> list[ColumnElement[bool]]:
    """Return one condition for each value that a column of that name has to equal."""
    return [columns[name] == value for name, value in values.items()]


def plan_of(connection: Connection, course_id: str) -> CoursePlan:
    """Return the whole plan of a course."""
    of = {"course_id": course_id}

    def under(kind: type[R], parent: type[Record]) -> list[R]:
        """Return the records that belong to the course by way of their parent."""
        (field,) = (name for name, target in references(kind).items() if target == parent.kind)
        parents = TABLES[parent].c
        ids = select(parents.id).where(parents.course_id == course_id)
        return found_where(connection, kind, [TABLES[kind].c[field].in_(ids)])

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
    asked = (exists().where(TABLES[kind].c.course_id == course_id).label(kind.kind) for kind in kinds)
    answers = connection.execute(select(*asked)).one()
    lists: dict[str, Any] = {
        FOLLOWING_LISTS[kind]: found(connection, kind, {"course_id": course_id})
        for kind, is_there in zip(kinds, answers, strict=True)
        if is_there
    }
    return CourseFollowing(**lists)


def found_where(connection: Connection, kind: type[R], conditions: list[ColumnElement[bool]]) -> list[R]:
    """Return the records of a kind that fulfil all conditions, in order of happening.

    The columns are named as plain text and their values read here: SQLAlchemy would prepare each of some
    three hundred columns anew at every opening, which takes longer than reading the course.
    """
    names, restore = _restoration(kind)
    named = ", ".join(f'"{kind.kind}"."{name}"' for name in names)
    query = (
        select(text(named)).select_from(TABLES[kind]).where(*conditions).order_by(*order_of_happening(kind))
    )
    try:
        return [kind.restored(restore(row)) for row in connection.execute(query)]
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
