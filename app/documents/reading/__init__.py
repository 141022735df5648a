"""A file's bytes to its text, in a process that can be killed and nowhere else."""
