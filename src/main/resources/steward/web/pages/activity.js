/** One activity as a form of sentences: when, if, perform. What the form does not know of it stays as it was. */
import { html, nothing } from 'lit';
import { getTagged, put, remove } from '../api.js';
import { conditionEditor, freshCondition } from '../conditions.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { go } from '../router.js';
import { freshTask, freshWait, stepEditor } from '../steps.js';
import { freshTrigger, triggerEditor } from '../triggers.js';
import { slug } from '../words.js';

/** What the steward adds itself and does not take back. */
const ITS_OWN = ['version', 'owner', 'problem', 'last'];

class ActivityPage extends Part {
  static properties = { key: {}, draft: { state: true }, fault: { state: true }, errors: { state: true }, removing: { state: true }, busy: { state: true } };

  topics() {
    return ['things'];
  }

  get isNew() {
    return this.key === 'new';
  }

  willUpdate(changed) {
    super.willUpdate();
    if (changed.has('key')) this.open();
  }

  async open() {
    this.fault = '';
    this.errors = [];
    this.removing = false;
    this.tag = null;
    this.draft = this.isNew ? { id: '', name: '', armed: true, when: [], perform: [freshTask()] } : null;
    if (this.isNew) return;
    try {
      const { body, tag } = await getTagged(`/activities/${encodeURIComponent(this.key)}`);
      this.draft = body;
      this.tag = tag;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  set(changes) {
    this.draft = { ...this.draft, ...changes };
  }

  render() {
    return html`<header class="page-head"><a class="back" href="/activities">${icon('back')}Activities</a>
        <h1 tabindex="-1">${this.isNew ? 'New activity' : (this.draft?.name ?? this.key)}</h1></header>
      ${this.draft ? this.form() : this.fault ? this.problem() : html`<p class="dim-words">Reading…</p>`}`;
  }

  form() {
    const draft = this.draft;
    return html`<form class="stack narrowed" novalidate @submit=${(event) => this.save(event)}>
      <section class="card"><div class="fields">
        <label class="field"><span>Name</span><input required maxlength="80" .value=${draft.name} aria-invalid=${this.isBlamed('/name') ? 'true' : 'false'} @input=${(event) => this.set({ name: event.target.value })}></label></div>
        <label class="check"><input type="checkbox" .checked=${draft.armed !== false} @change=${(event) => this.set({ armed: event.target.checked })}><span>Armed: it starts by itself</span></label></section>
      ${this.whenPart(draft)}${this.ifPart(draft)}${this.performPart(draft)}${this.furtherPart(draft)}
      ${this.problem()}
      <div class="buttons">${house.may('putActivity') ? html`<button class="button primary" ?disabled=${this.busy}>Save</button>` : nothing}<a class="button" href="/activities">Leave without saving</a>
        ${this.isNew || !house.may('deleteActivity') ? nothing : this.removing
          ? html`<button type="button" class="button danger" @click=${() => this.takeAway()}>Yes, delete it</button>`
          : html`<button type="button" class="quiet danger" @click=${() => (this.removing = true)}>Delete…</button>`}</div></form>`;
  }

  problem() {
    if (!this.fault) return nothing;
    return html`<div class="problem" role="alert">${icon('warn')}<div><p>${this.fault}</p>
      ${(this.errors ?? []).length > 0 ? html`<ul>${this.errors.map((error) => html`<li>${placeWords(error.at)}${error.expected ? `: expected ${error.expected}` : ''}${error.got ? `, not ${error.got}` : ''}</li>`)}</ul>` : nothing}</div></div>`;
  }

  isBlamed(place) {
    return (this.errors ?? []).some((error) => error.at === place || error.at?.startsWith(`${place}/`));
  }

  whenPart(draft) {
    const change = (index) => (to) => this.set({ when: to === undefined ? draft.when.toSpliced(index, 1) : draft.when.with(index, to) });
    return html`<section class="card" ?data-blamed=${this.isBlamed('/when')}><h2>When</h2>
      ${draft.when.length === 0 ? html`<p class="dim-words">Only when a person starts it.</p>` : draft.when.map((trigger, index) => triggerEditor(trigger, change(index), index))}
      <div><button type="button" class="button" @click=${() => this.set({ when: [...draft.when, freshTrigger()] })}>${icon('plus')}Add a start</button></div></section>`;
  }

  ifPart(draft) {
    const add = () => {
      const now = draft.if;
      if (!now) this.set({ if: freshCondition() });
      else if (now.all) this.set({ if: { all: [...now.all, freshCondition()] } });
      else this.set({ if: { all: [now, freshCondition()] } });
    };
    const change = (to) => {
      const { if: _, ...rest } = this.draft;
      this.draft = to === undefined ? rest : { ...rest, if: to };
    };
    return html`<section class="card" ?data-blamed=${this.isBlamed('/if')}><h2>If</h2>
      ${draft.if ? conditionEditor(draft.if, change, 'condition') : html`<p class="dim-words">At any time, whatever else is the case.</p>`}
      <div><button type="button" class="button" @click=${add}>${icon('plus')}Add a condition</button></div></section>`;
  }

  performPart(draft) {
    const steps = draft.perform;
    const change = (index) => (to) => this.set({ perform: to === undefined ? steps.toSpliced(index, 1) : steps.with(index, to) });
    const move = (index) => (by) => this.set({ perform: steps.with(index, steps[index + by]).with(index + by, steps[index]) });
    return html`<section class="card" ?data-blamed=${this.isBlamed('/perform')}><h2>Perform</h2>
      <ol class="steps">${steps.map((step, index) => stepEditor(step, change(index), index, steps.length, move(index)))}</ol>
      <div class="buttons"><button type="button" class="button" @click=${() => this.set({ perform: [...steps, freshTask()] })}>${icon('plus')}Add a task</button>
        <button type="button" class="button" @click=${() => this.set({ perform: [...steps, freshWait()] })}>${icon('plus')}Add a wait</button></div></section>`;
  }

  furtherPart(draft) {
    const select = (key, label, options) => html`<label class="field"><span>${label}</span><select @change=${(event) => this.set({ [key]: event.target.value })}>
      ${options.map(([value, words]) => html`<option value=${value} ?selected=${(draft[key] ?? options[0][0]) === value}>${words}</option>`)}</select></label>`;
    return html`<section class="card"><h2>Besides</h2><div class="fields">
      ${select('again', 'When it starts again while it still runs', [['ignore', 'go on, ignore the new start'], ['restart', 'begin anew']])}
      ${select('missed', 'What was due while the steward was off', [['usual', 'as usual: late only for off, close, lock'], ['perform', 'perform it late'], ['skip', 'skip it']])}</div></section>`;
  }

  async save(event) {
    event.preventDefault();
    if (!event.currentTarget.checkValidity()) {
      event.currentTarget.querySelector(':invalid')?.focus();
      this.errors = [];
      this.fault = 'Something is not filled in yet: the cursor stands at the first such place.';
      return;
    }
    const activity = Object.fromEntries(Object.entries(this.draft).filter(([key]) => !ITS_OWN.includes(key)));
    activity.name = activity.name.trim();
    if (this.isNew) activity.id = slug(activity.name, (id) => house.activities.has(id) || id === 'new');
    await this.attempt(async () => {
      const headers = this.isNew ? { 'If-None-Match': '*' } : this.tag ? { 'If-Match': this.tag } : {};
      const saved = await put(`/activities/${encodeURIComponent(activity.id)}`, activity, headers);
      house.activities.set(activity.id, { ...house.activities.get(activity.id), ...activity, ...saved });
      house.touch('activities');
      go('/activities');
    });
  }

  async takeAway() {
    await this.attempt(async () => {
      await remove(`/activities/${encodeURIComponent(this.key)}`);
      house.activities.delete(this.key);
      house.touch('activities');
      go('/activities');
    });
  }

  async attempt(work) {
    this.busy = true;
    try {
      await work();
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
      this.errors = failure.errors ?? [];
    }
    this.busy = false;
  }
}

/** `/perform/0/thing` as a person would say it. @param {string} at */
function placeWords(at) {
  const [part, index, ...rest] = String(at ?? '').split('/').filter(Boolean);
  if (!part) return 'The activity';
  const number = index !== undefined && /^\d+$/.test(index) ? ` ${Number(index) + 1}` : index ? ` ${index}` : '';
  return `${part.charAt(0).toUpperCase()}${part.slice(1)}${number}${rest.length > 0 ? `, ${rest.join(' ')}` : ''}`;
}

define('page-activity', ActivityPage);
