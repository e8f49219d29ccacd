/** Gives what a rule means a name of its own, so that other activities can say it too. */
import { html, nothing } from 'lit';
import { put } from './api.js';
import { house } from './house.js';
import { Leaf, define, problem } from './leaf.js';
import { slug } from './words.js';

class GroupNamer extends Leaf {
  static properties = { members: {}, of: {}, named: {}, isOpen: { state: true }, fault: { state: true } };

  render() {
    if (!house.may('putGroup')) return nothing;
    if (!this.isOpen) return html`<button type="button" class="quiet" @click=${() => this.ask()}>Give these a name<span class="unseen"> (${this.of})</span></button>`;
    return html`<input aria-label="What to call the things of ${this.of}" maxlength="80" placeholder="such as Downstairs" @keydown=${(event) => this.key(event)}>
      <button type="button" class="button" @click=${() => this.keep()}>Keep as a group</button>
      <button type="button" class="quiet" @click=${() => (this.isOpen = false)}>Not now</button>${problem(this.fault)}`;
  }

  async ask() {
    this.isOpen = true;
    this.fault = '';
    await this.updateComplete;
    this.querySelector('input').focus();
  }

  key(event) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.keep();
  }

  async keep() {
    const name = this.querySelector('input').value.trim();
    if (!name) return;
    const group = { name, members: this.members };
    const id = slug(name, (one) => house.groups.has(one));
    try {
      const kept = await put(`/groups/${encodeURIComponent(id)}`, group, { 'If-None-Match': '*' });
      house.groups.set(id, { ...group, ...kept, id });
      house.touch('groups');
      this.isOpen = false;
      this.named(id);
    } catch (failure) {
      this.fault = failure.sentence ?? String(failure);
    }
  }
}

define('group-namer', GroupNamer);
