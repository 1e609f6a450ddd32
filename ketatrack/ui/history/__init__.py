"""What was done to the entries of a journal, on screen: read it, put an older version back, erase it."""
