"""Records to database and back. The only package that speaks SQL."""
