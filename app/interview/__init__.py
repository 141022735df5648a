"""The interview of a session: eight questions, and what was answered."""
