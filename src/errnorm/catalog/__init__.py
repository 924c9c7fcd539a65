"""Catalogs as their authors write them; the only part that imports yaml and pydantic."""
