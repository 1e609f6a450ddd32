"""Pages: one thing at a time in the middle of the window."""
