/** How an activity was: all its versions, any two beside each other, and the way back to one. */
import { html, nothing } from 'lit';
import { activityTabs } from '../activity-tabs.js';
import { all, post } from '../api.js';
import { choice } from '../choices.js';
import { linesBetween, runsBetween, wordsIn } from '../diff.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { writeYaml } from '../yaml.js';

/** What is not of the document itself. */
const BESIDE = ['id', 'version', 'owner', 'problem', 'last', 'words', 'findings', 'armed'];
const SIGNS = { same: ' ', gone: '−', new: '+' };
const SAID = { gone: 'only in the older', new: 'only in the newer' };

const textOf = (version) => writeYaml(Object.fromEntries(Object.entries(version).filter(([name]) => !BESIDE.includes(name)))).trimEnd().split('\n');

class VersionsPage extends Part {
  static properties = { key: {}, items: { state: true }, older: { state: true }, newer: { state: true }, fault: { state: true }, errors: { state: true }, asking: { state: true }, said: { state: true } };

  topics() {
    return ['activities'];
  }

  willUpdate(changed) {
    super.willUpdate();
    if (changed.has('key')) this.open();
  }

  async open() {
    Object.assign(this, { items: null, fault: '', errors: [], asking: 0, said: '' });
    await this.read();
  }

  async read() {
    try {
      this.items = await all(`/activities/${encodeURIComponent(this.key)}/versions`);
      this.newer = this.items[0]?.version;
      this.older = this.items[1]?.version ?? this.newer;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  async restore(version) {
    this.asking = 0;
    try {
      const kept = await post(`/activities/${encodeURIComponent(this.key)}/restore`, { version });
      house.activities.set(this.key, kept);
      house.touch('activities');
      Object.assign(this, { said: `Version ${version} is the newest again, as version ${kept.version}.`, fault: '', errors: [] });
      await this.read();
    } catch (failure) {
      Object.assign(this, { fault: failure.sentence, errors: failure.errors ?? [], said: '' });
    }
  }

  render() {
    const name = house.activities.get(this.key)?.name ?? this.items?.[0]?.name ?? this.key;
    return html`<header class="page-head"><a class="back" href="/activities">${icon('back')}Activities</a><h1 tabindex="-1">${name}</h1></header>${activityTabs(this.key, 'versions')}
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      <p class="outcome-bar" role="status" data-tone="good" ?hidden=${!this.said}>${this.said}</p>
      ${!this.items ? (this.fault ? nothing : html`<p class="dim-words">Reading…</p>`) : html`<div class="two"><div class="stack">${this.items.length > 1 ? this.comparison() : nothing}</div>
        <section class="card"><h2>All versions</h2><ol class="rows versions" reversed>${this.items.map((item, index) => this.version(item, index === 0))}</ol></section></div>`}`;
  }

  version(item, isNow) {
    const mayRestore = house.may('restoreActivity') && !(isNow && house.activities.has(this.key));
    return html`<li class="row"><span class="row-words"><span><b>Version ${item.version}</b> ${isNow && house.activities.has(this.key) ? html`<span class="verdict" data-tone="good">Now</span>` : nothing}</span><span class="dim-words">${item.name}: ${item.words}</span>
        ${this.asking === item.version ? html`<span class="buttons"><button type="button" class="button asking" @click=${() => this.restore(item.version)}>Yes, make it so again</button><button type="button" class="quiet" @click=${() => (this.asking = 0)}>Leave it</button></span>` : nothing}</span>
      ${mayRestore && this.asking !== item.version ? html`<button type="button" class="button" @click=${() => (this.asking = item.version)}>${icon('back')}Restore<span class="unseen"> version ${item.version}</span></button>` : nothing}</li>`;
  }

  comparison() {
    const options = this.items.map(({ version }) => [String(version), `version ${version}`]);
    const of = (version) => this.items.find((item) => item.version === version);
    const [older, newer] = [of(this.older), of(this.newer)];
    const lines = linesBetween(textOf(older), textOf(newer));
    const isSame = lines.every(({ how }) => how === 'same');
    return html`<section class="card"><h2>What changed</h2><div class="sentence"><span>From</span>${choice('the older version', String(this.older), options, (to) => (this.older = Number(to)))}<span>to</span>${choice('the newer version', String(this.newer), options, (to) => (this.newer = Number(to)))}</div>
      ${isSame ? html`<p class="dim-words">These two say the same${this.older === this.newer ? '' : '; who may change it, or whether it is armed, may differ'}.</p>` : html`<h3>In words</h3><p class="changed-words">${runsBetween(wordsIn(older.words), wordsIn(newer.words)).map((run) => this.run(run))}</p>
        <h3>As text</h3><div class="table-frame" tabindex="0" role="region" aria-label="What changed, as text"><ol class="changed-lines">${lines.map(({ how, line }) => html`<li data-how=${how}><span aria-hidden="true">${SIGNS[how]}</span>${how === 'same' ? nothing : html`<span class="unseen">${SAID[how]}: </span>`}<code>${line}</code></li>`)}</ol></div>`}</section>`;
  }

  run({ how, text }) {
    if (how === 'same') return text;
    return how === 'gone' ? html`<del><span class="unseen">gone: </span>${text}</del>` : html`<ins><span class="unseen">new: </span>${text}</ins>`;
  }
}

define('page-versions', VersionsPage);
