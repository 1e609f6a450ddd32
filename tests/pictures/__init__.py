"""Pictures of every page, form, dialog and printed page, to be looked at: `python -m tests.pictures OUT`."""
