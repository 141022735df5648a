"""One answer given again, once there is a report, beside what was said in the interview."""
