/** The controls of one thing: one row per action, fitting its parameter. They show what was reported, never what is hoped. */
import { html, nothing } from 'lit';
import { house, isFinal } from './house.js';
import { icon } from './icons.js';
import { define } from './part.js';
import { iconOf, isOn, known, lockState, worthOf } from './things.js';
import { ThingPart } from './tile.js';
import { amount, aside, capital, propertyWords, spaced, valueWords } from './words.js';

const SECOND_TAP_MS = 5_000;
/** Arrow keys change a slider many times; it is asked once they rest. */
const REST_MS = 350;
const TEXT_MAX = 500;
const SHOWN_BY = { dim: 'level', colour: 'colour', warmth: 'warmth', heat: 'goalTemperature', cool: 'goalTemperature', position: 'position', tilt: 'tilt', volume: 'volume', mode: 'mode', fan: 'fan', swing: 'swing', special: 'special', scene: 'scene' };
const LABELS = { dim: 'Brightness', heat: 'Set to', position: 'Position', turn: 'Switch', fan: 'Fan', special: 'Programme' };
/** Actions with a text: the row's name, the button's, what the text is, and an example of it. */
const TEXTS = {
  say: { label: 'Say', button: 'Say', field: 'the words', example: 'Dinner is ready' },
  notify: { label: 'Notify', button: 'Notify', field: 'the words', example: 'The window is open' },
  play: { label: 'Play', button: 'Play', field: 'what', example: 'a station or an address' },
  scene: { label: 'Scene', button: 'Show', field: 'its name', example: 'Relax' },
  send: { label: 'Send a code', button: 'Send', field: 'its name', example: 'tv/power' },
  learn: { label: 'Learn a code', button: 'Learn', field: 'how to call it', example: 'tv/power', hint: 'Then point the remote at it and press the key within 30 s.', now: 'Point the remote at it and press the key within 30 s.' },
};
const SWATCHES = [[0, 0], [30, 60], [42, 90], [0, 90], [280, 70], [215, 80], [130, 65]];

class ThingControls extends ThingPart {
  static properties = { thing: {}, asking: { state: true }, held: { state: true } };

