/** A rehearsal: a span is chosen, the past is gone through again, and what would have happened stands beside what did. */
import { html, nothing, svg } from 'lit';
import { get, post, postLong, remove } from './api.js';
import { choice } from './choices.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { Part, define } from './part.js';
import { count, dayOf, exactly, slug, when } from './words.js';
import { dayStart, instantOf, wallOf } from './zoned.js';

const ASK_MS = 400;
const SHOWN = 150;
const DAY_MS = 86_400_000;
const WIDTH = 1000;

const SPANS = [
  ['yesterday', 'yesterday'], ['today', 'today so far'], ['week', 'the last 7 days'], ['month', 'the last 30 days'],
  ['all', 'as far as the journal reaches'], ['own', 'from … to …'],
];
const WHO = {
  both: { words: 'As it was', tone: 'good' },
  would: { words: 'Would be new', tone: 'warn' },
  did: { words: 'Would not have happened', tone: 'bad' },
};

/** @param {{who: string}} line */
const whoMark = (line) => html`<span class="verdict" data-tone=${WHO[line.who].tone}>${WHO[line.who].words}</span>`;
const isOther = (line) => line.who !== 'both';

class RehearseActivity extends Part {
  static properties = {
    activity: {}, draft: {}, kept: {}, span: { state: true }, from: { state: true }, to: { state: true }, what: { state: true }, progress: { state: true },
    result: { state: true }, fault: { state: true }, only: { state: true }, all: { state: true }, form: { state: true }, shown: { state: true }, said: { state: true }, reaches: { state: true },
  };

  constructor() {
    super();
    Object.assign(this, { span: 'yesterday', what: '', fault: '', form: 'list', only: 'differences', all: false, shown: SHOWN, said: '', progress: null, result: null });
  }

  topics() {
    return ['house', 'activities'];
  }

  connectedCallback() {
    super.connectedCallback();
    this.from ??= wallOf(dayStart(-1));
    this.to ??= wallOf(dayStart(0));
    this.readReach();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    if (this.progress) this.cancel();
  }

  get path() {
    return `/activities/${encodeURIComponent(this.activity)}`;
  }

  async readReach() {
    try {
      this.reaches = (await get(`${this.path}/rehearse`)).reaches;
    } catch {
      this.reaches = null; // said by the rehearsal itself
    }
  }

  /** What can be tried: the draft, what is kept, and the house without it. */
  whats() {
    return [...(this.draft ? [['draft', 'as it is written here']] : []), ...(this.kept ? [['kept', 'as it is kept now'], ['without', 'as if it were not there']] : [])];
  }

  bounds() {
    const iso = (ms) => new Date(ms).toISOString();
    switch (this.span) {
      case 'yesterday': return { from: iso(dayStart(-1)), to: iso(dayStart(0)) };
      case 'today': return { from: iso(dayStart(0)) };
      case 'week': return { from: iso(dayStart(-7)) };
      case 'month': return { from: iso(dayStart(-30)) };
      case 'all': return {};
      default: {
        const [from, to] = [instantOf(this.from), instantOf(this.to)];
        if (Number.isNaN(from) || Number.isNaN(to)) throw new Error('Say both when it begins and when it ends.');
        if (from >= to) throw new Error('It ends before it begins.');
        return { from: iso(from), to: iso(to) };
      }
    }
  }

  async run() {
    this.result = null;
    this.said = '';
    this.shown = SHOWN;
    try {
      this.asked = this.bounds();
    } catch (failure) {
      this.fault = failure.message;
      return;
    }
    this.fault = '';
    this.progress = { done: 0, entries: 0 };
    this.timer = setTimeout(() => this.ask(), ASK_MS);
    const what = this.what || this.whats()[0]?.[0];
    const body = { ...this.asked, ...(what === 'draft' ? { activity: this.draft } : what === 'without' ? { without: true } : {}) };
    try {
      this.result = await postLong(`${this.path}/rehearse`, body);
      this.only = this.result.lines.some(isOther) ? 'differences' : 'all';
    } catch (failure) {
      this.fault = failure.errors?.length ? `${failure.sentence} First make what is written right.` : failure.sentence;
    }
    clearTimeout(this.timer);
    this.progress = null;
    await this.updateComplete;
    this.querySelector('.rehearsed')?.focus();
  }

  async ask() {
    try {
      const progress = await get(`${this.path}/rehearse`);
      if (!this.progress) return;
      if (progress.running) this.progress = progress;
    } catch {
      // The rehearsal itself says what is wrong.
    }
    if (this.progress) this.timer = setTimeout(() => this.ask(), ASK_MS);
  }

  async cancel() {
    try {
      await remove(`${this.path}/rehearse`);
    } catch {
      // It has ended by itself meanwhile.
    }
  }

