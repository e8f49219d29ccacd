/** Another firmware for a SONOFF in DIY mode: the owner's image goes up, is checked, and is loaded by the unit once. Not shown with another unit. */
import { html, nothing } from 'lit';
import { AccessPage } from './access.js';
import { get, post, put } from './api.js';
import { house } from './house.js';
import { icon } from './icons.js';
import { define } from './part.js';
import { capital } from './words.js';

const PART_BYTES = 48 * 1024;
const IMAGE_MAX = 508 * 1024;
const LOOK_MS = 1_000;
const LOOKS_MAX = 420;
const WARNINGS = [
  'The maker’s firmware is gone afterwards and cannot be brought back over the air.',
  'A unit that loses power while it loads may be dead until its serial pins are used.',
  'For a minute or two it is in nobody’s control: nothing dangerous should hang on it.',
];

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const plain = (digest) => digest.replace(/\s/g, '').toLowerCase();

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

class ThingFlash extends AccessPage {
  static properties = { thing: {}, image: { state: true }, digest: { state: true }, given: { state: true }, sent: { state: true }, fits: { state: true }, run: { state: true } };

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('thing')) return;
    this.image = this.run = undefined;
    this.digest = this.given = '';
    this.sent = 0;
    this.fits = false;
    this.fault = this.said = '';
    if (house.may('flash')) this.look();
  }

  get path() {
    return `/things/${encodeURIComponent(this.thing)}/flash`;
  }

  /** Whether it can be done with this unit; one that runs already is shown, whoever began it. */
  async look() {
    const { thing } = this;
    try {
      const now = await get(this.path);
      if (thing !== this.thing) return;
      this.fits = now.stage !== 'unfit';
      this.run = now.length > 0 ? now : undefined;
      if (this.run && !this.run.over) this.follow();
    } catch {
      // Without an answer it is not offered.
    }
  }

  render() {
    if (!this.fits) return nothing;
    return html`<details class="card flash">
      <summary><h2>Another firmware</h2><span class="dim-words">over the air, since it is in DIY mode</span></summary>
      <ul class="warnings">${WARNINGS.map((words) => html`<li>${icon('warn')}<span>${words}</span></li>`)}</ul>
      ${this.run && (!this.run.over || this.run.loaded >= this.run.length) ? nothing : this.form()}${this.notices()}${this.progress()}</details>`;
  }

  form() {
    const differs = this.given !== '' && this.digest !== '' && plain(this.given) !== this.digest;
    return html`<form class="stack" @submit=${(event) => event.preventDefault()}>
      <label class="field"><span>Image</span><input type="file" name="image" accept=".bin,application/octet-stream" @change=${(event) => this.choose(event)}>
        <small>At most ${IMAGE_MAX / 1024} KB, not packed, such as tasmota-lite.bin.</small></label>
      <label class="field"><span>SHA-256 that its source gives, if it does</span><input name="given" maxlength="100" autocomplete="off" spellcheck="false" aria-invalid=${differs ? 'true' : 'false'} .value=${this.given} @input=${(event) => (this.given = event.target.value.trim())}></label>
      ${this.image ? html`<dl class="facts"><div><dt>Size</dt><dd>${this.image.length.toLocaleString('en')} bytes</dd></div><div><dt>SHA-256</dt><dd><code class="digest">${this.digest}</code></dd></div></dl>` : nothing}
      ${differs ? html`<p class="problem" role="alert">${icon('warn')}<span>The image has another SHA-256 than the one that was given: do not use it.</span></p>` : nothing}
      ${this.image && !differs ? html`<div class="buttons">${this.careful('flash', 'Replace its firmware', 'Yes, replace it for good', () => this.begin())}</div>` : nothing}</form>`;
  }

  progress() {
    const length = this.run?.length ?? this.image?.length ?? 0;
    if (!this.run && !this.busy) return nothing;
    const done = this.run ? this.run.loaded : this.sent;
    const words = this.run ? capital(this.run.sentence) : 'The image goes to the house';
    return html`<div class="looking"><progress max=${length} value=${done} aria-label="Of the image"></progress>
      <p role="status">${words} · ${done.toLocaleString('en')} of ${length.toLocaleString('en')} bytes</p></div>`;
  }

  async choose(event) {
    const [file] = event.currentTarget.files;
    this.image = undefined;
    this.digest = this.fault = '';
    if (!file) return;
    if (file.size > IMAGE_MAX) {
      this.fault = `The image has ${file.size.toLocaleString('en')} bytes; at most ${IMAGE_MAX.toLocaleString('en')} fit.`;
      return;
    }
    const bytes = await file.arrayBuffer();
    this.digest = hex(await crypto.subtle.digest('SHA-256', bytes));
    this.image = new Uint8Array(bytes);
  }

  async begin() {
    this.run = undefined;
    this.sent = 0;
    const { image, digest } = this;
    const isBegun = await this.attempt(async () => {
      for (let at = 0; at < image.length; at += PART_BYTES) {
        const part = image.subarray(at, at + PART_BYTES);
        await put(this.path, { at, bytes: base64(part) });
        this.sent = at + part.length;
      }
      this.run = await post(this.path, { sha256: digest, length: image.length });
    });
    if (isBegun) this.follow();
  }

  async follow() {
    const { thing } = this;
    for (let look = 0; look < LOOKS_MAX && this.isConnected && thing === this.thing && this.run && !this.run.over; look++) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      try {
        this.run = await get(this.path);
      } catch (failure) {
        this.fault = failure.sentence ?? String(failure);
      }
    }
  }
}

define('thing-flash', ThingFlash);
