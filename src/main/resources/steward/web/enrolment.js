/**
 * What a new client is given, shown once: its secret as a QR code and as text, its link for another
 * device, its recovery codes to copy, print or keep as a file.
 */
import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { Leaf, define } from './leaf.js';
import { qr } from './qr.js';

const GROUP = 4;
const REVOKE_FILE_MS = 60_000;

/** @param {string} text in groups that can be read aloud */
const grouped = (text) => text.replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1 ');

/** The secret inside an `otpauth` link, or nothing. @param {string} uri */
function secretOf(uri) {
  try {
    return new URL(uri).searchParams.get('secret') ?? '';
  } catch {
    return '';
  }
}

/** @param {{uri: string, qr: string[]}} enrolment */
export function authenticatorPart(enrolment) {
  const key = secretOf(enrolment.uri);
  return html`<div class="secret">${qr(enrolment.qr, 'QR code for an authenticator; the key stands beside it as text')}
    <div class="stack"><p>Scan this with an authenticator: any app that makes six digits each half minute will do. It works without the internet.</p>
      ${key ? html`<p class="dim-words">Or type the key:</p><p><code class="key" data-key>${grouped(key)}</code></p>` : nothing}
      <p class="buttons"><a class="button" href=${otpauth(enrolment.uri)}>Open in an app on this device</a></p></div></div>`;
}

/** Only what an authenticator opens may become a link. */
const otpauth = (uri) => (uri.startsWith('otpauth://totp/') ? uri : nothing);

/** @param {{link: string, linkQr: string[], secret: string}} enrolment */
export function linkPart(enrolment) {
  return html`<div class="secret">${qr(enrolment.linkQr, 'QR code that opens this house on the new device')}
    <div class="stack"><p>Scan this with the camera of the new device, or open the link there. It brings the device's own secret along, so nobody else may see it.</p>
      <p><code class="key">${enrolment.link}</code></p>
      <p class="dim-words">For a program: its secret is <code>${grouped(enrolment.secret)}</code></p></div></div>`;
}

/** Ten codes for the day on which the authenticator is lost. */
class RecoveryCodes extends Leaf {
  static properties = { codes: {}, client: {}, house: {}, said: { state: true } };

  render() {
    return html`<ol class="recovery" aria-label="Recovery codes">${(this.codes ?? []).map((code) => html`<li><code>${code}</code></li>`)}</ol>
      <div class="buttons"><button type="button" class="button" @click=${() => this.copy()}>${icon('copy')}Copy</button>
        <button type="button" class="button" @click=${() => print()}>${icon('print')}Print</button>
        <button type="button" class="button" @click=${() => this.save()}>${icon('down')}Keep as a file</button>
        <span class="dim-words" role="status">${this.said}</span></div>`;
  }

  get text() {
    return [`Recovery codes of ${this.client} for ${this.house || 'the house'}. Each works once.`, '', ...this.codes, ''].join('\n');
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      this.said = 'Copied. Put it where only you read it.';
    } catch {
      this.said = 'This browser does not let pages copy: mark the codes and copy them yourself.';
    }
  }

  save() {
    saveFile(new Blob([this.text], { type: 'text/plain' }), 'steward-recovery-codes.txt');
    this.said = 'Kept in your downloads.';
  }
}

/** Hands a file to the browser's downloads. @param {Blob} blob @param {string} name */
export function saveFile(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_FILE_MS);
}

define('recovery-codes', RecoveryCodes);
