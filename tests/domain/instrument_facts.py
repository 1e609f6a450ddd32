"""What the sources say about each shipped instrument, written down apart from the data of the program."""

# title of the band with its lowest and highest total
BANDS: dict[str, list[tuple[float, float, str]]] = {
    "phq9": [
        (0, 4, "minimal"),
        (5, 9, "mild"),
        (10, 14, "moderate"),
        (15, 19, "moderately_severe"),
        (20, 27, "severe"),
    ],
    "phq2": [(0, 2, "below_cut"), (3, 6, "at_cut")],
    "gad7": [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")],
    "pcl5": [(0, 30, "below_cut"), (31, 80, "at_cut")],
    "qids_sr16": [
        (0, 5, "none"),
        (6, 10, "mild"),
        (11, 15, "moderate"),
        (16, 20, "severe"),
        (21, 27, "very_severe"),
    ],
    "madrs": [(0, 6, "none"), (7, 19, "mild"), (20, 34, "moderate"), (35, 60, "severe")],
    "who5": [(0, 50, "low"), (51, 100, "ok")],
    "isi": [(0, 7, "none"), (8, 14, "subthreshold"), (15, 21, "moderate"), (22, 28, "severe")],
    "ocir": [(0, 20, "below_cut"), (21, 72, "at_cut")],
    "ybocs": [
        (0, 7, "subclinical"),
        (8, 15, "mild"),
        (16, 23, "moderate"),
        (24, 31, "severe"),
        (32, 40, "extreme"),
    ],
}

RANGES: dict[str, tuple[int, int]] = {
    "phq9": (0, 27),
    "phq2": (0, 6),
    "gad7": (0, 21),
    "peg": (0, 10),
    "mood_now": (0, 10),
    "anxiety_now": (0, 10),
    "pain_nrs": (0, 10),
    "dissociation_peak": (0, 10),
    "pcl5": (0, 80),
    "auditc": (0, 12),
    "qids_sr16": (0, 27),
    "madrs": (0, 60),
    "madrs_s": (0, 54),
    "who5": (0, 100),
    "isi": (0, 28),
    "ocir": (0, 72),
    "ybocs": (0, 40),
    "cadss": (0, 92),
    "cadss6": (0, 24),
    "meq30": (0, 150),
}
"""Every shipped instrument that has a total; the C-SSRS has an outcome in words."""

ADMINISTERED = {"phq9", "phq2", "gad7", "peg", "mood_now", "anxiety_now", "pain_nrs", "dissociation_peak"}

EXAMPLES: list[tuple[str, list[int | None], float | None, str | None]] = [
    ("phq9", [1, 2, 1, 2, 1, 1, 0, 0, 1], 9, "mild"),
    ("phq9", [3, 3, 3, 3, 3, 3, 3, 3, 3], 27, "severe"),
    ("phq9", [2, 2, 2, 2, 2, 1, 1, None, None], None, None),
    ("phq2", [1, 2], 3, "at_cut"),
    ("gad7", [2, 1, 2, 1, 0, 1, 0], 7, "mild"),
    ("gad7", [1, 1, 1, 2, 2, 0, 0], 7, "mild"),
    ("gad7", [1, 1, 1, 1, 0, 1, 2], 7, "mild"),
    ("gad7", [1, 0, 0, 1, 0, 1, 1], 4, "minimal"),
    ("peg", [6, 7, 4], 5.7, None),
]
"""Instrument, answers, total and band, as worked out by the sources."""

ENTERED: list[tuple[str, float, str | None]] = [
    ("who5", 52, "ok"),
    ("who5", 48, "low"),
    ("pcl5", 40, "at_cut"),
    ("pcl5", 2, "below_cut"),
    ("auditc", 1, None),
]
"""The totals that the sources' worked examples come to where only a total is entered, and their bands."""

WORDING = {
    "phq9": "79568414b433a706517981236940c53dc06515b0c4fa5c4b10450db62747189b",
    "phq2": "52509fbab98f9479377df04a5cfa786608b4c5c187ec523d9beeb83ad34bdf81",
    "gad7": "ba17b034a0ae9ec67caaf31f256ee2b8ad4fd96bc07a0b19715167638baf97a8",
    "peg": "efbd51da67437f27a6791cb61555d990d63e3dd007fa11043198b11bcf349e79",
}
"""SHA-256 over stem, items and answers of the source, one a line."""


def edges() -> list[tuple[str, float, str]]:
    """Return each end of each band: instrument, total, band."""
    return [
        (name, total, key)
        for name, bands in BANDS.items()
        for low, high, key in bands
        for total in (low, high)
    ]


def answers_that_make(total: int, items: int, most: int) -> list[int]:
    """Return answers to items of 0 to `most` points that add up to a total."""
    full, rest = divmod(total, most)
    return ([most] * full + [rest] + [0] * items)[:items]
