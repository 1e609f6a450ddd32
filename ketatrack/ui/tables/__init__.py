"""Tables over lists of records."""
