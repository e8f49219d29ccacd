/** A MUD file for one device: chosen or pasted, what is wrong with it shown line by line, before and after, then kept. */
import { html, nothing } from 'lit';
import { ApiError, post, put } from './api.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { changeStation, laneWords } from './lanes.js';
import { NetworkPage, bare, calm, laneKey, sentences, stationPath } from './network.js';
import { define } from './part.js';
import { count } from './words.js';

const BYTES_MAX = 64 * 1024;
const NAMES = { always: 'Open always', window: 'Only while it is brought in', never: 'Not unless you want it' };

class MudFile extends NetworkPage {
  static properties = { of: {}, profile: {}, kept: {}, text: { state: true }, faults: { state: true }, found: { state: true } };

  constructor() {
    super();
    this.text = '';
    this.faults = [];
  }

  willUpdate(changed) {
    super.willUpdate();
    if (changed.has('of') && changed.get('of')?.id !== this.of?.id) this.drop();
  }

  drop() {
    Object.assign(this, { text: '', faults: [], found: null, proposed: null, fault: '' });
  }

  render() {
    const { of, profile } = this;
    const mayAdd = house.may('checkProfile') && house.may('addProfile') && house.may('chooseProfile');
    return html`<details><summary>As a file (MUD)</summary><div class="stack net-mud">
      <p class="dim-words">MUD files (RFC 8520) are what makers publish about where their devices go. Nothing is fetched for it, and no file opens anything by itself.</p>
      <div class="buttons">${house.may('learntProfile') ? html`<a class="button" href=${`/api/v1${stationPath(of.id)}/profile/file`} download=${`${of.id.replace('_', '-')}.json`}>${icon('down')}What it may now</a>` : nothing}
        ${profile && house.may('getProfileFile') ? html`<a class="button" href=${`/api/v1/network/profiles/${encodeURIComponent(profile.id)}/file`} download=${`${profile.id}.json`}>${icon('down')}Its profile</a>` : nothing}</div>
      ${this.notices()}
      ${mayAdd ? html`${this.handing()}${this.refused()}${this.found ? this.checked(this.found) : nothing}` : nothing}</div></details>`;
  }

  handing() {
    return html`<form class="stack" @submit=${(event) => { event.preventDefault(); this.look(); }}>
      <label class="field"><span>Another one, from a file</span><input type="file" name="file" accept=".json,application/json,application/mud+json" @change=${(event) => this.choose(event.target.files[0])}></label>
      <label class="field"><span>Or its text</span><textarea name="text" rows="6" class="net-mud-text" spellcheck="false" autocapitalize="off" autocomplete="off" .value=${this.text} @input=${(event) => this.write(event.target.value)}></textarea></label>
      <div><button class="button" data-deed="look" ?disabled=${this.busy || !this.text.trim()}>What would it mean?</button></div></form>`;
  }

  write(text) {
    Object.assign(this, { text, faults: [], found: null, proposed: null });
  }

  async choose(file) {
    if (!file) return;
    if (file.size > BYTES_MAX) {
      this.write('');
      this.faults = [{ at: '', expected: 'a file of at most 64 KB', got: `${Math.ceil(file.size / 1024)} KB` }];
      return;
    }
    this.write(await file.text());
    await this.look();
  }

  async look() {
    const { text, of } = this;
    this.write(text);
    this.fault = '';
    this.busy = true;
    try {
      const found = await post(`/network/profiles/check?${new URLSearchParams({ station: of.id })}`, bodyOf(text));
      if (text === this.text && of.id === this.of.id) this.found = found;
    } catch (failure) {
      if (failure.errors?.length > 0) this.faults = failure.errors;
      else this.fault = failure.sentence ?? String(failure);
    } finally {
      this.busy = false;
    }
    await this.updateComplete;
    this.querySelector('.net-mud-told h3')?.focus();
  }

  /** All that is wrong, each with its line as it stands there. */
  refused() {
    if (this.faults.length === 0) return nothing;
    return html`<section class="problem net-mud-told" role="group" aria-label="Why it is refused">${icon('warn')}<div><h3 tabindex="-1">It is refused: ${count(this.faults.length, 'place')} to mend</h3>
      <ol class="net-faults">${this.faults.map((fault) => html`<li><p><b>${fault.line ? `Line ${fault.line}` : 'The file'}</b>: expected ${calm(fault.expected)}${fault.got ? html`, got <code>${calm(fault.got)}</code>` : nothing}.</p>${this.written(fault)}${fault.at ? html`<p><code>${calm(fault.at)}</code></p>` : nothing}</li>`)}</ol></div></section>`;
  }

