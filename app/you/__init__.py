"""What is kept of a visitor: shown, and deleted, by them or by its age."""
