"""How a record is told from every other, in this journal and in any it is later merged with."""

import uuid_utils


def new_id() -> str:
    """Return a fresh key: a version 7 UUID (RFC 9562) as 36 characters of text.

    Keys made by one process sort in the order in which they were made, so that records of the same
    instant keep the order in which they were typed or stood in a file.
    """
    return str(uuid_utils.uuid7())
