/** Why something happened: the chain of causes as sentences, the newest first, down to where it began. */
import { html, nothing } from 'lit';
import { get } from '../api.js';
import { signOf, subjectPath, subjectWords } from '../entries.js';
import { icon } from '../icons.js';
import { Part, define } from '../part.js';
import { dayOf, exactly } from '../words.js';

class WhyPage extends Part {
  static properties = { key: {}, answer: { state: true }, fault: { state: true } };

  willUpdate(changed) {
    super.willUpdate();
    if (changed.has('key')) this.read();
  }

  async read() {
    const key = this.key;
    this.answer = null;
    this.fault = '';
    try {
      const answer = await get(`/journal/${encodeURIComponent(key)}/why`);
      if (key === this.key) this.answer = answer;
    } catch (failure) {
      this.fault = failure.sentence;
    }
  }

  render() {
    const chain = this.answer?.chain ?? [];
    return html`<header class="page-head"><button class="back plain" @click=${() => history.back()}>${icon('back')}Back</button><h1 tabindex="-1">Why?</h1>
        ${this.answer ? html`<p class="answer">${this.answer.sentence}</p>` : nothing}</header>
      ${this.fault ? html`<p class="problem" role="alert">${icon('warn')}<span>${this.fault}</span></p>` : nothing}
      ${!this.answer && !this.fault ? html`<p class="dim-words">Reading…</p>` : nothing}
      ${chain.length > 0 ? html`<ol class="chain">${chain.map((link, index) => this.link(link, index === chain.length - 1))}</ol>` : nothing}`;
  }

  link(link, isRoot) {
    const path = subjectPath(link.subject);
    return html`<li ?data-root=${isRoot}><span class="chain-icon">${icon(signOf(link))}</span>
      <div><p>${link.sentence}</p>
        <p class="dim-words">${isRoot ? 'Here it began · ' : ''}<time datetime=${link.at}>${dayOf(new Date(link.at))}, ${exactly(link.at)}</time> · no. ${link.seq}${path ? html` · <a href=${path}>${subjectWords(link.subject)}</a>` : nothing}</p></div></li>`;
  }
}

define('page-why', WhyPage);
