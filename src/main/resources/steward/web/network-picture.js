/**
 * The network as a picture: the house with its things on the left, the fence, and what lies outside on
 * the right. One unit is one pixel, so that its words are as readable on a phone as on a screen.
 */
import { html, nothing, svg } from 'lit';
import { house } from './house.js';
import { Part, define } from './part.js';
import { go } from './router.js';
import { bytesWords, calm, refusedWords, stationName, stationPath } from './network.js';
import { capital, clip, count } from './words.js';

const ROWS_MAX = 12;
const WAYS_MAX = 3;
const ROW = 56;
const WAY = 40;
const TOP = 84;
const FOOT = 20;
const WIDTH_MIN = 280;
const CHAR = 8.5;
const WIDE = 640;

/** @typedef {{id: string, name: string, standing: string, ways: {to: string, note: string, open: boolean}[], left: ?number, refused: ?number}} Row */

/** What was counted of each; of whom nothing is written in a month that was measured, nothing left. @param {?any} sums @param {any[]} stations */
export function countedOf(sums, stations) {
  const counted = new Map((sums?.stations ?? []).map((one) => [one.id, one]));
  if (sums?.measured) for (const { id } of stations) if (!counted.has(id)) counted.set(id, { left: { bytes: 0 }, refused: { packets: 0 } });
  return counted;
}

/** What the picture is about, the most telling first. @param {any[]} stations @param {Map<string, any>} counted @returns {Row[]} */
export function rowsOf(stations, counted) {
  const rows = stations.map((station) => {
    const sums = counted.get(station.id);
    const ways = (station.lanes ?? []).filter((lane) => lane.kind === 'out' || lane.kind === 'exact')
      .map((lane) => ({ to: lane.to, note: `${lane.protocol} ${lane.ports}`, open: station.standing === 'enclosed' && (!lane.windowOnly || Boolean(station.until?.window)) && !station.until?.cut }));
    return { id: station.id, name: calm(stationName(station)), standing: station.standing, ways, left: sums?.left?.bytes ?? null, refused: sums?.refused?.packets ?? null, ...states(station) };
  });
  return rows.sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name));
}

const states = ({ until = {} }) => ({ now: until?.cut ? 'cut off for now' : until?.window ? 'being brought in' : until?.learn ? 'learning' : '' });
const weight = (row) => (row.standing === 'quarantined' ? 4 : 0) + (row.ways.some((way) => way.open) ? 2 : 0) + ((row.refused ?? 0) > 0 ? 1 : 0);

/** @param {Row} row */
export function rowWords(row) {
  const open = row.ways.filter((way) => way.open);
  const way = row.standing === 'quarantined' ? 'in quarantine, no way out' : row.standing === 'refused' ? 'refused, no way anywhere'
    : open.length === 0 ? 'no way out' : `may reach ${open.map((one) => one.to).join(', ')}`;
  return `${row.name}: ${[row.now, way].filter(Boolean).join(', ')}; ${bytesWords(row.left)} left, ${refusedWords(row.refused)}`;
}

class NetworkPicture extends Part {
  static properties = { rows: {}, fence: {}, open: {}, width: { state: true } };

  constructor() {
    super();
    this.width = WIDTH_MIN;
  }

  topics() {
    return ['things', 'house'];
  }

