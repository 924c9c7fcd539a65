/** Moments as HTTP headers write them. */

import { lengthOf } from "./text.js";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const CLOCK = "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})";
const MONTH = "(?<month>[A-Za-z]{3})";
const FORMS = [
  new RegExp(
    `^[\\t-\\r ]*(?:[A-Za-z]{3,9},?[\\t-\\r ]*)?(?<day>[0-9]{1,2})[ -]${MONTH}[ -](?<year>[12][0-9]{3}|[0-9]{2})` +
      `[\\t-\\r ]+${CLOCK}(?:[\\t-\\r ]+(?:GMT|UTC?|Z|(?<zone>[+-][0-9]{4})))?[\\t-\\r ]*$`,
    "i",
  ),
  new RegExp(
    `^[\\t-\\r ]*[A-Za-z]{3}[\\t-\\r ]+${MONTH}[\\t-\\r ]+(?<day>[0-9]{1,2})[\\t-\\r ]+${CLOCK}` +
      "[\\t-\\r ]+(?<year>[12][0-9]{3})(?<zone>)[\\t-\\r ]*$",
  ),
];

/** Give the Unix seconds of a date in one of the three forms of RFC 9110, or null; without a zone it is UTC. */
export function httpDate(value) {
  if (!value || lengthOf(value) > 64) return null;
  const found = FORMS.map((form) => form.exec(value)).find((match) => match !== null)?.groups;
  const month = MONTHS.indexOf(found?.month.toLowerCase());
  if (month < 0) return null;
  const [day, hour, minute, second] = ["day", "hour", "minute", "second"].map((name) => Number(found[name]));
  const year = fullYear(Number(found.year));
  const moment = Date.UTC(year, month, day, hour, minute, second);
  const isDay = day > 0 && new Date(Date.UTC(year, month, day)).getUTCMonth() === month;
  if (!isDay || hour > 23 || minute > 59 || second > 59) return null;
  const zone = found.zone || "+0000";
  const ahead = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(3)) * 60;
  return moment / 1000 + (zone[0] === "-" ? ahead : -ahead);
}

function fullYear(year) {
  if (year >= 100) return year;
  return year > 68 ? year + 1900 : year + 2000;
}
