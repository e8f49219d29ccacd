/** One device on the network: who it is, how it was recognised, where it may go, what it wanted, and what it is worth. */
import { html, nothing } from 'lit';
import { get, post, remove } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { changeStation } from '../lanes.js';
import { NetworkPage, calm, leftWords, makerOf, standingMark, stationName, stationPath } from '../network.js';
import { define } from '../part.js';
import { go } from '../router.js';
import { age, when } from '../words.js';
import '../grade.js';
import '../ledger.js';
import '../station-ways.js';

const RECOGNISED = { lease: 'it asked for an address', names: 'by the names it asks for', flows: 'by what it sends', thing: 'it is a thing of this house' };
const TIMES = [
  { verb: 'window', operation: 'openWindow', title: 'Bring it in', says: 'Opens what its profile suggests for its first set-up, and closes again by itself.', words: 'Open…', doIt: 'Open for this time',
    spans: [['10m', '10 minutes'], ['15m', '15 minutes'], ['20m', '20 minutes'], ['30m', '30 minutes']], usual: '20m', running: 'It is being brought in' },
  { verb: 'learn', operation: 'learnStation', title: 'Watch what it wants', says: 'Lets it reach all of the Internet, never your home, writes down where it goes, and proposes ways afterwards.', words: 'Watch…', doIt: 'Watch for this time',
    spans: [['1h', '1 hour'], ['2h', '2 hours'], ['12h', '12 hours'], ['24h', 'a day']], usual: '2h', running: 'It is watched' },
  { verb: 'cut', operation: 'cutStation', title: 'Cut it off for a while', says: 'Closes its ways out, and opens the same ones again by itself.', words: 'Cut…', doIt: 'Cut it for this time',
    spans: [['15m', '15 minutes'], ['1h', '1 hour'], ['4h', '4 hours'], ['24h', 'a day']], usual: '1h', running: 'It is cut off' },
];

class StationPage extends NetworkPage {
  static properties = { station: {}, it: { state: true }, spans: { state: true }, port: { state: true } };

