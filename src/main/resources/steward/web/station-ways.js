/** Where a device may go by its profile and by what was learnt of it: ticked by a person, told in words, then done. */
import { html, nothing } from 'lit';
import { all, get, post, put, remove } from './api.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { changeStation, laneWords } from './lanes.js';
import { NetworkPage, bare, bytesWords, calm, laneKey, sentences, stationPath, within } from './network.js';
import { define } from './part.js';
import { count, when } from './words.js';
import './mud-file.js';

const MARKS = {
  known: ['good', 'its profile names it'], wider: ['warn', 'wider: a whole zone'], figures: ['warn', 'an address in figures'], home: ['warn', 'in your home'], telemetry: ['warn', 'reports to its maker'],
  guessed: ['warn', 'its port is a guess'], plain: ['warn', 'not encrypted'], unused: ['off', 'not used in this time'], open: ['good', 'open now'], refused: ['bad', 'all of it refused'],
};
const USUAL = { always: 'open always', window: 'only while it is brought in', never: 'not unless you want it' };
const LOCAL = { all: 'All of it works at home alone.', some: 'Some of it works at home alone.', none: 'Nothing of it works at home alone.' };

class StationWays extends NetworkPage {
  static properties = { of: {}, known: { state: true }, ticked: { state: true }, shelf: { state: true } };

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('of')) return;
    const isOther = changed.get('of')?.id !== this.of?.id;
    if (isOther) Object.assign(this, { known: null, ticked: null, proposed: null });
    this.readProfile();
  }

  async readProfile(anew = false) {
    const { id } = this.of;
    await this.quietly(async () => {
      const known = await get(`${stationPath(id)}/profile`);
      if (id !== this.of.id) return;
      this.known = known;
      if (anew || !this.ticked) this.ticked = { profile: this.usual(known), proposal: new Set((known.proposal?.items ?? []).filter((one) => one.ticked).map((one) => laneKey(one.lane))) };
    });
  }

  /** At first what is open now, and what the profile opens always. */
  usual(known) {
    const now = known.now.map(laneKey);
    return new Set([...now, ...(known.profile?.ways ?? []).filter((way) => way.usual !== 'never').map((way) => laneKey(way.lane))]);
  }

  render() {
    const known = this.known;
    if (!known || !this.ticked) return this.late ? html`<section class="card"><h2>Its profile</h2>${this.notices()}</section>` : nothing;
    return html`<div class="stack">${this.wishes(known)}${this.profile(known)}${this.learnt(known)}</div>`;
  }

  wishes(known) {
    if (known.wishes.length === 0) return nothing;
    return html`<section class="card net-quarantine"><h2>It wants something new</h2>${sentences(known.wishes.map((wish) => `${wish.says} (${when(wish.at)})`))}
      <p class="dim-words">Nothing was opened. Open a way above if you want it to have it.</p>
      ${house.may('settleProfile') ? html`<div><button type="button" class="button" ?disabled=${this.busy} @click=${() => this.settleWishes()}>Known now: tell me of further ones</button></div>` : nothing}</section>`;
  }

  async settleWishes() {
    await this.attempt(async () => {
      this.known = await post(`${stationPath(this.of.id)}/profile/settle`, {});
    }, 'What it wanted so far is known.');
  }

  profile(known) {
    const { profile } = known;
    return html`<section class="card"><h2>Its profile${profile ? html`: <bdi>${profile.title}</bdi>` : nothing}</h2>${this.notices()}
      ${profile ? this.described(known) : html`<p class="dim-words">There is none for it. Watch what it wants, and ways are proposed here; or give it one of the list, or a file of its maker.</p>`}
      ${this.choosing(known)}${this.file(known)}${profile ? this.takingAway(profile) : nothing}</section>`;
  }

  described({ profile, badge }) {
    return html`${badge ? html`<p class="problem mild">${icon('warn')}<span>${badge}</span></p>` : nothing}
      <p>${calm(profile.says)}</p><p class="dim-words">${LOCAL[profile.local] ?? ''} Suggested${profile.origin === 'own' ? ', by a file of your own' : ', not proven: confirm it with what your own device asks for'}.</p>
      ${profile.ways.length === 0 ? html`<p class="dim-words">It needs no way out.</p>` : html`<ul class="net-ticks">${profile.ways.map((way) => this.way(way))}</ul>`}
      ${profile.notes.length > 0 ? html`<details><summary>What its file says and the steward does not do</summary>${sentences(profile.notes)}</details>` : nothing}
      ${profile.ways.length > 0 ? this.using('profile', profile.ways) : nothing}`;
  }

  file(known) {
    return html`<mud-file .of=${this.of} .profile=${known.profile} .again=${this.again} .kept=${() => this.readAnew()}></mud-file>`;
  }

  takingAway(profile) {
    if (profile.origin !== 'own' || !house.may('removeProfile')) return nothing;
    return html`<div>${this.careful('away', 'Take your file away', 'Yes, take it away', () => this.takeAway(profile.id))}</div>`;
  }

  async takeAway(id) {
    await this.attempt(async () => {
      await remove(`/network/profiles/${encodeURIComponent(id)}`);
      await this.readAnew();
    }, 'Your file is gone. Ways that are open stay open.');
    this.querySelector('mud-file summary')?.focus();
  }

  /** After another profile was chosen its ticks begin anew. */
  async readAnew() {
    Object.assign(this, { shelf: null, proposed: null });
    await this.readProfile(true);
  }

  /** Which profile fits is recognised by its thing; a person may know better. A profile opens nothing by itself. */
  choosing(known) {
    if (!house.may('chooseProfile') || !house.may('listProfiles')) return nothing;
    return html`<details @toggle=${(event) => event.currentTarget.open && !this.shelf && this.readShelf()}><summary>Another profile</summary>
      ${this.shelf ? html`<div class="field"><label for="profile-of">Its profile; nothing is opened by that</label><select id="profile-of" ?disabled=${this.busy} @change=${(event) => this.pick(event.target.value)}><option value="" ?selected=${!known.profile}>as recognised</option>
        ${this.shelf.map((one) => html`<option value=${one.id} ?selected=${one.id === known.profile?.id}>${calm(one.title)}</option>`)}</select></div>` : nothing}</details>`;
  }

  async readShelf() {
    await this.quietly(async () => {
      this.shelf = await all('/network/profiles');
    });
  }

  async pick(profile) {
    await this.attempt(async () => {
      this.known = await put(`${stationPath(this.of.id)}/profile`, { profile });
      await this.readAnew();
    }, 'That is its profile now. Nothing was opened.');
  }

  way(way) {
    return this.tick('profile', way.lane, html`<span class="net-marks"><span class="verdict">${way.purposeSays}</span><span class="verdict" data-tone=${way.usual === 'never' ? 'off' : 'good'}>${USUAL[way.usual] ?? way.usual}</span>${way.wider ? mark('wider') : nothing}</span>
      ${way.why ? html`<span class="dim-words">${calm(way.why)}</span>` : nothing}${way.stops ? html`<span class="dim-words">Stops without it: ${within(way.stops)}.</span>` : nothing}<span class="dim-words">Source: ${way.source}</span>`);
  }

  tick(list, lane, more) {
    const key = laneKey(lane);
    const mayChange = house.may('changeStation') && this.of.standing === 'enclosed';
    return html`<li class="net-tick"><label class="check"><input type="checkbox" ?disabled=${!mayChange} .checked=${this.ticked[list].has(key)} @change=${(event) => this.choose(list, key, event.target.checked)}><b>${laneWords(lane)}</b></label><div class="net-tick-more">${more}</div></li>`;
  }

  choose(list, key, isOn) {
    const chosen = new Set(this.ticked[list]);
    if (isOn) chosen.add(key);
    else chosen.delete(key);
    this.ticked = { ...this.ticked, [list]: chosen };
    this.proposed = null;
  }

  learnt(known) {
    const { proposal } = known;
    if (!proposal) return nothing;
    return html`<section class="card"><h2>What it wanted</h2><p>${calm(proposal.says)}</p><p class="dim-words">From ${when(proposal.from)} to ${when(proposal.to)}. Ticked is what it seems to need.</p>
      <ul class="net-ticks">${proposal.items.map((item) => this.item(item))}</ul>
      ${sentences(proposal.left)}${this.using('proposal', proposal.items)}</section>`;
  }

  item(item) {
    return this.tick('proposal', item.lane, html`<span class="net-marks">${item.marks.map(mark)}</span>
      <span class="dim-words">${calm(item.why)}</span>${item.last ? html`<span class="dim-words">${wantedWords(item)}, last ${when(item.last)}</span>` : nothing}`);
  }

  /** What is ticked, and beside it what people opened that this list does not name. */
  using(list, items) {
    if (!house.may('changeStation')) return nothing;
    if (this.of.standing !== 'enclosed') return html`<p class="dim-words">Its ways can be chosen once it belongs to the house.</p>`;
    const listed = new Set(items.map((item) => laneKey(item.lane)));
    const lanes = [...(this.of.lanes ?? []).filter((lane) => !listed.has(laneKey(lane))), ...items.map((item) => item.lane).filter((lane) => this.ticked[list].has(laneKey(lane)))];
    return html`<div>${this.deed(list, 'What would change?', 'Agree', changeStation(this.of, { lanes: lanes.map(bare) }), { of: list === 'profile' ? 'its profile' : 'what it wanted' })}</div>`;
  }
}

/** Of a name alone nobody saw what would have been sent. */
function wantedWords({ packets, bytes, marks }) {
  if (typeof packets !== 'number') return 'Not measured';
  if (marks.includes('guessed')) return `Asked for ${count(packets, 'time')}`;
  return `${count(packets, 'packet')}${typeof bytes === 'number' ? `, ${bytesWords(bytes)}` : ''}`;
}

const mark = (name) => html`<span class="verdict" data-tone=${MARKS[name]?.[0] ?? 'plain'}>${MARKS[name]?.[1] ?? name}</span>`;

define('station-ways', StationWays);
