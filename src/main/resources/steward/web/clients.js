/** A new client is made for a user: its name and kind are asked, then what it needs is shown once. */
import { html, nothing } from 'lit';
import { post } from './api.js';
import { AccessPage, KINDS, choice, named } from './access.js';
import { authenticatorPart, linkPart } from './enrolment.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { define } from './part.js';

class AddClient extends AccessPage {
  static properties = { user: {}, made: { state: true }, kind: { state: true }, isOpen: { state: true }, kept: { state: true } };

  constructor() {
    super();
    this.kind = 'phone';
  }

  render() {
    if (this.made) return this.once(this.made);
    if (!this.isOpen) return html`<div><button type="button" class="button" @click=${() => this.show()}>${icon('plus')}Add a client</button></div>`;
    return html`<form class="stack" @submit=${(event) => this.make(event)}>
      <div class="fields"><label class="field"><span>The new client's name</span><input name="name" required maxlength="60" autocomplete="off" placeholder="Phone of Anna"></label>
        ${choice('Kind', 'kind', KINDS, this.kind, (to) => (this.kind = to))}</div>
      ${this.notices()}
      <div class="buttons"><button class="button primary" ?disabled=${this.busy}>Make it</button><button type="button" class="button" @click=${() => (this.isOpen = false)}>Leave it</button></div></form>`;
  }

  async show() {
    this.isOpen = true;
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }

  async make(event) {
    event.preventDefault();
    const name = event.currentTarget.elements.namedItem('name').value.trim();
    const isMade = await this.attempt(async () => {
      this.made = await post(`/users/${encodeURIComponent(this.user)}/clients`, { name, kind: this.kind });
    });
    if (!isMade) return;
    await this.updateComplete;
    this.querySelector('h3')?.focus();
    this.dispatchEvent(new CustomEvent('made', { bubbles: true }));
  }

  once({ client, enrolment }) {
    return html`<div class="once stack"><h3 tabindex="-1">${named(client.name)} is made</h3>
      <p class="problem mild">${icon('warn')}<span>What follows is shown once. Have the new device at hand.</span></p>
      <section class="stack" aria-label="Its link"><h3>1. Open the house on it</h3>${linkPart(enrolment)}</section>
      <section class="stack" aria-label="Its authenticator"><h3>2. Its authenticator</h3>${authenticatorPart(enrolment)}</section>
      <section class="stack prints" aria-label="Its recovery codes"><h3>3. Its recovery codes</h3><p class="dim-words">Each works once, when the authenticator is lost.</p>
        <recovery-codes .codes=${enrolment.recovery} .client=${client.name} .house=${house.facts.name}></recovery-codes></section>
      <label class="check"><input type="checkbox" .checked=${this.kept ?? false} @change=${(event) => (this.kept = event.target.checked)}><span>The device has them, and the recovery codes are kept</span></label>
      <div class="buttons"><button type="button" class="button primary" ?disabled=${!this.kept} @click=${() => this.end()}>Done: do not show them again</button></div></div>`;
  }

  end() {
    this.made = null;
    this.isOpen = false;
    this.kept = false;
    this.dispatchEvent(new CustomEvent('made', { bubbles: true }));
  }
}

define('add-client', AddClient);

/** @param {any} client @param {string[]} [codes] shown once */
export const recoveryOnce = (client, codes, done) => (codes ? html`<div class="once stack prints">
  <p class="problem mild">${icon('warn')}<span>The old codes are void. These are shown once.</span></p>
  <recovery-codes .codes=${codes} .client=${client.name} .house=${house.facts.name}></recovery-codes>
  <div class="buttons"><button type="button" class="button primary" @click=${done}>I have kept them</button></div></div>` : nothing);
