"""`python -m errnorm.cli` is the command `errnorm`."""

from errnorm.cli.start import main

main()
