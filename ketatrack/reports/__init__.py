"""What a clinician reads: the Course Profile as plain data, and as one page."""
