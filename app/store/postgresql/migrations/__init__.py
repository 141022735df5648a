"""The steps of PostgreSQL's schema, with the numbers of SQLite's: the first one is whole."""
