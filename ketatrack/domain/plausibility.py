"""Questions about values that are possible but unusual, asked once and never refused.

The limits are conventions for data entry, kept in `measures`; they judge a slip of the pen, not a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ketatrack.domain import measures
from ketatrack.domain.language import gettext as _
from ketatrack.domain.parsing import number_to_text, with_unit
from ketatrack.domain.record_fields import label_of, measure_of
from ketatrack.domain.records import Reading, Record, Session
from ketatrack.domain.words import DoseUnit, ReadingContext, Route


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a field of a record, as a sentence that stands beside it."""

    field: str
    sentence: str


def questions(record: Record, *, last_weight_kg: float | None = None) -> list[Question]:
    """Return what is unusual about a record, in the order of its fields; empty when nothing is.

    Args:
        record: a record within the hard limits.
        last_weight_kg: the weight last recorded before this record, where there is one.
    """
    found = list(_unusual_values(record))
    if isinstance(record, Reading):
        found += _pulse_pressure(record)
    if isinstance(record, Session):
        found += _devices_and_dose(record)
        found += _intravenous_dose(record, last_weight_kg)
        found += weight_questions("weight_kg", record.weight_kg, last_weight_kg)
    place = list(type(record).model_fields)
    return sorted(found, key=lambda question: place.index(question.field))


def _unusual_values(record: Record) -> Iterator[Question]:
    """Ask about each measured value outside its usual limits; minutes count only within a session."""
    kind = type(record)
    for field in kind.model_fields:
        measure, value = measure_of(kind, field), getattr(record, field)
        if measure is None or value is None or measure.is_usual(value):
            continue
        if isinstance(record, Reading) and field == "minutes" and record.context != ReadingContext.IN_SESSION:
            continue
        yield Question(
            field,
            _("{label} {value} is unusual. Is it right?").format(
                label=_(label_of(kind, field)), value=with_unit(value, measure.unit)
            ),
        )


def _pulse_pressure(reading: Reading) -> Iterator[Question]:
    if reading.systolic is None or reading.diastolic is None:
        return
    difference = reading.systolic - reading.diastolic
    if difference < measures.USUAL_PULSE_PRESSURE:
        yield Question(
            "diastolic",
            _("The two pressures lie only {difference} apart. Are both right?").format(
                difference=with_unit(difference, measures.SYSTOLIC.unit)
            ),
        )


def _devices_and_dose(session: Session) -> Iterator[Question]:
    if session.devices is None or session.dose is None or session.dose_unit != DoseUnit.MG:
        return
    delivered = session.devices * measures.DEVICE_DOSE_MG
    if session.dose != delivered:
        yield Question(
            "dose",
            _("{dose} is not what {devices} × {each} mg gives ({delivered}). Is it right?").format(
                dose=with_unit(session.dose, DoseUnit.MG.label),
                devices=session.devices,
                each=measures.DEVICE_DOSE_MG,
                delivered=with_unit(delivered, DoseUnit.MG.label),
            ),
        )


def _intravenous_dose(session: Session, last_weight_kg: float | None) -> Iterator[Question]:
    if session.route != Route.IV or session.dose is None or session.dose_unit is None:
        return
    weight = session.weight_kg or last_weight_kg
    if session.dose_unit == DoseUnit.MG_PER_KG:
        unusual = session.dose > measures.USUAL_IV_DOSE_MG_PER_KG
    else:
        unusual = weight is not None and session.dose > measures.USUAL_IV_DOSE_MG_PER_KG * weight
    if unusual:
        yield Question(
            "dose",
            _("{dose} into a vein is more than {limit} mg/kg, which is unusual. Is it right?").format(
                dose=with_unit(session.dose, session.dose_unit.label),
                limit=number_to_text(measures.USUAL_IV_DOSE_MG_PER_KG),
            ),
        )


def weight_questions(field: str, weight_kg: float | None, last_weight_kg: float | None) -> Iterator[Question]:
    """Ask about a weight in kg that is far from the last one; about none where either is not known."""
    if weight_kg is None or last_weight_kg is None:
        return
    # decimals, so that a change of exactly a tenth is not asked about
    last, weight = Decimal(str(last_weight_kg)), Decimal(str(weight_kg))
    if abs(weight - last) > Decimal(str(measures.USUAL_WEIGHT_CHANGE)) * last:
        yield Question(
            field,
            _("{weight} differs by more than a tenth from the last weight, {last}. Is it right?").format(
                weight=with_unit(weight_kg, measures.WEIGHT.unit),
                last=with_unit(last_weight_kg, measures.WEIGHT.unit),
            ),
        )
