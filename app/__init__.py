"""Rehearse: practise for one interview, with one CV and one job description."""
