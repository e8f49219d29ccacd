/**
 * An activity as text beside its form: each follows the other; a text that is not right yet changes nothing. What may
 * be written at the cursor is offered in a list (Ctrl and Space, arrows, Enter, Escape); faults stand at their line.
 */
import { html, nothing } from 'lit';
import { choice } from './choices.js';
import { offersAt, spotAt, written } from './completion.js';
import { schema } from './grammar.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { Leaf, define } from './leaf.js';
import { count } from './words.js';
import { readYaml, writeYaml } from './yaml.js';

const LENGTH_MAX = 65_536;
const PROBE = 'm'.repeat(50);
const LIST = 'text-offers';

class ActivityText extends Leaf {
  static properties = {
    draft: {}, change: {}, faults: {}, form: { state: true }, typed: { state: true }, fault: { state: true }, offers: { state: true }, at: { state: true }, said: { state: true },
  };

  constructor() {
    super();
    Object.assign(this, { form: 'yaml', typed: null, fault: null, faults: [], offers: null, at: 0, said: '' });
  }

  willUpdate(changed) {
    if (!changed.has('draft')) return;
    const draft = JSON.stringify(this.draft);
    if (draft !== this.given) {
      this.typed = null;
      this.fault = null;
      this.offers = null;
    }
    this.given = draft;
  }

  written() {
    return this.form === 'yaml' ? writeYaml(this.draft) : `${JSON.stringify(this.draft, null, 2)}\n`;
  }

  get field() {
    return this.querySelector('textarea');
  }

  /** What the steward says of the text as it stands, and what was seen here. */
  get allFaults() {
    return this.fault ? [this.fault] : this.typed === null ? [] : (this.faults ?? []).filter(({ line }) => line);
  }

  render() {
    const text = this.typed ?? this.written();
    const lines = text.split('\n').length;
    const faults = this.allFaults;
    const bad = new Set(faults.map(({ line }) => line));
    const active = this.offers ? `${LIST}-${this.at}` : nothing;
    return html`<details class="card"><summary><h2>As text</h2><span class="dim-words">for experts: the same activity</span></summary>
      <div class="sentence"><span>Written as</span>${choice('Form of the text', this.form, [['yaml', 'YAML'], ['json', 'JSON']], (to) => { this.form = to; this.typed = null; this.offers = null; })}</div>
      <div class="written"><div class="numbers" aria-hidden="true">${Array.from({ length: lines }, (_, index) => html`<i ?data-bad=${bad.has(index + 1)}>${index + 1}</i>`)}</div>
        <textarea class="code" aria-label="The activity as text" aria-invalid=${faults.length > 0 ? 'true' : 'false'} aria-describedby="text-keys" aria-autocomplete="list" aria-haspopup="listbox" aria-controls=${this.offers ? LIST : nothing} aria-activedescendant=${active}
          spellcheck="false" autocapitalize="off" autocomplete="off" maxlength=${LENGTH_MAX} rows=${Math.min(40, lines + 1)} .value=${text}
          @input=${(event) => this.take(event)} @keydown=${(event) => this.key(event)} @scroll=${() => this.scrolled()} @blur=${() => this.close()} @click=${() => this.close()}></textarea>
        ${this.offers ? this.list() : nothing}</div>
      <p class="dim-words" id="text-keys">Ctrl and Space shows what can be written here.</p>
      <p class="unseen" role="status">${this.said}</p>
      ${faults.length > 0 ? html`<div class="problem" role="alert">${icon('warn')}<ul class="faults">${faults.map((fault) => this.faultAt(fault))}</ul></div>` : nothing}</details>`;
  }

  faultAt({ line, message, expected, got, shown }) {
    const words = message ?? `expected ${expected}${got ? `, not ${got}` : ''}`;
    return html`<li><p>${line ? `Line ${line}: ` : ''}${words.replace(/^Line \d+: /, '')}</p>${shown ? html`<pre>${shown.split('\n').slice(1).join('\n') || shown}</pre>` : nothing}
      ${line ? html`<button type="button" @click=${() => this.goTo(line)}>Go to line ${line}</button>` : nothing}</li>`;
  }

  list() {
    return html`<ul class="completions" id=${LIST} role="listbox" aria-label="What can be written here">${this.offers.map(({ text, says }, index) => html`<li role="option" id="${LIST}-${index}" aria-selected=${index === this.at ? 'true' : 'false'}
      @mousedown=${(event) => event.preventDefault()} @click=${() => this.put(index)}><span>${text}</span>${says ? html`<span>${says}</span>` : nothing}</li>`)}</ul>`;
  }

