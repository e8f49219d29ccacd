/** Every entry of the ledger, the newest first: when, who, to where, how much, and whether it was let through. */
import { html, nothing } from 'lit';
import { get } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { OWN, isMonth, monthChoice, nameOf, spanOf } from '../ledger.js';
import { NetworkPage, bytesWords, calm, networkTabs, stationPath } from '../network.js';
import { define } from '../part.js';
import { age, count, dayOf, exactly, when } from '../words.js';

const PAGE = 100;
const ENTRIES_MAX = 2_000;
const KINDS = { '': 'everything', flow: 'where it went', name: 'names it asked for', note: 'what was decided', alert: 'alerts', gap: 'what was not measured' };
const MARKS = { gap: ['warn', 'Not measured'], alert: ['bad', 'Alert'], note: ['plain', 'Decided'] };

class EntriesPage extends NetworkPage {
  static properties = { filter: { state: true }, items: { state: true }, open: { state: true }, next: { state: true }, stations: { state: true } };

  constructor() {
    super();
    const asked = new URLSearchParams(location.search);
    const month = asked.get('month');
    const kind = asked.get('kind') ?? '';
    this.filter = { station: asked.get('station') ?? '', kind: kind in KINDS ? kind : '', refused: asked.has('refused'), month: isMonth(month) ? month : '' };
    this.stations = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
    this.readStations();
  }

  /** Whom there is to choose from: those on the network, and whom the ledger saw this month. */
  async readStations() {
    try {
      this.stations = (await get('/ledger')).stations;
    } catch {
      this.stations = []; // the list of entries says what is wrong
    }
  }

  query(before) {
    const { station, kind, refused, month } = this.filter;
    const query = month ? spanOf(month) : new URLSearchParams();
    const parts = { station, kind, verdict: refused ? 'refused' : '', limit: String(PAGE), before: before ? String(before) : '' };
    for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value);
    return `/ledger/entries?${query}`;
  }

  /** What is new comes above what is shown; where too much is new the list begins anew. */
  async read() {
    const { filter } = this;
    await this.quietly(async () => {
      const page = await get(this.query());
      if (filter !== this.filter) return;
      const newest = this.items?.[0]?.seq ?? 0;
      // A page that is not full has all of about a month: nothing lies between it and what is shown, even where that is nothing.
      const isJoined = this.items && (page.items.length < PAGE || page.items.some((one) => one.seq <= newest));
      if (!isJoined) Object.assign(this, { items: page.items, next: page.next });
      else this.items = [...page.items.filter((one) => one.seq > newest), ...this.items];
      this.open = page.open;
    });
  }

  async older() {
    const { filter } = this;
    let found = 0;
    const isDone = await this.attempt(async () => {
      const page = await get(this.query(this.next));
      if (filter !== this.filter) return;
      found = page.items.length;
      Object.assign(this, { items: [...this.items, ...page.items], next: page.next });
    });
    if (!isDone) return;
    this.said = found === 0 ? 'Nothing older was found there.' : `${count(found, 'older entry', 'older entries')} below.`;
    await this.updateComplete;
    if (!this.querySelector('[data-older]')) this.querySelector('h2')?.focus();
  }

  choose(change) {
    this.filter = { ...this.filter, ...change };
    Object.assign(this, { items: null, open: null, next: null, said: '' });
    const { station, kind, refused, month } = this.filter;
    const query = new URLSearchParams(Object.entries({ station, kind, refused: refused ? '1' : '', month }).filter(([, value]) => value));
    history.replaceState(null, '', query.size > 0 ? `/ledger/entries?${query}` : '/ledger/entries');
    this.read();
  }

  render() {
    const { filter, items } = this;
    return html`<header class="page-head"><a class="back" href=${filter.month ? `/ledger?month=${filter.month}` : '/ledger'}>${icon('back')}The ledger</a><h1 tabindex="-1">Entry by entry</h1><p>What was added up each half hour, as it is written and chained.</p></header>
      ${networkTabs('/ledger')}${this.notices()}
      <form class="fields net-filter" @submit=${(event) => event.preventDefault()}>
        <label class="field"><span>Device</span><select name="station" @change=${(event) => this.choose({ station: event.target.value })}>${this.devices().map(([id, words]) => html`<option value=${id} ?selected=${id === filter.station}>${words}</option>`)}</select></label>
        <label class="field"><span>Show</span><select name="kind" @change=${(event) => this.choose({ kind: event.target.value })}>${Object.entries(KINDS).map(([kind, words]) => html`<option value=${kind} ?selected=${kind === filter.kind}>${words}</option>`)}</select></label>
        ${monthChoice(filter.month, (month) => this.choose({ month }), 'any')}
        <label class="check"><input type="checkbox" name="refused" .checked=${filter.refused} @change=${(event) => this.choose({ refused: event.target.checked })}><span>Refused only</span></label></form>
      <section class="card"><h2 class="unseen" tabindex="-1">Entries</h2>${!items ? (this.late ? nothing : html`<p class="dim-words">Reading…</p>`) : this.list([...(this.open ?? []), ...items])}
        ${this.next && items?.length < ENTRIES_MAX ? html`<div><button type="button" class="button" data-older ?disabled=${this.busy} @click=${() => this.older()}>Older</button></div>` : nothing}
        ${items?.length >= ENTRIES_MAX ? html`<p class="dim-words">More are not shown at once: choose a month, or a device.</p>` : nothing}</section>`;
  }

  devices() {
    const known = this.stations.map((one) => [one.id, nameOf(one.name)]);
    const { station } = this.filter;
    if (station && station !== OWN && known.every(([id]) => id !== station)) known.push([station, station]);
    known.sort(([, one], [, other]) => one.localeCompare(other));
    return [['', 'all of them'], ...known, [OWN, 'the steward itself']];
  }

  list(entries) {
    if (entries.length === 0) return html`<p class="dim-words">${this.next ? 'Nothing of this kind among the newest. Older ones may be.' : 'There is no such entry.'}</p>`;
    const rows = [];
    let day = '';
    for (const entry of entries) {
      const its = dayOf(new Date(entry.to ?? entry.from));
      if (its !== day) rows.push(html`<li class="day"><h3>${its}</h3></li>`);
      day = its;
      rows.push(row(entry));
    }
    return html`<ol class="entries">${rows}</ol>`;
  }
}

