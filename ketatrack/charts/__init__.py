"""Records to matplotlib figures: what the screen shows and the page prints. Knows no database and no Qt."""
