"""Dialogs that are opened from pages."""
