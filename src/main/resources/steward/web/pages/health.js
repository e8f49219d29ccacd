/** How the steward itself is doing: its parts in words, what it noticed, what does not answer, what it counted. */
import { html, nothing } from 'lit';
import { get } from '../api.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { isAbsent } from '../things.js';
import { age, count, when } from '../words.js';

const AGAIN_MS = 10_000;
const STATES = {
  green: { words: 'All is well', one: 'well', sign: 'check' }, orange: { words: 'Something wants a look', one: 'wants a look', sign: 'warn' },
  red: { words: 'Something is wrong', one: 'wrong', sign: 'cross' },
};
const stateOf = (state) => STATES[state] ?? { words: state, one: state, sign: 'question' };

class HealthPage extends Part {
  static properties = { health: { state: true }, fault: { state: true }, every: { state: true } };

  topics() {
    return ['things', 'tick'];
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
    this.timer = setInterval(() => document.visibilityState === 'visible' && this.read(), AGAIN_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async read() {
    try {
      this.health = await get('/health');
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  render() {
    const health = this.health;
    return html`<header class="page-head"><h1 tabindex="-1">Health</h1></header>
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      ${health ? html`<p class="state-of-all" data-state=${health.state}>${icon(stateOf(health.state).sign)}<span><b>${stateOf(health.state).words}</b>
        <span>Running since ${when(health.since)}, version ${house.facts.version}, ${count(house.things.size, 'thing')}, journal at no. ${health.seq}</span></span></p>
      <div class="two"><div class="stack">${this.parts(health)}${this.gone()}</div><div class="stack">${this.notes(health)}${this.counters(health)}</div></div>`
      : this.fault ? nothing : html`<p class="dim-words">Reading…</p>`}`;
  }

  parts(health) {
    return html`<section class="card"><h2>Parts</h2><ul class="parts">${health.parts.map((part) => html`<li data-state=${part.state}><span class="mark-of">${icon(stateOf(part.state).sign)}</span>
      <div><h3>${part.name === 'mqtt' ? 'MQTT' : part.name}<span class="unseen">: ${stateOf(part.state).one}</span></h3><p class="dim-words">${part.sentence}</p></div></li>`)}</ul></section>`;
  }

  gone() {
    const gone = [...house.things.values()].filter(isAbsent).sort((a, b) => a.name.localeCompare(b.name));
    if (gone.length === 0) return nothing;
    return html`<section class="card"><h2>${count(gone.length, 'thing does', 'things do')} not answer</h2><ul class="plain-list">${gone.map((thing) => html`<li><a href="/things/${encodeURIComponent(thing.id)}">${thing.name}</a><span class="dim-words">${thing.status.reason}, last heard ${age(thing.status.seen)}</span></li>`)}</ul></section>`;
  }

  notes(health) {
    const notes = health.notes ?? [];
    return html`<section class="card"><h2>Noticed</h2>${notes.length === 0 ? html`<p class="dim-words">Nothing out of the ordinary.</p>` : html`<ul class="plain-list">${notes.slice(0, 30).map((note) => html`<li><span>${note.sentence}</span><span class="dim-words">${when(note.at)}</span></li>`)}</ul>`}</section>`;
  }

  counters(health) {
    const all = Object.entries(health.counters ?? {}).sort(([a], [b]) => a.localeCompare(b));
    const counted = all.filter(([, n]) => n !== 0);
    const shown = this.every ? all : counted;
    return html`<details class="card"><summary><h2>Counted since the start</h2><span class="dim-words">for those who look into it</span></summary>
      ${shown.length === 0 ? html`<p class="dim-words">Nothing yet.</p>` : html`<dl class="facts">${shown.map(([name, n]) => html`<div><dt>${name}</dt><dd>${n.toLocaleString('en')}</dd></div>`)}</dl>`}
      ${all.length > counted.length ? html`<div><button class="quiet" aria-expanded=${this.every ? 'true' : 'false'} @click=${() => (this.every = !this.every)}>${this.every ? 'Only what happened' : `And ${all.length - counted.length} that stand at zero`}</button></div>` : nothing}</details>`;
  }
}

define('page-health', HealthPage);
