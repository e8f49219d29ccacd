/** The house itself: its mode, who is home, its sun today, and where it stands, its modes and holidays. */
import { html, nothing } from 'lit';
import { besideTabs } from '../activity-tabs.js';
import { get, put } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { outcomeBar } from '../outcome.js';
import { Part, define } from '../part.js';
import { Spot, faultsAt, faultWords } from '../spot.js';
import { joined } from '../nouns.js';
import { age, capital, count, when } from '../words.js';

const PLACE = 'place';
const SUN = {
  'nadir': 'Deepest night', 'dawn': 'Dawn begins', 'morning-twilight': 'Morning twilight', 'sunrise': 'Sunrise', 'daylight': 'Full daylight',
  'noon': 'Noon', 'evening': 'Evening begins', 'sunset': 'Sunset', 'dusk': 'Dusk', 'night': 'Night begins',
};
const NOW = { 'night': 'It is night', 'dawn': 'It dawns', 'morning-twilight': 'It is twilight', 'morning': 'The sun is rising', 'daylight': 'It is day', 'evening': 'The sun is sinking', 'evening-twilight': 'It is twilight', 'dusk': 'It grows dark' };
const MONTHS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 15)).toLocaleString('en', { month: 'long', timeZone: 'UTC' }));

/** `2026-12-24` or `--12-24` as a person would say it. @param {string} day */
const dayWords = (day) => {
  const [, year, month, date] = /^(?:(\d{4})|-)-(\d\d)-(\d\d)$/.exec(day) ?? [];
  return month ? `${Number(date)} ${MONTHS[Number(month) - 1]}${year ? ` ${year}` : ', every year'}` : day;
};

class PlacePage extends Part {
  static properties = { doc: { state: true }, thing: { state: true }, draft: { state: true }, fault: { state: true }, errors: { state: true }, said: { state: true }, busy: { state: true } };

  topics() {
    return ['things', 'groups', 'any', 'commands', 'tick'];
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
    this.stopListening = house.listen((entry) => this.hear(entry));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stopListening();
  }

  /** The house tells its mode, its sun and how many are home as a thing does. */
  hear({ kind, subject, at, body }) {
    if (subject !== PLACE || kind !== 'reading' || !this.thing) return;
    const { property, value, unit, quality } = body;
    this.thing = { ...this.thing, properties: { ...this.thing.properties, [property]: { value, unit, at, quality } } };
  }

