"""Side effects by when they were there, and the long-term watch with what came up more than once."""

from collections.abc import Iterator

from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.effect_horizons import (
    NotedEffect,
    by_horizon,
    ending_words,
    noted_effects,
    onset_words,
    worst_words,
)
from ketatrack.domain.handover import AppendixPart, Handover
from ketatrack.domain.language import gettext as _
from ketatrack.domain.long_term_watch import answer_words, answers_by_sign, label_of_sign
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.provenance import other_author
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import SideEffect, WatchAnswer
from ketatrack.domain.selection import within
from ketatrack.domain.to_mention import to_mention
from ketatrack.domain.wording import (
    LONGEST_CELL,
    NONE_KNOWN,
    day_of,
    effect_with_severity,
    session_name,
    shortened,
)
from ketatrack.reports.profile import Listing


def effect_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return each side effect of a period: during sessions, between them, and over the long term."""
    shown = within(whole, choices.period)
    return Listing(
        title=_(AppendixPart.EFFECTS.label),
        note=_("Those still present first, then the latest; in sessions counted from the first dose."),
        header=(
            _(label_of(SideEffect, "horizon")),
            _("Session or date"),
            _(SideEffect.label),
            _("Began"),
            _("At its worst"),
            _("Gone"),
            _("Help"),
        ),
        shares=(3, 4, 4, 4, 4, 4, 4),
        rows=tuple(
            ("" if place else _(horizon.label), *_effect_row(each))
            for horizon, found in by_horizon(noted_effects(shown)).items()
            for place, each in enumerate(found)
        ),
    )


def _effect_row(noted: NotedEffect) -> tuple[str, ...]:
    effect, began = noted.effect, noted.began_at
    where = session_name(noted.session) if noted.session else day_of(began) if began else NONE_KNOWN
    return (
        where,
        effect_with_severity(effect.effect, effect.severity),
        onset_words(noted),
        worst_words(noted),
        ending_words(noted),
        ", ".join(filter(None, _help_words(effect))),
    )


def _help_words(effect: SideEffect) -> Iterator[str]:
    if effect.needed_help:
        yield _(label_of(SideEffect, "needed_help")).lower()
    yield shortened(effect.done_about_it, LONGEST_CELL)
    if effect.noticed_by:
        yield _("noticed by {who}").format(who=shortened(effect.noticed_by, LONGEST_CELL))
    yield other_author(effect)


def watch_listing(whole: CourseRecords, choices: Handover) -> Listing:
    """Return every answer to the long-term watch in a period, sign by sign, and what came up on two days."""
    shown = within(whole, choices.period)
    answers = answers_by_sign(shown.following.watch_answers)
    mentions = to_mention(noted_effects(shown), shown.following.watch_answers)
    key = [
        _("To mention: {what}, noted on {dates}").format(
            what=each.what, dates=", ".join(map(date_in_words, each.dates))
        )
        for each in mentions
    ]
    return Listing(
        title=_(AppendixPart.WATCH.label),
        note=_("As it was answered; nothing is added up. To mention is what was noted on more than one day."),
        header=(_(label_of(WatchAnswer, "sign")), _("Date"), _("Answer")),
        shares=(8, 3, 10),
        rows=tuple(
            ("" if place else label_of_sign(sign), day_of(each.answered_at), answer_words(each))
            for sign, given in answers.items()
            for place, each in enumerate(given)
        ),
        key=tuple(key),
    )
