"""A language model beside the rules: what it is asked, what is believed of it, and how to reach it."""
