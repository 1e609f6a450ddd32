"""Files from elsewhere and for elsewhere: JSON, CSV, calendars, plan files; read with care, written whole."""
