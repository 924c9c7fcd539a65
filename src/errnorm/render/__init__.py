"""Files that are generated from the catalogs."""
