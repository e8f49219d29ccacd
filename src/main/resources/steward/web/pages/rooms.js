/** The first page: what needs a look, then room after room; or one room alone. */
import { html, nothing } from 'lit';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { alarm, byUse, isAbsent, isLamp, isOn, isOpen, known, lockState, worthOf } from '../things.js';
import { amount, aside, count } from '../words.js';
import '../tile.js';

const NO_ROOM = 'No room yet';

/** @param {import('../house.js').Thing} thing */
const acts = (thing) => Object.keys(thing.actions ?? {}).length > 0;

class RoomsPage extends Part {
  static properties = { key: {}, find: { state: true } };

  topics() {
    return ['things', 'house'];
  }

  render() {
    const rooms = this.key ? [this.key] : house.rooms();
    return html`
      <header class="page-head">
        ${this.key ? html`<a class="back" href="/">${icon('back')}All rooms</a>` : nothing}
        <h1 tabindex="-1">${this.key || house.facts.name || 'Home'}</h1>
        ${this.key ? nothing : html`<house-glance></house-glance>`}
      </header>
      ${this.key ? nothing : this.tools(rooms)}
      ${rooms.map((room) => this.room(room === NO_ROOM ? null : room))}
      ${this.key ? nothing : this.room(null)}
      ${house.things.size === 0 ? this.empty() : nothing}`;
  }

  tools(rooms) {
    if (house.things.size === 0) return nothing;
    return html`<div class="room-tools">
      <label class="search">${icon('search')}<span class="unseen">Find a thing</span>
        <input type="search" placeholder="Find a thing" autocomplete="off" .value=${this.find ?? ''}
          @input=${(event) => (this.find = event.target.value)}></label>
      <nav class="chips" aria-label="Rooms" tabindex="-1">${rooms.map((room) => html`<a class="chip" href="/rooms/${encodeURIComponent(room)}">${room}</a>`)}</nav>
    </div>`;
  }

  room(room) {
    const wanted = (this.find ?? '').trim().toLowerCase();
    const things = house.thingsIn(room).filter((thing) => !wanted || thing.name.toLowerCase().includes(wanted));
    if (things.length === 0) return nothing;
    const name = room ?? NO_ROOM;
    return html`<section class="room" aria-label=${name}>
      <room-head .room=${room} .alone=${Boolean(this.key)}></room-head>
      <div class="tiles">${things.filter(acts).sort(byUse).map((thing) => html`<thing-tile .thing=${thing.id}></thing-tile>`)}</div>
      <div class="lines">${things.filter((thing) => !acts(thing)).map((thing) => html`<thing-line .thing=${thing.id}></thing-line>`)}</div>
    </section>`;
  }

  empty() {
    return html`<div class="empty">${icon('rooms')}
      <h2>Nothing lives here yet</h2>
      <p>Things that announce themselves wait in the inbox. Others are entered by hand.</p>
      <p class="buttons"><a class="button primary" href="/inbox">Look in the inbox</a><a class="button" href="/by-hand">Enter by hand</a></p></div>`;
  }
}

/** A room's name, what it is like in there, and one switch for its lamps. */
class RoomHead extends Part {
  static properties = { room: {}, alone: { type: Boolean } };

  topics() {
    return [`room:${this.room ?? ''}`, 'things'];
  }

  render() {
    const things = house.thingsIn(this.room);
    const lit = things.filter((thing) => isLamp(thing) && isOn(thing) && 'turn' in (thing.actions ?? {}));
    const name = this.room ?? NO_ROOM;
    return html`<div class="room-head">
      ${this.alone ? nothing : html`<h2><a href="/rooms/${encodeURIComponent(name)}">${name}</a></h2>`}
      <p class="room-words">${roomWords(things, lit)}</p>
      ${lit.length > 0 ? html`<button class="quiet" @click=${() => this.dark(lit)}>
        ${lit.length === 1 ? 'Lamp off' : `All ${lit.length} lamps off`}<span class="unseen"> in ${name}</span></button>` : nothing}
    </div>`;
  }

  dark(lit) {
    for (const lamp of lit) house.perform(lamp.id, { action: 'turn', to: 'off' });
  }
}

