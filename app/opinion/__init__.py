"""A second opinion on an interview, by a language model, beside the rules' report."""
