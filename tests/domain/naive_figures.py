"""The rules of the figures read once more, word by word and without care for speed.

Written apart from the program and sharing none of its figures, so that the two can be held against each
other. Each function quotes the rule that it follows.
"""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

RETURNING = "symptoms_returning"


def naive_figures(records, chosen=None):
    sessions = by_instant(records.sessions, "started_at")
    given = [session for session in sessions if session.outcome != "not_given"]
    own = [
        s for s in by_instant(records.scores, "taken_at") if s.rater == "patient" and s.instrument == "phq9"
    ]
    complete = [score for score in own if total(score) is not None]
    start = given[0].started_at if given else None
    base = naive_baseline(complete, given, chosen)
    after = [score for score in complete if start is not None and score.taken_at > start]
    return {
        "counts": {
            "sessions": len(records.sessions),
            "readings": len(records.readings),
            "side_effects": len(records.side_effects),
            "scores": len(records.scores),
            "medications": len(records.medicines),
        },
        "incomplete_phq9": len(
            [s for s in own if s.answers is not None and any(a is None for a in s.answers)]
        ),
        "baseline": None if base is None else described(base, given[0]),
        "latest": latest(complete, base),
        "item9": item9(own),
        "first_response": milestone([s for s in after if responds(s, base)], given),
        "first_in_remission_range": milestone([s for s in after if total(s) < 5], given),
        "response_episodes": episodes(after, given, base),
        "intervals": [interval(i, given, complete, base) for i in range(len(given))],
        "session_blood_pressure": [
            pressure
            for session in sessions
            if (pressure := session_pressure(session, records.readings)) is not None
        ],
        "side_effects": side_effects(records.side_effects),
        "sessions_per_phase": sessions_per_phase(records.phases, given),
        "sessions_not_given": len(records.sessions) - len(given),
    }


def by_instant(rows, field):
    """'Equal instants keep the file's order, and the later row is the last.'"""
    order = []
    for row in rows:
        place = len(order)
        while place > 0 and getattr(order[place - 1], field) > getattr(row, field):
            place -= 1
        order.insert(place, row)
    return order


def total(score):
    """'A complete PHQ-9 has nine answers, or only a total.'"""
    if score.answers is None:
        return None if score.total is None else round(score.total)
    return None if None in score.answers else sum(score.answers)


def days(earlier, later):
    """'Days are calendar days between local dates, each at its own offset.'"""
    return later.date().toordinal() - earlier.date().toordinal()


def written(moment):
    """'Times are printed to the minute with their offset (seconds only if not zero).'"""
    text = moment.strftime("%Y-%m-%dT%H:%M:%S%z").replace(":00+", "+").replace(":00-", "-")
    return text[:-2] + ":" + text[-2:]


def naive_baseline(complete, given, chosen):
    """'The last complete PHQ-9 at or before the first session's start, if no more than 28 days before.'"""
    if not given:
        return None
    start = given[0].started_at
    if (
        chosen is not None
        and chosen.rater == "patient"
        and chosen.instrument == "phq9"
        and total(chosen) is not None
        and chosen.taken_at <= start
    ):
        return chosen
    early = [score for score in complete if score.taken_at <= start]
    return early[-1] if early and days(early[-1].taken_at, start) <= 28 else None


def described(base, first):
    before = days(base.taken_at, first.started_at)
    return {
        "taken_at": written(base.taken_at),
        "total": total(base),
        "days_before_first_session": before,
        "stale": before > 14,
        "low": total(base) < 10,
    }


def responds(score, base):
    """'A baseline of 10 or more, and a score of at most half of it.'"""
    return base is not None and total(base) >= 10 and 2 * total(score) <= total(base)


def latest(complete, base):
    if not complete:
        return None
    points = total(complete[-1])
    usable = base is not None and total(base) >= 10
    percent = None
    if usable:
        exact = Decimal(100 * (total(base) - points)) / Decimal(total(base))
        percent = float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
    if points < 5:
        status = "remission_range"
    elif not usable:
        status = None
    elif 2 * points <= total(base):
        status = "response"
    elif 100 * (total(base) - points) >= 25 * total(base):
        status = "partial"
    elif points >= total(base) + 5:
        status = "worse"
    else:
        status = "little_change"
    return {
        "taken_at": written(complete[-1].taken_at),
        "total": points,
        "percent_change": percent,
        "status": status,
        "previous": total(complete[-2]) if len(complete) >= 2 else None,
    }


def item9(own):
    """'From every row with nine places, complete or not, that answers it.'"""
    rows = [row for row in own if row.answers is not None and row.answers[8] is not None]
    return {
        "answered": len(rows),
        "above_zero": len([row for row in rows if row.answers[8] > 0]),
        "highest": max(row.answers[8] for row in rows) if rows else None,
        "latest": {"taken_at": written(rows[-1].taken_at), "answer": rows[-1].answers[8]} if rows else None,
    }


