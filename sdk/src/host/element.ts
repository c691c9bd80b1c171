/** `<wicketgate-embed src ott-endpoint height …>`: `mount` as an element; its events are DOM events. */
import { type Embed, type Options, mount } from './index.js';

const EVENTS = ['ready', 'error', 'expiring', 'expired', 'revoked', 'refreshed', 'closed', 'unresponsive'];

export function define(): void {
  // Where modules are only looked at, on a server, there are no elements.
  if (typeof HTMLElement === 'undefined' || customElements.get('wicketgate-embed')) return;
  customElements.define(
    'wicketgate-embed',
    class extends HTMLElement {
      fetchOtt: Options['fetchOtt'];
      embed: Embed | undefined;

      connectedCallback(): void {
        // Frameworks set properties after they have inserted an element.
        queueMicrotask(() => {
          if (!this.isConnected || this.embed) return;
          this.style.display ||= 'block';
          const options: Options = { src: this.getAttribute('src') ?? '' };
          const endpoint = this.getAttribute('ott-endpoint');
          if (this.fetchOtt) options.fetchOtt = this.fetchOtt;
          if (endpoint) options.ottEndpoint = endpoint;
          const height = Number(this.getAttribute('height'));
          if (height) options.height = height;
          for (const name of ['title', 'locale'] as const) {
            const value = this.getAttribute(name);
            if (value) options[name] = value;
          }
          this.embed = mount(this, options);
          for (const name of EVENTS) {
            this.embed.on(name, (detail) => this.dispatchEvent(new CustomEvent(name, { detail })));
          }
        });
      }

      disconnectedCallback(): void {
        this.embed?.destroy();
        this.embed = undefined;
      }
    },
  );
}
