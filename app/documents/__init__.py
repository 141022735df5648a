"""The CV and the job description of a session."""
