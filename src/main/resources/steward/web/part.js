/**
 * The base of every element of the house's pages: it watches topics of the house while it is in the page.
 */
import { house } from './house.js';
import { Leaf } from './leaf.js';

export { define } from './leaf.js';

export class Part extends Leaf {
  constructor() {
    super();
    this.stops = [];
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
