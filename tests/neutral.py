"""What stands nowhere outside the program's own window: its name, a drug, a diagnosis, a questionnaire."""

REVEALING = (
    "keta",
    "ketamin",
    "esketamin",
    "spravato",
    "depress",
    "anxiety",
    "ptsd",
    "psych",
    "phq",
    "gad",
    "madrs",
    "dose",
    "dosis",
    "infusion",
    "treatment",
    "symptom",
)


def revealing_words(content: bytes | str) -> list[str]:
    """Return what raw bytes, or a text, give away."""
    raw = content.encode() if isinstance(content, str) else content
    return [word for word in REVEALING if word.encode() in raw.lower()]