def milestone(reached, given):
    if not reached:
        return None
    first = reached[0].taken_at
    return {"taken_at": written(first), "days_from_first_session": days(given[0].started_at, first)}


def episodes(after, given, base):
    """Every score is looked at from the state that the one before left."""
    found, current = [], None
    for place, score in enumerate(after):
        following = after[place + 1] if place + 1 < len(after) else None
        if responds(score, base):
            if current is None:
                current = {"began": score, "last_in": score, "first_out": None, "confirmed": None, "dips": 0}
                found.append(current)
            current["last_in"] = score
        elif current is not None:
            came = any(
                session.purpose == RETURNING
                and session.started_at >= score.taken_at
                and (following is None or session.started_at <= following.taken_at)
                for session in given
            )
            if not came and following is not None and responds(following, base):
                current["dips"] += 1
                continue
            current["first_out"] = score
            current["confirmed"] = True if came or following is not None else None
            current = None
    names = ("began", "last_in", "first_out")
    return [
        episode | {name: episode[name] and written(episode[name].taken_at) for name in names}
        for episode in found
    ]


def interval(index, given, complete, base):
    session = given[index]
    start = session.started_at
    end = given[index + 1].started_at if index + 1 < len(given) else None
    inside = [s for s in complete if s.taken_at > start and (end is None or s.taken_at <= end)]
    earlier = [s for s in complete if s.taken_at <= start]
    usable = base is not None and total(base) >= 10
    held = reached = lost = None
    seen_in = False
    for place, score in enumerate(inside):
        if responds(score, base):
            if not seen_in and place > 0:
                reached = days(start, score.taken_at)
            seen_in = True
            if lost is None and responds(inside[0], base):
                held = days(start, score.taken_at)
        elif seen_in and lost is None:
            lost = days(start, score.taken_at)
    at_start = None
    if usable and earlier:
        at_start = "in" if responds(earlier[-1], base) else "out"
    return {
        "session": session.name,
        "days_to_next": None if end is None else days(start, end),
        "scores": len(inside),
        "at_start": at_start,
        "held_until_day": held,
        "reached_by_day": reached,
        "lost_by_day": lost,
    }


def session_pressure(session, readings):
    def minutes(reading):
        if reading.minutes is not None:
            return reading.minutes
        return (reading.taken_at - session.started_at) // timedelta(minutes=1)

    mine = [reading for reading in readings if reading.session_id == session.id]
    both = [reading for reading in mine if reading.systolic and reading.diastolic]
    if not both:
        return None
    order = []
    for reading in both:
        key = (minutes(reading), reading.taken_at)
        place = len([other for other in order if (minutes(other), other.taken_at) <= key])
        order.insert(place, reading)
    before = [
        r for r in order if r.context == "pre_dose" or (r.context in {None, "resting"} and minutes(r) <= 0)
    ]
    after = [reading for reading in order if reading not in before]
    last_before = before[-1] if before else None
    high = max(reading.systolic for reading in after) if after else None
    high_diastolic = max(reading.diastolic for reading in after) if after else None
    rise = diastolic_rise = None
    if last_before is not None and after:
        rise = high - last_before.systolic
        diastolic_rise = high_diastolic - last_before.diastolic
    spo2 = [reading.spo2 for reading in mine if reading.spo2 is not None]
    return {
        "session": session.name,
        "before": [last_before.systolic, last_before.diastolic] if last_before else None,
        "highest_systolic": high,
        "highest_diastolic": high_diastolic,
        "minutes_to_highest_systolic": min((minutes(r) for r in after if r.systolic == high), default=None),
        "systolic_rise": rise,
        "diastolic_rise": diastolic_rise,
        "last": [order[-1].systolic, order[-1].diastolic],
        "lowest_spo2": min(spo2) if spo2 else None,
        "rise_of_40_or_25": None if rise is None else rise >= 40 or diastolic_rise >= 25,
    }


def side_effects(rows):
    found = {}
    for effect in {row.effect for row in rows}:
        severities = {row.severity for row in rows if row.effect == effect}
        worst = next((word for word in ("severe", "moderate", "mild") if word in severities), None)
        found[effect] = {"times": len([row for row in rows if row.effect == effect]), "worst": worst}
    return found


def sessions_per_phase(phases, given):
    """'By the phase in force on the session's local date, the later row of a date winning.'"""
    found = {}
    for session in given:
        name = "none"
        begun = None
        for phase in phases:
            in_force = phase.starts_on <= session.started_at.date()
            if in_force and (begun is None or phase.starts_on >= begun):
                name, begun = str(phase.phase), phase.starts_on
        found[name] = found.get(name, 0) + 1
    return found
