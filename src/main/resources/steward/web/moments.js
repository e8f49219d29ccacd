/** A moment of the day: a clock time, or one of the sun with some time before or after it. */
import { html, nothing } from 'lit';
import { choice, spanField } from './choices.js';

const SUN = [
  ['dawn', 'dawn'], ['morning-twilight', 'morning twilight'], ['sunrise', 'sunrise'], ['daylight', 'daylight'], ['noon', 'noon'],
  ['evening', 'evening'], ['sunset', 'sunset'], ['dusk', 'dusk'], ['night', 'night'], ['nadir', 'deepest night'],
];
const FORM = new RegExp(`^(${SUN.map(([name]) => name).join('|')})(?:([-+])(.+))?$`);

/** @param {import('./spot.js').Spot} spot @param {string} label */
export function momentField(spot, label) {
  const [, phase, side, offset] = FORM.exec(spot.value ?? '') ?? [];
  const what = phase ?? 'clock';
  const choose = (to) => spot.put(to === 'clock' ? '22:00' : `${to}${side ? side + offset : ''}`);
  const tellTime = (event) => { if (event.target.value !== spot.value) spot.put(event.target.value); };
  const shift = (to) => spot.put(to === 'at' ? phase : `${phase}${to}${offset ?? '30m'}`);
  return html`${choice(`${label}, clock or sun`, what, [['clock', 'the time'], { group: 'The sun', options: SUN }], choose, { invalid: spot.isBlamed })}
    ${phase ? html`${choice(`${label}, before or after`, side ?? 'at', [['at', 'exactly'], ['-', 'before it by'], ['+', 'after it by']], shift)}
      ${side ? spanField(`${label}, by`, offset, (to) => spot.put(`${phase}${side}${to}`)) : nothing}`
      : html`<input type="time" step=${/:\d\d:/.test(spot.value) ? 1 : nothing} aria-label=${label} required .value=${spot.value ?? ''} @change=${tellTime}>`}`;
}