function roomWords(things, lit) {
  const words = [];
  for (const [name, unit] of [['temperature', 'celsius'], ['humidity', 'percentage']]) {
    const those = things.filter((one) => typeof known(one, name) === 'number' && one.properties[name].unit === unit);
    const thing = those.find((one) => worthOf(one, name) === '') ?? those[0];
    if (thing) words.push(amount(known(thing, name), unit) + aside(worthOf(thing, name)));
  }
  if (lit.length > 0) words.push(`${count(lit.length, 'lamp')} on${aside(doubts(lit, 'switch'))}`);
  if (things.some((thing) => known(thing, 'motion') === 'detected' && worthOf(thing, 'motion') === '')) words.push('motion');
  return words.join(' · ');
}

/** How many of these are not what a thing reported and still says: `2 of them old`. @param {import('../house.js').Thing[]} things @param {string} property */
function doubts(things, property) {
  const worths = things.map((thing) => worthOf(thing, property)).filter(Boolean);
  if (worths.length === 0) return '';
  const kinds = [...new Set(worths)].join(' or ');
  return worths.length === things.length ? kinds : `${worths.length} of them ${kinds}`;
}

/** The whole house in a sentence or two, and what needs a look. */
class HouseGlance extends Part {
  topics() {
    return ['any', 'things', 'inbox', 'activities'];
  }

  render() {
    const things = [...house.things.values()];
    return html`<p class="glance">${glance(things)}</p>${this.looks(things)}`;
  }

  looks(things) {
    const looks = [];
    for (const thing of things) if (alarm(thing)) looks.push({ tone: 'bad', icon: 'warn', words: `${thing.name}: ${alarm(thing)} detected${aside(worthOf(thing, alarm(thing)))}`, to: `/things/${encodeURIComponent(thing.id)}` });
    for (const thing of things) if (lockState(thing) === 'unlocked') looks.push({ tone: 'warn', icon: 'unlock', words: `${thing.name} is unlocked${aside(worthOf(thing, 'lock'))}`, to: `/things/${encodeURIComponent(thing.id)}` });
    const gone = things.filter(isAbsent);
    if (gone.length > 0) looks.push({ tone: 'plain', icon: 'lost', words: goneWords(gone), to: gone.length === 1 ? `/things/${encodeURIComponent(gone[0].id)}` : '/health' });
    const found = [...house.inbox.values()];
    const moved = found.filter((item) => item.moved);
    const waiting = found.length - moved.length;
    if (moved.length > 0) looks.push({ tone: 'warn', icon: 'out', words: moved.length === 1 ? `${moved[0].name}: has it moved?` : `${moved.length} devices: have they moved?`, to: '/inbox' });
    if (waiting > 0) looks.push({ tone: 'plain', icon: 'inbox', words: `${count(waiting, 'found thing waits', 'found things wait')} in the inbox`, to: '/inbox' });
    const broken = [...house.activities.values()].filter((activity) => activity.problem);
    if (broken.length > 0) looks.push({ tone: 'warn', icon: 'warn', words: `${count(broken.length, 'activity', 'activities')} cannot run as ${broken.length === 1 ? 'it stands' : 'they stand'}`, to: '/activities' });
    if (looks.length === 0) return nothing;
    return html`<ul class="looks">${looks.slice(0, 6).map((look) => html`<li><a class="look" data-tone=${look.tone} href=${look.to}>
      ${icon(look.icon)}<span>${look.words}</span>${icon('next', 'dim')}</a></li>`)}</ul>`;
  }
}

const goneWords = (gone) => (gone.length === 1 ? `${gone[0].name} does not answer` : `${gone.length} things do not answer`);

function glance(things) {
  if (things.length === 0) return '';
  const lit = things.filter((thing) => isLamp(thing) && isOn(thing) && !isAbsent(thing));
  const open = things.filter((thing) => 'contact' in (thing.properties ?? {}) && isOpen(thing) && !isAbsent(thing));
  const home = things.filter((thing) => known(thing, 'presence') === 'present' && worthOf(thing, 'presence') === '');
  const words = [lit.length === 0 ? 'No lamp is on' : `${count(lit.length, 'lamp is', 'lamps are')} on${aside(doubts(lit, 'switch'))}`];
  words.push(open.length === 0 ? 'everything is shut' : `${count(open.length, 'door or window is', 'doors and windows are')} open${aside(doubts(open, 'contact'))}`);
  const people = home.length > 0 ? ` ${home.map((thing) => thing.name).join(', ')} ${home.length === 1 ? 'is' : 'are'} home.` : '';
  return `${words.join(', ')}.${people}`;
}

define('room-head', RoomHead);
define('house-glance', HouseGlance);
define('page-rooms', RoomsPage);
