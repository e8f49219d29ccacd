/** One thing: what it is like, what it can be asked, how it has been, and what it said last. */
import { html, nothing } from 'lit';
import { get, patch, remove } from '../api.js';
import { cloudNote } from '../cloud.js';
import { changesOf, entryList } from '../entries.js';
import { house } from '../house.js';
import { icon } from '../icons.js';
import { outcomeBar } from '../outcome.js';
import { define } from '../part.js';
import { go } from '../router.js';
import { iconOf, kindWords, qualityOf, stateOf } from '../things.js';
import { ThingPart } from '../tile.js';
import { age, capital, exactly, isNever, propertyWords, valueWords } from '../words.js';
import '../controls.js';
import '../flash.js';
import '../grade.js';
import '../history.js';
import '../mqtt.js';
import '../secrets.js';
import '../thing-network.js';
import '../wayout.js';

const ENTRIES_MAX = 200;
const ENTRIES_SHOWN = 30;
const QUALITIES = { confirmed: '', assumed: 'assumed, not reported', stale: 'old, not said since', unknown: 'never reported' };
/** How a message came or went, as a person may have heard it called. */
const TRANSPORTS = {
  mqtt: 'MQTT', http: 'HTTP', udp: 'UDP', tcp: 'TCP', websocket: 'WebSocket', sse: 'event stream', 'dns-sd': 'announcement (DNS-SD)', webhook: 'webhook', link: 'connection',
};

/** Families whose things speak with the house over its broker. */
const hasBroker = (thing) => ['tasmota', 'plain', 'mqtt-discovery', 'owntracks'].includes(thing.family);

class ThingPage extends ThingPart {
  static properties = { thing: {}, cloud: { state: true }, entries: { state: true }, messages: { state: true }, editing: { state: true }, removing: { state: true }, fault: { state: true } };

  topics() {
    return [...super.topics(), 'things'];
  }

