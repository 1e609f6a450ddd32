"""The ledger of side effects as tables, one for each horizon, and the answers to the long-term watch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import (
    NotedEffect,
    ending_words,
    ledger,
    ledger_order,
    noted_effects,
    onset_words,
    worst_words,
)
from ketatrack.domain.followed_words import Horizon
from ketatrack.domain.language import gettext as _
from ketatrack.domain.long_term_watch import answer_words, label_of_sign, watch_sign
from ketatrack.domain.moments import moment_words
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import Session, SideEffect, WatchAnswer
from ketatrack.domain.wording import session_and_moment
from ketatrack.ui.tables.listing import (
    Column,
    Details,
    Listing,
    Offer,
    Row,
    Section,
    author_column,
    field_column,
    late_column,
    words_column,
)
from ketatrack.ui.tables.shown import effect_words, facts, recorded

_IN_OTHER_WORDS = (
    "still_present",
    "onset_minutes",
    "peak_minutes",
    "resolved_minutes",
    "noticed_at",
    "worst_at",
    "resolved_at",
)
"""Fields of a side effect that its course says together."""


@dataclass(frozen=True)
class NotedRow(Row[SideEffect]):
    """A side effect in the ledger, with its session where it belongs to one."""

    noted: NotedEffect


@dataclass(frozen=True)
class AnswerRow(Row[WatchAnswer]):
    """An answer to the long-term watch, with those that were given to the same sign before it."""

    before: Sequence[WatchAnswer]


def ledger_listing(horizon: Horizon | None) -> Listing[NotedRow]:
    """Return the side effects of one horizon as a table, None for all of them; still present first."""
    horizons = () if horizon else (_horizon_column(),)
    return Listing(
        name=f"ledger_{horizon or 'all'}",
        words=_(horizon.label) if horizon else _("All"),
        columns=(
            _standing_column(),
            Column(
                "noticed_at",
                _(label_of(SideEffect, "noticed_at")),
                lambda row: moment_words(row.noted.began_at) if row.noted.began_at else "",
                lambda row: row.noted.dated_at,
            ),
            words_column(
                "effect",
                _(label_of(SideEffect, "effect")),
                lambda row: effect_words(row.record.effect),
                is_offered=True,
            ),
            field_column(SideEffect, "severity", is_offered=True),
            *horizons,
            words_column(
                "session",
                _(Session.label),
                lambda row: row.noted.session.name if row.noted.session else "",
            ),
            field_column(SideEffect, "needed_help"),
            field_column(SideEffect, "done_about_it"),
            field_column(SideEffect, "noticed_by", is_offered=True),
            late_column(),
            author_column(),
            field_column(SideEffect, "notes"),
        ),
        rows=_ledger_rows(horizon),
        details=_effect_details,
        title=lambda row: _("side effect {effect}").format(effect=effect_words(row.record.effect)),
        purpose=_purpose(horizon),
        offers=(Offer("side_effects", _("Log a side effect")),),
    )


def _standing_column() -> Column[NotedRow]:
    return Column(
        "standing",
        _("Gone or still present"),
        lambda row: ending_words(row.noted) if row.noted.says_how_it_ended else "",
        lambda row: ledger_order(row.noted),
        hint=_("What is still present stands first, then the latest"),
    )


def _horizon_column() -> Column[NotedRow]:
    return Column(
        "horizon",
        _(label_of(SideEffect, "horizon")),
        lambda row: _(row.noted.horizon.label),
        lambda row: list(Horizon).index(row.noted.horizon),
        is_offered=True,
    )


def _ledger_rows(horizon: Horizon | None) -> Callable[[CourseRecords], list[NotedRow]]:
    def rows(records: CourseRecords) -> list[NotedRow]:
        return [NotedRow(noted.effect, noted) for noted in ledger(noted_effects(records), horizon)]

    return rows


def _purpose(horizon: Horizon | None) -> str:
    return {
        None: _("Every side effect stands here: in sessions, between them and over the long term."),
        Horizon.DURING: _("What was felt or seen during a session stands here."),
        Horizon.BETWEEN: _("What was felt or seen between sessions stands here."),
        Horizon.LONG_TERM: _("What lasts or comes back over months stands here."),
    }[horizon]


def _effect_details(row: NotedRow) -> Details:
    noted = row.noted
    course = [
        (_("Began"), onset_words(noted)),
        (_("At its worst"), worst_words(noted)),
        (_("Gone"), ending_words(noted)),
    ]
    session = noted.session
    where = [(_(Session.label), session_and_moment(session))] if session else []
    told = facts(
        row.record,
        *_IN_OTHER_WORDS,
        effect=effect_words(row.record.effect),
        horizon=_(noted.horizon.label),
    )
    return Details(
        title=_(SideEffect.label),
        sections=[Section("", [*where, *told, *course])],
        lines=recorded(row.record),
    )


def watch_listing() -> Listing[AnswerRow]:
    """Return the answers to the long-term watch as a table; an answer's details hold those before it."""
    return Listing(
        name=WatchAnswer.kind,
        words=_(WatchAnswer.label),
        columns=(
            field_column(WatchAnswer, "answered_at"),
            words_column("group", _("About"), lambda row: _group_words(row.record), is_offered=True),
            words_column(
                "sign",
                _(label_of(WatchAnswer, "sign")),
                lambda row: label_of_sign(row.record.sign),
                is_offered=True,
            ),
            words_column("answer", _("Answer"), lambda row: answer_words(row.record)),
            late_column(),
            author_column(),
        ),
        rows=_answer_rows,
        details=_answer_details,
        title=lambda row: label_of_sign(row.record.sign),
        purpose=_(
            "What you answer every few months stands here by sign: bladder, memory, wanting more, mood, "
            "liver tests, weight. Nothing is added up. A rhythm in the settings asks for it when you want."
        ),
        offers=(Offer(WatchAnswer.kind, _("Answer the long-term watch")),),
    )


def _group_words(answer: WatchAnswer) -> str:
    sign = watch_sign(answer.sign)
    return _(sign.group) if sign else ""


def _answer_rows(records: CourseRecords) -> list[AnswerRow]:
    rows: list[AnswerRow] = []
    given: dict[str, list[WatchAnswer]] = {}
    for answer in records.following.watch_answers:
        of_sign = given.setdefault(answer.sign, [])
        rows.append(AnswerRow(answer, tuple(of_sign)))
        of_sign.append(answer)
    return rows


def _answer_details(row: AnswerRow) -> Details:
    answer = row.record
    told = [(moment_words(each.answered_at), answer_words(each)) for each in (answer, *reversed(row.before))]
    return Details(
        title=label_of_sign(answer.sign),
        sections=[Section(_("This answer and those before it"), told)],
        lines=recorded(answer),
    )
