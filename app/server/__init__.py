"""How Rehearse is served: uvicorn in one process or more, with the limits it leaves to a front."""
