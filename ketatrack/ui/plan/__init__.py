"""Parts of the Plan page: its calendar and list, its cards, what is done with a date, and its paper."""
