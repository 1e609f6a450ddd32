"""Which values of a record its form shows, and how they stand: those side by side together."""

from ketatrack.domain.records import (
    Agreement,
    Authorisation,
    CareArrangement,
    ClinicLimit,
    Contact,
    Course,
    HomeAgreement,
    LeavingLine,
    Medicine,
    OwnMeasure,
    Patient,
    Phase,
    Reading,
    Record,
    ScoreRule,
    SideEffect,
)
from ketatrack.ui.forms.record_form import Rows
from ketatrack.ui.forms.side_effect_form import SIDE_EFFECT_ROWS

ROWS: dict[type[Record], Rows] = {
    Reading: (
        ["taken_at"],
        ["systolic", "diastolic", "pulse"],
        ["spo2", "respiratory_rate", "context"],
        ["position", "arm", "device"],
        ["notes"],
    ),
    SideEffect: SIDE_EFFECT_ROWS,
    Phase: (["starts_on", "phase"], ["reason"]),
    Medicine: (["name", "medicine_class"], ["dose"], ["started_on", "stopped_on"], ["notes"]),
    Agreement: (
        ["agreed_on", "with_whom"],
        ["words"],
        ["instrument", "call_at"],
        ["call_whom", "phone"],
        ["shortest_days", "longest_days"],
        ["to_watch"],
        ["ended_on"],
    ),
    Authorisation: (
        ["payer", "number"],
        ["starts_on", "ends_on"],
        ["approved", "used_before"],
        ["notes"],
    ),
    Course: (
        ["name"],
        ["medication", "product"],
        ["route", "protocol"],
        ["started_on", "ended_on"],
        ["timezone"],
        ["notes"],
    ),
    Patient: (["name"], ["country"], ["notes"]),
    Contact: (["name", "relation"], ["phone"], ["notes"]),
    CareArrangement: (["caregiver"], ["look_in"], ["driving_rule"], ["call_whom", "phone"]),
    ClinicLimit: (["measure", "side", "number"], ["words"], ["phone"], ["noted_on", "ended_on"]),
    LeavingLine: (["line"],),
    HomeAgreement: (["agreed_on", "prescriber"], ["words"], ["look_in_minutes"], ["ended_on"]),
    OwnMeasure: (["name", "unit"], ["low", "high"], ["higher_is"]),
    ScoreRule: (
        ["asks_for"],
        ["every_days", "set_back"],
        ["weekdays"],
        ["clock", "phase"],
        ["starts_on", "ends_on"],
    ),
}
"""The kinds whose form has a field for each of some values, by the kind."""
