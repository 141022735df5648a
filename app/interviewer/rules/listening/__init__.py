"""What can be heard in an answer; what it is worth is for `judging`."""
