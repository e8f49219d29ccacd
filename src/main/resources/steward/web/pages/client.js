/** One client: what it is called, how it proves itself, where it is signed in, and what it may do. */
import { html, nothing } from 'lit';
import { AccessPage, KINDS, kindWords, named, operationWords, suspendedMark, verdictMark } from '../access.js';
import { all, fetchFile, get, patch, post, put, remove } from '../api.js';
import { recoveryOnce } from '../clients.js';
import { saveFile } from '../enrolment.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { define } from '../part.js';
import { go } from '../router.js';
import { age, when } from '../words.js';
import '../house-vpn.js';
import '../sessions.js';

const PASSWORD_MIN = 8;

class ClientPage extends AccessPage {
  static properties = { client: {}, it: { state: true }, rights: { state: true }, codes: { state: true }, editing: { state: true }, ownRequest: { state: true } };

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('client')) return;
    Object.assign(this, { it: null, rights: null, codes: null, editing: false });
    this.read();
  }

  get path() {
    return `/clients/${encodeURIComponent(this.client)}`;
  }

  async read() {
    const id = this.client;
    await this.attempt(async () => {
      const [it, rights] = await Promise.all([get(this.path), all(`${this.path}/rights`)]);
      if (id === this.client) Object.assign(this, { it, rights });
    });
  }

  render() {
    const client = this.it;
    const isOwn = client && client.user === house.session?.user?.id;
    const back = isOwn ? html`<a class="back" href="/me">${icon('back')}My account</a>` : client ? html`<a class="back" href="/people/${encodeURIComponent(client.user)}">${icon('back')}Its owner</a>` : nothing;
    if (!client) return html`<header class="page-head">${back}<h1 tabindex="-1">A client</h1></header>${this.fault ? this.notices() : html`<p class="dim-words">Reading…</p>`}`;
    return html`<header class="page-head">${back}<h1 tabindex="-1">${named(client.name)}</h1>
        <p>${kindWords(client.kind)}${client.self ? ', the one you are using' : ''}: ${KINDS[client.kind]?.says ?? ''}. ${suspendedMark(client)}</p></header>
      ${this.notices()}
      <div class="two"><div class="stack">${this.facts(client)}${this.package(client)}<client-vpn .client=${client.id}></client-vpn>${this.ssh(client)}<session-list .user=${client.user} .client=${client.id} .names=${{ [client.id]: client.name }}></session-list>${this.may()}</div>
        <div class="stack">${this.recovery(client)}${this.ends(client)}</div></div>`;
  }

  facts(client) {
    const rows = [['Seen', client.seen ? age(client.seen) : 'never'], ['Made', when(client.since)], ['Host of its own', client.host], ['Certificate, SHA-256', client.certificate]];
    return html`<section class="card"><h2>About it</h2>
      ${this.editing ? html`<form class="saying" @submit=${(event) => this.rename(event)}><input name="name" aria-label="Its name" required maxlength="60" autocomplete="off" .value=${client.name}><button class="button primary" ?disabled=${this.busy}>Save</button></form>` : nothing}
      <dl class="facts">${rows.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${name.startsWith('Cert') || name.startsWith('Host') ? html`<code>${value}</code>` : value}</dd></div>`)}</dl>
      ${house.may('changeClient') && client.certificate ? html`<div class="control inline"><span class="label">Its certificate alone is enough to sign in, without a code</span>
        <button class="switch" role="switch" aria-label="Its certificate suffices" aria-checked=${client.certificateSuffices ? 'true' : 'false'} @click=${() => this.change({ certificateSuffices: !client.certificateSuffices })}></button></div>` : nothing}
      ${house.may('renameClient') && !this.editing ? html`<div><button class="button" @click=${() => (this.editing = true)}>${icon('edit')}Rename</button></div>` : nothing}</section>`;
  }

  async rename(event) {
    event.preventDefault();
    const name = event.currentTarget.elements.namedItem('name').value.trim();
    if (await this.change({ name }, 'Saved.')) this.editing = false;
  }

  change(changes, said) {
    return this.attempt(async () => {
      this.it = await patch(this.path, changes);
    }, said);
  }

  package(client) {
    if (!house.may('makePackage')) return nothing;
    if (client.packaged) return html`<section class="card"><h2>Privacy package</h2><p>It was handed out once, and once is all: for a new one make a new client.</p></section>`;
    return html`<section class="card"><h2>Privacy package</h2>
      <p>A host name of its own, the pin by which it recognises this house, a certificate by which the house recognises it, and the SSH host key. It is handed out once.</p>
      <form class="stack" @submit=${(event) => this.fetchPackage(event)}>
        <fieldset class="plain-set"><legend>Its key</legend>
          <label class="check"><input type="radio" name="way" value="password" .checked=${!this.ownRequest} @change=${() => (this.ownRequest = false)}><span>Made here, in a file with a password (for phones and browsers)</span></label>
          <label class="check"><input type="radio" name="way" value="request" .checked=${this.ownRequest ?? false} @change=${() => (this.ownRequest = true)}><span>Made by the client, which has a certificate request (better)</span></label></fieldset>
        ${this.ownRequest ? html`<label class="field"><span>Certificate request</span><textarea name="request" rows="5" required spellcheck="false" autocomplete="off" placeholder="-----BEGIN CERTIFICATE REQUEST-----"></textarea></label>`
          : html`<label class="field"><span>Password for the file</span><input name="password" type="password" required minlength=${PASSWORD_MIN} maxlength="200" autocomplete="new-password"><small>You type it again on the client. At least ${PASSWORD_MIN} characters.</small></label>`}
        <div class="buttons"><button class="button primary" name="as" value="zip" ?disabled=${this.busy}>${icon('down')}Fetch as ZIP</button><button class="button" name="as" value="json" ?disabled=${this.busy}>As JSON</button></div></form>
      <details><summary>What to do with it on a phone</summary><ol class="numbered">
        <li>Install <a href="/trust">this house's certificate</a> first.</li>
        <li>Bring the ZIP to the phone by cable or over the house's own page, not by mail, and open it.</li>
        <li>Open the file ending in .p12 and give the password: on an iPhone it becomes a profile in Settings; on Android choose “VPN and app user certificate”.</li>
        <li>Follow the README.txt in the ZIP to the end; then open the address that it names, and the browser offers the certificate. Delete the ZIP afterwards.</li></ol></details></section>`;
  }

  async fetchPackage(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const type = event.submitter?.value === 'json' ? 'application/json' : 'application/zip';
    const body = this.ownRequest ? { request: form.elements.namedItem('request').value.trim() } : { password: form.elements.namedItem('password').value };
    await this.attempt(async () => {
      const file = await fetchFile(`${this.path}/package`, body, type);
      saveFile(file.bytes, file.name ?? `steward-client.${type.endsWith('zip') ? 'zip' : 'json'}`);
      this.it = await get(this.path);
    }, 'The package is in your downloads.');
  }

  ssh(client) {
    if (!house.may('putSshKey')) return nothing;
    return html`<section class="card"><h2>SSH</h2>
      ${client.sshKey ? html`<dl class="facts"><div><dt>Key</dt><dd>${client.sshKey.type}</dd></div><div><dt>Fingerprint</dt><dd><code>${client.sshKey.fingerprint}</code></dd></div></dl>
        <div>${this.careful('ssh', 'Take the key away', 'Yes, take it away', () => this.setKey(null))}</div>`
      : html`<p class="dim-words">With its public key this client uses the steward's commands over SSH, port 8889.</p>
        <form class="stack" @submit=${(event) => { event.preventDefault(); this.setKey(event.currentTarget.elements.namedItem('key').value.trim()); }}>
          <label class="field"><span>Public key, one line</span><textarea name="key" rows="3" required spellcheck="false" autocomplete="off" placeholder="ssh-ed25519 AAAA… anna@laptop"></textarea></label>
          <div><button class="button" ?disabled=${this.busy}>Register the key</button></div></form>`}</section>`;
  }

  async setKey(key) {
    await this.attempt(async () => {
      this.it = key === null ? await remove(`${this.path}/ssh-key`) : await put(`${this.path}/ssh-key`, { key });
    }, key === null ? 'The key was taken away.' : 'The key is registered.');
  }

  may() {
    if (!this.rights) return nothing;
    const can = this.rights.filter(({ verdict }) => verdict !== 'no');
    const no = this.rights.filter(({ verdict }) => verdict === 'no');
    const fresh = can.filter((row) => row.fresh).length;
    return html`<details class="card"><summary><h2>What it may do</h2><span class="dim-words">${can.length} of ${this.rights.length}${fresh > 0 ? `, ${fresh} of them with a fresh code` : ''}</span></summary><div class="table-frame" tabindex="0" role="region" aria-label="What this client may do"><table class="rights"><thead><tr><th scope="col">It may…</th><th scope="col">Answer</th></tr></thead>
      <tbody>${[...can, ...no].map((row) => html`<tr><th scope="row"><span title=${row.operation}>${row.says || operationWords(row.operation)}</span>${row.fresh && row.verdict !== 'no' && row.verdict !== 'with a fresh code' ? html`<span class="dim-words">, with a fresh code</span>` : nothing}</th><td>${verdictMark(row.verdict)}</td></tr>`)}</tbody></table></div></details>`;
  }

  recovery(client) {
    if (!house.may('renewRecovery')) return nothing;
    return html`<section class="card"><h2>Recovery codes</h2>
      ${this.codes ? recoveryOnce(client, this.codes, () => (this.codes = null)) : html`<p class="dim-words">For the day on which its authenticator is lost. New ones make the old ones void.</p>
        <div>${this.careful('recovery', 'Make new ones', 'Yes, make ten new ones', () => this.renew())}</div>`}</section>`;
  }

  async renew() {
    await this.attempt(async () => {
      this.codes = (await post(`${this.path}/recovery`)).recovery;
    });
  }

  ends(client) {
    const mayRemove = house.may('removeClient');
    if (!mayRemove && !house.may('changeClient')) return nothing;
    return html`<section class="card"><h2>Suspend or revoke</h2><p class="dim-words">What it has open ends within a second. A revoked client is gone for good, with its certificate and keys.</p>
      <div class="buttons">${house.may('changeClient') ? html`<button class="button" ?disabled=${this.busy} @click=${() => this.change({ suspended: !client.suspended }, client.suspended ? 'No longer suspended.' : 'Suspended.')}>${client.suspended ? 'Let in again' : 'Suspend'}</button>` : nothing}
        ${mayRemove ? this.careful('revoke', client.self ? 'Revoke, and sign out here' : 'Revoke', 'Yes, revoke it for good', () => this.revoke(client)) : nothing}</div></section>`;
  }

  async revoke(client) {
    if (!(await this.attempt(() => remove(this.path)))) return;
    go(client.user === house.session?.user?.id ? '/me' : `/people/${encodeURIComponent(client.user)}`);
  }
}

define('page-client', ClientPage);
