"""An interview session: one job at one company, and whose it is."""
