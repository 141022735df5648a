"""How Rehearse is served: uvicorn in one process, with the limits that it leaves to a front."""
