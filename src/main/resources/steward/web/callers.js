/** Services that call the house and those that it calls, in words, and what is shown once of them. */
import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { Leaf, define } from './leaf.js';

/**
 * @typedef {{words: string, says: string, icon?: string, fields?: any[], ownSecret?: boolean, proofs?: Record<string, any>}} Recipe
 * @type {Record<string, Recipe>} who may call
 */
export const CALLERS = {
  ifttt: { words: 'IFTTT', says: 'an applet tells the house that something happened' },
  withings: {
    words: 'Withings sleep mat', says: 'tells when somebody goes to bed and gets up',
    fields: [{ name: 'userid', title: 'Your Withings user number (may be empty)', example: '12345678', says: 'Calls about anybody else are then refused' }],
  },
  owntracks: {
    words: 'Phone with OwnTracks', says: 'tells whether its owner is at home, never where else',
    fields: [{ name: 'user', title: 'User, as in the app', example: 'jane', required: true }, { name: 'device', title: 'Device, as in the app', example: 'phone', required: true }],
  },
  generic: {
    words: 'Anything else', says: 'a button, a script, a service that can call a web address',
    proofs: {
      bearer: { words: 'Secret in a header (best)', says: 'the secret stays out of addresses and their logs' },
      basic: { words: 'User and password', says: 'for callers that know nothing better; any user name will do' },
      path: { words: 'Secret in the address', says: 'for callers that can only be given an address; it will stand in logs on the way' },
    },
  },
  github: { words: 'GitHub', says: 'a repository tells what happens in it; its calls are signed' },
  stripe: { words: 'Stripe', says: 'tells of payments; its calls are signed with a secret that Stripe makes', ownSecret: true },
  standard: { words: 'Standard Webhooks', says: 'a service that signs its calls in the standard way' },
};

/** @type {Record<string, Recipe>} whom the house calls */
export const RECEIVERS = {
  ifttt: { words: 'IFTTT', says: 'a notice of the house starts an applet; whether it ran, nobody can tell' },
  standard: { words: 'Anything else', says: 'a server that takes signed notices (Standard Webhooks)' },
};

const PROOFS = {
  bearer: 'a secret in a header', basic: 'a user and password', path: 'a secret in its address', github: 'a signature', stripe: 'a signature with the time',
  standard: 'a signature with the time',
};
const NOTICES = {
  waiting: { words: 'Waiting', tone: 'warn' }, sending: { words: 'Being sent', tone: 'warn' },
  delivered: { words: 'Taken in', tone: 'good' }, 'given up': { words: 'Given up', tone: 'bad' },
};

/** @param {{kind: string, direction: string}} hook */
export const recipeOf = (hook) => (hook.direction === 'out' ? RECEIVERS : CALLERS)[hook.kind];
/** @param {string} proof */
export const proofWords = (proof) => PROOFS[proof] ?? proof;
/** @param {string} state */
export const noticeMark = (state) => html`<span class="verdict" data-tone=${NOTICES[state]?.tone ?? 'plain'}>${NOTICES[state]?.words ?? state}</span>`;
/** Why a call was turned away, and what helps. @param {?string} why */
export const refusalWords = (why) => (why === 'it did not prove that it is the one' ? 'wrong or missing secret' : why);

/** A line to be carried elsewhere: shown to be read, copied by a button. */
class CopyLine extends Leaf {
  static properties = { words: {}, text: {}, said: { state: true } };

  render() {
    return html`<div class="copy-line"><span class="label">${this.words}</span><code class="key">${this.text}</code>
      <button type="button" class="button" @click=${() => this.copy()}>${icon('copy')}Copy<span class="unseen"> ${this.words}</span></button>
      <span class="dim-words" role="status">${this.said ?? nothing}</span></div>`;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      this.said = 'Copied.';
    } catch {
      this.said = 'This browser does not let pages copy: mark it and copy it yourself.';
    }
  }
}

/** What is shown once after a secret was made. @param {any} made @param {string} name @param {() => void} done */
export function hookOnce(made, name, done) {
  const { webhook, secret, path, setup } = made;
  return html`<section class="card once" aria-labelledby="once-title"><h2 id="once-title" tabindex="-1">${name} is ready</h2>
    ${secret ? html`<p class="problem mild">${icon('warn')}<span>The secret is shown once. Whoever has it can speak for this caller and for nobody else.</span></p>` : nothing}
    ${path ? html`<copy-line words="Address" .text=${`https://YOUR-NAME${path}`}></copy-line>
      <p class="dim-words">For YOUR-NAME put the name by which your reverse proxy or tunnel is reached from outside.</p>` : nothing}
    ${secret && webhook.proof !== 'path' ? html`<copy-line words="Secret" .text=${secret}></copy-line>` : nothing}
    <div><h3>What to do now</h3><p class="set-up">${setup.trim()}</p></div>
    ${webhook.direction === 'in' && webhook.kind !== 'owntracks' ? html`<p class="dim-words">Then make an activity that starts when ${name} is called: what it does is up to you.</p>` : nothing}
    <div class="buttons"><button type="button" class="button primary" @click=${done}>${secret ? 'Done: do not show it again' : 'Done'}</button></div></section>`;
}

define('copy-line', CopyLine);
