/**
 * A place in a document that a form edits: what stands there, how it is changed, and what is wrong with it.
 * A change makes a new document and touches nothing else in it, so that what the form does not know stays.
 */
import { html, nothing } from 'lit';
import { icon } from './icons.js';

/** Members that draw their own faults. */
const BLOCKS = ['if', 'otherwise', 'then', 'together', 'choose', 'confirm', 'when', 'perform', 'until', 'comes-true', 'all', 'any', 'not', 'after'];

/** The object with another member, at the place where it stood; without it where `to` is undefined. */
export function withMember(object, name, to) {
  const next = { ...object };
  if (to === undefined) delete next[name];
  else next[name] = to;
  return next;
}

export class Spot {
  /**
   * @param {any} value @param {(to: any) => void} put given the new value, or undefined where it is taken away
   * @param {{at?: string, words?: string, faults?: {at: string, expected?: string, got?: string}[]}} more
   */
  constructor(value, put, { at = '', words = '', faults = [] } = {}) {
    this.value = value;
    this.put = put;
    this.at = at;
    this.words = words;
    this.faults = faults;
  }

  /** A member of the object that stands here. @param {string} name @param {string} [words] */
  member(name, words = this.words) {
    return this.inner(this.value?.[name], (to) => this.put(withMember(this.value, name, to)), name, words);
  }

  /** An item of the list that stands here. @param {number} index @param {string} [words] */
  item(index, words = this.words) {
    const put = (to) => this.put(to === undefined ? this.value.toSpliced(index, 1) : this.value.with(index, to));
    return this.inner(this.value[index], put, index, words);
  }

  /** Every item. @param {(index: number) => string} words */
  items(words) {
    return (Array.isArray(this.value) ? this.value : []).map((_, index) => this.item(index, words(index)));
  }

  /** The same place, called otherwise. @param {string} words */
  called(words) {
    return new Spot(this.value, this.put, { at: this.at, words, faults: this.faults });
  }

  /** The same place, whose changes are made into others first. @param {any} value @param {(to: any) => any} made */
  through(value, made, name, words = this.words) {
    return this.inner(value, (to) => this.put(made(to)), name, words);
  }

  add(item) {
    this.put([...(this.value ?? []), item]);
  }

  /** Moves an item of the list. @param {number} index @param {number} by */
  move(index, by) {
    this.put(this.value.with(index, this.value[index + by]).with(index + by, this.value[index]));
  }

  drop() {
    this.put(undefined);
  }

  /** Whether exactly this, or something in it, is to blame. */
  get isBlamed() {
    return this.faults.some(({ at }) => at === this.at || at?.startsWith(`${this.at}/`));
  }

  /** What is wrong here, without what an inner block shows itself. */
  get blame() {
    return this.faults.filter(({ at }) => {
      if (at === this.at) return true;
      return at?.startsWith(`${this.at}/`) && !BLOCKS.includes(at.slice(this.at.length + 1).split('/')[0]);
    });
  }

  inner(value, put, name, words) {
    return new Spot(value, put, { at: `${this.at}/${name}`, words, faults: this.faults });
  }
}

/** Every member that a sentence of the form may have. */
const SAID = new Set(('thing things any-of every none-of property changes becomes above below hysteresis for appears goes-quiet comes-true at days cron starts topic pointer is '
  + 'all then after not within status between holiday any action to level hue saturation mireds text if retry wait-for-outcome otherwise wait confirm together choose '
  + 'publish payload retain start when undo perform times by urgent').split(' '));

/** What is wrong at a block, in place, and what it has that no sentence says. @param {Spot} spot */
export function blameAt(spot) {
  const strange = spot.value !== null && typeof spot.value === 'object' && !Array.isArray(spot.value) ? Object.keys(spot.value).filter((name) => !SAID.has(name)) : [];
  return html`${strange.length > 0 ? keptAsText(new Spot(Object.fromEntries(strange.map((name) => [name, spot.value[name]])), () => {})) : nothing}
    ${faultsAt(spot)}`;
}

/** What is wrong at a block alone. @param {Spot} spot */
export const faultsAt = (spot) => html`${spot.blame.map((fault) => html`<p class="problem in-place">${icon('warn')}<span>${faultWords(fault)}</span></p>`)}`;

/** @param {{expected?: string, got?: string}} fault */
export function faultWords({ expected, got }) {
  if (!expected) return got ? `${got} does not fit here` : 'This does not fit here';
  return `Expected ${expected}${got ? `, not ${got}` : ''}`;
}

/** What the form cannot show is kept as it stands, as text. @param {Spot} spot */
export function keptAsText(spot, remove = nothing) {
  return html`<div class="kept"><p class="dim-words">The form has no sentence for this part. It is kept as it is; edit it in the text below.</p>
    <pre>${JSON.stringify(spot.value, null, 1)}</pre>${remove}</div>`;
}