  constructor() {
    super();
    this.held = {};
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.calm);
    clearTimeout(this.rest);
    this.asking = null;
  }

  render() {
    const thing = this.it;
    const actions = Object.entries(thing?.actions ?? {});
    if (actions.length === 0) return nothing;
    const names = new Set(actions.map(([name]) => name));
    return html`<div class="controls">
      ${names.has('turn') ? this.turn(thing) : nothing}
      ${names.has('lock') || names.has('unlock') ? this.bolt(thing, names) : nothing}
      ${names.has('open') || names.has('close') ? this.cover(names) : nothing}
      ${actions.map(([name, parameters]) => this.other(thing, name, parameters ?? {}))}
    </div>`;
  }

  ask(action) {
    this.held = {};
    return house.perform(this.thing, action);
  }

  get isOpen() {
    const command = house.commands.get(this.thing);
    return Boolean(command) && !isFinal(command.outcome) && command.outcome !== 'unsent';
  }

  /** What a row is called, with a word where what it shows was not reported, or long ago. */
  label(thing, name, words) {
    return words + aside(worthOf(thing, SHOWN_BY[name] ?? name));
  }

  turn(thing) {
    const value = known(thing, 'switch') ?? known(thing, 'alert');
    const to = isOn(thing) ? 'off' : 'on';
    const loud = iconOf(thing) === 'siren' && to === 'on';
    if (loud) return this.row('Sound', this.careful('turn', 'Turn on', { action: 'turn', to: 'on' }, 'Tap again to sound it'));
    const worths = aside(worthOf(thing, known(thing, 'switch') === undefined ? 'alert' : 'switch'));
    return html`<div class="control inline"><span class="label">${value === undefined ? 'Switch, not known yet' : (isOn(thing) ? 'On' : 'Off') + worths}</span>
      <button class="switch" role="switch" aria-checked=${isOn(thing) ? 'true' : 'false'} aria-label=${thing.name + worths}
        ?data-open=${this.isOpen} ?data-unknown=${value === undefined} @click=${() => this.ask({ action: 'turn', to })}></button></div>`;
  }

  bolt(thing, names) {
    const locked = lockState(thing) === 'locked' && worthOf(thing, 'lock') === '';
    return this.row(this.label(thing, 'lock', 'Lock'), html`<div class="buttons">
      ${names.has('lock') ? html`<button class="button" ?disabled=${locked} @click=${() => this.ask({ action: 'lock' })}>${icon('lock')}Lock</button>` : nothing}
      ${names.has('unlock') ? this.careful('unlock', 'Unlock', { action: 'unlock' }, 'Tap again to unlock', 'unlock') : nothing}</div>`);
  }

  careful(name, words, action, again, sign) {
    const asking = this.asking === name;
    const tap = () => {
      clearTimeout(this.calm);
      this.asking = asking ? null : name;
      if (asking) this.ask(action);
      else this.calm = setTimeout(() => (this.asking = null), SECOND_TAP_MS);
    };
    return html`<button class="button ${asking ? 'asking' : ''}" @click=${tap} @blur=${() => (this.asking = null)}>
      ${sign ? icon(sign) : nothing}<span aria-live="polite">${asking ? again : words}</span></button>`;
  }

  cover(names) {
    const button = (name, sign) => (names.has(name) ? html`<button class="button" @click=${() => this.ask({ action: name })}>${icon(sign)}${capital(name)}</button>` : nothing);
    return this.row('Move', html`<div class="buttons">${button('open', 'up')}${button('stop', 'stop')}${button('close', 'down')}</div>`);
  }

  other(thing, name, parameters) {
    if (['turn', 'lock', 'unlock', 'open', 'close'].includes(name)) return nothing;
    if (name === 'stop' && 'open' in thing.actions) return nothing;
    if (name === 'colour') return this.colour(thing);
    if (name === 'heat' || name === 'cool') return this.steps(thing, name, parameters);
    const [parameter, limits] = Object.entries(parameters)[0] ?? [];
    if (!parameter) return this.row(LABELS[name] ?? spaced(name), html`<button class="button" @click=${() => this.ask({ action: name })}>${spaced(name)}</button>`);
    if (Array.isArray(limits?.words)) return this.words(thing, name, parameter, limits.words);
    if (typeof limits?.max === 'number') return this.slider(thing, name, parameter, limits);
    return this.text(thing, name, parameter, limits);
  }

  row(label, control) {
    return html`<div class="control"><span class="label">${label}</span>${control}</div>`;
  }

  slider(thing, name, parameter, limits) {
    const property = SHOWN_BY[name];
    const reported = known(thing, property);
    const value = this.held[name] ?? reported ?? limits.min ?? 0;
    const label = LABELS[name] ?? propertyWords(property ?? name);
    const shown = this.held[name] === undefined ? this.label(thing, name, label) : label;
    const step = limits.max - (limits.min ?? 0) > 20 ? 1 : 0.5;
    return this.row(shown, html`<div class="ranged">${this.range(name, shown, value, limits, step, name === 'warmth' ? 'warmth' : '', (to) => this.ask({ action: name, [parameter]: to }))}
      <output>${reported === undefined && this.held[name] === undefined ? 'unknown' : amount(value, limits.unit)}</output></div>`);
  }

  range(key, label, value, { min = 0, max = 100, unit }, step, kind, ask) {
    const hold = (event) => (this.held = { ...this.held, [key]: Number(event.target.value) });
    const settle = () => {
      clearTimeout(this.rest);
      this.rest = setTimeout(() => ask(this.held[key]), REST_MS);
    };
    return html`<input type="range" class=${kind} min=${min} max=${max} step=${step} .value=${String(value)} aria-label=${label}
      aria-valuetext=${amount(value, unit)} @input=${hold} @change=${(event) => { hold(event); settle(); }}>`;
  }

  updated() {
    for (const range of this.querySelectorAll('input[type=range]')) {
      const part = (Number(range.value) - Number(range.min)) / (Number(range.max) - Number(range.min));
      range.style.setProperty('--fill', `${Math.round(part * 100)}%`);
    }
  }

  steps(thing, name, parameters) {
    const [parameter, limits] = Object.entries(parameters)[0] ?? ['to', {}];
    const reported = known(thing, 'goalTemperature');
    const held = this.held[name];
    const value = held ?? reported ?? 20;
    const label = LABELS[name] ?? spaced(name);
    const step = (by) => {
      const to = Math.min(limits.max ?? 35, Math.max(limits.min ?? 5, Math.round((value + by) * 2) / 2));
      this.held = { ...this.held, [name]: to };
      clearTimeout(this.rest);
      this.rest = setTimeout(() => this.ask({ action: name, [parameter]: to }), REST_MS * 2);
    };
    return this.row(held === undefined ? this.label(thing, name, label) : label, html`<div class="stepper">
      <button class="button icon-only" aria-label="Half a degree less" @click=${() => step(-0.5)}>${icon('minus')}</button>
      <output aria-live="polite">${held === undefined && reported === undefined ? 'unknown' : amount(value, 'celsius')}</output>
      <button class="button icon-only" aria-label="Half a degree more" @click=${() => step(0.5)}>${icon('plus')}</button></div>`);
  }

  colour(thing) {
    const reported = known(thing, 'colour');
    const now = reported ?? { hue: 40, saturation: 50 };
    const isUnknown = (name) => reported === undefined && this.held[name] === undefined;
    const hue = this.held.hue ?? Math.round(now.hue);
    const saturation = this.held.saturation ?? Math.round(now.saturation);
    const ask = (colour) => this.ask({ action: 'colour', ...colour });
    return html`
      ${this.row(this.label(thing, 'colour', 'Colour'), html`<div class="swatches" role="group" aria-label="Colours">${SWATCHES.map(([h, s]) => html`
        <button aria-label=${s === 0 ? 'White' : `Hue ${h} degrees`} @click=${() => ask({ hue: h, saturation: s })}><svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11" fill="hsl(${h} ${s}% ${s === 0 ? 98 : 62}%)"></circle></svg></button>`)}</div>`)}
      ${this.row('Hue', html`<div class="ranged">${this.range('hue', 'Hue', hue, { min: 0, max: 359, unit: 'degrees' }, 1, 'hue', (to) => ask({ hue: to, saturation }))}<output>${isUnknown('hue') ? 'unknown' : `${hue}°`}</output></div>`)}
      ${this.row('Saturation', html`<div class="ranged">${this.range('saturation', 'Saturation', saturation, { min: 0, max: 100, unit: 'percentage' }, 1, '', (to) => ask({ hue, saturation: to }))}<output>${isUnknown('saturation') ? 'unknown' : amount(saturation, 'percentage')}</output></div>`)}`;
  }

  words(thing, name, parameter, words) {
    const now = known(thing, SHOWN_BY[name] ?? name);
    const label = this.label(thing, name, LABELS[name] ?? spaced(name));
    const said = (word) => capital(valueWords({ value: word, unit: null }, SHOWN_BY[name] ?? name));
    return this.row(label, html`<div class="segments" role="group" aria-label=${label}>${words.map((word) => html`
      <button aria-pressed=${word === now ? 'true' : 'false'} @click=${() => this.ask({ action: name, [parameter]: word })}>${said(word)}</button>`)}</div>`);
  }

  text(thing, name, parameter, limits) {
    const { label, button, field, example, hint, now } = TEXTS[name] ?? { label: spaced(name), button: spaced(name), field: 'the words', example: '' };
    const shown = name === 'scene' ? known(thing, 'scene') : undefined;
    const isNow = now && this.isOpen && house.commands.get(this.thing).action.action === name;
    const words = shown === undefined ? (isNow ? now : hint) : `Now: ${shown}${aside(worthOf(thing, 'scene'))}`;
    const send = (event) => {
      event.preventDefault();
      const text = event.currentTarget.elements.namedItem('text').value.trim();
      if (text) this.ask({ action: name, [parameter]: text });
    };
    return this.row(label, html`<form @submit=${send}><div class="saying"><input name="text" autocomplete="off" autocapitalize=${name === 'send' || name === 'learn' ? 'off' : nothing} required maxlength=${limits?.length ?? TEXT_MAX} aria-label="${label}: ${field}" aria-describedby=${words ? `about-${name}` : nothing} placeholder=${example}><button class="button">${button}</button></div>
      ${words ? html`<p id="about-${name}" class="dim-words" ?data-now=${isNow} aria-live="polite">${words}</p>` : nothing}</form>`);
  }
}

define('thing-controls', ThingControls);
