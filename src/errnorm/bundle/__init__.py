"""The catalogs as data for any program: the bundle, the look-up tables, the vectors."""
