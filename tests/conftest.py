"""How Hypothesis runs: the same examples each time in CI, more with `--hypothesis-profile thorough`."""

import os

from hypothesis import settings

settings.register_profile("default", deadline=None, max_examples=100)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=5000)
settings.load_profile("ci" if os.environ.get("CI") else "default")
