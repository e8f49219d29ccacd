/** The first contact: the certificate is compared before the setup code is sent; then the new client is set up. */
import { html, nothing } from 'lit';
import { get, post } from './api.js';
import { BROWSERS, thisBrowser, thisDevice, thisZone, zones } from './claim-words.js';
import { authenticatorPart } from './enrolment.js';
import { icon } from './icons.js';
import { Leaf, define, digits, problem } from './leaf.js';

const CODE_DIGITS = 8;
const LOOK_AGAIN_MS = 15_000;
const STEPS = [
  { name: 'claim', words: 'Claim' }, { name: 'authenticator', words: 'Authenticator' }, { name: 'recovery', words: 'Recovery codes' },
  { name: 'trust', words: 'Certificate' }, { name: 'open', words: 'Open' },
];

class ClaimPage extends Leaf {
  static properties = { status: { state: true }, step: { state: true }, browser: { state: true }, same: { state: true }, fault: { state: true }, busy: { state: true }, tested: { state: true }, kept: { state: true } };

  constructor() {
    super();
    this.step = 'claim';
    this.browser = thisBrowser();
  }

  connectedCallback() {
    this.replaceChildren();
    super.connectedCallback();
    this.look();
    this.timer = setInterval(() => this.step === 'claim' && this.look(), LOOK_AGAIN_MS);
    addEventListener('beforeunload', (event) => {
      if (['authenticator', 'recovery'].includes(this.step)) event.preventDefault();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  async look() {
    try {
      this.status = await get('/claim/status');
    } catch (failure) {
      this.status = failure.status === 404 ? { claimed: true } : { unknown: failure.sentence };
    }
  }

  render() {
    return html`<main class="door wide"><p class="door-mark">${icon('rooms')}Steward</p>${this.way()}
      ${this.step === 'claim' ? this.first() : this.step === 'authenticator' ? this.authenticator() : this.step === 'recovery' ? this.recovery() : this.step === 'trust' ? this.trust() : this.last()}</main>`;
  }

  way() {
    const now = STEPS.findIndex(({ name }) => name === this.step);
    return html`<ol class="way" aria-label="Steps">${STEPS.map(({ words }, at) => html`<li aria-current=${at === now ? 'step' : nothing} ?data-done=${at < now}>
      <span class="way-sign">${at < now ? icon('check') : at + 1}</span><span class="way-words">${words}${at < now ? html`<span class="unseen">, done</span>` : nothing}</span></li>`)}</ol>`;
  }

  async go(step) {
    this.step = step;
    this.fault = '';
    await this.updateComplete;
    scrollTo(0, 0);
    this.querySelector('h1')?.focus({ preventScroll: true });
  }

  first() {
    return html`<header class="page-head"><h1 tabindex="-1">This house has no owner yet</h1>
        <p>A steward has been started here, and whoever has its setup code becomes its first person. The code stands on the steward's console, or on its display, in the same home. It is asked for once.</p></header>
      ${this.hindrance()}
      <form class="stack" novalidate @submit=${(event) => this.claim(event)}>${this.comparison()}${this.facts()}
        ${problem(this.fault)}
        <div class="buttons"><button class="button primary" ?disabled=${!this.same || this.busy}>${icon('key')}Claim this house</button></div></form>`;
  }

  /** What keeps a person from claiming now, and what to do about it. */
  hindrance() {
    const status = this.status;
    if (!status) return nothing;
    if (status.claimed) return html`<div class="problem mild" role="alert">${icon('warn')}<div><p>This house has an owner by now. If that was not you, look at the machine at once.</p><p><a href="/">Go to the sign-in page</a></p></div></div>`;
    if (status.unknown) return problem(status.unknown);
    if (!status.attached) return html`<p class="problem mild" role="alert">${icon('warn')}<span>This device is in another network than the steward, or reaches it through a VPN or a container. A house is claimed from its own home network only: join it, then load this page anew.</span></p>`;
    if (!status.open) return html`<p class="problem mild" role="alert">${icon('warn')}<span>The time for a claim is over, so no code is taken now. Go to the machine and open it again with <code>./steward setup-code</code>, or restart the steward. A new code then stands on its console.</span></p>`;
    return status.until ? html`<p class="dim-words">The code is taken until ${new Date(status.until).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}; after five wrong ones it is void.</p>` : nothing;
  }

  comparison() {
    const browser = BROWSERS[this.browser];
    return html`<section class="card" aria-labelledby="compare"><h2 id="compare">1. Is this really your steward?</h2>
      <p>Between you and it somebody could listen. This page cannot prove that nobody does, since a listener could change it: the certificate that <em>your browser</em> shows can. Compare its SHA‑256 fingerprint with the one on the steward's console or display.</p>
      <label class="field"><span>Where this browser shows it</span><select @change=${(event) => (this.browser = event.target.value)}>${Object.entries(BROWSERS).map(([key, one]) => html`<option value=${key} ?selected=${key === this.browser}>${one.name}</option>`)}</select></label>
      <ol class="numbered">${browser.steps.map((step) => html`<li>${step}</li>`)}</ol>
      ${browser.note ? html`<p class="dim-words">${browser.note}</p>` : nothing}
      <label class="check"><input type="checkbox" name="same" .checked=${this.same ?? false} @change=${(event) => (this.same = event.target.checked)}><span>It is the same, letter by letter</span></label>
      <p class="dim-words">The stronger way is a computer with Java: <code>./steward claim ${location.port === '8888' ? location.hostname : location.host}</code> compares the eight words of the console with the wire before it sends anything. If the two differ, stop here and look for what stands between.</p></section>`;
  }

  facts() {
    return html`<section class="card" aria-labelledby="you"><h2 id="you">2. Code, and who you are</h2>
      <div class="field"><label for="setup-code">Setup code, eight digits</label><input id="setup-code" aria-describedby="setup-code-hint" class="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="12" ?disabled=${!this.same} aria-invalid=${this.fault ? 'true' : 'false'}>
        <small id="setup-code-hint">${this.same ? 'As on the console or the display.' : 'Open once you have compared the fingerprints above.'}</small></div>
      <div class="fields">
        <label class="field"><span>Your name</span><input name="user" required maxlength="60" autocomplete="name"></label>
        <label class="field"><span>This device's name</span><input name="client" required maxlength="60" autocomplete="off" .value=${thisDevice()}></label>
        <label class="field"><span>The house's time zone</span><input name="zone" required list="zones" autocomplete="off" autocapitalize="off" spellcheck="false" .value=${thisZone()}></label></div>
      <datalist id="zones">${zones().map((zone) => html`<option value=${zone}></option>`)}</datalist>
      <details><summary>Where the house stands, for sunrise and sunset (may be empty)</summary>
        <div class="fields">${['Latitude', 'Longitude'].map((word) => html`<label class="field"><span>${word}, in degrees</span><input name=${word.toLowerCase()} inputmode="decimal" autocomplete="off" placeholder=${word === 'Latitude' ? '48.2' : '16.37'}></label>`)}</div></details></section>`;
  }

  async claim(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const read = (name) => form.elements.namedItem(name).value.trim();
    const body = { code: digits(read('code'), CODE_DIGITS), user: read('user'), client: read('client'), zone: read('zone') };
    const wrong = this.missing(body, read);
    if (wrong) return this.blame(form, ...wrong);
    for (const name of ['latitude', 'longitude']) if (read(name)) body[name] = Number(read(name).replace(',', '.'));
    this.busy = true;
    try {
      this.made = await post('/claim', body);
      localStorage.setItem('steward.known', 'yes');
      await this.go('authenticator');
    } catch (failure) {
      const places = failure.errors.map((error) => `${error.at.replace('/', '')}: expected ${error.expected}.`);
      this.blame(form, 'code', [failure.sentence, ...places, failure.waitS ? `Try again in ${failure.waitS} s.` : ''].join(' '));
      this.look();
    }
    this.busy = false;
    return undefined;
  }

  missing(body, read) {
    if (body.code.length < CODE_DIGITS) return ['code', 'The setup code has eight digits.'];
    if (!body.user) return ['user', 'Your name is missing.'];
    if (!body.client) return ['client', 'The name of this device is missing.'];
    if (!body.zone) return ['zone', 'The time zone is missing, such as Europe/Vienna.'];
    for (const [name, most] of [['latitude', 90], ['longitude', 180]]) {
      if (read(name) && !(Math.abs(Number(read(name).replace(',', '.'))) <= most)) return [name, `The ${name} is a number from -${most} to ${most}.`];
    }
    if (Boolean(read('latitude')) !== Boolean(read('longitude'))) return ['longitude', 'A place is both, latitude and longitude.'];
    return null;
  }

  blame(form, name, sentence) {
    this.fault = sentence;
    form.elements.namedItem(name)?.focus();
  }

  authenticator() {
    return html`<header class="page-head"><h1 tabindex="-1">The house is yours, <bdi>${this.made.user.name}</bdi></h1><p>From now on this device signs in with a code from an authenticator. The key for it is shown now and never again.</p></header>
      <section class="card"><h2>Set up the authenticator</h2>${authenticatorPart(this.made.enrolment)}</section>
      <form class="card" @submit=${(event) => this.test(event)}><h2>Try it</h2>
        <label class="field"><span>The code it shows now</span><input class="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="9" aria-invalid=${this.fault ? 'true' : 'false'}></label>
        ${problem(this.fault)}
        ${this.tested ? html`<p class="outcome-bar" role="status" data-tone="good">${icon('check')}<span>It works.</span></p>` : nothing}
        <div class="buttons"><button class="button ${this.tested ? '' : 'primary'}" ?disabled=${this.busy}>Test the code</button>
          ${this.tested ? html`<button type="button" class="button primary" @click=${() => this.go('recovery')}>Go on</button>` : html`<button type="button" class="quiet" @click=${() => this.go('recovery')}>Go on without a test</button>`}</div></form>`;
  }

  async test(event) {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem('code');
    this.busy = true;
    try {
      await post('/session/fresh', { code: digits(field.value, 6) });
      this.tested = true;
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence;
    }
    field.value = '';
    if (!this.tested) field.focus();
    this.busy = false;
  }

  recovery() {
    return html`<header class="page-head"><h1 tabindex="-1">Recovery codes</h1><p>Each of these lets you in once, when the authenticator is lost. Keep them on paper or in a safe, not on this device alone. They are not shown again.</p></header>
      <section class="card prints"><h2>For <bdi>${this.made.client.name}</bdi></h2><recovery-codes .codes=${this.made.enrolment.recovery} .client=${this.made.client.name} .house=${location.hostname}></recovery-codes>
        <label class="check"><input type="checkbox" @change=${(event) => (this.kept = event.target.checked)}><span>I have kept them</span></label></section>
      <div class="buttons ends"><button class="button primary" ?disabled=${!this.kept} @click=${() => this.go('trust')}>Go on</button></div>`;
  }

  trust() {
    return html`<header class="page-head"><h1 tabindex="-1">This house's certificate</h1><p>Once each device trusts the house's own certificate, no browser warns any more, and each would warn if somebody stood between. Devices on which it is installed believe it for this house alone, not for other sites.</p></header>
      <section class="card"><h2>Install it</h2><p>It is one file and a few taps, and every system has its own.</p>
        <div class="buttons"><a class="button primary" href="/api/v1/authority" download>${icon('down')}Fetch the certificate</a><a class="button" href="/trust" target="_blank" rel="noopener">How to install it here</a></div></section>
      <div class="buttons ends"><button class="button primary" @click=${() => this.go('open')}>Go on</button><span class="dim-words">You find it later under your name.</span></div>`;
  }

  last() {
    return html`<header class="page-head"><h1 tabindex="-1">All is set</h1><p>Everyone who lives here gets a name of their own, and each of their devices its own key: you add them under People.</p></header>
      <div class="buttons"><a class="button primary" href="/">${icon('rooms')}Open the house</a></div>`;
  }
}

define('claim-page', ClaimPage);
