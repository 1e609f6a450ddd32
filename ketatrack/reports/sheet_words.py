"""Lines that the sheets for a clinic share: whose course it is, and when the page was made."""

from datetime import datetime

from ketatrack import __version__
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words, local_date
from ketatrack.domain.wording import shortened


def heads(records: CourseRecords) -> tuple[str, ...]:
    """Return the person's name and the course's, as far as they are recorded."""
    name = shortened(records.patient.name) or _("Name not recorded")
    return (f"{name} · {shortened(records.course.name)}",)


def made_on(now: datetime) -> str:
    """Return when a page was made, and by which version."""
    return _("Made on {date} by KetaTrack {version}").format(
        date=date_in_words(local_date(now)), version=__version__
    )
