/** Shows in the frame what went wrong, where the gateway allows it: in a sandbox, or when asked for. */
import type { WicketgateError } from '../error.js';

interface Panel {
  show(problem: WicketgateError): () => void;
}

let hide: (() => void) | undefined;

export async function diagnose(api: string, problem: WicketgateError): Promise<void> {
  try {
    const asked = new URLSearchParams(location.search).get('wg_debug') === '1';
    if (!asked) {
      const answer = await fetch(`${api}/embed/v1/config`, { credentials: 'omit' });
      if ((await answer.json()).diagnostics !== true) return;
    }
    const panel: Panel = await import(`${api}/embed/v1/panel.js`);
    hide?.();
    hide = panel.show(problem);
  } catch {
    // A panel that cannot be shown helps nobody, and hurts nobody.
  }
}

export function clear(): void {
  hide?.();
  hide = undefined;
}
