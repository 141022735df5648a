"""The interviewer that needs no model: it reads, asks and judges by rules."""
