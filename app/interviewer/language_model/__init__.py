"""A language model beside the rules: how it is reached, what it is asked, what is believed."""
