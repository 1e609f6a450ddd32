"""What leaves on paper: the Course Profile and each sheet, first as plain data, then as a page."""
