"""The card above the pages of a journal into which nothing can be written at the moment, and why."""

from ketatrack.ui.layout import Card, selectable


class ReadingOnlyCard(Card):
    """Stays for as long as the journal is open."""

    def __init__(self, reason: str) -> None:
        """Take the sentence that says why."""
        super().__init__()
        self.setProperty("tone", "notice")
        self.setAccessibleName(reason)
        self.column.addWidget(selectable(reason))
