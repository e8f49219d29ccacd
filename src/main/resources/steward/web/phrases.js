/** A text with places that are filled in when it is said: chosen from what happened and from values of things. */
import { html, nothing } from 'lit';
import { choice, thingChoice } from './choices.js';
import { thingOf } from './members.js';
import { Leaf, define } from './leaf.js';
import { propertyWords } from './words.js';

const HAPPENED = [
  ['exceptions', 'what is not as it should be'], ['because', 'why it happens'], ['thing', 'which thing it was'], ['value', 'what it told'], ['time', 'the time'],
];

/** The field itself and, below it, what can be put where the cursor stands. */
class PhraseField extends Leaf {
  static properties = { label: {}, of: {}, text: {}, max: {}, hint: {}, invalid: {}, change: {}, thing: { state: true }, isOpen: { state: true } };

  render() {
    return html`<input class="wide" aria-label=${this.label} required maxlength=${this.max} placeholder=${this.hint} aria-invalid=${this.invalid ? 'true' : 'false'} .value=${this.text ?? ''} @change=${(event) => this.tell(event.target.value)}>
      ${choice(`Put a value into ${this.of}`, this.isOpen ? 'thing-value' : '', [['', 'put in …'], ...HAPPENED, ['thing-value', 'a value of a thing …']], (to) => this.choose(to))}
      ${this.isOpen ? this.ofThing() : nothing}`;
  }

  ofThing() {
    const names = [['name', 'its name'], ...Object.keys(thingOf(this.thing)?.properties ?? {}).map((name) => [name, propertyWords(name)])];
    return html`${thingChoice(`A thing for ${this.of}`, this.thing, () => true, (id) => (this.thing = id), { required: false })}
      ${this.thing ? choice(`A value for ${this.of}`, '', names, (name) => this.insert(`${this.thing}.${name}`), { empty: 'which value?', required: false }) : nothing}`;
  }

  choose(to) {
    this.isOpen = to === 'thing-value';
    this.thing = '';
    if (to && !this.isOpen) this.insert(to);
  }

  insert(name) {
    const input = this.querySelector('input');
    const { value, selectionStart, selectionEnd } = input;
    const from = selectionStart ?? value.length;
    const text = `${value.slice(0, from)}{${name}}${value.slice(selectionEnd ?? from)}`;
    input.value = text;
    this.tell(text);
    this.isOpen = false;
    this.querySelector('select').value = '';
    input.focus();
    input.setSelectionRange(from + name.length + 2, from + name.length + 2);
  }

  tell(text) {
    if (text !== (this.text ?? '')) this.change(text);
  }
}

define('phrase-field', PhraseField);

/** @param {import('./spot.js').Spot} spot @param {{label: string, max: number, hint: string}} about */
export const phraseField = (spot, { label, max, hint }) =>
  html`<phrase-field class="phrase" .label=${label} .of=${`the words of ${spot.words}`} .text=${spot.value} .max=${max} .hint=${hint} .invalid=${spot.isBlamed} .change=${(to) => spot.put(to)}></phrase-field>`;
