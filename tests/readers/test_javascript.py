"""The reader in JavaScript answers as Python does, byte for byte."""

import json
import math
import shutil
import subprocess
import sys
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

import errnorm
from errnorm.bundle.tables import entries
from errnorm.bundle.write import compact
from errnorm.testing.strategies import header_maps, http_statuses, log_lines_with, near_payloads, words_of
from tests.readers.near import CATALOGS

CLIENT = Path(__file__).parents[2] / "clients/js"
NODE = shutil.which("node")
NOW = 1_795_305_600
