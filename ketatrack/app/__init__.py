"""Start-up of the window: is there a screen, and what is imported when."""
