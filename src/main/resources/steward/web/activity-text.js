/** An activity as text beside its form: each follows the other; a text that is not right yet changes nothing. */
import { html, nothing } from 'lit';
import { choice } from './choices.js';
import { icon } from './icons.js';
import { Leaf, define } from './leaf.js';
import { readYaml, writeYaml } from './yaml.js';

const LENGTH_MAX = 65_536;

class ActivityText extends Leaf {
  static properties = { draft: {}, change: {}, form: { state: true }, typed: { state: true }, fault: { state: true } };

  constructor() {
    super();
    this.form = 'yaml';
    this.typed = null;
    this.fault = '';
  }

  willUpdate(changed) {
    if (!changed.has('draft')) return;
    const draft = JSON.stringify(this.draft);
    if (draft !== this.given) {
      this.typed = null;
      this.fault = '';
    }
    this.given = draft;
  }

  written() {
    return this.form === 'yaml' ? writeYaml(this.draft) : `${JSON.stringify(this.draft, null, 2)}\n`;
  }

  render() {
    const text = this.typed ?? this.written();
    return html`<details class="card"><summary><h2>As text</h2><span class="dim-words">for experts: the same activity</span></summary>
      <div class="sentence"><span>Written as</span>${choice('Form of the text', this.form, [['yaml', 'YAML'], ['json', 'JSON']], (to) => { this.form = to; this.typed = null; })}</div>
      <textarea class="code" aria-label="The activity as text" aria-invalid=${this.fault ? 'true' : 'false'} spellcheck="false" autocapitalize="off" maxlength=${LENGTH_MAX} rows=${Math.min(40, text.split('\n').length + 1)} .value=${text} @input=${(event) => this.take(event.target.value)}></textarea>
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}</details>`;
  }

  take(text) {
    this.typed = text;
    try {
      const draft = text.trimStart().startsWith('{') ? readJson(text) : readYaml(text);
      if (draft === null || typeof draft !== 'object' || Array.isArray(draft)) throw new Error('An activity is an object with a name and what it performs.');
      this.fault = '';
      this.given = JSON.stringify(draft);
      this.change(draft, '');
    } catch (failure) {
      this.fault = failure.message;
      this.change(null, this.fault);
    }
  }
}

/** What the browser says of bad JSON names a position; the line is found where it gives one. @param {string} text */
function readJson(text) {
  try {
    return JSON.parse(text);
  } catch (failure) {
    const position = /position (\d+)/.exec(failure.message)?.[1];
    const line = position ? `Line ${text.slice(0, Number(position)).split('\n').length}: ` : '';
    throw new Error(`${line}this is not JSON yet.`);
  }
}

define('activity-text', ActivityText);
