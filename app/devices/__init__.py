"""The devices that open a visitor's sessions: let in by a link, signed out."""
