"""What Hypothesis draws: rubbish of every kind, and payloads that are nearly right."""

import copy
from pathlib import Path

from hypothesis import strategies as st

from errnorm.catalog.load import load_catalogs, vendor_files

CATALOGS = load_catalogs(vendor_files(Path(__file__).parents[2] / "catalogs"))
EXAMPLES = [
    (catalog.vendor, shape.example) for catalog in CATALOGS for shape in catalog.shapes if shape.example is not None
]
KEYS = sorted(
    {
        part.removesuffix("[]")
        for catalog in CATALOGS
        for shape in catalog.shapes
        for conditions in shape.when or ()
        for path in conditions
        for part in path.split(".")
    }
)
CODES = sorted({code for catalog in CATALOGS for rule in catalog.rules for code in rule.code or ()})
PHRASES = sorted({phrase for catalog in CATALOGS for rule in catalog.rules for phrase in rule.text or ()})

vendors = st.sampled_from([catalog.vendor for catalog in CATALOGS])
words = st.one_of(st.text(max_size=30), st.sampled_from(PHRASES), st.sampled_from(CODES))
numbers = st.one_of(st.integers(), st.floats(), st.sampled_from([int(code) for code in CODES if code.isdecimal()]))
scalars = st.one_of(st.none(), st.booleans(), numbers, words)
keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=8))
json_values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=5)),
    max_leaves=25,
)
statuses = st.one_of(
    st.none(),
    st.integers(-1, 700),
    st.sampled_from([200, 202, 400, 401, 402, 403, 404, 408, 409, 422, 424, 429, 500, 502, 503, 504]),
)
header_names = st.sampled_from(
    ["retry-after", "Retry-After", "date", "x-ratelimit-reset", "x-business-use-case-usage", "www-authenticate", "x"]
)
header_maps = st.one_of(
    st.none(), st.dictionaries(header_names, st.one_of(st.text(max_size=40), st.integers().map(str)), max_size=4)
)
log_lines = st.builds(
    lambda *parts: " ".join(parts),
    st.sampled_from(
        [
            "",
            "Error:",
            "(#131049)",
            "status=400",
            "HTTP 500",
            "id:1 stat:UNDELIV err:011",
            "error | 102 | x",
            "a=b&c=d",
            "<a><b>1</b></a>",
        ]
    ),
    words,
    st.sampled_from(
        [
            "",
            '{"error": {"code": 131026}}',
            "{'code': 4}",
            "{'error': ",
            '{\\"code\\":1}',
            "- 1006",
            "Connection refused",
            "Read timed out",
        ]
    ),
)


@st.composite
def near_payloads(draw):
    """Give a vendor and its example with some values taken out, replaced, retyped or added."""
    vendor, example = draw(st.sampled_from(EXAMPLES))
    payload = copy.deepcopy(example)
    for _ in range(draw(st.integers(0, 3))):
        payload = _mutated(draw, payload)
    return vendor, payload


def _mutated(draw, node):
    if isinstance(node, dict) and node:
        key = draw(st.sampled_from(sorted(node)))
        if draw(st.booleans()):
            return {**node, key: _mutated(draw, node[key])}
        change = draw(st.sampled_from(["drop", "null", "wrap", "add"]))
        if change == "drop":
            return {name: value for name, value in node.items() if name != key}
        if change == "add":
            return {**node, draw(keys): draw(json_values)}
        return {**node, key: None if change == "null" else [node[key]]}
    if isinstance(node, list) and node:
        at = draw(st.integers(0, len(node) - 1))
        return [*node[:at], _mutated(draw, node[at]), *node[at + 1 :]]
    if isinstance(node, str) and draw(st.booleans()):
        return node[: draw(st.integers(0, len(node)))]
    return draw(scalars)


anything = st.one_of(
    json_values, st.binary(max_size=200), st.text(max_size=200), log_lines, near_payloads().map(lambda pair: pair[1])
)