  /** The line and the mark below it, as the steward tells them. */
  written({ shown }) {
    const lines = String(shown ?? '').split('\n').slice(1);
    if (lines.length !== 2) return nothing;
    const indent = lines[0].length - lines[0].trimStart().length;
    return html`<pre class="net-line">${lines.map((line) => line.slice(indent)).join('\n')}</pre>`;
  }

  checked(found) {
    const mayChange = house.may('changeStation') && this.of.standing === 'enclosed';
    return html`<section class="stack net-mud-told" role="group" aria-label="What the file means"><h3 tabindex="-1"><bdi>${calm(found.title) || found.id}</bdi> can be read</h3>
      ${found.says ? html`<p>${calm(found.says)}</p>` : nothing}
      <p class="dim-words">It will be kept as <code>${found.id}</code>${found.replaces ? ', in place of your file of that name' : ''}.</p>
      ${sentences(found.notes)}
      ${found.ways.length === 0 ? html`<p>It names no way out.</p>` : html`<ul class="net-says">${found.ways.map((way) => html`<li>${laneWords(way.lane)}. <span class="dim-words">${NAMES[way.usual] ?? way.usual}${way.why ? `: ${calm(way.why)}` : ''}</span></li>`)}</ul>`}
      ${this.between(found)}
      ${found.obstacle ? html`<p class="problem">${icon('warn')}<span>${calm(found.obstacle)}</span></p>` : html`<div class="buttons">${this.proposed ? nothing : html`<button type="button" class="button" ?disabled=${this.busy} @click=${() => this.keep()}>Keep it as its profile</button>`}
        ${mayChange && !found.toProfile.same ? this.deed('file', 'Keep it, and set its ways to it…', 'Keep it, and change its ways', (preview) => this.accept(preview)) : nothing}</div>`}</section>`;
  }

  /** Its ways out now, and those that the file would have open. */
  between({ now, usual, toProfile }) {
    const marks = (lanes, mark) => lanes.map((lane) => [laneKey(lane), mark]);
    const before = new Map([...marks(toProfile.closes, 'gone'), ...marks(toProfile.narrows, 'narrower')]);
    const after = new Map([...marks(toProfile.opens, 'new'), ...marks(toProfile.widens, 'wider')]);
    return html`<div class="net-between"><div><h4>Before</h4>${lanesPart(now.filter(isOut), before)}</div><div><h4>After, if you set its ways to it</h4>${lanesPart(usual, after)}</div></div>
      ${toProfile.same ? html`<p>Nothing would change for it.</p>` : nothing}`;
  }

  keep() {
    return this.attempt(async () => {
      await this.store();
      this.done();
    }, 'It is kept, and is its profile now. Nothing was opened.');
  }

  async store() {
    const added = await post('/network/profiles', bodyOf(this.text));
    await behind('The file is kept, but it is not its profile yet', () => put(`${stationPath(this.of.id)}/profile`, { profile: added.id }));
  }

  /** First only told, then kept and done. @param {boolean} preview */
  async accept(preview) {
    const lanes = [...(this.of.lanes ?? []).filter((lane) => !isOut(lane)), ...this.found.usual];
    const change = changeStation(this.of, { lanes: lanes.map(bare) });
    if (preview) return change(true);
    await this.store();
    const did = await behind('The file is kept as its profile; its ways were not changed', () => change(false)).catch((failure) => {
      this.kept?.();
      throw failure;
    });
    this.done();
    return did;
  }

  async done() {
    this.drop();
    this.kept?.();
    await this.updateComplete;
    this.querySelector('summary')?.focus();
  }
}

/** A second step that fails says what the first one did. @param {string} done @param {() => Promise<any>} step */
async function behind(done, step) {
  try {
    return await step();
  } catch (failure) {
    throw new ApiError(`${done}: ${failure.sentence ?? failure}`, failure.status ?? 0, failure.errors, failure.waitS);
  }
}

const bodyOf = (text) => new Blob([text], { type: 'application/json' });
const isOut = ({ kind }) => kind === 'out' || kind === 'exact';
const SIGNS = { gone: ['−', 'would be closed'], new: ['+', 'would be opened'], wider: ['+', 'wider than now'], narrower: ['−', 'would be narrower'] };

/** @param {any[]} lanes @param {Map<string, string>} marks */
function lanesPart(lanes, marks) {
  if (lanes.length === 0) return html`<p class="dim-words">No way out.</p>`;
  return html`<ul class="net-changes">${lanes.map((lane) => {
    const [sign, words] = SIGNS[marks.get(laneKey(lane))] ?? ['', ''];
    return html`<li data-how=${marks.get(laneKey(lane)) ?? 'same'}><span aria-hidden="true">${sign}</span><span>${laneWords(lane)}${words ? html` <em>${words}</em>` : nothing}</span></li>`;
  })}</ul>`;
}

define('mud-file', MudFile);
