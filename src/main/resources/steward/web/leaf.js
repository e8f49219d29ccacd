/**
 * The base of elements that stand alone, such as those of the pages for strangers: drawn in the page
 * itself (one style sheet, plain labels and ids), knowing nothing of the house.
 */
import { LitElement, html, nothing } from 'lit';
import { icon } from './icons.js';

export class Leaf extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** Defines an element once. @param {string} name @param {typeof HTMLElement} type */
export function define(name, type) {
  if (!customElements.get(name)) customElements.define(name, type);
}

/** What went wrong, beside the place that is to blame. @param {string} [sentence] */
export const problem = (sentence) =>
  sentence ? html`<p class="problem" role="alert">${icon('warn')}<span>${sentence}</span></p>` : nothing;

/** The digits of what was typed or pasted, however it was spaced. @param {string} text @param {number} max */
export const digits = (text, max) => text.replace(/\D/g, '').slice(0, max);
