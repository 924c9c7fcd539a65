"""Named checks of catalogs: what is wrong, where, and how to mend it."""