  render() {
    const whats = this.whats();
    return html`<div class="sentence"><span>Try it over</span>${choice('rehearsal: over which time', this.span, SPANS, (to) => (this.span = to))}
        ${this.span === 'own' ? this.ownSpan() : nothing}
        ${whats.length > 1 ? html`<span>,</span>${choice('rehearsal: how', this.what || whats[0][0], whats, (to) => (this.what = to))}` : nothing}
        <button type="button" class="button primary" ?disabled=${this.progress !== null} @click=${() => this.run()}>${icon('play')}Rehearse</button></div>
      <p class="dim-words">Nothing is touched: the past is gone through again, and what would have happened is shown beside what did.${this.reaches ? html` The journal reaches back to ${dayOf(new Date(this.reaches))}, ${when(this.reaches).split(', ').at(-1)}.` : nothing}</p>
      ${this.progress ? this.running() : nothing}
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      ${this.result ? this.results() : nothing}`;
  }

  ownSpan() {
    const field = (label, value, put) => html`<label class="inline-field"><span>${label}</span><input type="datetime-local" .value=${value} @change=${(event) => put(event.target.value)}></label>`;
    return html`${field('from', this.from, (to) => (this.from = to))}${field('to', this.to, (to) => (this.to = to))}`;
  }

  running() {
    const { done, entries } = this.progress;
    const words = entries > 0 ? `${done.toLocaleString('en')} of ${count(entries, 'entry', 'entries')} gone through` : 'Reading the journal…';
    return html`<div class="looking" role="status"><progress aria-label="How far it has come" .value=${entries > 0 ? done : 0} max=${Math.max(1, entries)}></progress>
      <span class="dim-words">${words}</span><button type="button" class="button" @click=${() => this.cancel()}>${icon('stop')}Stop it</button></div>`;
  }

  results() {
    const { result } = this;
    const own = result.lines.filter((line) => this.all || line.activity === this.activity);
    const others = result.lines.length - result.lines.filter((line) => line.activity === this.activity).length;
    const lines = this.only === 'differences' ? own.filter(isOther) : own;
    return html`<section class="rehearsed" tabindex="-1" aria-label="What came out"><h3>${this.summary(own)}</h3>
      <p class="dim-words">${result.begins ? html`From ${dayOf(new Date(result.begins))}, ${exactly(result.begins)} to ${dayOf(new Date(result.ends))}, ${exactly(result.ends)}: ${count(result.entries, 'entry', 'entries')} of the journal.` : 'Nothing is recorded of that time.'}
        ${result.exact ? nothing : ' How the house was at the beginning is not known exactly: what began before may be missing.'}
        ${result.sameMeaning ? nothing : ' It was recorded by a steward that understood activities a little differently.'}
        ${result.whole ? nothing : ' It was stopped before the end, by you or by its limits: what comes later is missing.'}</p>
      ${own.length > 0 ? this.strip(own) : nothing}
      <div class="journal-tools"><div class="segments small" role="group" aria-label="Which lines">
          ${[['differences', 'Differences'], ['all', 'Everything']].map(([name, words]) => html`<button type="button" aria-pressed=${this.only === name ? 'true' : 'false'} @click=${() => (this.only = name)}>${words}</button>`)}</div>
        <div class="segments small" role="group" aria-label="Shown as">
          ${[['list', 'List'], ['table', 'Table']].map(([name, words]) => html`<button type="button" aria-pressed=${this.form === name ? 'true' : 'false'} @click=${() => (this.form = name)}>${words}</button>`)}</div></div>
      ${others > 0 ? html`<label class="check"><input type="checkbox" .checked=${this.all} @change=${(event) => (this.all = event.target.checked)}><span>Also what other activities did: ${count(others, 'line')}</span></label>` : nothing}
      ${lines.length === 0 ? html`<p class="dim-words">${this.only === 'differences' ? 'No difference.' : 'Nothing, neither then nor in the rehearsal.'}</p>` : this.form === 'table' ? this.table(lines) : this.list(lines)}
      ${lines.length > this.shown ? html`<div><button type="button" class="button" @click=${() => (this.shown += SHOWN)}>Show ${Math.min(SHOWN, lines.length - this.shown)} more of ${lines.length - this.shown}</button></div>` : nothing}
      ${this.keeping()}</section>`;
  }

  summary(lines) {
    const sum = (who) => lines.filter((line) => line.who === who).length;
    const [both, would, did] = [sum('both'), sum('would'), sum('did')];
    if (lines.length === 0) return 'It did nothing then, and would not have done anything.';
    const times = (n) => (n === 1 ? '1 line' : `${n} lines`);
    const parts = [...(would > 0 ? [`${times(would)} would be new`] : []), ...(did > 0 ? [`${times(did)} would not have happened`] : []), ...(both > 0 ? [`${times(both)} as it was`] : [])];
    return would + did === 0 ? `Nothing would have been otherwise: ${times(both)} as it was.` : `${parts.join(', ')}.`;
  }

