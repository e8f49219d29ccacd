/** What holds at the fence now, what waits to be put up, and a trial with its countdown. */
import { html, nothing } from 'lit';
import { get, post } from './api.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { NetworkPage, calm, sentences } from './network.js';
import { define } from './part.js';

const SECOND_MS = 1_000;
const WAITS_SHOWN = 8;
/** The word that confirms what was put up from here; it outlives a reload, and nothing more. */
const WORD = 'steward.trial';
const HOLDS = {
  nothing: { words: 'no fence is up', short: 'no fence', state: 'orange', title: 'No fence is up' },
  confirmed: { words: 'the fence is up', short: 'fence is up', state: 'green', title: 'The fence is up' },
  trial: { words: 'the fence is on trial', short: 'on trial', state: 'orange', title: 'The fence is on trial' },
  unknown: { words: 'nobody knows whether the fence is up', short: 'not known', state: 'orange', title: 'Whether the fence is up is not known' },
};
const ADVICE = { words: 'advice only: the steward puts up no fence here', short: 'advice only', state: 'orange', title: 'Advice only' };

/** @param {?any} status @returns {{holds: string, stands: boolean, words: string, short: string, state: string, title: string}} */
export function fenceOf(status) {
  if (status?.mode === 'advice') return { holds: 'nothing', stands: false, ...ADVICE };
  const holds = status?.holds ?? 'unknown';
  return { holds, stands: holds === 'confirmed' || holds === 'trial', ...(HOLDS[holds] ?? HOLDS.unknown) };
}

class NetworkTrial extends NetworkPage {
  static properties = { status: {}, change: { state: true }, left: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.clock = setInterval(() => this.tick(), SECOND_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  tick() {
    const until = this.status?.trial?.until;
    this.left = until ? Math.max(0, Math.ceil((Date.parse(until) - house.now()) / SECOND_MS)) : null;
    if (this.left === 0 && this.ended !== until) {
      this.ended = until;
      this.read();
    }
  }

  render() {
    const status = this.status;
    if (!status) return nothing;
    const fence = fenceOf(status);
    const isWell = fence.state === 'green' && status.troubles.length === 0 && !status.foreign;
    return html`<div class="state-of-all" data-state=${isWell ? 'green' : fence.state === 'green' ? 'orange' : fence.state}>${icon(isWell ? 'shield' : 'warn')}<span><b>${fence.title}</b><span>${calm(status.says)}</span></span></div>
      ${this.notices()}
      ${status.trial ? this.trial(status.trial) : nothing}
      ${status.mode === 'fence' && !status.helper.there ? html`<p class="problem" role="alert">${icon('warn')}<span>The helper that puts up the fence does not answer${status.helper.trouble ? html`: <bdi>${status.helper.trouble}</bdi>` : nothing}. Nothing is opened meanwhile.</span></p>` : nothing}
      ${status.foreign ? html`<div class="problem" role="alert">${icon('warn')}<span>${calm(status.foreign)}</span></div>
        ${house.may('networkAgain') ? html`<div>${this.deed('again', 'Put ours back…', 'Put it back as confirmed', (preview) => post('/network/again', { preview }))}</div>` : nothing}` : nothing}
      ${status.troubles.length > 0 ? html`<div class="problem mild">${icon('warn')}<div>${sentences(status.troubles)}</div></div>` : nothing}
      ${this.waiting(status)}`;
  }

  get word() {
    return sessionStorage.getItem(WORD) ?? '';
  }

  async putUp(preview) {
    const did = await post('/network/apply', { preview });
    if (did.token) sessionStorage.setItem(WORD, did.token);
    return did;
  }

  trial(trial) {
    const isOurs = trial.mine && this.word !== '';
    return html`<section class="card net-trial" aria-labelledby="trial-title"><h2 id="trial-title">On trial</h2>
      <p>The new rules hold now. Unless they are confirmed in time, the ones before come back by themselves: so nobody is locked out.</p>
      <p class="net-count" role="timer" aria-live="off"><b>${this.left ?? '…'}</b> s left</p>
      ${isOurs ? nothing : html`<p class="dim-words">They were put up elsewhere: only there can they be confirmed. Putting back is for everybody who may manage the house.</p>`}
      <div class="buttons">${isOurs && house.may('confirmNetwork') ? html`<button type="button" class="button primary" data-deed="apply" ?disabled=${this.busy} @click=${() => this.answer('confirm')}>${icon('check')}Confirm: I still reach the house</button>` : nothing}
        ${house.may('networkBack') ? html`<button type="button" class="button" ?disabled=${this.busy} @click=${() => this.answer('back')}>Put back</button>` : nothing}</div></section>`;
  }

  async answer(verb) {
    let did;
    if (await this.attempt(async () => { did = await post(`/network/${verb}`, this.word ? { token: this.word } : undefined); })) this.said = did?.did ?? 'Done.';
    await this.read();
  }

  /** Words before deeds. */
  waiting(status) {
    if (status.waits.length === 0 || status.trial) return nothing;
    return html`<section class="card net-waits" aria-labelledby="waits-title"><h2 id="waits-title">Waits to be put up</h2>${sentences(status.waits.slice(0, WAITS_SHOWN))}
      ${status.waits.length > WAITS_SHOWN ? html`<details><summary>And ${status.waits.length - WAITS_SHOWN} more</summary>${sentences(status.waits.slice(WAITS_SHOWN))}</details>` : nothing}
      ${status.mode === 'advice' ? html`<p class="dim-words">In advice mode you put it up yourself: the files and steps are below.</p>` : nothing}
      ${house.may('networkChange') ? html`<details @toggle=${(event) => event.currentTarget.open && this.readChange()}><summary>Row by row</summary>${this.rows()}</details>` : nothing}
      ${house.may('applyNetwork') && status.mode === 'fence' ? html`<div>${this.deed('apply', 'Put it up…', 'Put it up on trial', (preview) => this.putUp(preview), { kind: 'button primary', sign: 'shield' })}</div>` : nothing}</section>`;
  }

  async readChange() {
    await this.quietly(async () => {
      this.change = await get('/network/change');
    });
  }

  rows() {
    if (!this.change) return nothing;
    const { gone, new: fresh } = this.change.rows;
    return html`<p class="dim-words">${this.change.ground ? 'The ground changes, so it is tried first and comes back by itself unless it is confirmed.' : 'Only things and their ways change: it needs no trial.'}</p>
      <pre class="net-rows scrolls" tabindex="0" aria-label="Rows that go and come">${gone.map((row) => html`<del>− ${row}\n</del>`)}${fresh.map((row) => html`<ins>+ ${row}\n</ins>`)}</pre>`;
  }
}

define('network-trial', NetworkTrial);
