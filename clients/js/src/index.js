/** One answer a messaging gateway can act on, from whatever a vendor sends when it says no. */

import { text } from "../data/errnorm.js";
import { Normalizer, UnknownVendor } from "./normalizer.js";

let made = null;

/** Give the Normalizer over the packaged bundle, parsed when it is first asked. */
function shipped() {
  made ??= new Normalizer(JSON.parse(text));
  return made;
}

export const normalize = (payload, options) => shipped().normalize(payload, options);
export const normalizeAll = (payload, options) => shipped().normalizeAll(payload, options);
export const lookup = (vendor, code, options) => shipped().lookup(vendor, code, options);
export const detect = (payload, options) => shipped().detect(payload, options);
export const vendors = () => shipped().vendors();

export { Normalizer, UnknownVendor };
