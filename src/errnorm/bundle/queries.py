"""Queries that join a gateway's failures with the table, ready for two engines."""

from __future__ import annotations

_JOIN = """\
SELECT
  failures.vendor,
  failures.vendor_code,
  COALESCE(bound.code, bare.code, 'unknown') AS code,
  COALESCE(bound.retry, bare.retry, 'unknown') AS retry,
  COALESCE(bound.action, bare.action, 'investigate') AS action,
  COALESCE(bound.fault, bare.fault, 'unknown') AS fault,
  COUNT(*) AS failures
FROM {failures} AS failures
LEFT JOIN {table} AS bound
  ON bound.vendor = failures.vendor
  AND bound.vendor_code = failures.vendor_code
  AND bound.surface = failures.surface
LEFT JOIN {table} AS bare
  ON bare.vendor = failures.vendor
  AND bare.vendor_code = failures.vendor_code
  AND {no_surface}
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY failures DESC, 1, 2;
"""

DUCKDB = """\
-- What your failures mean, by vendor and code.
-- Needs a table failures(vendor, vendor_code, surface), all text; surface may be NULL.
-- Run it beside errnorm.csv: duckdb your.db < errnorm_duckdb.sql
CREATE OR REPLACE TABLE errnorm AS
SELECT * FROM read_csv('errnorm.csv', header = true, all_varchar = true);

""" + _JOIN.format(failures="failures", table="errnorm", no_surface="bare.surface IS NULL")

BIGQUERY = """\
-- What your failures mean, by vendor and code.
-- Needs a table failures(vendor, vendor_code, surface), all STRING; surface may be NULL.
-- Load the table first; every column is a STRING, so that 007 stays 007:
--   bq load --source_format=CSV --skip_leading_rows=1 --allow_quoted_newlines \\
--     your_dataset.errnorm errnorm.csv {columns}
""" + _JOIN.format(
    failures="your_dataset.failures", table="your_dataset.errnorm", no_surface="COALESCE(bare.surface, '') = ''"
)
