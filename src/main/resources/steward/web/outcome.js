/**
 * The outcome of what was asked here, as one line with its own shape for each kind, and said aloud once.
 * Success is shown for *confirmed* only.
 */
import { html, nothing } from 'lit';
import { house, isFinal } from './house.js';
import { icon } from './icons.js';
import { capital, outcomeTone, outcomeWords, reasonWords, wish } from './words.js';

const ICONS = { open: 'wait', good: 'check', plain: 'question', bad: 'warn' };

/** @param {import('./house.js').Command} command @param {boolean} [full] with the wish and the reason */
export function outcomeLine(command, full = false) {
  const tone = outcomeTone(command.outcome);
  return html`<span class="outcome" data-tone=${tone} data-outcome=${command.outcome}>
    ${icon(ICONS[tone], tone === 'open' ? 'turning' : '')}<span>${full ? sentence(command) : brief(command)}</span></span>`;
}

/** With a way to put it aside once it is final. @param {import('./house.js').Command} command */
export function outcomeBar(command) {
  if (!command) return nothing;
  const aside = () => house.forget(command);
  return html`<p class="outcome-bar" data-tone=${outcomeTone(command.outcome)}>
    ${outcomeLine(command, true)}
    ${isFinal(command.outcome) || command.outcome === 'unsent'
      ? html`<button class="quiet icon-only" aria-label="Put this outcome aside" @click=${aside}>${icon('cross')}</button>` : nothing}
  </p>`;
}

/** @param {import('./house.js').Command} command */
export function sentence(command) {
  const said = `${capital(wish(command.action))}: ${outcomeWords(command.outcome).toLowerCase()}`;
  const reason = isTold(command.outcome) ? reasonWords(command.reason, command.outcome) : '';
  return reason ? `${said}. ${capital(reason)}` : said;
}

function brief(command) {
  if (command.outcome === 'refused' && command.reason) return `Refused: ${command.reason}`;
  if (command.outcome === 'unsent' && command.reason) return command.reason;
  return outcomeWords(command.outcome);
}

const isTold = (outcome) => isFinal(outcome) || outcome === 'unsent';

/** Calls `say` with each final outcome once. @param {(text: string) => void} say */
export function tellOutcomes(say) {
  const told = new WeakMap();
  return house.watch('commands', () => {
    for (const command of house.commands.values()) {
      if (!isTold(command.outcome) || told.get(command) === command.outcome) continue;
      told.set(command, command.outcome);
      say(`${house.things.get(command.thing)?.name ?? command.thing}: ${sentence(command)}`);
    }
  });
}
