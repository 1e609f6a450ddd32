"""What a person typed from their clinic for sessions to come: when to look, limits, and what was agreed."""

from ketatrack.domain.checkpoints import checkpoint_plan_of
from ketatrack.domain.courses import CourseRecords
from ketatrack.domain.field_words import field_words
from ketatrack.domain.language import gettext as _
from ketatrack.domain.moments import date_in_words
from ketatrack.domain.record_fields import label_of
from ketatrack.domain.records import ClinicLimit, HomeAgreement
from ketatrack.domain.words import Route


def routes_in_use(records: CourseRecords) -> list[Route | None]:
    """Return the routes of a course, of its sessions and of its own checkpoints, in their usual order.

    None stands for every other route, where those have checkpoints of their own or no route is in use.
    """
    used = {records.course.route, *(each.route for each in records.sessions)}
    used |= {plan.route for plan in records.following.checkpoint_plans}
    found: list[Route | None] = [route for route in Route if route in used]
    of_others = checkpoint_plan_of(records.following.checkpoint_plans, None)
    return found if found and of_others is None else [*found, None]


def route_words(route: Route | None) -> str:
    """Return what checkpoints are of: a route, or every one that has none of its own."""
    return _("Every other route") if route is None else _(route.label)


def limit_lines(limit: ClinicLimit) -> list[str]:
    """Return what is known of a limit, a line for each; the words stand to the letter."""
    known = [
        f"“{limit.words}”",
        f"{_(label_of(ClinicLimit, 'phone'))}: {limit.phone}" if limit.phone else "",
        f"{_(label_of(ClinicLimit, 'noted_on'))}: {date_in_words(limit.noted_on)}",
    ]
    if limit.ended_on is not None:
        known.append(f"{_(label_of(ClinicLimit, 'ended_on'))}: {date_in_words(limit.ended_on)}")
    return [line for line in known if line]


def home_lines(agreement: HomeAgreement) -> list[str]:
    """Return what is known of what was agreed for home besides who and when, a line for each."""
    known = [agreement.words.strip()]
    if words := field_words(agreement, "look_in_minutes"):
        known.append(f"{_(label_of(HomeAgreement, 'look_in_minutes'))}: {words}")
    if agreement.ended_on is not None:
        known.append(f"{_(label_of(HomeAgreement, 'ended_on'))}: {date_in_words(agreement.ended_on)}")
    return [line for line in known if line]
