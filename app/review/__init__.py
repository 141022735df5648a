"""What was understood of the two documents, and what a person makes of it before the interview."""
