/** The secrets of devices, such as a key or a password: entered here, kept sealed, shown nowhere. */
import { html, nothing } from 'lit';
import { put } from './api.js';
import { AccessPage } from './access.js';
import { family } from './families.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { define } from './part.js';

const LENGTH_MAX = 500;

/** An input for one secret. @param {string} name @param {{required?: boolean, invalid?: boolean, value?: string, input?: (event: Event) => void}} more */
export const secretInput = (name, { required = false, invalid = false, value = '', input = () => {} } = {}) =>
  html`<input type="password" name=${name} maxlength=${LENGTH_MAX} ?required=${required} autocomplete="off" autocapitalize="off" spellcheck="false" aria-invalid=${invalid ? 'true' : 'false'} .value=${value} @input=${input}>`;

/** What stands below a secret that serves more than one device. @param {any} field @param {string} title the family's */
export const sharedHint = (field, title) => (field.ofFamily ? html`<small>One for all things of ${title}</small>` : nothing);

/** On the page of a thing: a new secret in the place of the old one. */
class ThingSecrets extends AccessPage {
  static properties = { thing: {}, family: { state: true } };

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('thing')) return;
    this.family = undefined;
    this.fault = this.said = '';
    this.find();
  }

  async find() {
    const { thing } = this;
    const found = await family(house.things.get(thing)?.family);
    if (thing === this.thing) this.family = found;
  }

  render() {
    const fields = (this.family?.binding ?? []).filter((field) => field.secret);
    if (fields.length === 0) return nothing;
    return html`<section class="card"><h2>Secrets</h2>
      <p class="dim-words">By these the steward is let in. They are kept sealed and never shown; a new one takes the place of the one before.</p>
      ${fields.map((field) => this.field(field))}${this.notices()}</section>`;
  }

  field(field) {
    return html`<form class="stack" @submit=${(event) => this.enter(event, field)}>
      <label class="field"><span>${field.title}</span>${secretInput('secret', { required: true })}${sharedHint(field, this.family.title)}</label>
      <div class="buttons"><button class="button">${icon('key')}Keep it<span class="unseen"> ${field.title}</span></button>
        ${this.careful(field.name, html`Take away<span class="unseen"> ${field.title}</span>`, 'Yes, forget it', () => this.keep(field, ''))}</div></form>`;
  }

  async enter(event, field) {
    event.preventDefault();
    if (this.busy) return;
    const form = event.currentTarget;
    if (await this.keep(field, form.elements.namedItem('secret').value)) form.reset();
  }

  keep(field, secret) {
    const said = secret ? `${field.title}: kept. The steward tries it now.` : `${field.title}: forgotten.`;
    return this.attempt(() => put(`/things/${encodeURIComponent(this.thing)}/secrets`, { secrets: { [field.name]: secret } }), said);
  }
}

define('thing-secrets', ThingSecrets);
