"""A language model beside the rules: it finds words, and nothing it says is simply trusted."""
