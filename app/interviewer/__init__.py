"""Who reads, asks and judges, behind one interface; knows no database, no HTTP and no room."""
