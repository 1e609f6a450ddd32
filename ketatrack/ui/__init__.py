"""The window: everything that knows Qt, except start-up."""
