"""The bench: figures measured side by side in one run, never an assertion."""
