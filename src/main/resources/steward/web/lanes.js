/** The ways of one device through the fence: shown as sentences, taken away and added after a preview. */
import { html, nothing } from 'lit';
import { put } from './api.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { NetworkPage, bare, calm, sameLane, stationPath } from './network.js';
import { define } from './part.js';
import { capital } from './words.js';

const KINDS = [
  ['out', 'It may go out to a name', 'to', 'api.example.com'],
  ['exact', 'It may go to an address in the home', 'to', '192.168.1.5/32'],
  ['in', 'It may be reached from an address in the home', 'from', '192.168.1.7/32'],
];

/** A change of one device, previewed or done. @param {any} station @param {any} change */
export const changeStation = (station, change) => (preview) => put(stationPath(station.id), { ...change, preview });

/** @param {any} lane */
export const laneWords = (lane) => capital(calm(lane.says)) || `${lane.to ?? lane.from ?? 'the steward'}, ${lane.protocol} ${lane.ports}`;

class StationLanes extends NetworkPage {
  static properties = { of: {}, kind: { state: true }, isOpen: { state: true } };

  constructor() {
    super();
    this.kind = 'out';
  }

  read() {
    this.isOpen = false;
    return super.read();
  }

  render() {
    const station = this.of;
    const lanes = station.lanes ?? [];
    const own = station.own ?? [];
    return html`<section class="card"><h2>Its ways</h2>${this.notices()}
      ${lanes.length === 0 ? html`<p class="dim-words">None: what it sends ends at the fence.</p>` : html`<ul class="rows">${lanes.map((lane, n) => html`<li class="row net-lane">${icon(lane.kind === 'in' ? 'down' : 'out')}
        <span class="row-words"><span>${laneWords(lane)}</span></span>
        ${house.may('changeStation') ? this.deed(`take-${n}`, 'Close…', 'Close this way', changeStation(station, { lanes: lanes.filter((one) => one !== lane).map(bare) }), { kind: 'quiet danger', of: laneWords(lane) }) : nothing}</li>`)}</ul>`}
      ${own.length > 0 ? html`<h3>To the steward alone</h3><ul class="net-says">${own.map((lane) => html`<li>${laneWords(lane)}</li>`)}</ul>` : nothing}
      ${house.may('changeStation') ? this.adding(station) : nothing}</section>`;
  }

  adding(station) {
    if (this.proposed?.key === 'add') return this.proposal('Open this way');
    if (!this.isOpen) return html`<div><button type="button" class="button" data-deed="add" @click=${() => this.show()}>${icon('plus')}Open a way…</button></div>`;
    const [, , member, example] = KINDS.find(([kind]) => kind === this.kind);
    return html`<form class="stack" @submit=${(event) => this.ask(event, station)}>
      <div class="field"><label for="lane-kind">Which way</label><select id="lane-kind" name="kind" @change=${(event) => (this.kind = event.target.value)}>${KINDS.map(([kind, words]) => html`<option value=${kind} ?selected=${kind === this.kind}>${words}</option>`)}</select></div>
      <div class="fields"><label class="field"><span>${member === 'to' ? 'To' : 'From'}</span><input name="host" required maxlength="253" autocomplete="off" spellcheck="false" autocapitalize="off" placeholder=${example}>${this.kind === 'out' ? html`<small>With <code>*.</code> before it, a whole zone: that is wider.</small>` : nothing}</label>
        <label class="field"><span>Protocol</span><select name="protocol"><option value="tcp">TCP</option><option value="udp">UDP</option></select></label>
        <label class="field"><span>Port, or from-to</span><input name="ports" required maxlength="11" autocomplete="off" inputmode="numeric" pattern="[0-9]{1,5}(-[0-9]{1,5})?" placeholder="443"></label></div>
      ${this.kind === 'in' ? nothing : html`<label class="check"><input type="checkbox" name="windowOnly"><span>Only while it is being brought in</span></label>`}
      ${this.kind === 'out' ? html`<label class="check"><input type="checkbox" name="six"><span>Over IPv6 as well</span></label>` : nothing}
      <div class="buttons"><button class="button primary" ?disabled=${this.busy}>What would it do?</button><button type="button" class="button" @click=${() => (this.isOpen = false)}>Leave it</button></div></form>`;
  }

  async show() {
    this.isOpen = true;
    await this.updateComplete;
    this.querySelector('form select')?.focus();
  }

  ask(event, station) {
    event.preventDefault();
    const lane = laneOf(new FormData(event.currentTarget));
    const lanes = (station.lanes ?? []).map(bare);
    if (lanes.some((one) => sameLane(one, lane))) {
      this.fault = 'It has this way already.';
      return undefined;
    }
    return this.propose('add', changeStation(station, { lanes: [...lanes, lane] }));
  }
}

/** @param {FormData} form */
function laneOf(form) {
  const kind = form.get('kind');
  const host = form.get('host').trim();
  const lane = { kind, protocol: form.get('protocol'), ports: form.get('ports').trim() };
  if (kind === 'in') return { ...lane, from: host };
  const windowOnly = form.get('windowOnly') !== null;
  return kind === 'exact' ? { ...lane, to: host, windowOnly } : { ...lane, to: host, windowOnly, six: form.get('six') !== null };
}

define('station-lanes', StationLanes);
