"""Data that travels with the program: instruments, safety texts, demo courses, report templates, icons."""
