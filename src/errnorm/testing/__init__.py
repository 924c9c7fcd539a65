"""Test support for catalogs."""
