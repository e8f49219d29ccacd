/** A thing among others: as a tile that acts on one tap, or as a line that only tells. */
import { html, nothing } from 'lit';
import { house } from './house.js';
import { icon } from './icons.js';
import { outcomeLine } from './outcome.js';
import { Part, define } from './part.js';
import { iconOf, pageVerb, shortName, stateOf, tapOf } from './things.js';

const SECOND_TAP_MS = 5_000;

/** Shared by tile, line and the thing's page: knows one thing and its newest command. */
export class ThingPart extends Part {
  static properties = { thing: {} };

  topics() {
    return this.thing ? [`thing:${this.thing}`, 'tick'] : [];
  }

  get it() {
    return house.things.get(this.thing);
  }
}

/** The button of one tap; where care is due it asks for a second one within five seconds. */
class ThingTile extends ThingPart {
  static properties = { thing: {}, asking: { state: true } };

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.calm);
    this.asking = false;
  }

  render() {
    const thing = this.it;
    if (!thing) return nothing;
    const state = stateOf(thing);
    const tap = tapOf(thing);
    const command = house.commands.get(thing.id);
    return html`<div class="tile" data-tone=${state.tone} ?data-active=${state.active} ?data-asking=${this.asking}>
      ${tap ? this.button(thing, state, tap, command) : this.link(thing, state, command)}
      ${tap ? html`<a class="tile-more" href="/things/${encodeURIComponent(thing.id)}" aria-label="More about ${thing.name}">${icon('next')}</a>` : nothing}
    </div>`;
  }

  button(thing, state, tap, command) {
    const verb = this.asking ? `Tap again: ${tap.verb.toLowerCase()}` : tap.verb;
    const label = `${thing.name}, ${state.words}. ${verb}`;
    return html`<button class="tile-act" aria-label=${label} @click=${() => this.tap(tap)}
      @blur=${() => (this.asking = false)} @keydown=${this.keys}>
      ${this.face(thing, state, command && !this.asking ? outcomeLine(command) : html`<span class="verb">${verb}</span>`)}
    </button>`;
  }

  link(thing, state, command) {
    const hint = command ? outcomeLine(command) : html`<span class="verb">${pageVerb(thing)}</span>`;
    return html`<a class="tile-act" href="/things/${encodeURIComponent(thing.id)}" aria-label="${thing.name}, ${state.words}">${this.face(thing, state, hint)}</a>`;
  }

  face(thing, state, hint) {
    return html`<span class="tile-icon">${icon(iconOf(thing))}</span>
      <span class="tile-name">${shortName(thing)}</span>
      <span class="tile-state">${state.words}</span>
      <span class="tile-hint">${hint}</span>`;
  }

  tap(tap) {
    clearTimeout(this.calm);
    if (tap.careful && !this.asking) {
      this.asking = true;
      this.calm = setTimeout(() => (this.asking = false), SECOND_TAP_MS);
      return;
    }
    this.asking = false;
    house.perform(this.thing, tap.action);
  }

  keys(event) {
    if (event.key === 'Escape') this.asking = false;
  }
}

/** A thing that only observes: icon, name and what it says, in one line. */
class ThingLine extends ThingPart {
  render() {
    const thing = this.it;
    if (!thing) return nothing;
    const state = stateOf(thing);
    return html`<a class="line" href="/things/${encodeURIComponent(thing.id)}" data-tone=${state.tone} ?data-active=${state.active}>
      ${icon(iconOf(thing))}<span class="line-name">${shortName(thing)}</span><span class="line-state">${state.words}</span></a>`;
  }
}

define('thing-tile', ThingTile);
define('thing-line', ThingLine);
