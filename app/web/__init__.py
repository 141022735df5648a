"""How HTTP is spoken; knows no feature."""
