"""The SQLite engine; nothing outside `store/` names it."""
