/** Spans that stay with the house as test cases: which there are, whether all comes out as expected, and their end. */
import { html, nothing } from 'lit';
import { all, postLong, remove } from './api.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { Part, define } from './part.js';
import { count, dayOf, exactly, span } from './words.js';

/** `12s hall fires` as words: after how long, and what. @param {string} line @returns {{after: ?string, what: string}} */
export function expectedWords(line) {
  const match = /^(\d+)s (\S+) (.*)$/s.exec(line);
  if (!match) return { after: null, what: line };
  const name = house.activities.get(match[2])?.name ?? match[2];
  const asks = /^asks (\S+): (.*)$/s.exec(match[3]);
  const thing = asks ? house.things.get(asks[1])?.name ?? asks[1] : '';
  return { after: span(Number(match[1]) * 1000), what: asks ? `“${name}” asks ${thing} to ${asks[2]}` : `“${name}” ${match[3]}` };
}

class KeptCases extends Part {
  static properties = { activity: {}, items: { state: true }, results: { state: true }, fault: { state: true }, busy: { state: true }, said: { state: true } };

  topics() {
    return ['activities', 'things'];
  }

  connectedCallback() {
    super.connectedCallback();
    this.read();
  }

  async read() {
    await this.attempt(async () => {
      this.items = await all('/cases');
    });
  }

  async run() {
    this.results = null;
    await this.attempt(async () => {
      const answer = await postLong('/cases/run', {});
      this.results = new Map(answer.items.map((item) => [item.name, item]));
      const bad = this.mine().filter(({ name }) => !this.results.get(name)?.good).length;
      this.said = bad === 0 ? 'Everything comes out as it is expected.' : `${count(bad, 'case')} ${bad === 1 ? 'comes' : 'come'} out otherwise.`;
    });
  }

  async takeAway(name) {
    await this.attempt(async () => {
      await remove(`/cases/${encodeURIComponent(name)}`);
      this.items = this.items.filter((item) => item.name !== name);
      this.said = `The case “${name}” is gone.`;
    });
  }

  async attempt(work) {
    this.busy = true;
    this.said = '';
    try {
      await work();
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
    }
    this.busy = false;
  }

  mine() {
    return (this.items ?? []).filter((item) => !this.activity || item.activity === this.activity);
  }

  render() {
    const items = this.mine();
    return html`${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      ${!this.items ? (this.fault ? nothing : html`<p class="dim-words">Reading…</p>`) : items.length === 0
        ? html`<p class="dim-words">None yet. Rehearse ${this.activity ? 'it' : 'an activity'} over a time in which all went well, and keep that time: every later change is then held to it.</p>`
        : html`<ul class="rows cases">${items.map((item) => this.row(item))}</ul>
          ${house.may('runCases') ? html`<div class="buttons"><button type="button" class="button primary" ?disabled=${this.busy} @click=${() => this.run()}>${icon('play')}Run ${items.length === 1 ? 'it' : `all ${items.length}`}</button></div>` : nothing}`}
      <p class="dim-words" role="status">${this.said}</p>`;
  }

  row(item) {
    const result = this.results?.get(item.name);
    const name = house.activities.get(item.activity)?.name ?? item.activity ?? '';
    return html`<li class="row case"><span class="row-words"><span><b>${item.name}</b> ${result ? html`<span class="verdict" data-tone=${result.good ? 'good' : 'bad'}>${result.good ? 'As expected' : 'Otherwise'}</span>` : nothing}</span>
        ${item.readable ? html`<span class="dim-words">${this.activity ? nothing : html`<a href="/activities/${encodeURIComponent(item.activity)}/rehearse">${name}</a> · `}${dayOf(new Date(item.at))}, ${exactly(item.at)} · ${count(item.inputs, 'event')} · it does ${count(item.expected.length, 'thing')}</span>` : html`<span class="dim-words">Its file cannot be read.</span>`}
        ${result && !result.good ? html`<span class="case-lines">${result.missing.map((line) => this.line(line, 'Missing'))}${result.more.map((line) => this.line(line, 'New'))}</span>` : nothing}</span>
      ${house.may('removeCase') ? html`<button type="button" class="quiet icon-only" aria-label="Take the case ${item.name} away" ?disabled=${this.busy} @click=${() => this.takeAway(item.name)}>${icon('trash')}</button>` : nothing}</li>`;
  }

  line(line, words) {
    const { after, what } = expectedWords(line);
    return html`<span class="case-line"><span class="verdict" data-tone=${words === 'New' ? 'warn' : 'bad'}>${words}</span> ${after ? `after ${after}: ` : ''}${what}</span>`;
  }
}

define('kept-cases', KeptCases);
