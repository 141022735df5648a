"""All sessions of a visitor: found, renamed, deleted."""
