"""The command line: everything that needs no screen."""

COMMANDS = ("new", "import", "export", "summary", "report", "chart", "check")
