/** Which way leads a SONOFF out of its maker's cloud: asked by its model and firmware, which a person may correct. */
import { html, nothing } from 'lit';
import { get } from './api.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { Part, define } from './part.js';

const FITS = { yes: 'Yes', perhaps: 'Perhaps', no: 'No' };

class WayOut extends Part {
  static properties = { model: {}, firmware: {}, of: {}, answer: { state: true }, fault: { state: true } };

  topics() {
    return [];
  }

  async ask(model, firmware) {
    try {
      this.answer = await get(`/ways-out?${new URLSearchParams({ model, firmware })}`);
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
    }
  }

  render() {
    if (!house.may('waysOut')) return nothing;
    return html`<details class="card ways-out" @toggle=${(event) => event.currentTarget.open && !this.answer && this.ask(this.known('model'), this.known('firmware'))}>
      <summary><h2>Out of its maker's cloud</h2><span class="dim-words">which way fits ${this.of ?? 'it'}</span></summary>
      <form class="fields" @submit=${(event) => this.again(event)}>
        <label class="field"><span>Model</span><input name="model" maxlength="60" autocomplete="off" .value=${this.known('model')}></label>
        <label class="field"><span>Firmware</span><input name="firmware" maxlength="60" autocomplete="off" .value=${this.known('firmware')}></label>
        <div class="buttons"><button class="button">Ask again</button></div></form>
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      ${this.answer ? html`<ol class="ways">${this.ordered().map((way) => this.way(way))}</ol><p class="dim-words">${this.answer.advice.at(-1)}</p>` : nothing}</details>`;
  }

  known(name) {
    return this[name] && this[name] !== 'unknown' ? this[name] : '';
  }

  again(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    this.ask(form.get('model').trim(), form.get('firmware').trim());
  }

  /** The way to take comes first. */
  ordered() {
    const { ways, best } = this.answer;
    return [...ways.filter((way) => way.way === best), ...ways.filter((way) => way.way !== best)];
  }

  way(way) {
    const isBest = way.way === this.answer.best;
    return html`<li data-fits=${way.fits}><h3>${way.title}: <span>${FITS[way.fits] ?? way.fits}</span>${isBest ? html` · <em>take this one</em>` : nothing}</h3>
      <p>${way.why}</p>
      ${way.steps.length === 0 ? nothing : html`<details ?open=${isBest}><summary>Step by step</summary><ol>${way.steps.map((step) => html`<li>${step}</li>`)}</ol></details>`}</li>`;
  }
}

define('way-out', WayOut);
