/** Files and steps for who puts up the fence by hand, per way in which the network is built. */
import { html, nothing } from 'lit';
import { get } from './api.js';
import { saveFile } from './enrolment.js';
import { icon } from './icons.js';
import { NetworkPage, calm, filesPart } from './network.js';
import { define } from './part.js';

const TOPOLOGIES = [
  ['two-interfaces', 'Two interfaces in this machine'], ['trunk', 'One cable with VLANs'], ['openwrt', 'An OpenWrt router'], ['unifi', 'UniFi'],
];

/** Tone, sign, and the word for who sees neither. */
const VERDICTS = { fails: ['bad', 'cross', 'Wrong'], unknown: ['plain', 'question', 'Not known'], holds: ['good', 'check', 'Holds'] };

class NetworkAdvice extends NetworkPage {
  static properties = { topology: { state: true }, advice: { state: true } };

  constructor() {
    super();
    this.topology = TOPOLOGIES[0][0];
  }

  async choose(topology) {
    this.topology = topology;
    this.advice = null;
    await this.attempt(async () => {
      const advice = await get(`/network/advice?${new URLSearchParams({ topology })}`);
      if (topology === this.topology) this.advice = advice;
    });
  }

  render() {
    return html`<details class="card" @toggle=${(event) => event.currentTarget.open && !this.advice && this.choose(this.topology)}>
      <summary><h2>By hand</h2><span class="dim-words">files and steps for your own router</span></summary>
      <div class="stack"><div class="field"><label for="topology">How the network is built</label><select id="topology" @change=${(event) => this.choose(event.target.value)}>
        ${TOPOLOGIES.map(([key, words]) => html`<option value=${key} ?selected=${key === this.topology}>${words}</option>`)}</select></div>
      ${this.notices()}${this.advice ? this.shown(this.advice) : this.fault ? nothing : html`<p class="dim-words">Making them…</p>`}</div></details>`;
  }

  shown({ files, steps, unseen, verified = [] }) {
    return html`<ol class="numbered">${steps.map((step) => html`<li>${step}</li>`)}</ol>
      ${unseen.length > 0 ? html`<div class="problem mild">${icon('warn')}<div><b>What the steward cannot see for itself there</b><ul class="net-says">${unseen.map((one) => html`<li>${one}</li>`)}</ul></div></div>` : nothing}
      ${this.verified(verified)}
      <div>${filesPart(Object.entries(files).map(([path, text]) => ({ path, text })), (name, text) => this.save(name, text), (text) => this.copy(text))}</div>`;
  }

  /** What fails comes first. */
  verified(found) {
    if (found.length === 0) return nothing;
    const order = Object.keys(VERDICTS);
    const sorted = [...found].sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
    return html`<h3>What this machine sees of it now</h3><ul class="net-verified">${sorted.map(({ verdict, says }) => {
      const [tone, sign, words] = VERDICTS[verdict] ?? VERDICTS.unknown;
      return html`<li data-tone=${tone}>${icon(sign)}<span><span class="unseen">${words}: </span>${calm(says)}</span></li>`;
    })}</ul>`;
  }

  save(name, text) {
    saveFile(new Blob([text], { type: 'text/plain' }), name.split('/').at(-1));
    this.said = 'It is in your downloads.';
  }

  async copy(text) {
    await this.attempt(async () => {
      await navigator.clipboard.writeText(text).catch(() => {
        throw new Error('This browser does not let pages copy: mark it and copy it yourself.');
      });
    }, 'Copied.');
  }
}

define('network-advice', NetworkAdvice);
