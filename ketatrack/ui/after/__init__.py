"""The parts of the screens for the hours and days after a session: large fields, cards, tables."""
