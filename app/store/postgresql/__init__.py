"""The PostgreSQL engine; nothing outside `store/` names it."""
