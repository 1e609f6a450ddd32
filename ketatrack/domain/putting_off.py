"""Putting off what is open: an hour, until this evening, until tomorrow, or past this time."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ketatrack.domain.records import PutOff, ScoreRule
from ketatrack.domain.words import Word

EVENING = time(18)
MORNING = time(8)


class Later(Word):
    """Until when something is put off."""

    HOUR = "hour", "In an hour"
    EVENING = "evening", "This evening"
    TOMORROW = "tomorrow", "Tomorrow"


def until_when(later: Later, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the moment until which something is put off; None for an evening that has begun.

    Args:
        later: what the person chose.
        now: this moment.
        zone: whose clock says when it is evening and morning.
    """
    if later == Later.HOUR:
        return now + timedelta(hours=1)
    day = now.astimezone(zone).date()
    if later == Later.TOMORROW:
        return datetime.combine(day + timedelta(days=1), MORNING, zone)
    evening = datetime.combine(day, EVENING, zone)
    return evening if evening > now else None


def put_off(rule: ScoreRule, at: datetime, until: datetime | None, stamp: dict[str, Any]) -> PutOff:
    """Return that a person put a rhythm off.

    Args:
        rule: what is open.
        at: the moment of putting it off.
        until: when it is open again; None skips it this time, and its days begin anew.
        stamp: who records it, how and when.
    """
    return PutOff(**stamp, score_rule_id=rule.id, put_off_at=at, until=until)