  connectedCallback() {
    super.connectedCallback();
    this.watcher = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width);
      if (width > 0) this.width = Math.max(WIDTH_MIN, width);
    });
    this.watcher.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  render() {
    const rows = (this.rows ?? []).slice(0, ROWS_MAX);
    const rest = (this.rows ?? []).length - rows.length;
    const at = this.measures();
    let y = TOP;
    const placed = rows.map((row) => {
      const height = Math.max(ROW, Math.min(row.ways.length, WAYS_MAX + 1) * WAY + 12);
      const here = { row, y, height };
      y += height;
      return here;
    });
    if (rest > 0 || rows.length === 0) y += ROW;
    const end = y;
    return html`<svg class="net-picture" viewBox=${`0 0 ${this.width} ${end + FOOT}`} width=${this.width} height=${end + FOOT} role="group" aria-label=${this.title}>
        ${this.ground(at, end)}
        ${placed.map((one) => this.row(one, at))}
        ${rest > 0 ? svg`<text class="net-note" x=${at.names} y=${end - 24}>and ${rest} more below</text>` : nothing}
        ${rows.length === 0 ? svg`<text class="net-note" x=${at.names} y=${end - 24}>No thing yet</text>` : nothing}
      </svg>
      <details><summary>The same in words</summary>${this.inWords()}</details>`;
  }

  get title() {
    return `The network: ${count(this.rows?.length ?? 0, 'thing')} in the house, ${this.fence.words}; outside what they may reach.`;
  }

  measures() {
    const isWide = this.width >= WIDE;
    const fence = Math.round(this.width * (isWide ? 0.44 : 0.46));
    const names = isWide ? 64 : 26;
    const outside = fence + (isWide ? 120 : 40);
    return { isWide, fence, names, outside, nameChars: Math.floor((fence - names - 18) / CHAR), outChars: Math.floor((this.width - outside - 8) / CHAR) };
  }

  /** The house with its roof, and the fence between it and the rest of the world. */
  ground(at, end) {
    const bottom = end + FOOT - 4;
    const middle = (4 + at.fence) / 2;
    const house_ = `M4 ${TOP - 20} L${middle} 6 L${at.fence} ${TOP - 20} V${bottom} H4 Z`;
    return svg`<g aria-hidden="true">
      <path class="net-house" d=${house_}></path>
      <line class="net-fence" data-holds=${this.fence.holds} x1=${at.fence} y1=${TOP - 26} x2=${at.fence} y2=${bottom}></line>
      <rect class="net-gate" x=${at.fence - 36} y=${TOP - 52} width="72" height="28" rx="8"></rect>
      <text class="net-gate-word" x=${at.fence} y=${TOP - 33} text-anchor="middle">Steward</text>
      <text class="net-place" x=${middle - (at.isWide ? 0 : 14)} y=${TOP - 26} text-anchor="middle">${at.isWide ? 'Your things' : 'Things'}</text>
      <text class="net-place" x=${at.outside + (at.isWide ? 0 : 8)} y=${TOP - 46}>${at.isWide ? 'Outside: the Internet' : 'Outside'}</text>
      <text class="net-note" data-holds=${this.fence.holds} x=${at.outside + (at.isWide ? 0 : 8)} y=${TOP - 28}>${at.isWide ? this.fence.words : this.fence.short}</text></g>`;
  }

  row({ row, y, height }, at) {
    const path = stationPath(row.id);
    const middle = y + height / 2;
    const shown = row.ways.length > WAYS_MAX + 1 ? [...row.ways.slice(0, WAYS_MAX), { to: `and ${row.ways.length - WAYS_MAX} more`, note: '', open: row.ways.some((way) => way.open) }] : row.ways;
    const note = row.now || (row.standing === 'enclosed' ? '' : row.standing === 'refused' ? 'refused' : 'in quarantine');
    return svg`<a class="net-row" href=${path} aria-label=${rowWords(row)} data-standing=${row.standing} @click=${(event) => this.follow(event, path)}>
      <rect class="net-hit" x="6" y=${y + 2} width=${this.width - 10} height=${height - 4} rx="10"></rect>
      <circle class="net-dot" cx=${at.names - 14} cy=${middle - (note ? 9 : 4)} r="5"></circle>
      <text class="net-name" x=${at.names} y=${middle + (note ? -4 : 1)} >${clip(row.name, Math.max(4, at.nameChars))}</text>
      ${note ? svg`<text class="net-note" x=${at.names} y=${middle + 14}>${note}</text>` : nothing}
      ${shown.length === 0 ? this.shut(row, at, middle) : shown.map((way, n) => this.way(way, row, at, middle, y + 6 + (n + 0.5) * ((height - 12) / shown.length), n === shown.length - 1))}</a>`;
  }

  /** Nothing of it goes further than the fence, where one stands; where none does, nobody knows. */
  shut(row, at, y) {
    const { stands } = this.fence;
    const from = Math.min(at.names + row.name.length * CHAR + 8, at.fence - 12);
    const note = row.refused === null ? 'not measured' : row.refused > 0 ? (at.isWide ? refusedWords(row.refused) : `${row.refused.toLocaleString('en')} refused`) : 'nothing tried';
    return svg`<path class="net-way" data-shut d=${`M${from} ${y - 4} H${stands ? at.fence - 6 : at.outside - 10}`}></path>
      ${stands ? svg`<path class="net-stop" d=${`M${at.fence - 6} ${y - 10} l12 12 m0 -12 l-12 12`}></path>` : nothing}
      <text class="net-note" x=${at.outside} y=${y + 1}>${note}</text>`;
  }

  way(way, row, at, middle, y, isLast) {
    const from = at.fence - (at.isWide ? 60 : 16);
    const left = isLast && row.left !== null ? `${bytesWords(row.left)} left` : '';
    return svg`<path class="net-way" ?data-shut=${!way.open} d=${`M${from} ${middle - 4} C${at.fence} ${middle - 4} ${at.fence - 10} ${y - 4} ${at.outside - 6} ${y - 4}`}></path>
      <text class="net-to" ?data-shut=${!way.open} x=${at.outside} y=${y}>${clip(way.to, Math.max(6, at.outChars))}</text>
      <text class="net-note" x=${at.outside} y=${y + 16}>${clip([way.open ? '' : 'closed', left || way.note].filter(Boolean).join(', '), Math.max(6, at.outChars + 2))}</text>`;
  }

  /** Links within a drawing are none that the pages follow by themselves. */
  follow(event, path) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(path);
  }

  inWords() {
    return html`<ul class="plain-list">${(this.rows ?? []).map((row) => html`<li><a href=${stationPath(row.id)}><bdi>${row.name}</bdi></a><span class="dim-words">${rowWords(row).slice(row.name.length + 2)}</span></li>`)}</ul>
      <p class="dim-words">${capital(this.fence.words)}${house.facts.name ? html`, around <bdi>${house.facts.name}</bdi>` : nothing}.</p>`;
  }
}

define('network-picture', NetworkPicture);
