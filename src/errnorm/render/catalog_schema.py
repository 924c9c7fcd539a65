"""The JSON Schema of a vendor's catalog, for editors that read YAML before our loader does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from errnorm.catalog.schema import Catalog, Facets

# What the language server for YAML knows best.
_DIALECT = "http://json-schema.org/draft-07/schema#"
_WORDS_FOR_BOOLEANS = ["yes", "no", "on", "off", "y", "n", "t", "f", "true", "false", "1", "0", 1, 0]
_DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_MATCHES = ("code", "range", "status", "text", "http_status")
_OF_A_SHAPE = ("fields", "unwrap", "passthrough", "success")

Schema = dict[str, Any]


class EditorSchema(GenerateJsonSchema):
    """The schema of what an editor sees.

    Our loader takes every value as the text that was typed; an editor has already made numbers and booleans of some.
    So text may be a number or a boolean here, and a number may be text. Null is refused: an absent key is the only
    "nothing".
    """

    def str_schema(self, schema: Any) -> Schema:
        """Give the schema of a text."""
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def int_schema(self, schema: Any) -> Schema:
        """Give the schema of a whole number."""
        return {"anyOf": [super().int_schema(schema), {"type": "string", "pattern": "^[+-]?[0-9]+$"}]}

    def bool_schema(self, schema: Any) -> Schema:
        """Give the schema of a yes or no."""
        return {"anyOf": [super().bool_schema(schema), {"enum": _WORDS_FOR_BOOLEANS}]}

    def date_schema(self, schema: Any) -> Schema:
        """Give the schema of a date, which holds too where `format` is not checked."""
        return {**super().date_schema(schema), "pattern": _DATE}

    def nullable_schema(self, schema: Any) -> Schema:
        """Give the schema of what is there, for a key that may be absent."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> Schema:
        """Give the schema of a key that may be absent, without its default."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, _: Any) -> bool:
        """Leave out titles that only repeat the key."""
        return False


def catalog_schema(canonical: Mapping[str, Any]) -> Schema:
    """Give the schema of a catalog: keys, words, dates, and what a rule or a shape needs beside what it has.

    `canonical` is the vocabulary, whose sentences editors show beside the words.
    """
    schema = {"$schema": _DIALECT, **Catalog.model_json_schema(by_alias=True, schema_generator=EditorSchema)}
    parts = schema["$defs"]
    parts["Rule"] |= {
        "anyOf": [{"required": [name]} for name in _MATCHES],
        "not": {"required": ["code", "range"]},
        "dependencies": {name: ["why"] for name in Facets.model_fields if name != "remediation"},
    }
    parts["Shape"] |= {"anyOf": [{"required": [name]} for name in _OF_A_SHAPE]}
    summaries = {name: code["summary"] for name, code in canonical["codes"].items()}
    _explain(schema, [summaries, canonical["categories"], canonical["actions"], *canonical["values"].values()])
    return schema


def _explain(part: Any, vocabulary: Sequence[Mapping[str, str]]) -> None:
    """Put the sentence of each word beside every list of words that the vocabulary explains."""
    if isinstance(part, dict) and isinstance(words := part.get("enum"), list):
        known = [word for word in words if isinstance(word, str)]
        for sentences in vocabulary:
            if list(sentences) == known:
                part["enumDescriptions"] = [*sentences.values()]
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _explain(inner, vocabulary)
