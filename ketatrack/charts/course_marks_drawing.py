"""Draws the rows between a chart's scores and its sessions: times in response, and what was changed when.

One artist stands for each kind of mark, however many there are, so that ten years draw as fast as one.
"""

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from ketatrack.charts.chart import HoverPoint, day_number
from ketatrack.charts.course_marks import ChangeMark, EpisodeMark
from ketatrack.charts.labels import BESIDE, shortened, text_width
from ketatrack.charts.palette import PAPER, Palette
from ketatrack.charts.style import line_height, mixed, points, usual_mark_size
from ketatrack.domain.language import gettext as _
from ketatrack.domain.standing import Loss
from ketatrack.domain.standing_words import recall_words

EPISODE_LINES, CHANGE_LINES = 1.7, 1.1
"""Heights of the rows, in lines of text."""

_BAR, _WORDS = 0.72, 0.24
"""Where the bars and the words below them stand in their row, as shares of its height."""

_CAP = 0.16
_TICK = 0.9
"""How far the tick of a change reaches up, as a share of its row's height."""

_GAP = 0.25
"""Lines of text between a tick and its words, and between words and the next tick."""

_LONGEST_CHANGE = 2.2
"""Inches of a change's words, at most."""


def episode_names(scale: str) -> tuple[str, str]:
    """Return the two lines that name the row of episodes beside it."""
    return _("In response"), recall_words(scale)


def changes_name() -> str:
    """Return what the row of changes is called beside it."""
    return _("Changes")


def draw_episodes(
    axes: Axes, episodes: Sequence[EpisodeMark], scale: str, palette: Palette
) -> list[HoverPoint]:
    """Draw a bar for each time in response, dotted up to the score that ended it.

    A loss that is confirmed ends in a stroke; one that is not ends in a ring and in words. A time that
    lasts has no end.

    Args:
        axes: low ones that share their x axis with the scores.
        episodes: in order of time; none leaves the row empty.
        scale: the id of the instrument, whose recall is named beside the row.
        palette: the colours.

    Returns:
        What hovering reads: each time in response where it begins, was last seen and ended.
    """
    _bare(axes)
    bar, width = mixed(palette.surface, palette.accent, 0.6), usual_mark_size(palette)
    seen = [each.days for each in episodes]
    lost = [(each.days[1], each.lost_day) for each in episodes if each.lost_day is not None]
    ends = [day_number(each.loss.first_out) for each in episodes if each.loss and each.loss.confirmed]
    begins = [each.days[0] for each in episodes]
    for lines, dashes, share in (
        ([[(first, _BAR), (last, _BAR)] for first, last in seen], "-", 0.45),
        ([[(first, _BAR), (last, _BAR)] for first, last in lost], ":", 0.25),
        ([[(day, _BAR - _CAP), (day, _BAR + _CAP)] for day in (*begins, *ends)], "-", 0.2),
    ):
        axes.add_collection(
            LineCollection(lines, colors=bar, linestyles=dashes, linewidths=width * share),
            autolim=False,
        )
    for each in episodes:
        if each.loss is not None and not each.loss.confirmed:
            _draw_open_end(axes, each.loss, bar, palette)
    for text, height in zip(episode_names(scale), (_BAR, _WORDS), strict=True):
        _name_row(axes, text, height, palette)
    low, high = axes.get_xlim()
    return [
        HoverPoint(axes, day, _BAR, each.text)
        for each in episodes
        for day in dict.fromkeys((*each.days, each.days[1] if each.lost_day is None else each.lost_day))
        if low <= day <= high
    ]


def _draw_open_end(axes: Axes, loss: Loss, colour: str, palette: Palette) -> None:
    """Draw the score that may have ended a response, and say in words that it is one score."""
    day = day_number(loss.first_out)
    axes.plot(
        [day],
        [_BAR],
        marker="o",
        markersize=usual_mark_size(palette) * 0.8,
        color=colour,
        markerfacecolor=palette.surface,
        clip_on=False,
        zorder=4,
    )
    words = _("one score out of response on day {day}").format(day=loss.day_after_session)
    first, last = axes.get_xlim()
    days = text_width(words, points(palette)) * _days_per_inch(axes)
    begin = max(first, min(day, last) - days)
    axes.text(begin, _WORDS, words, va="center_baseline", color=palette.quiet)


def draw_changes(axes: Axes, changes: Sequence[ChangeMark], palette: Palette) -> list[HoverPoint]:
    """Draw a tick for each change, with its words where all of them find room, else with its number.

    The numbers are those of the table; a page has no table beside it, so there each tick has its words or
    stands alone.

    Returns:
        What hovering reads: each change.
    """
    _bare(axes)
    words = [shortened(each.words, points(palette), _LONGEST_CHANGE) for each in changes]
    if palette is not PAPER and not all(_has_room(axes, changes, words, palette)):
        words = [str(number) for number in range(1, len(changes) + 1)]
    axes.add_collection(
        LineCollection(
            [[(each.day, 0.0), (each.day, _TICK)] for each in changes],
            colors=palette.quiet,
            linewidths=usual_mark_size(palette) * 0.15,
        ),
        autolim=False,
    )
    gap = line_height(palette) * _GAP * _days_per_inch(axes)
    for each, text, fits in zip(changes, words, _has_room(axes, changes, words, palette), strict=True):
        if fits:
            axes.text(each.day + gap, _TICK / 2, text, va="center_baseline", color=palette.quiet)
    _name_row(axes, changes_name(), _TICK / 2, palette)
    return [HoverPoint(axes, each.day, _TICK / 2, each.text) for each in changes]


def _has_room(
    axes: Axes, changes: Sequence[ChangeMark], words: Sequence[str], palette: Palette
) -> Iterator[bool]:
    """Say of each change whether its words end before the next tick, and before the edge."""
    ends = [*(each.day for each in changes[1:]), axes.get_xlim()[1]]
    days_per_inch, gap = _days_per_inch(axes), line_height(palette) * _GAP
    for each, text, end in zip(changes, words, ends, strict=True):
        yield each.day + (text_width(text, points(palette)) + 2 * gap) * days_per_inch <= end


def _bare(axes: Axes) -> None:
    axes.set_ylim(0, 1)
    axes.patch.set_visible(False)  # words of the row above may reach into this one
    axes.tick_params(left=False, labelleft=False, bottom=False, labelbottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)


def _name_row(axes: Axes, name: str, height: float, palette: Palette) -> None:
    beside = line_height(palette) * BESIDE / _inches(axes)
    axes.text(
        1 + beside,
        height,
        name,
        transform=axes.transAxes,
        va="center_baseline",
        color=palette.quiet,
    )


def _inches(axes: Axes) -> float:
    return float(axes.get_window_extent().width / axes.figure.dpi)


def _days_per_inch(axes: Axes) -> float:
    first, last = axes.get_xlim()
    return (last - first) / _inches(axes)
