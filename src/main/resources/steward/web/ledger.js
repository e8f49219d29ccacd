/** What left the house and what was refused, in words; what was not measured is said, and never shown as zero. */
import { html, nothing } from 'lit';
import { get } from './api.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { NetworkPage, bytesWords, calm, refusedWords, stationPath } from './network.js';
import { Part, define } from './part.js';
import { count, when } from './words.js';

const WAYS_SHOWN = 12;
const MONTHS_BACK = 12;
/** The house itself among the stations. */
export const OWN = 'steward';
const TITLE = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2026-11` by the house's zone, so many months ago. */
export function monthAgo(back) {
  const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', timeZone: house.facts.zone }).formatToParts(new Date(house.now()));
  const of = (type) => Number(parts.find((part) => part.type === type).value);
  return new Date(Date.UTC(of('year'), of('month') - 1 - back, 1)).toISOString().slice(0, 7);
}

/** @param {string} month */
export const monthWords = (month) => TITLE.format(new Date(`${month}-01T00:00:00Z`));
export const isMonth = (text) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text ?? '');

/** All days of a month; the present one ends today. @param {string} month */
export function spanOf(month) {
  const [year, of] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, of, 0)).toISOString().slice(0, 10);
  return new URLSearchParams(month === monthAgo(0) ? { since: `${month}-01` } : { since: `${month}-01`, until: last });
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
/** @param {string} day such as `2026-11-01` */
export const dayWords = (day) => DAY.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
/** A name without the quotation marks that sentences need. @param {string} name */
export const nameOf = (name) => calm(name).replace(/^“(.*)”$/s, '$1');

/** @param {string} chosen @param {(month: string) => void} choose @param {string} [any] words for all months; without it one is chosen */
export const monthChoice = (chosen, choose, any = '') => html`<div class="field"><label for="month">Month</label><select id="month" @change=${(event) => choose(event.target.value)}>
  ${any ? html`<option value="" ?selected=${!chosen}>${any}</option>` : nothing}${Array.from({ length: MONTHS_BACK + 1 }, (_, back) => monthAgo(back)).map((month) => html`<option value=${month} ?selected=${month === chosen}>${monthWords(month)}</option>`)}</select></div>`;

/** A page about one month, which its address names. */
export class MonthPage extends NetworkPage {
  static properties = { month: { state: true }, it: { state: true } };

  /** @param {string} path of the page @param {(month: string) => string} from below the API's base */
  constructor(path, from) {
    super();
    const asked = new URLSearchParams(location.search).get('month');
    Object.assign(this, { path, from, month: isMonth(asked) ? asked : monthAgo(0) });
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    const { month } = this;
    await this.quietly(async () => {
      const it = await get(this.from(month));
      if (month === this.month) this.it = it;
    });
  }

  choose(month) {
    Object.assign(this, { month, it: null });
    history.replaceState(null, '', `${this.path}?${new URLSearchParams({ month })}`);
    this.read();
  }
}

/** The first day of which anything is written, where the span began before it. @param {{since: string, days?: {day: string}[]}} it */
export function lateStart(it) {
  if (it.gaps?.some((gap) => gap.why === 'the ledger had not begun' || gap.why === 'it is kept no longer')) return '';
  const first = (it.days ?? []).map((day) => day.day).sort()[0];
  return first && first > it.since.slice(0, 10) ? first : '';
}

/** What lies before the first entry was not measured either. @param {any} it */
export const startPart = (it) => {
  const first = lateStart(it);
  return first ? html`<p class="problem mild">${icon('warn')}<span>Nothing is written of the days before ${dayWords(first)}: they were not measured.</span></p>` : nothing;
};

/** @param {{from: string, to: string, why: string}[]} gaps */
export const gapsPart = (gaps) => (gaps?.length > 0 ? html`<div class="problem mild">${icon('warn')}<div><b>Not measured</b><ul class="net-says">${gaps.map((gap) => html`<li>${when(gap.from)} to ${gap.to ? when(gap.to) : 'now'}: ${calm(gap.why)}</li>`)}</ul></div></div>` : nothing);
/** @param {{at: string, sentence: string}[]} alerts */
export const alertsPart = (alerts) => (alerts?.length > 0 ? html`<div class="problem">${icon('warn')}<ul class="net-says">${alerts.map((alert) => html`<li>${when(alert.at)}: ${calm(alert.sentence)}</li>`)}</ul></div>` : nothing);

const amount = (flow) => (typeof flow?.packets === 'number' ? `${flow.packets.toLocaleString('en')}\u00a0${flow.packets === 1 ? 'packet' : 'packets'}` : null);
/** Where it went, the refused attempts with their number. @param {any} way */
function wayWords(way) {
  if (way.verdict === 'refused') return amount(way.up) ? `${way.up.packets.toLocaleString('en')} refused` : typeof way.times === 'number' ? `${count(way.times, 'time')} refused` : 'refused';
  if (typeof way.up?.bytes !== 'number') return typeof way.times === 'number' ? `${count(way.times, 'time')}, bytes not measured` : 'not measured';
  return `${bytesWords(way.up.bytes)} out, ${bytesWords(way.down?.bytes)} in`;
}

/** @param {any} way */
const placeWords = (way) => (way.to === 'answers' && !way.address ? 'answers to what came in' : calm(way.to) || way.address);

/** Where one device went, what it asked for, and what was decided about it. @param {any} it @param {boolean} isShort */
export function ledgerOf(it, isShort) {
  const ways = isShort ? it.ways.slice(0, WAYS_SHOWN) : it.ways;
  const refused = it.asked.filter((one) => one.verdict === 'refused');
  return html`<p class="answer">${calm(it.sentence)}</p>${alertsPart(it.alerts)}
    ${ways.length === 0 ? it.measured ? html`<p class="dim-words">It tried to go nowhere.</p>` : nothing : html`<div class="table-frame" tabindex="0" role="region" aria-label="Where it went"><table class="rights net-table"><thead><tr><th scope="col">Where</th><th scope="col">How much</th></tr></thead>
      <tbody>${ways.map((way) => html`<tr><th scope="row"><b><bdi>${placeWords(way)}</bdi></b><span class="dim-words">${[way.to === way.address ? 'an address in figures' : way.address, way.protocol ? `${way.protocol} ${way.port || ''}` : ''].filter(Boolean).join(', ')}</span></th>
        <td><span class="verdict" data-tone=${way.verdict === 'refused' ? 'bad' : 'plain'}>${wayWords(way)}</span></td></tr>`)}</tbody></table></div>`}
    ${it.ways.length > ways.length ? html`<p class="dim-words">And ${it.ways.length - ways.length} more.</p>` : nothing}
    ${it.asked.length > 0 ? html`<details><summary>Names it asked for (${it.asked.length}, ${refused.length} refused)</summary><ul class="net-says">${it.asked.map((one) => html`<li><code>${calm(one.name)}</code> ${count(one.times, 'time')}${one.verdict === 'refused' ? ', refused' : one.passedOn ? ', passed on' : ''}</li>`)}</ul></details>` : nothing}
    ${it.notes.length > 0 ? html`<details><summary>What was decided and done (${it.notes.length})</summary><ul class="net-says">${it.notes.map((one) => html`<li>${when(one.at)}, <bdi>${one.by}</bdi>: ${calm(one.sentence)}</li>`)}</ul></details>` : nothing}
    ${gapsPart(it.gaps)}`;
}

/** @param {string} station all without one @param {string} [month] */
export const entriesPath = (station, month) => `/ledger/entries?${new URLSearchParams(Object.entries({ station, month: isMonth(month) ? month : '' }).filter(([, value]) => value))}`;

/** In short, on the page of a device; `steward` is the house itself. */
class StationLedger extends Part {
  static properties = { station: {}, month: {}, long: { type: Boolean }, it: { state: true }, fault: { state: true } };

  topics() {
    return ['tick', 'house'];
  }

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('station') && !changed.has('month')) return;
    this.it = null;
    this.read();
  }

  async read() {
    const { station, month } = this;
    const span = spanOf(isMonth(month) ? month : monthAgo(0));
    try {
      const it = await get(`/ledger/stations/${encodeURIComponent(station)}?${span}`);
      if (station === this.station && month === this.month) Object.assign(this, { it, fault: '' });
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  render() {
    const isOwn = this.station === OWN;
    if (!this.it && !this.fault) return nothing;
    return html`<section class="card"><div class="card-head"><h2>${isOwn ? 'The steward itself' : 'Its ledger'}</h2>${house.may('listLedgerEntries') ? html`<a href=${entriesPath(this.station, this.month)}>Entry by entry</a>` : nothing}</div>
      ${this.fault ? html`<p class="dim-words">${this.fault}</p>` : ledgerOf(this.it, !this.long)}</section>`;
  }
}

define('station-ledger', StationLedger);

/** One row for each device. @param {any[]} stations @param {boolean} isLinked */
export const stationsTable = (stations, isLinked) => html`<table class="rights net-table"><thead><tr><th scope="col">Device</th><th scope="col">Left</th><th scope="col">Refused</th><th scope="col" class="net-less">Came</th><th scope="col" class="net-less">Names refused</th></tr></thead>
  <tbody>${stations.map((one) => html`<tr><th scope="row">${isLinked && one.id.startsWith('s_') ? html`<a href=${stationPath(one.id)}><bdi>${nameOf(one.name)}</bdi></a>` : html`<bdi>${nameOf(one.name)}</bdi>`}</th>
    <td>${bytesWords(one.left?.bytes)}</td><td>${figure(one.refused?.packets)}</td><td class="net-less">${bytesWords(one.came?.bytes)}</td><td class="net-less">${figure(one.names?.refused)}</td></tr>`)}</tbody></table>`;

/** @param {?number} n */
export const figure = (n) => (typeof n === 'number' ? n.toLocaleString('en') : 'not measured');
export const refusedOf = (sums) => refusedWords(sums?.refused?.packets);
