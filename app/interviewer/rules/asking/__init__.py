"""What is asked: a plan of eight questions, in words, and the probes between them."""
