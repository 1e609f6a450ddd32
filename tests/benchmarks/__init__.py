"""How fast the program is, as ratios to the libraries it stands on; not part of the default tests."""
