/**
 * The one dialog that asks for a fresh code, for what is dangerous. Requests that need one at the same
 * time share it.
 */
import { html, nothing } from 'lit';
import { get, post } from './api.js';
import { icon } from './icons.js';
import { Leaf, define, digits, problem } from './leaf.js';

const FRAMES_MAX = 120;

let open = null;
let told = () => {};
let last = null;
document.addEventListener('focusin', (event) => {
  if (!event.target.closest('dialog')) last = event.target;
});

/** A button that is at work cannot have the focus, so it gets it back as soon as it can. */
function giveBack(element, frames = 0) {
  const isFree = document.activeElement === null || document.activeElement === document.body;
  if (!isFree || !element?.isConnected || frames > FRAMES_MAX) return;
  element.focus({ preventScroll: true });
  requestAnimationFrame(() => giveBack(element, frames + 1));
}

/** Who is told of the session after a code was right. @param {(session: any) => void} work */
export const onFresh = (work) => (told = work);

/** @returns {Promise<boolean>} whether a code was entered and was right */
export function askForCode() {
  open ??= new Promise((resolve) => {
    const place = document.createElement('fresh-code');
    place.done = (isFresh) => {
      open = null;
      place.remove();
      resolve(isFresh);
      giveBack(last);
    };
    document.body.append(place);
  });
  return open;
}

class FreshCode extends Leaf {
  static properties = { fault: { state: true }, busy: { state: true }, client: { state: true } };

  firstUpdated() {
    this.dialog = this.querySelector('dialog');
    this.dialog.showModal();
    this.querySelector('input').focus();
    get('/session').then((session) => (this.client = session.client?.name), () => {});
  }

  render() {
    return html`<dialog class="card asks" aria-labelledby="fresh-title" aria-describedby="fresh-words" @cancel=${(event) => this.leave(event)}>
      <h2 id="fresh-title">A fresh code, please</h2>
      <p id="fresh-words" class="dim-words">What you asked for is guarded. Enter the code that your authenticator shows now${this.client ? html` for <bdi>${this.client}</bdi>` : nothing}; for five minutes you are not asked again.</p>
      <form class="stack" @submit=${(event) => this.send(event)}>
        <label class="field"><span>Code</span><input class="code" name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="9" aria-invalid=${this.fault ? 'true' : 'false'}></label>
        ${problem(this.fault)}
        <div class="buttons"><button class="button primary" ?disabled=${this.busy}>${icon('check')}Go on</button>
          <button type="button" class="button" @click=${(event) => this.leave(event)}>Leave it</button></div></form></dialog>`;
  }

  leave(event) {
    event.preventDefault();
    this.end(false);
  }

  end(isFresh) {
    this.dialog.close();
    this.done(isFresh);
  }

  async send(event) {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem('code');
    const code = digits(field.value, 6);
    if (code.length < 6) return this.blame('A code has six digits.', field);
    this.busy = true;
    try {
      told(await post('/session/fresh', { code }));
      return this.end(true);
    } catch (failure) {
      const wait = failure.waitS > 0 ? ` Try again in ${failure.waitS} s.` : '';
      this.blame(failure.sentence + wait, field);
    }
    return undefined;
  }

  blame(sentence, field) {
    this.fault = sentence;
    this.busy = false;
    field.value = '';
    field.focus();
  }
}

define('fresh-code', FreshCode);
