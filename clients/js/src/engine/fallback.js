/** What is said where no rule matched: the vendor's hint, the HTTP status, the kind of transport failure. */

import { get } from "./objects.js";
import { fold } from "./text.js";

/** Give the verdict for the vendor's own hint that a fault passes, or null. */
export function byTransient(tables, hint) {
  const row = hint ? get(tables.http.transient, hint) : null;
  return row && ofRow(tables, row, "transient", `http/transient/${hint}`);
}

/** Give the verdict for an HTTP status, or null where it says nothing about a fault. */
export function byStatus(tables, httpStatus) {
  if (httpStatus === null) return null;
  const { statuses, classes } = tables.http;
  const row = get(statuses, String(httpStatus)) ?? get(classes, String(Math.floor(httpStatus / 100)));
  return row && ofRow(tables, row, "http_status", `http/${httpStatus}`);
}

/** Give the verdict for a failure without a response, told by its classes or the words of its text, or null. */
export function byFailure(tables, { names, text }) {
  const folded = fold(text);
  for (const { row, phrases } of tables.transport) {
    if (row.classes.some((name) => names.includes(name)) || phrases.some((phrase) => folded.includes(phrase))) {
      return ofRow(tables, row, "transport", `transport/${row.name}`);
    }
  }
  return null;
}

function ofRow(tables, row, how, id) {
  const { canonical, sources, facets } = row;
  return tables.vocabulary.ofRule({ id, canonical, sources, facets }, how, "unknown");
}
