"""All that is a visitor's as one file to keep, and such a file brought back."""
