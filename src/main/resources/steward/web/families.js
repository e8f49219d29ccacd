/** The families of devices that the steward knows, read once: they do not change while it runs. */
import { all } from './api.js';
import { house } from './house.js';

/** @typedef {{name: string, title: string, binding: {name: string, title: string, required: boolean, secret?: boolean, ofFamily?: boolean}[], cloud?: {hosts: string[], leaves: string, barred?: string}}} Family */

let reading = null;

/** @returns {Promise<Family[]>} none where they are not for who is signed in */
export function families() {
  if (!house.may('listFamilies')) return Promise.resolve([]);
  reading ??= all('/families').catch((failure) => {
    reading = null;
    throw failure;
  });
  return reading;
}

/** @param {string} name @returns {Promise<Family | undefined>} */
export async function family(name) {
  try {
    return (await families()).find((one) => one.name === name);
  } catch {
    return undefined; // the lost connection is shown already
  }
}
