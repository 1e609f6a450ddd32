"""Shows that nothing is lost and nobody gets in: kills, power cuts, full disks, damage, hostile files."""
