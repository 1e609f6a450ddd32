"""What is said of a questionnaire that is not complete: which items are open, what the others point to."""

from collections.abc import Sequence

from ketatrack.domain.instruments import Instrument
from ketatrack.domain.language import gettext as _
from ketatrack.domain.language import ngettext


def open_items_words(answers: Sequence[int | None]) -> str:
    """Say which items are not answered, so that there is no total; empty when all are."""
    open_items = [str(number) for number, answer in enumerate(answers, start=1) if answer is None]
    if not open_items:
        return ""
    return ngettext(
        "Item {items} is not answered; no total.",
        "Items {items} are not answered; no total.",
        len(open_items),
    ).format(items=_listed(open_items))


def estimate_words(known: Instrument, answers: Sequence[int | None]) -> str:
    """Say what the answered items point to, as an estimate apart from every figure; empty without one."""
    estimate = known.estimate(answers)
    if estimate is None:
        return ""
    return _(
        "The answered items point to about {points}: an estimate, kept out of every figure and never used "
        "for response."
    ).format(points=f"{estimate:.1f}")


def _listed(numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return numbers[0]
    return _("{first} and {last}").format(first=", ".join(numbers[:-1]), last=numbers[-1])
