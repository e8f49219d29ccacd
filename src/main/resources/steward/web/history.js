/** A small chart of one property over time. The chart library is fetched here and nowhere else. */
import { html, nothing } from 'lit';
import { get } from './api.js';
import { house } from './house.js';
import { ThingPart } from './tile.js';
import { define } from './part.js';
import { amount, number, propertyWords, unitWords } from './words.js';

const HOUR_MS = 3_600_000;
const SPANS = [{ words: '6 h', hours: 6, step: 1 }, { words: 'Day', hours: 24, step: 4 }, { words: 'Week', hours: 168, step: 24 }];
const POINTS = 300;
/** What the steward keeps for charts, the most telling first. */
const KEPT = [
  'temperature', 'outdoorTemperature', 'power', 'humidity', 'level', 'co2', 'light', 'energy', 'goalTemperature', 'voltage', 'current', 'pressure', 'noise', 'airQuality',
  'co', 'voc', 'pm25', 'rain', 'wind', 'distance', 'waterUsed', 'moisture', 'batteryLevel',
];

class ThingHistory extends ThingPart {
  static properties = { thing: {}, chosen: { state: true }, hours: { state: true }, points: { state: true }, fault: { state: true } };

  constructor() {
    super();
    this.hours = 24;
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.redraw = () => this.draw();
  }

  topics() {
    return []; // a chart does not move while it is looked at; choosing a span reads it anew
  }

  connectedCallback() {
    super.connectedCallback();
    this.dark.addEventListener('change', this.redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.dark.removeEventListener('change', this.redraw);
    this.chart?.destroy();
    this.chart = null;
  }

  get names() {
    const properties = this.it?.properties ?? {};
    return KEPT.filter((name) => name in properties);
  }

  willUpdate(changed) {
    super.willUpdate();
    if (!this.names.includes(this.chosen)) this.chosen = this.names[0];
    if (changed.has('thing') || changed.has('chosen') || changed.has('hours')) this.read();
  }

  async read() {
    const { thing, chosen, hours } = this;
    if (!chosen) return;
    const to = house.now();
    const query = new URLSearchParams({ property: chosen, from: new Date(to - hours * HOUR_MS).toISOString(), to: new Date(to).toISOString(), points: String(POINTS) });
    try {
      const answer = await get(`/things/${encodeURIComponent(thing)}/history?${query}`);
      if (thing !== this.thing || chosen !== this.chosen || hours !== this.hours) return;
      this.unit = answer.unit;
      this.points = answer.points.filter((point) => typeof point[1] === 'number');
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
      this.points = [];
    }
    await this.updateComplete;
    await this.draw();
  }

  render() {
    if (this.names.length === 0) return nothing;
    return html`<section class="card" aria-label="History">
      <div class="card-head"><h2>History</h2>
        <div class="segments small" role="group" aria-label="How far back">${SPANS.map((span) => html`<button aria-pressed=${span.hours === this.hours ? 'true' : 'false'} @click=${() => (this.hours = span.hours)}>${span.words}</button>`)}</div></div>
      ${this.names.length > 1 ? html`<label class="field"><span class="unseen">Property</span><select @change=${(event) => (this.chosen = event.target.value)}>${this.names.map((name) => html`<option value=${name} ?selected=${name === this.chosen}>${propertyWords(name)}</option>`)}</select></label>` : nothing}
      ${this.fault ? html`<p class="problem mild">${this.fault}</p>` : nothing}
      <p class="chart-words">${this.summary()}</p>
      <div class="chart" ?hidden=${!this.points || this.points.length < 2}><canvas role="img" aria-label="Line chart of ${propertyWords(this.chosen)}. ${this.summary()}"></canvas></div>
    </section>`;
  }

  summary() {
    if (!this.points) return 'Reading…';
    if (this.points.length === 0) return `${propertyWords(this.chosen)}: nothing was recorded in this time.`;
    const values = this.points.map((point) => point[1]);
    const least = values.reduce((a, b) => Math.min(a, b));
    const most = values.reduce((a, b) => Math.max(a, b));
    if (least === most) return `${propertyWords(this.chosen)}: ${amount(most, this.unit)} all the time.`;
    return `${propertyWords(this.chosen)}: between ${amount(least, this.unit)} and ${amount(most, this.unit)}, last ${amount(values.at(-1), this.unit)}.`;
  }

  async draw() {
    if (!this.points || this.points.length < 2) return;
    if (!globalThis.Chart) await import('./lib/chart.js');
    const canvas = this.querySelector('canvas');
    if (!canvas || !this.isConnected) return;
    this.chart?.destroy();
    const style = getComputedStyle(this);
    const colour = (name) => style.getPropertyValue(name).trim();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.chart = new globalThis.Chart(canvas, {
      type: 'line',
      data: { datasets: [{ data: this.points.map(([x, y]) => ({ x, y })), borderColor: colour('--accent'), backgroundColor: colour('--accent-soft'), fill: true, borderWidth: 2, pointRadius: 0, pointHitRadius: 12, tension: 0.25 }] },
      options: {
        animation: still ? false : { duration: 250 }, maintainAspectRatio: false, parsing: false, normalized: true,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        plugins: { legend: { display: false }, tooltip: { displayColors: false, callbacks: { title: (items) => this.clock(items[0].parsed.x, true), label: (item) => amount(item.parsed.y, this.unit) } } },
        scales: {
          x: { type: 'linear', min: this.points[0][0], max: this.points.at(-1)[0], grid: { display: false }, border: { color: colour('--line') }, afterBuildTicks: (axis) => (axis.ticks = this.wholeTimes(axis.min, axis.max)), ticks: { color: colour('--ink-2'), maxRotation: 0, autoSkip: false, callback: (value) => this.clock(value, false) } },
          y: { grid: { color: colour('--line') }, border: { display: false }, ticks: { color: colour('--ink-2'), maxTicksLimit: 5, callback: (value) => `${number(value)} ${unitWords(this.unit)}` } },
        },
      },
    });
  }

  /** Whole hours or days of the house's zone. */
  wholeTimes(min, max) {
    const step = SPANS.find((span) => span.hours === this.hours).step * HOUR_MS;
    const local = new Date(min).toLocaleString('sv', { timeZone: house.facts.zone }).replace(' ', 'T');
    const ahead = Date.parse(`${local}Z`) - Math.floor(min / 1000) * 1000;
    const ticks = [];
    for (let at = Math.ceil((min + ahead) / step) * step - ahead; at <= max; at += step) ticks.push({ value: at });
    return ticks;
  }

  clock(at, exact) {
    const zone = house.facts.zone;
    const day = this.hours > 24 ? { weekday: 'short' } : {};
    const hour = exact || this.hours <= 24 ? { hour: '2-digit', minute: '2-digit' } : {};
    return new Date(at).toLocaleString('en-GB', { ...day, ...hour, timeZone: zone });
  }
}

define('thing-history', ThingHistory);
