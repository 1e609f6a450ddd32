"""What a treatment course consists of and what its figures mean.

Knows no database, no screen and no file format.
"""
