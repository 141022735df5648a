"""A fictional interview, held by the real product, for the landing page and `docs/`."""