  updated() {
    this.scrolled();
    const list = this.querySelector('.completions');
    if (!list) return;
    const { field } = this;
    const style = getComputedStyle(field);
    const before = field.value.slice(0, this.spot.from).split('\n');
    const line = Number.parseFloat(style.lineHeight);
    const x = field.offsetLeft + Number.parseFloat(style.paddingLeft) + before.at(-1).length * this.cell(style) - field.scrollLeft;
    const top = field.offsetTop + Number.parseFloat(style.paddingTop) + before.length * line - field.scrollTop;
    list.style.top = `${Math.min(top, field.offsetTop + field.offsetHeight)}px`;
    list.style.left = `${Math.max(0, Math.min(x, field.offsetLeft + field.offsetWidth - list.offsetWidth))}px`;
    list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  /** How wide one sign of the text is. */
  cell(style) {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    return pen.measureText(PROBE).width / PROBE.length;
  }

  scrolled() {
    const numbers = this.querySelector('.numbers');
    if (numbers && this.field) numbers.scrollTop = this.field.scrollTop;
  }

  goTo(line) {
    const { field } = this;
    const lines = field.value.split('\n');
    const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    field.focus();
    field.setSelectionRange(from, from + (lines[line - 1] ?? '').length);
  }

  take(event) {
    const { value, selectionStart } = event.target;
    this.read(value);
    const isTyping = event.inputType === 'insertText' || event.inputType?.startsWith('delete');
    if (this.offers || (isTyping && /[\w"]/.test(event.data ?? ''))) this.offer(value, selectionStart, Boolean(this.offers));
    else this.close();
  }

  read(text) {
    this.typed = text;
    try {
      const draft = text.trimStart().startsWith('{') ? readJson(text) : readYaml(text);
      if (draft === null || typeof draft !== 'object' || Array.isArray(draft)) throw new Error('An activity is an object with a name and what it performs.');
      this.fault = null;
      this.given = JSON.stringify(draft);
      this.change(draft, '', text);
    } catch (failure) {
      this.fault = { line: failure.line, message: failure.message };
      this.change(null, failure.message, text);
    }
  }

  key(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === ' ') {
      event.preventDefault();
      this.offer(event.target.value, event.target.selectionStart, true);
      return;
    }
    if (!this.offers) return;
    const { length } = this.offers;
    const moves = { ArrowDown: (this.at + 1) % length, ArrowUp: (this.at + length - 1) % length, PageDown: Math.min(length - 1, this.at + 8), PageUp: Math.max(0, this.at - 8) };
    if (event.key in moves) this.at = moves[event.key];
    else if (event.key === 'Enter' || event.key === 'Tab') this.put(this.at);
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
  }

  /** @param {boolean} isAsked whether to say so where there is nothing */
  async offer(text, at, isAsked) {
    let root;
    try {
      [root] = await Promise.all([schema(), house.groups.size === 0 && !house.hasGroups ? house.readGroups() : null]);
    } catch {
      this.said = 'What can be written here could not be fetched from the steward.';
      return;
    }
    if (this.field?.value !== text) return;
    this.spot = spotAt(text, at);
    const typed = this.spot ? text.slice(this.spot.from, at) : '';
    const offers = this.spot && (isAsked || typed !== '') ? offersAt(root, this.spot, typed) : [];
    const isWritten = offers.length === 1 && offers[0].text === typed && !this.spot.isKey;
    if (offers.length === 0 || isWritten) {
      this.close();
      if (isAsked) this.said = 'Nothing can be offered here.';
      return;
    }
    this.offers = offers;
    this.at = 0;
    this.said = `${count(offers.length, 'possibility', 'possibilities')}, the first: ${offers[0].text}`;
  }

  close() {
    this.offers = null;
  }

  put(index) {
    const { field } = this;
    const { text, at } = written(field.value, this.spot, this.offers[index]);
    this.close();
    field.value = text;
    field.focus();
    field.setSelectionRange(at, at);
    this.read(text);
    this.said = '';
  }
}

/** What the browser says of bad JSON names a position; the line is found where it gives one. @param {string} text */
function readJson(text) {
  try {
    return JSON.parse(text);
  } catch (failure) {
    const position = /position (\d+)/.exec(failure.message)?.[1];
    const fault = new Error('this is not JSON yet.');
    if (position) fault.line = text.slice(0, Number(position)).split('\n').length;
    throw fault;
  }
}

define('activity-text', ActivityText);
