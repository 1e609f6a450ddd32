"""Fields: one value on screen, where unset is a real state."""
