"""Start-up of the window."""
