"""How the steps of an entry read: when, by whom, and what was changed, in the entry's own words and units."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from ketatrack.domain.entry_words import entry_words, name_and_moment, named_by
from ketatrack.domain.field_words import field_words, value_words
from ketatrack.domain.history import (
    Action,
    FieldChange,
    PastVersion,
    Step,
    action_words,
    author_words,
    field_changes,
)
from ketatrack.domain.instruments import instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import local_date, moment_to_text, moment_words
from ketatrack.domain.past_records import Version
from ketatrack.domain.record import Record
from ketatrack.domain.record_fields import label_of, measure_of, references
from ketatrack.domain.records import KINDS, Score, Session
from ketatrack.ui.tables.shown import Fact

Named = Callable[[str], str]
"""Says what an entry is called by its id; empty where it is not known."""

_LABELS = {kind.kind: kind.label for kind in KINDS}


def kind_words(kind: str) -> str:
    """Return what a kind of entry is called; one that this version does not know keeps its name."""
    return _(_LABELS[kind]) if kind in _LABELS else kind


def when_words(moment: datetime, here: datetime) -> str:
    """Return date and time of the place where it happened, with its offset where clocks differ from here."""
    offset = moment.astimezone(here.tzinfo).utcoffset()
    elsewhere = f" (UTC{moment_to_text(moment)[-6:]})" if moment.utcoffset() != offset else ""
    return moment_words(moment) + elsewhere


def changed_words(step: PastVersion, now: datetime) -> str:
    """Return `changed 14:02 by caregiver`, with the date where it was on another day than now."""
    at = step.changed_at.astimezone(now.tzinfo)
    when = f"{at:%H:%M}" if local_date(at) == local_date(now) else moment_words(at)
    return _("{done} {when} by {who}").format(
        done=action_words(step.action).lower(), when=when, who=author_words(step.changed_by).lower()
    )


def step_entry_words(step: Step) -> str:
    """Return what the entry of a step is called, as it was at the step."""
    if step.version is not None:
        return entry_words(step.version.record)
    return kind_words(step.kind) if step.kind else _("The whole journal")


def step_name_words(step: Step) -> str:
    """Return what the entry of a step is called among those of its kind: `N12, 2026-03-02 19:15`."""
    told = name_and_moment(step.version.record) if step.version is not None else ()
    return ", ".join(filter(None, told)) or step_entry_words(step)


def _field(record: Record, field: str) -> str:
    """Return how a field reads, side effects and scales by their own names."""
    return named_by(record, field) or field_words(record, field)


def changes_facts(step: Step, named: Named) -> list[Fact]:
    """Return each change of a step: `Systolic`, and `142 → 128 mmHg`."""
    return [fact for change in field_changes(step) for fact in _change_facts(step, change, named)]


def changes_words(step: Step, named: Named) -> list[str]:
    """Return each change of a step as `Systolic: 142 → 128 mmHg`."""
    return [f"{label}: {words}" for label, words in changes_facts(step, named)]


def _change_facts(step: Step, change: FieldChange, named: Named) -> Iterator[Fact]:
    before, after = step.before, step.after
    if before is None or after is None:
        return
    if isinstance(before.record, Score) and change.field in {"answers", "unscored_answers"}:
        yield from _answer_facts(before.record, change)
        return
    kind = type(after.record)
    label = change.field if change.field not in kind.model_fields else _(label_of(kind, change.field))
    measure = measure_of(kind, change.field) if change.field in kind.model_fields else None
    unit = measure.unit if measure else ""
    if isinstance(after.record, Session) and change.field == "dose":
        unit = value_words(after.record.dose_unit)
    old, new = (_bare(version, change.field, named) for version in (before, after))
    yield label, f"{old or _('empty')} → {new or _('empty')} {unit}".strip()


def _bare(version: Version, field: str, named: Named) -> str:
    """Return a value without its unit; an entry that it points to by its name."""
    value = version.value(field)
    if field in version.unknown or value is None:
        return value_words(value)
    if field in references(type(version.record)) or _is_id(field):
        return named(value) or _("an entry that is no longer there")
    measure = measure_of(type(version.record), field)
    return value_words(value) if measure else _field(version.record, field)


def _is_id(field: str) -> bool:
    return field.endswith("_id") or field in {"done_by", "replaces", "corrected_by"}


def _answer_facts(score: Score, change: FieldChange) -> Iterator[Fact]:
    """Yield each answer that was changed, by its question; all at once where one of both has none."""
    old, new = change.before or (), change.after or ()
    known = instrument(score.instrument)
    items: Sequence[Any] = ()
    if known is not None:
        items = known.items if change.field == "answers" else known.unscored_items
    for place in range(max(len(old), len(new))):
        one, other = (answers[place] if place < len(answers) else None for answers in (old, new))
        if one != other:
            question = _("Item {number}").format(number=place + 1)
            if place < len(items):
                question = f"{question} ({_(items[place].text)})"
            yield question, f"{_answer(one)} → {_answer(other)}"


def _answer(answer: int | None) -> str:
    return _("not answered") if answer is None else str(answer)


def version_facts(version: Version, named: Named) -> list[Fact]:
    """Return every field of a version that is set, in its words; unknown ones as they stand."""
    record = version.record
    skipped = {"id", "revision", "recorded_by", "recorded_how", "written_at", "answers", "unscored_answers"}
    facts: list[Fact] = []
    for field in type(record).model_fields:
        if field in skipped or getattr(record, field) in {None, "", ()}:
            continue
        if type(record).model_fields[field].title is None and measure_of(type(record), field) is None:
            continue  # where it belongs goes without saying
        if field in references(type(record)) or _is_id(field):
            words = named(getattr(record, field))
        else:
            words = _field(record, field)
        if words:
            facts.append((_(label_of(type(record), field)), words))
    if isinstance(record, Score) and record.answers is not None:
        facts.append((_(label_of(Score, "answers")), ", ".join(map(_answer, record.answers))))
    return facts + [(field, value_words(value)) for field, value in version.unknown.items()]


def summary_words(step: Step, named: Named) -> str:
    """Return in one line what a step did: the changes, or what was there."""
    if step.before is not None and step.after is not None:
        return "; ".join(changes_words(step, named)) or _("nothing that is shown")
    if step.version is None or step.action == Action.RETURNED:
        return ""
    return "; ".join(f"{label}: {words}" for label, words in version_facts(step.version, named))
