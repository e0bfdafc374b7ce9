"""What no back-up holds: it is over within a day, and a back-up is kept for thirty."""

# Attempts to log in, and who is logged in. The tables themselves come back empty.
TABLES = ("attempts", "django_session")
