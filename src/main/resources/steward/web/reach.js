/** How a person is reached: address and topic, own speakers and phones, which ways are usual; and a try. */
import { html, nothing } from 'lit';
import { AccessPage } from './access.js';
import { get, post, put } from './api.js';
import { house, isFinal } from './house.js';
import { icon } from './icons.js';
import { outcomeTone, outcomeWords } from './words.js';
import { define } from './part.js';
import { readPeople, wayWords, ways } from './people.js';

const ORDER = ['page', 'mail', 'ntfy', 'things'];
const ASK_EVERY_MS = 1_000;
const ASK_TIMES = 40;

class PersonReach extends AccessPage {
  static properties = { user: {}, it: { state: true }, draft: { state: true }, tried: { state: true } };

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('user') || !this.user) return;
    this.it = this.draft = this.tried = null;
    this.read();
  }

  get path() {
    return `/users/${encodeURIComponent(this.user)}/reach`;
  }

  async read() {
    const user = this.user;
    await this.attempt(async () => {
      const [it] = await Promise.all([get(this.path), ways.size === 0 ? readPeople() : null]);
      if (user === this.user) Object.assign(this, { it, draft: this.draftOf(it) });
    });
  }

  draftOf({ mail, topic, phones, things, usual }) {
    return { mail, topic, phones, things, usual };
  }

  render() {
    if (!house.may('getReach')) return nothing;
    if (!this.draft) return html`<section class="card"><h2>How to reach</h2>${this.fault ? this.notices() : html`<p class="dim-words">Reading…</p>`}</section>`;
    const mayChange = house.may('putReach');
    return html`<section class="card"><h2>How to reach</h2>${this.notices()}
      <form class="stack" @submit=${(event) => this.save(event)}><fieldset class="plain" ?disabled=${!mayChange}>
        <legend class="unseen">How to reach</legend>
        ${ORDER.map((way) => this.way(way))}
        ${this.picked('phones', 'Whose presence says whether this person is at home', (thing) => 'presence' in (thing.properties ?? {}), 'no phone or other thing yet: then nobody knows')}
        </fieldset>
        ${mayChange ? html`<div class="buttons"><button class="button primary" ?disabled=${this.busy}>Save</button></div>` : nothing}</form>
      ${house.may('testReach') ? this.trying() : nothing}</section>`;
  }

  set(changes) {
    this.draft = { ...this.draft, ...changes };
  }

  way(way) {
    const known = ways.get(way);
    const isUsual = this.draft.usual.includes(way);
    const usual = (isOn) => this.set({ usual: ORDER.filter((one) => (one === way ? isOn : this.draft.usual.includes(one))) });
    return html`<div class="way"><label class="check"><input type="checkbox" .checked=${isUsual} @change=${(event) => usual(event.target.checked)}>
        <span><b>By ${wayWords(way)}</b>, unless a message says otherwise<small>Reaches a sleeping phone? ${known?.sleepingPhone ?? ''}</small></span></label>
      ${known?.there === false ? html`<p class="dim-words">${icon('warn')} This house has no server for it: it is named in the configuration (<code>notify.${way}.server</code>).</p>` : nothing}
      ${way === 'mail' ? this.field('mail', 'Mail address', 'email', 'ben@example.org', 254) : nothing}
      ${way === 'ntfy' ? this.field('topic', 'Topic on your ntfy server', 'text', 'a word that nobody guesses', 64) : nothing}
      ${way === 'things' ? this.picked('things', 'Speakers, displays and webhooks of this person', (thing) => 'say' in (thing.actions ?? {}) || 'notify' in (thing.actions ?? {}), 'none yet') : nothing}</div>`;
  }

  field(member, label, type, hint, max) {
    return html`<label class="field"><span>${label}</span><input type=${type} name=${member} autocomplete="off" spellcheck="false" maxlength=${max} placeholder=${hint} .value=${this.draft[member] ?? ''} @input=${(event) => this.set({ [member]: event.target.value.trim() })}></label>`;
  }

  picked(member, label, fits, none) {
    const chosen = this.draft[member] ?? [];
    const rest = [...house.things.values()].filter((thing) => fits(thing) && !chosen.includes(thing.id)).sort((a, b) => a.name.localeCompare(b.name));
    return html`<div class="field"><label for=${`pick-${member}`}>${label}</label>
      ${chosen.length === 0 ? html`<p class="dim-words">${none}</p>` : html`<ul class="picked-list">${chosen.map((id) => html`<li><bdi>${house.things.get(id)?.name ?? id}</bdi>
        <button type="button" class="quiet" aria-label=${`Leave out ${house.things.get(id)?.name ?? id}`} @click=${() => this.set({ [member]: chosen.filter((one) => one !== id) })}>${icon('cross')}</button></li>`)}</ul>`}
      <select id=${`pick-${member}`} .value=${''} @change=${(event) => { if (event.target.value) this.set({ [member]: [...chosen, event.target.value] }); event.target.value = ''; }}>
        <option value="">${rest.length === 0 ? 'no further thing fits' : 'add …'}</option>${rest.map((thing) => html`<option value=${thing.id}>${thing.name}</option>`)}</select></div>`;
  }

  async save(event) {
    event.preventDefault();
    await this.attempt(async () => {
      this.it = await put(this.path, this.draft);
      this.draft = this.draftOf(this.it);
      await readPeople();
    }, 'Saved.');
  }

  trying() {
    const there = this.it?.ways ?? [];
    return html`<div class="stack"><h3>Try it</h3><p class="dim-words">Sends a notification by what was saved.</p>
      <div class="buttons"><button class="button" ?disabled=${this.busy} @click=${() => this.test([])}>${icon('bell')}By the usual ways</button>
        ${there.map((way) => html`<button class="button" ?disabled=${this.busy} @click=${() => this.test([way])}>By ${wayWords(way)}</button>`)}</div>
      <div role="status">${this.tried ? html`<p class="outcome-bar" data-tone=${outcomeTone(this.tried.outcome)}><span>${outcomeWords(this.tried.outcome)}${this.tried.reason ? html`: ${this.tried.reason}` : nothing}</span></p>` : nothing}</div></div>`;
  }

  async test(by) {
    await this.attempt(async () => {
      this.tried = await post(`${this.path}/test`, by.length > 0 ? { by } : {});
      for (let times = 0; times < ASK_TIMES && !isFinal(this.tried.outcome); times++) {
        await new Promise((done) => { setTimeout(done, ASK_EVERY_MS); });
        this.tried = await get(`/commands/${this.tried.id}`);
      }
    });
  }
}

define('person-reach', PersonReach);
