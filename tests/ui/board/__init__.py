"""Tests of the board of a followed session."""
