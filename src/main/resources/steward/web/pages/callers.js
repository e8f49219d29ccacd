/** Webhooks: services outside that call the house, and those that the house calls, with what became of it. */
import { html, nothing } from 'lit';
import { AccessPage, choice, named } from '../access.js';
import { all, post, remove } from '../api.js';
import { CALLERS, RECEIVERS, hookOnce, noticeMark, proofWords, recipeOf, refusalWords } from '../callers.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { define } from '../part.js';
import { secretInput } from '../secrets.js';
import { age, capital, clip, count, slug, when, wish } from '../words.js';

const AGAIN_MS = 10_000;
const SOON_MS = 700;
const NOTICES_SHOWN = 5;

class CallersPage extends AccessPage {
  static properties = {
    hooks: { state: true }, made: { state: true }, making: { state: true }, kind: { state: true }, proof: { state: true },
  };

  topics() {
    return [...super.topics(), 'things'];
  }

  connectedCallback() {
    super.connectedCallback();
    this.attempt(() => this.read());
    this.timer = setInterval(() => document.visibilityState === 'visible' && this.reread(), AGAIN_MS);
    this.stop = house.listen((entry) => this.hear(entry));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    clearTimeout(this.soon);
    this.stop();
  }

  async read() {
    this.hooks = await all('/webhooks');
  }

  /** In the background: a lost connection is said elsewhere. */
  reread() {
    this.read().catch(() => {});
  }

