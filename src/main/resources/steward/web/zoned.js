/** Wall times of the house's zone as instants and back; the browser may stand in another zone. */
import { house } from './house.js';

const DAY_MS = 86_400_000;
const PARTS = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };

function partsOf(ms) {
  const parts = {};
  for (const { type, value } of formatOf(house.facts.zone).formatToParts(new Date(ms))) parts[type] = Number(value);
  return parts;
}

let known = null;
function formatOf(zone) {
  if (known?.zone !== zone) known = { zone, format: made(zone) };
  return known.format;
}

function made(zone) {
  try {
    return new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en-US', PARTS);
  }
}

const asUtc = ({ year, month, day, hour = 0, minute = 0, second = 0 }) => Date.UTC(year, month - 1, day, hour, minute, second);
const two = (n) => String(n).padStart(2, '0');

/** `2026-11-22T18:30`, as a field for date and time wants it. @param {number} ms */
export function wallOf(ms) {
  const { year, month, day, hour, minute } = partsOf(ms);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** The instant of a wall time; where the clock is set forward over it, that much later. @param {string} wall @returns {number} NaN if it is none */
export function instantOf(wall) {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?/.exec(wall ?? '');
  if (!match) return Number.NaN;
  const [year, month, day, hour, minute] = match.slice(1).map((part) => Number(part ?? 0));
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  const guess = wanted - (asUtc(partsOf(wanted)) - wanted);
  return wanted - (asUtc(partsOf(guess)) - guess);
}

/** Where a day begins, so many days from today. @param {number} days */
export function dayStart(days) {
  const { year, month, day } = partsOf(house.now());
  const noon = new Date(Date.UTC(year, month - 1, day, 12) + days * DAY_MS);
  return instantOf(noon.toISOString().slice(0, 10));
}
