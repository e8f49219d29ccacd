/**
 * The base of every element: drawn in the page itself (one style sheet, plain labels and ids), watching
 * topics of the house while it is in the page.
 */
import { LitElement } from 'lit';
import { house } from './house.js';

export class Part extends LitElement {
  constructor() {
    super();
    this.stops = [];
  }

  createRenderRoot() {
    return this;
  }

  /** The topics whose change draws this element anew. @returns {string[]} */
  topics() {
    return [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.rewatch();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
    this.stops = [];
    this.watched = '';
  }

  willUpdate() {
    if (this.isConnected) this.rewatch();
  }

  rewatch() {
    const topics = this.topics();
    if (topics.join('\n') === this.watched) return;
    this.watched = topics.join('\n');
    for (const stop of this.stops) stop();
    this.stops = topics.map((topic) => house.watch(topic, () => this.requestUpdate()));
  }
}

/** Defines an element once. @param {string} name @param {typeof HTMLElement} type */
export function define(name, type) {
  if (!customElements.get(name)) customElements.define(name, type);
}
