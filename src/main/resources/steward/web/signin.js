/** Signing in: a device that is known needs its code alone; a new one brings its secret, a lost authenticator a recovery code. */
import { html, nothing } from 'lit';
import { post } from './api.js';
import { icon } from './icons.js';
import { Leaf, define, digits, problem } from './leaf.js';

const KNOWN = 'steward.known';

/** The secret in the link of a new device; it leaves the address bar, and so the history, at once. */
function secretOfLink() {
  const match = /^#client=([A-Za-z2-7%\s-]{1,64})$/.exec(location.hash);
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  return match ? match[1].replace(/[^A-Za-z2-7]/g, '').toUpperCase() : '';
}

class SignInPage extends Leaf {
  static properties = { isNew: { state: true }, lost: { state: true }, fault: { state: true }, wait: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.secret = secretOfLink();
    this.fromLink = this.secret !== '';
    this.isNew = this.fromLink || localStorage.getItem(KNOWN) === null;
    this.lost = false;
    this.wait = 0;
  }

  connectedCallback() {
    this.replaceChildren();
    super.connectedCallback();
    addEventListener('hashchange', () => this.takeLink());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  /** The link of a new device opened in a tab that stands here already. */
  takeLink() {
    const secret = secretOfLink();
    if (!secret) return;
    Object.assign(this, { secret, fromLink: true, isNew: true, lost: false });
    this.requestUpdate();
  }

  firstUpdated() {
    this.querySelector(this.isNew && !this.fromLink ? '[name=client]' : '[name=code]')?.focus();
  }

  render() {
    return html`<main class="door"><p class="door-mark">${icon('rooms')}Steward</p>
      <form class="card" novalidate @submit=${(event) => this.send(event)}>
        <h1 tabindex="-1">${this.isNew ? 'Sign in with a new device' : 'Sign in'}</h1>
        ${this.isNew ? this.clientField() : nothing}
        ${this.lost ? this.recoveryField() : this.codeField()}
        ${problem(this.fault)}
        ${this.wait > 0 ? html`<p class="problem mild">${icon('wait')}<span>Again in <b>${this.wait} s</b></span></p>` : nothing}
        <div class="buttons"><button class="button primary whole" ?disabled=${this.busy || this.wait > 0}>${icon('key')}Sign in</button></div>
        <div class="door-ways">
          <button type="button" class="quiet" aria-pressed=${this.lost ? 'true' : 'false'} @click=${() => this.turn({ lost: !this.lost })}>${this.lost ? 'Use a code instead' : 'Use a recovery code'}</button>
          <button type="button" class="quiet" aria-pressed=${this.isNew ? 'true' : 'false'} @click=${() => this.turn({ isNew: !this.isNew })}>${this.isNew ? 'This device has signed in before' : 'This device is new here'}</button></div></form>
      <p class="dim-words">Is the browser warning of this page? <a href="/trust">Install this house's certificate</a></p></main>`;
  }

  codeField() {
    return html`<div class="field"><label for="code">Code</label><input id="code" aria-describedby="code-hint" class="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="9" aria-invalid=${this.fault ? 'true' : 'false'}>
      <small id="code-hint">The six digits that the authenticator shows for this device.</small></div>`;
  }

  recoveryField() {
    return html`<div class="field"><label for="recovery">Recovery code</label><input id="recovery" aria-describedby="recovery-hint" class="code small" name="recovery" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="40" placeholder="XXXX-XXXX-XXXX-XXXX" aria-invalid=${this.fault ? 'true' : 'false'}>
      <small id="recovery-hint">One of the ten that came with this device. It works once.</small></div>`;
  }

  clientField() {
    return html`<div class="field"><label for="client">This device's secret</label><input id="client" aria-describedby="client-hint" class="code small" name="client" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="64" .value=${this.secret}>
      <small id="client-hint">${this.fromLink ? 'Taken from the link you opened.' : 'The 26 letters and digits that were made with this device; its link or QR code fills them in. Who lives here already makes them under People or under their own name.'}</small></div>`;
  }

  async turn(ways) {
    Object.assign(this, ways);
    this.fault = '';
    await this.updateComplete;
    this.querySelector(this.isNew && !this.fromLink ? '[name=client]' : this.lost ? '[name=recovery]' : '[name=code]').focus();
  }

  async send(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const read = (name) => form.elements.namedItem(name)?.value.trim() ?? '';
    const body = this.lost ? { recovery: read('recovery').toUpperCase() } : { code: digits(read('code'), 6) };
    if (this.isNew) body.client = read('client').replace(/[\s-]/g, '').toUpperCase();
    if (this.isNew && !body.client) return this.blame(form, 'client', 'The secret of this device is missing.');
    if (this.lost && !body.recovery) return this.blame(form, 'recovery', 'The recovery code is missing.');
    if (!this.lost && body.code.length < 6) return this.blame(form, 'code', 'A code has six digits.');
    this.busy = true;
    try {
      await post('/session', body);
      localStorage.setItem(KNOWN, 'yes');
      location.reload();
      return undefined;
    } catch (failure) {
      if (failure.waitS > 0) this.count(failure.waitS);
      if (!this.lost) form.elements.namedItem('code').value = '';
      this.blame(form, this.lost ? 'recovery' : 'code', this.words(failure));
    }
    this.busy = false;
    return undefined;
  }

  words(failure) {
    const hint = failure.status === 401 && !this.isNew ? ' If this device has never signed in here, choose “This device is new here”.' : '';
    return failure.sentence + hint;
  }

  blame(form, name, sentence) {
    this.fault = sentence;
    form.elements.namedItem(name).focus();
  }

  count(seconds) {
    clearInterval(this.timer);
    this.wait = seconds;
    this.timer = setInterval(() => {
      this.wait -= 1;
      if (this.wait <= 0) clearInterval(this.timer);
    }, 1_000);
  }
}

define('signin-page', SignInPage);
