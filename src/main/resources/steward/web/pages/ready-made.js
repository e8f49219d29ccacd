/** Ready-made activities to start from: choose one, say which things it is about, and go on in the editor. */
import { html, nothing } from 'lit';
import { get, post } from '../api.js';
import { handOver } from '../draft.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { go } from '../router.js';
import { capital } from '../words.js';

/** The fills that mean more than one thing by themselves. */
const isRule = (fill) => fill === 'all' || fill.startsWith('group:') || fill.startsWith('room:');

class ReadyMadePage extends Part {
  static properties = { list: { state: true }, chosen: { state: true }, fills: { state: true }, filled: { state: true }, fault: { state: true }, errors: { state: true }, busy: { state: true } };

  constructor() {
    super();
    Object.assign(this, { chosen: '', fills: {}, filled: null, fault: '', errors: [] });
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    try {
      this.list = (await get('/ready-made')).items;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  render() {
    return html`<header class="page-head"><a class="back" href="/activities">${icon('back')}Activities</a><h1 tabindex="-1">Ready-made activities</h1>
        <p>Choose one, say which of your things it is about, and change whatever you like in the editor. Nothing acts before you save it there.</p></header>
      ${this.list ? html`<ul class="cards">${this.sorted().map((one) => this.card(one))}</ul>` : this.fault ? this.problem() : html`<p class="dim-words">Reading…</p>`}`;
  }

  /** What this house can do comes first. */
  sorted() {
    return [...this.list].sort((a, b) => Number(b.possible) - Number(a.possible));
  }

  card(one) {
    const isOpen = this.chosen === one.id;
    const lacking = one.slots.filter((slot) => slot.default === undefined && slot.choices.length === 0);
    return html`<li class="card"><h2>${one.name}</h2><p class="said">${one.says}</p>
      ${!one.possible ? html`<p class="dim-words">${lacking.length > 0 ? `Not yet in this house: nothing here can be ${lacking.map((slot) => slot.says).join(', nor ')}.` : 'Not yet in this house: it was not told where it is.'}</p>`
        : isOpen ? this.form(one)
          : html`<div><button type="button" class="button" @click=${() => this.choose(one)}>Start from this<span class="unseen">: ${one.name}</span></button></div>`}</li>`;
  }

  async choose(one) {
    this.chosen = one.id;
    this.fills = Object.fromEntries(one.slots.filter((slot) => slot.default === undefined && slot.choices.length === 1).map((slot) => [slot.name, slot.choices[0].fill]));
    Object.assign(this, { fault: '', errors: [], filled: null });
    await this.updateComplete;
    this.querySelector('form select, form input')?.focus();
  }

  form(one) {
    return html`<form class="stack" novalidate @submit=${(event) => this.open(event, one)}>${one.slots.map((slot) => this.field(slot))}
      ${this.problem()}
      <div class="buttons"><button class="button primary" ?disabled=${this.busy}>On to the editor</button><button type="button" class="quiet" @click=${() => (this.chosen = '')}>Leave it</button></div></form>`;
  }

  field(slot) {
    const blamed = this.errors.find((error) => error.at === `/fill/${slot.name}`);
    const label = html`<span>${capital(slot.says)}</span>`;
    const value = this.fills[slot.name] ?? '';
    const note = blamed ? html`<small>Expected ${blamed.expected}</small>` : nothing;
    if (slot.default !== undefined) {
      return html`<label class="field">${label}<input autocomplete="off" autocapitalize="off" placeholder=${String(slot.default)} aria-invalid=${blamed ? 'true' : 'false'} .value=${value} @input=${(event) => this.put(slot, event.target.value)}>${note}</label>`;
    }
    return slot.many ? this.several(slot, label, value, note)
      : html`<label class="field">${label}<select required aria-invalid=${blamed ? 'true' : 'false'} @change=${(event) => this.put(slot, event.target.value)}>
        <option value="" ?selected=${value === ''}>Choose…</option>${slot.choices.map((choice) => option(choice, value))}</select>${note}</label>`;
  }

  /** A rule over things, or some of them by a tick each. */
  several(slot, label, value, note) {
    const things = slot.choices.filter((choice) => !isRule(choice.fill));
    const ticked = isRule(value) ? [] : value.split(',').filter(Boolean);
    return html`<div class="stack"><label class="field">${label}<select aria-invalid=${note === nothing ? 'false' : 'true'} @change=${(event) => this.put(slot, event.target.value)}>
        <option value="" ?selected=${!isRule(value)}>These that I tick</option>${slot.choices.filter((choice) => isRule(choice.fill)).map((choice) => option(choice, value))}</select>${note}</label>
      ${isRule(value) ? nothing : html`<div class="checks" role="group" aria-label=${capital(slot.says)}>${things.map((choice) => html`<label class="check"><input type="checkbox" .checked=${ticked.includes(choice.fill)} @change=${(event) => this.tick(slot, ticked, choice.fill, event.target.checked)}><span>${choice.name}${choice.room ? html` <span class="dim-words">${choice.room}</span>` : nothing}</span></label>`)}</div>`}</div>`;
  }

  tick(slot, ticked, fill, isOn) {
    this.put(slot, (isOn ? [...ticked, fill] : ticked.filter((one) => one !== fill)).join(','));
  }

  put(slot, fill) {
    this.fills = { ...this.fills, [slot.name]: fill };
    this.errors = this.errors.filter((error) => error.at !== `/fill/${slot.name}`);
  }

  problem() {
    return this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing;
  }

  async open(event, one) {
    event.preventDefault();
    this.busy = true;
    try {
      const fill = Object.fromEntries(Object.entries(this.fills).filter(([, value]) => value !== ''));
      const { activity } = await post(`/ready-made/${encodeURIComponent(one.id)}`, { fill });
      handOver(activity);
      go('/activities/new');
    } catch (failure) {
      this.errors = failure.errors ?? [];
      this.fault = this.errors.length > 0 ? 'Something is not chosen yet, or cannot do it.' : failure.sentence;
      await this.updateComplete;
      this.querySelector('[aria-invalid=true]')?.focus();
    } finally {
      this.busy = false;
    }
  }
}

function option(choice, value) {
  return html`<option value=${choice.fill} ?selected=${choice.fill === value}>${choice.name}${choice.room && !isRule(choice.fill) ? ` (${choice.room})` : ''}</option>`;
}

define('page-ready-made', ReadyMadePage);