  connectedCallback() {
    super.connectedCallback();
    this.stopListening = house.listen((entry) => {
      if (entry.subject === this.thing && this.entries) this.entries = [entry, ...this.entries].slice(0, ENTRIES_MAX);
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stopListening();
  }

  willUpdate(changed) {
    super.willUpdate();
    if (!changed.has('thing')) return;
    this.cloud = undefined;
    this.entries = null;
    this.messages = null;
    this.editing = this.removing = false;
    this.fault = '';
    this.readCloud();
    this.readEntries();
  }

  async readCloud() {
    const asked = this.thing;
    try {
      const { cloud } = await get(`/things/${encodeURIComponent(asked)}`);
      if (asked === this.thing) this.cloud = cloud;
    } catch {
      // a thing that is not there, or a lost connection, is shown already
    }
  }

  async readEntries() {
    const thing = this.thing;
    try {
      const query = new URLSearchParams({ subject: thing, limit: String(ENTRIES_MAX) });
      const entries = (await get(`/journal?${query}`)).items;
      if (thing === this.thing) this.entries = entries;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  async readMessages() {
    try {
      this.messages = (await get(`/things/${encodeURIComponent(this.thing)}/messages`)).items;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  render() {
    const thing = this.it;
    if (!thing) {
      return html`<header class="page-head"><a class="back" href="/">${icon('back')}All rooms</a><h1 tabindex="-1">No such thing</h1></header>
        <p>There is no thing with the id <code>${this.thing}</code>. It may have been removed.</p>`;
    }
    const room = thing.room ? `/rooms/${encodeURIComponent(thing.room)}` : '/';
    return html`
      <header class="page-head"><a class="back" href=${room}>${icon('back')}${thing.room || 'All rooms'}</a>
        ${this.editing ? this.form(thing) : this.heading(thing)}</header>
      ${cloudNote(this.cloud)}
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      <div class="two">
        <div class="stack">${this.controls(thing)}<thing-history .thing=${thing.id}></thing-history>${this.recently()}</div>
        <div class="stack">${this.properties(thing)}<thing-network .thing=${thing.id}></thing-network>${this.facts(thing)}${house.may('getGrade') ? html`<thing-grade .thing=${thing.id}></thing-grade>` : nothing}${house.may('makeMqttClient') && hasBroker(thing) ? html`<thing-mqtt .thing=${thing.id}></thing-mqtt>` : nothing}${house.may('putSecrets') ? html`<thing-secrets .thing=${thing.id}></thing-secrets>` : nothing}${thing.family === 'sonoff' ? html`<way-out .model=${thing.model} .firmware=${thing.firmware} .of=${thing.name}></way-out><thing-flash .thing=${thing.id}></thing-flash>` : nothing}${house.may('listMessages') ? this.raw() : nothing}</div>
      </div>`;
  }

  heading(thing) {
    const state = stateOf(thing);
    return html`<div class="thing-title" data-tone=${state.tone} ?data-active=${state.active}><span class="tile-icon">${icon(iconOf(thing))}</span>
      <div><h1 tabindex="-1">${thing.name}</h1><p class="lead" aria-live="off">${state.words}</p></div>
      ${house.may('renameThing') ? html`<button class="quiet icon-only" aria-label="Change name or room" @click=${() => (this.editing = true)}>${icon('edit')}</button>` : nothing}</div>`;
  }

  form(thing) {
    return html`<form class="card" @submit=${(event) => this.rename(event)}><h1 tabindex="-1">Name and room</h1>
      <div class="fields">
        <label class="field"><span>Name</span><input name="name" required maxlength="80" .value=${thing.name}></label>
        <label class="field"><span>Room</span><input name="room" maxlength="80" list="rooms-here" .value=${thing.room ?? ''}></label></div>
      <datalist id="rooms-here">${house.rooms().map((room) => html`<option value=${room}></option>`)}</datalist>
      <div class="buttons"><button class="button primary">Save</button><button type="button" class="button" @click=${() => (this.editing = false)}>Leave as it is</button></div></form>`;
  }

  async rename(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    try {
      const changed = await patch(`/things/${encodeURIComponent(this.thing)}`, { name: form.get('name').trim(), room: form.get('room').trim() });
      house.things.set(this.thing, { ...this.it, ...changed });
      house.touch('things');
      this.editing = false;
      this.fault = '';
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  controls(thing) {
    const command = house.commands.get(thing.id);
    if (Object.keys(thing.actions ?? {}).length === 0) return nothing;
    return html`<section class="card" aria-label="Controls"><thing-controls .thing=${thing.id}></thing-controls>${outcomeBar(command)}</section>`;
  }

  properties(thing) {
    const rows = Object.entries(thing.properties);
    return html`<section class="card"><h2>Properties</h2>${rows.length === 0 ? html`<p class="dim-words">It has not reported anything yet.</p>` : html`
      <dl class="values">${rows.map(([name, value]) => html`<div><dt>${propertyWords(name)}</dt>
        <dd><b>${capital(valueWords(value, name))}</b><span>${value.quality === 'unknown' ? nothing : age(value.at)}${this.quality(thing, name)}</span></dd></div>`)}</dl>`}</section>`;
  }

  quality(thing, name) {
    const quality = qualityOf(thing, name);
    return QUALITIES[quality] ? html`${quality === 'unknown' ? nothing : ' · '}<em data-quality=${quality}>${QUALITIES[quality]}</em>` : nothing;
  }

  facts(thing) {
    const status = thing.status ?? {};
    const rows = [
      ['Status', `${capital(status.state ?? 'unknown')}${status.reason ? `: ${status.reason}` : ''}`], ['Last heard', isNever(status.seen) ? 'never' : age(status.seen)],
      ['Kind', kindWords(thing)], ['Made by', [thing.maker, thing.model].filter(Boolean).join(', ')], ['Firmware', thing.firmware],
      ['Family', thing.family], ['Id', thing.id], ['UDN', thing.udn],
    ];
    return html`<section class="card"><h2>About it</h2>
      <dl class="facts">${rows.filter(([, words]) => words && words !== 'unknown').map(([name, words]) => html`<div><dt>${name}</dt><dd>${words}</dd></div>`)}</dl>
      ${thing.family === 'webhook' && house.may('listWebhooks') ? html`<p><a href="/callers">Its calls, its secret and how it is set up</a></p>` : nothing}
      <div class="buttons">${!house.may('removeThing') ? nothing : this.removing
        ? html`<button class="button danger" @click=${() => this.takeAway()}>Yes, remove it</button><button class="button" @click=${() => (this.removing = false)}>Keep it</button>`
        : html`<button class="quiet danger" @click=${() => (this.removing = true)}>Remove from the house…</button>`}</div></section>`;
  }

  async takeAway() {
    try {
      await remove(`/things/${encodeURIComponent(this.thing)}`);
      house.things.delete(this.thing);
      house.touch('things');
      go('/');
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  recently() {
    return html`<section class="card"><h2>Recently</h2>
      ${this.entries === null ? html`<p class="dim-words">Reading…</p>` : this.entries.length === 0 ? html`<p class="dim-words">Nothing has happened to it yet.</p>` : entryList(changesOf(this.entries).slice(0, ENTRIES_SHOWN), false)}</section>`;
  }

  raw() {
    return html`<details class="card" @toggle=${(event) => event.currentTarget.open && this.readMessages()}>
      <summary><h2>Last messages</h2><span class="dim-words">as they came over the wire</span></summary>
      ${this.messages === null ? nothing : this.messages.length === 0 ? html`<p class="dim-words">None since the steward started.</p>` : html`
      <ol class="messages">${this.messages.map((message) => this.message(message))}</ol>`}</details>`;
  }

  message(message) {
    const isOut = message.direction === 'out';
    const transport = TRANSPORTS[message.transport] ?? message.transport;
    return html`<li><p><b>${isOut ? 'To the thing' : 'From the thing'}</b> · ${transport} · <time datetime=${message.at}>${exactly(message.at)}</time>${message.retained ? ' · kept by the broker' : ''}<br>
        <bdi>${message.address}</bdi>${message.from ? html` · from <bdi>${message.from}</bdi>` : nothing}</p>
      ${message.body === '' ? html`<p class="dim-words">nothing in it</p>` : html`<pre tabindex="0" aria-label="Message body" class="scrolls">${message.body}</pre>`}</li>`;
  }
}

define('page-thing', ThingPage);
