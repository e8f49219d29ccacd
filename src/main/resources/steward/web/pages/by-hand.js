/** A thing that announces nothing is entered by hand: its family, how it is reached, its name and room. */
import { html, nothing } from 'lit';
import { post } from '../api.js';
import { cloudNote } from '../cloud.js';
import { families } from '../families.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { go } from '../router.js';
import { secretInput, sharedHint } from '../secrets.js';
import { slug } from '../words.js';

class ByHandPage extends Part {
  static properties = { families: { state: true }, chosen: { state: true }, name: { state: true }, ownId: { state: true }, fault: { state: true }, errors: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.name = '';
    this.errors = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    try {
      this.families = await families();
      this.chosen = this.families[0]?.name;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  render() {
    const family = this.families?.find((one) => one.name === this.chosen);
    return html`<header class="page-head"><a class="back" href="/inbox">${icon('back')}Inbox</a><h1 tabindex="-1">Enter a thing by hand</h1>
        <p>For a device that does not announce itself: say what family it is of and how it is reached.</p></header>
      ${family ? this.form(family) : this.fault ? this.problem() : html`<p class="dim-words">Reading…</p>`}`;
  }

  form(family) {
    const fields = family.binding ?? [];
    return html`<form class="stack narrowed" novalidate @submit=${(event) => this.save(event)}><section class="card"><h2>How it is reached</h2><div class="fields">
        <label class="field"><span>Family</span><select @change=${(event) => this.choose(event)}>${this.families.map((one) => html`<option value=${one.name} ?selected=${one.name === this.chosen}>${one.title}</option>`)}</select></label>
        ${fields.filter((field) => !field.secret).map((field) => this.bound(field, family))}</div>${cloudNote(family.cloud)}</section>
      ${this.secrets(family, fields.filter((field) => field.secret))}
      <section class="card"><h2>What it is called</h2><div class="fields">
        <label class="field"><span>Name</span><input name="name" required maxlength="80" autocomplete="off" @input=${(event) => (this.name = event.target.value)}></label>
        <label class="field"><span>Room</span><input name="room" maxlength="80" list="rooms-of-house" autocomplete="off"></label>
        <label class="field"><span>Id, for good</span><input name="id" required maxlength="40" pattern="[a-z0-9\\-]{1,40}" autocomplete="off" .value=${this.ownId ?? (this.name ? slug(this.name, (id) => house.things.has(id)) : '')} @input=${(event) => (this.ownId = event.target.value)}><small>Small letters, digits and hyphens</small></label></div>
        <datalist id="rooms-of-house">${house.rooms().map((room) => html`<option value=${room}></option>`)}</datalist></section>
      ${this.problem()}
      <div class="buttons"><button class="button primary" ?disabled=${this.busy}>Bring it in</button><a class="button" href="/inbox">Leave</a></div></form>`;
  }

  /** What was typed for one family is no secret of another. */
  choose(event) {
    for (const input of event.target.form.querySelectorAll('input[type=password]')) input.value = '';
    this.chosen = event.target.value;
  }

  secrets(family, fields) {
    if (fields.length === 0) return nothing;
    return html`<section class="card"><h2>What lets the steward in</h2>
      <p class="dim-words">Kept sealed beside the thing, and never shown again.</p>
      <div class="fields">${fields.map((field) => this.bound(field, family))}</div></section>`;
  }

  bound(field, family) {
    const blamed = this.errors.find((error) => [`/binding/${field.name}`, `/secrets/${field.name}`].includes(error.at));
    return html`<label class="field"><span>${field.title}${field.required ? '' : ' (may be empty)'}</span>
      ${field.secret ? html`${secretInput(`binding.${field.name}`, { required: field.required, invalid: Boolean(blamed) })}${sharedHint(field, family.title)}` : field.choices?.length > 0
        ? html`<select name="binding.${field.name}">${field.required ? nothing : html`<option value=""></option>`}${field.choices.map((one) => html`<option value=${one}>${one}</option>`)}</select>`
        : html`<input name="binding.${field.name}" ?required=${field.required} maxlength="500" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder=${field.example ?? ''} aria-invalid=${blamed ? 'true' : 'false'}>`}
      ${blamed ? html`<small>Expected ${blamed.expected}</small>` : nothing}</label>`;
  }

  problem() {
    return this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing;
  }

  async save(event) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!form.checkValidity()) {
      form.querySelector(':invalid')?.focus();
      this.fault = 'Something is not filled in yet: the cursor stands at the first such place.';
      return;
    }
    const binding = {};
    const values = new FormData(form);
    const isSecret = (name) => this.families.find((one) => one.name === this.chosen).binding.find((field) => field.name === name)?.secret;
    for (const [key, value] of values) {
      const name = key.slice('binding.'.length);
      if (key.startsWith('binding.') && value.trim()) binding[name] = isSecret(name) ? value : value.trim();
    }
    this.busy = true;
    try {
      const id = values.get('id');
      await post('/things', { family: this.chosen, binding, id, name: values.get('name').trim(), room: values.get('room').trim() });
      await house.reread('things');
      go(`/things/${encodeURIComponent(id)}`);
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
      this.errors = failure.errors ?? [];
    }
    this.busy = false;
  }
}

define('page-by-hand', ByHandPage);
