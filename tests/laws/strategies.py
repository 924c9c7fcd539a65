"""What Hypothesis draws for all shipped catalogs together."""

from pathlib import Path

from hypothesis import strategies as st

from errnorm.catalog.load import load_catalogs, vendor_files
from errnorm.testing import strategies
from errnorm.testing.strategies import header_maps
from errnorm.testing.strategies import http_statuses as statuses

CATALOGS = load_catalogs(vendor_files(Path(__file__).parents[2] / "catalogs"))
WORDS = strategies.words_of(*CATALOGS)
CODES, PHRASES = WORDS.codes, WORDS.phrases

vendors = st.sampled_from([catalog.vendor for catalog in CATALOGS])
json_values = strategies.json_values_with(WORDS)
anything = strategies.payloads(*CATALOGS)


@st.composite
def near_payloads(draw):
    """Give a vendor and its example with some values taken out, replaced, retyped or added."""
    catalog = draw(st.sampled_from(CATALOGS))
    return catalog.vendor, draw(strategies.near_payloads(catalog))


__all__ = [
    "CATALOGS",
    "CODES",
    "PHRASES",
    "anything",
    "header_maps",
    "json_values",
    "near_payloads",
    "statuses",
    "vendors",
]