/** @param {any} entry */
function row(entry) {
  const [tone, words] = MARKS[entry.kind] ?? verdictOf(entry);
  return html`<li class="entry net-entry" data-kind=${entry.kind}><span class="net-when">${span(entry)}</span>
    <p>${whoOf(entry)}${saying(entry)}<small class="dim-words">${beside(entry).map((part, n) => html`${n > 0 ? ' · ' : nothing}${part}`)}</small></p>
    <span class="verdict" data-tone=${tone}>${words}</span></li>`;
}

function verdictOf(entry) {
  if (entry.verdict === 'refused') return ['bad', 'Refused'];
  return entry.kind === 'name' ? ['plain', entry.left ? 'Passed on' : 'Answered'] : ['plain', 'Let through'];
}

const times = (n) => (n === 1 ? 'once' : `${n.toLocaleString('en')} times`);
const clock = (at) => exactly(at).slice(0, 5);

/** A time of a day; the day where it began on another one. */
function span({ from, to }) {
  const end = html`<time datetime=${to ?? from}>${clock(to ?? from)}</time>`;
  if (!to || clock(from) === clock(to)) return end;
  return html`<time datetime=${from}>${dayOf(new Date(from)) === dayOf(new Date(to)) ? clock(from) : when(from)}</time> to ${end}`;
}

function whoOf({ station, called, kind }) {
  if (!station) return kind === 'flow' || kind === 'name' ? html`<b>Somebody</b> ` : nothing;
  const name = nameOf(called || station);
  if (station === OWN) return html`<b>The steward</b> `;
  return station.startsWith('s_') && house.may('getStation') ? html`<a href=${stationPath(station)}><bdi>${name}</bdi></a> ` : html`<b><bdi>${name}</bdi></b> `;
}

function saying(entry) {
  switch (entry.kind) {
    case 'flow': return flow(entry);
    case 'name': return html`asked for <code>${calm(entry.name)}</code> ${times(entry.times)}.`;
    case 'gap': return html`${entry.station ? 'was not measured' : 'Nothing was measured'}: ${calm(entry.why)}.`;
    case 'note': return html`${withoutName(calm(entry.sentence), entry)}`;
    default: return html`${calm(entry.sentence)}.`;
  }
}

/** The name stands before the sentence already. */
const withoutName = (sentence, { called }) => (called && sentence.startsWith(`${calm(called)} `) ? sentence.slice(calm(called).length + 1) : sentence);

function flow(entry) {
  const place = html`<b><bdi>${placeOf(entry)}</bdi></b>`;
  const up = entry.up?.[0] ?? 0;
  const down = entry.down?.[0] ?? 0;
  if (!entry.up) return html`reached ${place} ${times(entry.times)}; bytes were not measured.`;
  if (entry.verdict === 'refused') return html`tried to reach ${place}: ${up.toLocaleString('en')} ${up === 1 ? 'attempt' : 'attempts'}.`;
  if (up === 0 && down > 0) return html`got ${bytesWords(entry.down[1])} from ${place}.`;
  return html`sent ${bytesWords(entry.up[1])} to ${place}${down > 0 ? html`, and got ${bytesWords(entry.down[1])}` : nothing}.`;
}

const placeOf = ({ host, address }) => (host === 'answers' && !address ? 'those whom it answered' : host === 'others' && !address ? 'others, not told one by one' : calm(host) || address || 'an address that is not told');

/** What tells an entry apart from others, in small. */
function beside(entry) {
  const parts = [];
  if (entry.kind === 'flow') {
    if (entry.protocol) parts.push(`${entry.protocol} ${entry.port || ''}`.trim());
    if (entry.address && entry.host) parts.push(html`<bdi>${entry.address}</bdi>`);
    if (entry.address && !entry.host) parts.push('it asked for no name');
    if (entry.verdict === 'refused' && !entry.outward) parts.push('inside the house');
    if (entry.verdict !== 'refused' && 'lane' in entry && entry.station !== OWN) parts.push(entry.lane ? html`its way ${calm(entry.lane)}` : 'no way of its own leads there now');
  }
  if (entry.kind === 'note' && entry.by) parts.push(html`by <bdi>${entry.by}</bdi>`);
  parts.push(entry.seq ? `no. ${entry.seq}` : `not written yet, ${age(entry.to ?? entry.from)}`);
  return parts;
}

define('page-ledger-entries', EntriesPage);