  hear(entry) {
    if (!this.hooks?.some((hook) => hook.thing === entry.subject)) return;
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.reread(), SOON_MS);
  }

  nameOf(hook) {
    return house.things.get(hook.thing)?.name ?? hook.thing;
  }

  render() {
    const ins = (this.hooks ?? []).filter((hook) => hook.direction === 'in');
    const outs = (this.hooks ?? []).filter((hook) => hook.direction === 'out');
    return html`<header class="page-head"><a class="back" href="/people">${icon('back')}People</a><h1 tabindex="-1">Callers</h1>
        <p>Services outside that may tell the house something, and services that the house tells. Each has a secret of its own, and can do nothing that was not granted to it.</p></header>
      ${this.notices()}
      ${this.made ? hookOnce(this.made, this.nameOf(this.made.webhook), () => this.done()) : nothing}
      ${this.making ? this.form() : nothing}
      ${!this.hooks ? (this.fault ? nothing : html`<p class="dim-words">Reading…</p>`) : html`
      ${this.side('in', 'They call the house', 'Add a caller', ins, 'Nobody outside can call this house. A sleep mat, a phone or an applet can tell it something once you add it here.')}
      ${this.side('out', 'The house calls them', 'Add a receiver', outs, 'The house tells nobody outside anything. Add a receiver, and activities can send it notices.')}`}`;
  }

  side(direction, title, add, hooks, empty) {
    const isClosed = direction === 'in' && hooks.length > 0 && hooks.every((hook) => hook.port === null);
    return html`<section class="callers" aria-label=${title}><div class="card-head"><h2>${title}</h2>
        ${house.may('makeWebhook') && !this.making ? html`<button type="button" class="button" data-add=${direction} @click=${() => this.show(direction)}>${icon('plus')}${add}</button>` : nothing}</div>
      ${isClosed ? html`<p class="problem mild">${icon('warn')}<span>The door for callers is closed: nothing outside reaches the house yet. Set <code>webhooks.port</code> in steward.yaml, for instance to 8886, and start the steward again.</span></p>` : nothing}
      ${hooks.length === 0 ? html`<p class="dim-words">${empty}</p>` : html`<ul class="cards">${hooks.map((hook) => this.card(hook))}</ul>`}</section>`;
  }

  card(hook) {
    const name = this.nameOf(hook);
    const mayRotate = house.may('rotateWebhook') && hook.kind !== 'stripe' && !(hook.direction === 'out' && hook.proof === 'path');
    return html`<li class="card caller" data-hook=${hook.thing}><div class="card-head"><h3><a href="/things/${encodeURIComponent(hook.thing)}">${named(name)}</a></h3>
        <span class="dim-words">${recipeOf(hook)?.words ?? capital(hook.kind)}</span></div>
      ${hook.off ? html`<p class="problem">${icon('warn')}<span>Off: ${hook.off}. A new secret, or a new receiver, switches it on again.</span></p>` : nothing}
      ${hook.direction === 'in' ? this.calls(hook) : this.sent(hook)}
      <div class="buttons">${mayRotate ? this.careful(`rotate ${hook.thing}`, html`New secret<span class="unseen"> for ${name}</span>`, 'Yes, the old one ends now', () => this.rotate(hook)) : nothing}
        ${house.may('removeWebhook') ? this.careful(`remove ${hook.thing}`, html`Delete<span class="unseen"> ${name}</span>`, 'Yes, delete it for good', () => this.takeAway(hook, name)) : nothing}</div></li>`;
  }

  calls(hook) {
    const { taken = 0, repeated = 0, refused = 0, why, refusedAt, lastHour = 0 } = hook.calls ?? {};
    const rows = [
      ['Last call', hook.called ? age(hook.called) : 'never called'],
      ['In the last hour', lastHour === 0 ? 'none' : count(lastHour, 'call')],
      ['Since the steward started', taken + repeated === 0 ? 'none' : `${taken.toLocaleString('en')} taken${repeated > 0 ? `, ${count(repeated, 'repeat')} that did nothing` : ''}`],
      ['Proves itself by', proofWords(hook.proof)],
      ['Address', html`<code>${hook.path}</code>`],
    ];
    return html`<dl class="facts">${rows.map(([words, value]) => html`<div><dt>${words}</dt><dd>${value}</dd></div>`)}</dl>
      ${refused > 0 ? html`<p class="problem mild">${icon('warn')}<span>${count(refused, 'call')} refused since the steward started, the last one ${age(refusedAt)}: ${refusalWords(why)}.</span></p>` : nothing}
      ${hook.perform.length > 0 ? html`<p class="dim-words">Each call may at once: ${hook.perform.map((deed, at) => html`${at > 0 ? '; ' : nothing}${wish(deed)}, ${named(house.things.get(deed.thing)?.name ?? deed.thing)}${deed.when ? ` (on “${clip(deed.when, 40)}”)` : nothing}`)}.</p>` : nothing}`;
  }

  sent(hook) {
    const notices = hook.notices ?? [];
    const waiting = notices.filter(({ state }) => state === 'waiting' || state === 'sending').length;
    return html`<dl class="facts"><div><dt>Sends to</dt><dd>${named(house.things.get(hook.thing)?.maker ?? 'its address')}</dd></div>
        <div><dt>On their way</dt><dd>${waiting === 0 ? 'nothing' : count(waiting, 'notice')}</dd></div></dl>
      ${notices.length === 0 ? html`<p class="dim-words">Nothing was sent since the steward started.</p>` : html`<ul class="rows notices" aria-label="Its last notices">${notices.slice(0, NOTICES_SHOWN).map((notice) => this.notice(notice))}</ul>
        <p class="dim-words">Taken in means that the receiver said so, not that it did anything.</p>`}`;
  }

  notice(notice) {
    const tries = notice.tries > 1 ? `after ${notice.tries} tries` : '';
    const next = notice.next ? `tried again ${Date.parse(notice.next) > house.now() ? `at ${when(notice.next)}` : 'now'}` : '';
    return html`<li class="row"><span class="row-words"><span>${noticeMark(notice.state)} <span class="dim-words">${when(notice.at)}${tries ? ` · ${tries}` : ''}</span></span>
        ${notice.why || next ? html`<span class="dim-words">${[notice.why, next].filter(Boolean).join('; ')}</span>` : nothing}</span><a class="why" href="/why/${notice.command}">Why<span class="unseen"> this notice of ${when(notice.at)}</span></a></li>`;
  }

  recipe() {
    return (this.making === 'out' ? RECEIVERS : CALLERS)[this.kind];
  }

  form() {
    const isOut = this.making === 'out';
    const recipe = this.recipe();
    return html`<form class="card narrowed" @submit=${(event) => this.make(event)}><h2>${isOut ? 'A new receiver' : 'A new caller'}</h2>
      ${choice(isOut ? 'Which service is told' : 'Which service calls', 'kind', isOut ? RECEIVERS : CALLERS, this.kind, (to) => (this.kind = to))}
      <div class="fields">${this.text({ name: 'name', title: 'What it is called here', example: isOut ? 'Pager' : 'Doorbell button', required: true }, 60)}
        ${this.text({ name: 'room', title: 'Room (may be empty)' }, 80)}
        ${(recipe.fields ?? []).map((field) => this.text(field, 100))}</div>
      ${recipe.proofs ? choice('How it proves that it is the one', 'proof', recipe.proofs, this.proof, (to) => (this.proof = to)) : nothing}
      ${recipe.ownSecret ? html`<label class="field"><span>The signing secret that it shows you (whsec_…)</span>${secretInput('secret', { required: true })}</label>` : nothing}
      ${isOut ? html`<label class="field"><span>The address that is called</span><input name="target" type="url" required maxlength="1000" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder=${this.kind === 'ifttt' ? 'https://maker.ifttt.com/trigger/EVENT/with/key/KEY' : 'https://example.org/notices'}>
        <small>It is kept sealed, since it may hold a key, and never shown again.</small></label>` : nothing}
      <div class="buttons"><button class="button primary" ?disabled=${this.busy}>${icon('check')}Make it</button><button type="button" class="button" @click=${() => this.leave()}>Leave it</button></div></form>`;
  }

  text({ name, title, example = '', required = false, says = '' }, max) {
    return html`<label class="field"><span>${title}</span><input name=${name} maxlength=${max} ?required=${required} autocomplete="off" autocapitalize=${name === 'name' || name === 'room' ? nothing : 'off'} placeholder=${example || nothing}>${says ? html`<small>${says}</small>` : nothing}</label>`;
  }

  async show(direction) {
    Object.assign(this, { making: direction, kind: 'ifttt', proof: 'bearer', made: null, fault: '', said: '' });
    await this.updateComplete;
    this.querySelector('form select')?.focus();
  }

  async leave() {
    const direction = this.making;
    this.making = null;
    this.fault = '';
    await this.updateComplete;
    this.querySelector(`[data-add=${direction}]`)?.focus();
  }

  async make(event) {
    event.preventDefault();
    if (this.busy) return;
    const form = new FormData(event.currentTarget);
    const value = (name) => (form.get(name) ?? '').trim();
    const recipe = this.recipe();
    const sheet = Object.fromEntries((recipe.fields ?? []).map(({ name }) => [name, value(name)]).filter(([, text]) => text !== ''));
    const name = value('name');
    const body = {
      kind: this.kind, name, id: slug(name, (id) => house.things.has(id)), ...(value('room') ? { room: value('room') } : {}),
      ...(recipe.proofs ? { proof: this.proof } : {}), ...(Object.keys(sheet).length > 0 ? { sheet } : {}),
      ...(recipe.ownSecret ? { secret: form.get('secret') } : {}), ...(this.making === 'out' ? { target: value('target') } : {}),
    };
    const isMade = await this.attempt(async () => {
      this.made = await post('/webhooks', body);
    });
    if (!isMade) return;
    this.making = null;
    await this.shown();
  }

  async rotate(hook) {
    const isDone = await this.attempt(async () => {
      this.made = await post(`/webhooks/${encodeURIComponent(hook.thing)}/rotate`);
    });
    if (isDone) await this.shown();
  }

  /** What is shown once comes into view and is read first. */
  async shown() {
    house.again('things');
    this.reread();
    await this.updateComplete;
    const title = this.querySelector('#once-title');
    title?.focus();
    title?.scrollIntoView({ block: 'start' });
  }

  async done() {
    this.made = null;
    await this.updateComplete;
    this.querySelector('h1')?.focus();
  }

  async takeAway(hook, name) {
    const isDone = await this.attempt(() => remove(`/webhooks/${encodeURIComponent(hook.thing)}`), `${name} is deleted: its calls are refused from now on.`);
    if (!isDone) return;
    this.hooks = this.hooks.filter((one) => one !== hook);
    house.again('things');
    await this.updateComplete;
    this.querySelector('h1')?.focus();
  }
}

define('page-callers', CallersPage);
