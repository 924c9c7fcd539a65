"""What writes stubs into catalogs, line by line."""
