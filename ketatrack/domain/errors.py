"""The one kind of error a person can mend; everything else is a bug."""


class JournalError(Exception):
    """Something the person can mend. The message is the sentence they read: what is wrong and what to do."""