  async read() {
    try {
      [this.doc, this.thing] = await Promise.all([get('/place'), get(`/things/${PLACE}`)]);
      const { today: _, ...draft } = this.doc;
      this.draft = draft;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  render() {
    return html`<header class="page-head"><h1 tabindex="-1">The house itself</h1><p>Activities can watch it and ask it like a thing: “when the house is put to night”, “an hour before sunset”, “while nobody is home”.</p></header>${besideTabs('/place')}
      ${!this.doc ? (this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : html`<p class="dim-words">Reading…</p>`)
        : html`<div class="two"><div class="stack">${this.mode()}${this.people()}${this.sun()}</div><div class="stack">${this.form()}</div></div>`}`;
  }

  mode() {
    const place = this.thing;
    const now = place?.properties?.houseMode?.value;
    const modes = place?.actions?.mode?.to?.words ?? this.doc.modes ?? [];
    const mayAsk = house.may('perform');
    return html`<section class="card"><h2 id="mode">Mode</h2>
      ${mayAsk ? html`<div class="segments" role="group" aria-labelledby="mode">${modes.map((mode) => html`<button type="button" aria-pressed=${mode === now ? 'true' : 'false'} @click=${() => house.perform(PLACE, { action: 'mode', to: mode })}>${capital(mode)}</button>`)}</div>`
        : html`<p>${now ? capital(String(now)) : 'Not known'}</p>`}
      ${outcomeBar(house.commands.get(PLACE))}</section>`;
  }

  people() {
    const carriers = [...house.things.values()].filter((thing) => 'presence' in (thing.properties ?? {}));
    const total = this.thing?.properties?.peopleHome?.value;
    return html`<section class="card"><div class="card-head"><h2>People at home</h2>${typeof total === 'number' ? html`<span class="verdict">${total === 0 ? 'Nobody' : total}</span>` : nothing}</div>
      ${carriers.length === 0 ? html`<p class="dim-words">Nothing here tells who is home: bring in a phone or another thing that tells presence.</p>`
        : html`<ul class="rows">${carriers.map((thing) => this.person(thing))}</ul>`}</section>`;
  }

  person(thing) {
    const { value, quality, at } = thing.properties.presence;
    const words = quality === 'unknown' || value === null ? 'not known' : `${value === 'present' ? 'home' : 'away'}${quality === 'confirmed' ? '' : ` (${quality === 'stale' ? 'old' : 'assumed'})`}`;
    return html`<li><a class="row" href="/things/${encodeURIComponent(thing.id)}">${icon('person')}<span class="row-words"><span>${thing.name}: ${words}</span><span class="dim-words">said ${age(at)}</span></span>${icon('next')}</a></li>`;
  }

  sun() {
    const { sun = [], day, holiday } = this.doc.today ?? {};
    const part = this.thing?.properties?.sun?.value;
    const now = new Date(house.now()).toISOString();
    const next = sun.find(({ at }) => at > now);
    return html`<section class="card"><h2>Today</h2><p>${day ? dayWords(day) : ''}${holiday ? ', a holiday' : ''}${part && NOW[part] ? `. ${NOW[part]}.` : ''}</p>
      ${sun.length === 0 ? html`<p class="dim-words">${this.doc.latitude === undefined ? 'Say where the house stands, and the sun is known here.' : 'The sun neither rises nor sets here today.'}</p>`
        : html`<dl class="facts sun">${sun.map(({ phase, at }) => html`<div ?data-next=${next?.phase === phase} ?data-past=${at <= now}><dt>${SUN[phase] ?? capital(phase)}${next?.phase === phase ? html`<span class="unseen">, next</span>` : nothing}</dt><dd><time datetime=${at}>${when(at).split(', ').at(-1)}</time></dd></div>`)}</dl>`}</section>`;
  }

  form() {
    const spot = new Spot(this.draft, (to) => { this.draft = to; this.said = ''; }, { faults: this.errors ?? [] });
    const may = house.may('putPlace');
    const number = (name, label, min, max) => {
      const member = spot.member(name);
      return html`<label class="field"><span>${label}</span><input type="number" step="any" inputmode="decimal" min=${min} max=${max} ?disabled=${!may} aria-invalid=${member.isBlamed ? 'true' : 'false'} .value=${member.value ?? ''} @change=${(event) => member.put(event.target.value === '' ? undefined : Number(event.target.value))}></label>`;
    };
    return html`<form class="card" novalidate @submit=${(event) => this.save(event)}><h2>Where it stands</h2>
      <div class="fields"><label class="field"><span>Time zone</span><input list="zones" required maxlength="60" autocapitalize="off" spellcheck="false" ?disabled=${!may} aria-invalid=${spot.member('zone').isBlamed ? 'true' : 'false'} .value=${this.draft.zone} @change=${(event) => spot.member('zone').put(event.target.value.trim())}></label>
        ${number('latitude', 'Latitude, north', -90, 90)}${number('longitude', 'Longitude, east', -180, 180)}${number('height', 'Metres above the sea', -500, 9000)}</div>
      <datalist id="zones">${zones().map((zone) => html`<option value=${zone}></option>`)}</datalist>
      ${may && navigator.geolocation && isSecureContext ? html`<div><button type="button" class="quiet" @click=${() => this.here(spot)}>${icon('search')}This device stands in the house: take its place</button></div>` : nothing}
      <h3>Modes</h3>${this.words(spot.member('modes'), may, { label: 'a mode', hint: 'such as guests', said: (mode) => capital(mode), taken: (text) => text.toLowerCase() })}
      <h3>Holidays</h3><p class="dim-words">Activities can ask whether a day is one.</p>${this.days(spot, may)}
      ${faultsAt(spot)}
      ${this.fault ? html`<div class="problem" role="alert">${icon('warn')}<div><p>${this.fault}</p>${(this.errors ?? []).length > 0 ? html`<ul>${this.errors.map((error) => html`<li>${faultWords(error)}</li>`)}</ul>` : nothing}</div></div>` : nothing}
      ${may ? html`<div class="buttons"><button class="button primary" ?disabled=${this.busy}>Save</button></div>` : nothing}<p class="dim-words" role="status">${this.said ?? ''}</p></form>`;
  }

  words(spot, may, { label, hint, said, taken }) {
    const list = spot.value ?? [];
    const add = (input) => {
      const text = taken(input.value.trim());
      if (text && !list.includes(text)) spot.put([...list, text]);
      input.value = '';
    };
    return html`<div class="picked">${list.map((one, index) => html`<span class="picked-one">${said(one)}${may && list.length > 1 ? html`<button type="button" class="quiet icon-only" aria-label="Remove ${said(one)}" @click=${() => spot.put(list.toSpliced(index, 1))}>${icon('trash')}</button>` : html`<span class="pad"></span>`}</span>`)}</div>
      ${may ? html`<div class="saying"><input aria-label="Add ${label}" maxlength="40" placeholder=${hint} @keydown=${(event) => { if (event.key === 'Enter') { event.preventDefault(); add(event.target); } }}><button type="button" class="button" @click=${(event) => add(event.currentTarget.previousElementSibling)}>Add<span class="unseen"> the mode</span></button></div>` : nothing}`;
  }

  days(spot, may) {
    const [single, yearly] = [spot.member('holidays'), spot.member('yearly')];
    const all = [...(single.value ?? []).map((day) => ({ day, list: single })), ...(yearly.value ?? []).map((day) => ({ day, list: yearly }))];
    const drop = ({ day, list }) => list.put(list.value.filter((one) => one !== day));
    const add = (event) => {
      const row = event.currentTarget.closest('.saying');
      const day = row.querySelector('input[type=date]').value;
      if (!day) return;
      const isYearly = row.querySelector('input[type=checkbox]').checked;
      const list = isYearly ? yearly : single;
      const text = isYearly ? `-${day.slice(4)}` : day;
      if (!(list.value ?? []).includes(text)) list.put([...(list.value ?? []), text].sort());
    };
    return html`${all.length === 0 ? html`<p class="dim-words">None yet.</p>` : html`<ul class="rows days-off">${all.map((one) => html`<li class="row"><span class="row-words"><span>${dayWords(one.day)}</span></span>${may ? html`<button type="button" class="quiet icon-only" aria-label="Remove ${dayWords(one.day)}" @click=${() => drop(one)}>${icon('trash')}</button>` : nothing}</li>`)}</ul>`}
      ${may ? html`<div class="saying holiday"><input type="date" aria-label="Day of a holiday"><label class="check"><input type="checkbox"><span>every year</span></label><button type="button" class="button" @click=${add}>Add<span class="unseen"> the holiday</span></button></div>` : nothing}`;
  }

  /** Where this browser stands; only its owner and the system decide whether it tells. */
  here(spot) {
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const round = (degrees) => Math.round(degrees * 1_000) / 1_000;
      spot.put({ ...this.draft, latitude: round(coords.latitude), longitude: round(coords.longitude), height: Math.round(coords.altitude ?? this.draft.height ?? 0) });
    }, () => (this.fault = 'This device does not tell where it is.'), { timeout: 10_000 });
  }

  async save(event) {
    event.preventDefault();
    this.busy = true;
    this.fault = '';
    this.errors = [];
    try {
      const kept = await put('/place', this.draft);
      house.facts = { ...house.facts, zone: kept.zone };
      house.place = kept;
      house.touch('groups');
      await this.read();
      this.said = `Kept${kept.zone ? `: the day is that of ${kept.zone}` : ''}, with ${count(kept.modes.length, 'mode')}: ${joined(kept.modes, 'and')}.`;
    } catch (failure) {
      this.fault = failure.sentence;
      this.errors = failure.errors ?? [];
    }
    this.busy = false;
  }
}

const zones = () => (Intl.supportedValuesOf ? Intl.supportedValuesOf('timeZone') : []);

define('page-place', PlacePage);
