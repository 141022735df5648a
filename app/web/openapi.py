"""What the OpenAPI document can't read off our handlers: their forms, and their JSON."""
