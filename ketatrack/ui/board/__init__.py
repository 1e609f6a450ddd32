"""The board of a session that is followed as it happens: clock, checkpoints, and what is written in it."""
