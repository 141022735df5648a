"""What the answers are worth, and what to say of them."""