  /** Two lanes over the span: above what happened, below what would have. The rows say the same in words. */
  strip(lines) {
    const begin = Math.min(Date.parse(this.result.begins), Date.parse(lines[0].at));
    const end = Math.max(Date.parse(this.result.ends), Date.parse(lines.at(-1).at)) + 1;
    const x = (ms) => ((ms - begin) / (end - begin)) * WIDTH;
    const days = [];
    for (let at = instantOf(wallOf(begin).slice(0, 10)) + DAY_MS; at < end && days.length < 60; at += DAY_MS) days.push(at);
    const tick = (line, y) => svg`<rect class=${`tick ${line.who}`} x=${Math.max(0, x(Date.parse(line.at)) - 3)} y=${y} width="6" height="20" rx="2"></rect>`;
    return html`<div class="lanes" aria-hidden="true"><span>Happened</span><span>Would</span><svg viewBox="0 0 ${WIDTH} 56" preserveAspectRatio="none">
      <path class="lane" d="M0 14H${WIDTH}M0 42H${WIDTH}"></path>${days.map((at) => svg`<path class="midnight" d=${`M${x(at)} 0V56`}></path>`)}
      ${lines.filter(({ who }) => who !== 'would').map((line) => tick(line, 4))}${lines.filter(({ who }) => who !== 'did').map((line) => tick(line, 32))}</svg>
      <small>${when(new Date(begin).toISOString())}</small><small>${when(new Date(end).toISOString())}</small></div>`;
  }

  list(lines) {
    let day = '';
    const rows = [];
    for (const line of lines.slice(0, this.shown)) {
      const its = dayOf(new Date(line.at));
      if (its !== day) rows.push(html`<li class="day"><h4>${its}</h4></li>`);
      day = its;
      rows.push(html`<li class="rehearsed-line" data-who=${line.who}><time datetime=${line.at}>${exactly(line.at)}</time>
        <div>${whoMark(line)}<p>${line.sentence}</p></div>${this.why(line)}</li>`);
    }
    return html`<ol class="rehearsed-lines">${rows}</ol>`;
  }

  why(line) {
    return line.seq ? html`<a class="why" href="/why/${line.seq}">Why<span class="unseen">: ${line.sentence}</span></a>` : nothing;
  }

  table(lines) {
    return html`<div class="table-frame" tabindex="0" role="region" aria-label="The rehearsal as a table"><table class="rehearsed-table"><thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Happened</th><th scope="col">Would happen</th></tr></thead>
      <tbody>${lines.slice(0, this.shown).map((line) => html`<tr data-who=${line.who}><td><time datetime=${line.at}>${when(line.at)}</time></td><th scope="row">${line.sentence} ${this.why(line)}</th>
        <td>${line.who === 'would' ? 'no' : 'yes'}</td><td>${line.who === 'did' ? 'no' : 'yes'}</td></tr>`)}</tbody></table></div>`;
  }

  keeping() {
    if (!house.may('keepCase') || !this.result.begins) return nothing;
    if (!this.kept) return html`<p class="dim-words">Once it is saved, this span can be kept as a test case.</p>`;
    const isDraft = (this.what || this.whats()[0]?.[0]) === 'draft';
    return html`<div class="keeping"><h3>Keep this span as a test case</h3>
      <p class="dim-words">The house then holds every later change to what the activity does in it now${isDraft ? ', as it is kept: save what is written here first, if that is what you mean' : ''}.</p>
      <div class="saying"><input aria-label="Name of the case" maxlength="60" placeholder="such as A night with guests" @keydown=${(event) => this.key(event)}><button type="button" class="button" @click=${() => this.keep()}>Keep as a test case</button></div>
      ${this.said ? html`<p class="outcome-bar" role="status" data-tone=${this.said.tone}>${this.said.words}</p>` : nothing}</div>`;
  }

  key(event) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.keep();
  }

  async keep() {
    const name = this.querySelector('.keeping input').value.trim();
    if (!name) {
      this.said = { tone: 'bad', words: 'Give the case a name first.' };
      return;
    }
    try {
      const kept = await post(`${this.path}/cases`, { name: slug(name), ...this.asked });
      this.said = { tone: 'good', words: `Kept as “${kept.name}”, with ${count(kept.inputs, 'event')} and ${count(kept.expected.length, 'thing')} that it does.` };
      this.dispatchEvent(new CustomEvent('case-kept', { bubbles: true }));
    } catch (failure) {
      this.said = { tone: 'bad', words: failure.sentence };
    }
  }
}

define('rehearse-activity', RehearseActivity);