  constructor() {
    super();
    this.spans = {};
  }

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('station')) return;
    Object.assign(this, { it: null, proposed: null, spans: {}, port: null });
    this.read();
  }

  async read() {
    const id = this.station;
    if (!id) return;
    await this.quietly(async () => {
      const it = await get(stationPath(id));
      if (id === this.station) this.it = it;
    });
  }

  render() {
    const it = this.it;
    const back = html`<a class="back" href="/network">${icon('back')}The network</a>`;
    if (!it) return html`<header class="page-head">${back}<h1 tabindex="-1">A device</h1></header>${this.late ? this.notices() : html`<p class="dim-words">Reading…</p>`}`;
    const again = () => this.read();
    const isIn = it.standing === 'enclosed';
    return html`<header class="page-head">${back}<h1 tabindex="-1"><bdi>${stationName(it)}</bdi></h1><p>${standingMark(it)} ${calm(it.says)}</p></header>
      ${this.notices()}
      <div class="two"><div class="stack">${this.belongs(it)}${isIn ? html`<station-lanes .of=${it} .again=${again}></station-lanes>` : nothing}
          ${house.may('stationProfile') ? html`<station-ways .of=${it} .again=${again}></station-ways>` : nothing}
          ${house.may('getLedgerStation') ? html`<station-ledger .station=${it.id}></station-ledger>` : nothing}</div>
        <div class="stack">${this.about(it)}${this.plugged(it)}${TIMES.map((time) => this.time(it, time))}${it.thing && house.may('getGrade') ? html`<thing-grade .thing=${it.thing}></thing-grade>` : nothing}${this.leaving(it)}</div></div>`;
  }

  belongs(it) {
    if (!house.may('changeStation') || it.standing === 'enclosed') return nothing;
    const isStranger = it.standing === 'quarantined';
    return html`<section class="card net-quarantine"><h2>Does it belong to the house?</h2><p class="dim-words">${isStranger ? 'Until somebody says so it reaches nothing.' : 'Somebody said that it does not: it reaches nothing.'}</p>
      <div class="buttons">${this.deed('in', 'Belongs to the house…', 'Fence it in', changeStation(it, { standing: 'enclosed' }), { kind: 'button primary', sign: 'check' })}${isStranger ? this.refusing(it, 'Does not…', 'button') : nothing}</div></section>`;
  }

  refusing(it, words, kind) {
    return this.deed('out', words, 'Refuse it', changeStation(it, { standing: 'refused' }), { kind });
  }

  about(it) {
    const recognised = (it.recognised ?? []).map((how) => RECOGNISED[how] ?? (how.startsWith('discovery:') ? `it announced itself (${how.slice('discovery:'.length)})` : how));
    const rows = [['Hardware address', it.hardware], ['Address of its own', it.given], ['Addresses seen', (it.addresses ?? []).join(', ')], ['Made by', makerOf(it) || (it.maker ? 'not known: its hardware address is made up' : '')], ['Calls itself', it.called], ['Recognised', recognised.join(', ')], ['First seen', it.first ? when(it.first) : ''], ['Last seen', it.last ? age(it.last) : 'never']];
    const asked = it.asked ?? [];
    return html`<section class="card"><h2>Who it is</h2>
      ${it.thing && house.things.has(it.thing) ? html`<a class="row" href="/things/${encodeURIComponent(it.thing)}">${icon('thing')}<span class="row-words"><b><bdi>${house.things.get(it.thing).name}</bdi></b><span class="dim-words">its page</span></span>${icon('next', 'dim')}</a>` : nothing}
      <dl class="facts">${rows.filter(([, words]) => words).map(([name, words]) => html`<div><dt>${name}</dt><dd><bdi>${words}</bdi></dd></div>`)}</dl>
      ${asked.length > 0 ? html`<details><summary>Names it asked for (${asked.length})</summary><ul class="net-says">${asked.map((name) => html`<li><code>${name}</code></li>`)}</ul></details>` : nothing}
      ${house.may('changeStation') ? this.whichThing(it) : nothing}</section>`;
  }

  whichThing(it) {
    const things = [...house.things.values()].sort((a, b) => a.name.localeCompare(b.name));
    if (this.proposed?.key === 'thing') return this.proposal('Keep it so');
    return html`<form class="stack" @submit=${(event) => { event.preventDefault(); this.propose('thing', changeStation(it, { thing: event.currentTarget.elements.namedItem('thing').value })); }}>
      <div class="field"><label for="which-thing">Which thing of the house it is</label><select id="which-thing" name="thing"><option value="" ?selected=${!it.thing}>none that the house knows</option>
        ${things.map((thing) => html`<option value=${thing.id} ?selected=${thing.id === it.thing}>${thing.name}${thing.room ? `, ${thing.room}` : ''}</option>`)}</select></div>
      <div><button class="button" data-deed="thing" ?disabled=${this.busy}>Say so…</button></div></form>`;
  }

  /** At which port of the bridge it may be: a hardware address can be forged, a cable cannot. */
  plugged(it) {
    const ports = it.ports ?? [];
    if (!it.port && (ports.length === 0 || it.standing !== 'enclosed')) return nothing;
    const others = it.port && !ports.includes(it.port) ? [it.port] : [];
    const usual = it.port || (ports.includes(it.heardAt) ? it.heardAt : ports[0]);
    const chosen = this.port ?? usual;
    const holds = it.port && it.standing === 'enclosed' && ports.includes(it.port);
    const now = holds ? `It is let in at ${it.port} alone.` : it.port ? `That it may be at ${it.port} alone does not hold now.` : 'It is let in at any port, and so is whatever says that it is this device.';
    return html`<section class="card"><h2>Where it is plugged in</h2>${it.trouble ? html`<p class="problem mild">${icon('warn')}<span>${calm(it.trouble)}</span></p>` : nothing}
      <p class="dim-words">${it.heardAt ? html`It is at <b>${it.heardAt}</b> now. ` : 'It was not heard in the last minutes. '}${now}</p>
      ${house.may('changeStation') ? this.lock(it, [...ports, ...others], chosen) : nothing}</section>`;
  }

  lock(it, ports, chosen) {
    if (this.proposed?.key === 'lock') return this.proposal('Lock it there');
    if (this.proposed?.key === 'unlock') return this.proposal('Let it in anywhere');
    return html`<div class="saying"><select aria-label="The port where it may be" @change=${(event) => (this.port = event.target.value)}>${ports.map((port) => html`<option value=${port} ?selected=${port === chosen}>${port}${port === it.heardAt ? ' (it is here)' : ''}</option>`)}</select>
      ${this.deed('lock', 'Lock it…', '', changeStation(it, { port: chosen }))}${it.port ? this.deed('unlock', 'Unlock…', '', changeStation(it, { port: '' }), { kind: 'quiet' }) : nothing}</div>`;
  }

  time(it, time) {
    const { verb, operation, title, says } = time;
    const until = it.until?.[verb];
    if (!house.may(operation) && !until) return nothing;
    if (it.standing === 'refused' || (it.standing === 'quarantined' && verb === 'cut')) return nothing;
    const path = `${stationPath(it.id)}/${verb}`;
    if (until) {
      return html`<section class="card net-trial"><h2>${time.running}</h2><p><b>${leftWords(until)}</b> left, until ${when(until)}.</p>
        ${house.may(operation) ? html`<div>${this.deed(verb, 'End it now…', 'End it', (preview) => remove(preview ? `${path}?preview=true` : path))}</div>` : nothing}</section>`;
    }
    const chosen = this.spans[verb] ?? time.usual;
    const act = (preview) => post(path, { for: chosen, preview });
    const before = verb === 'cut' && house.may('cutWords') ? () => this.cutWords(it) : null;
    return html`<section class="card"><h2>${title}</h2><p class="dim-words">${says}</p>
      ${this.proposed?.key === verb ? this.proposal(time.doIt) : html`<div class="saying"><select aria-label=${`${title}: for how long`} @change=${(event) => (this.spans = { ...this.spans, [verb]: event.target.value })}>${time.spans.map(([span, words]) => html`<option value=${span} ?selected=${span === chosen}>${words}</option>`)}</select>
        ${this.deed(verb, time.words, time.doIt, act, { of: title, before })}</div>`}</section>`;
  }

  /** What stops without its cloud, by its own functions. */
  async cutWords(it) {
    const words = await get(`${stationPath(it.id)}/cut-words`);
    const parts = [['Stops', words.stops], ['Stays', words.stays], ['Nobody knows', words.unknown]];
    return html`<div class="stack"><p>${calm(words.says)}</p>${parts.filter(([, list]) => list?.length > 0).map(([title, list]) => html`<div><h3>${title}</h3><ul class="net-says">${list.map((one) => html`<li>${calm(one)}</li>`)}</ul></div>`)}</div>`;
  }

  leaving(it) {
    if (!house.may('changeStation') || !house.may('forgetStation')) return nothing;
    const act = async (preview) => {
      const did = await remove(preview ? `${stationPath(it.id)}?preview=true` : stationPath(it.id));
      if (!preview) go('/network');
      return did;
    };
    const hold = this.deed('hold', 'Into quarantine…', 'Put it into quarantine', changeStation(it, { standing: 'quarantined' }), { kind: 'quiet' });
    return html`<section class="card"><h2>Take it out</h2><p class="dim-words">Forgotten, it is a stranger when it is seen again, and its ways are gone. Refused, it reaches nothing at all.</p>
      <div class="buttons">${it.standing === 'quarantined' ? nothing : hold}${it.standing === 'enclosed' ? this.refusing(it, 'Refuse it…', 'quiet danger') : nothing}${this.deed('forget', 'Forget it…', 'Forget it', act, { kind: 'quiet danger' })}</div></section>`;
  }
}

define('page-station', StationPage);
