/** Hears the parent from the moment this script runs, so that nothing is missed before `connect`. */
import { type Message, read } from '../protocol.js';

export interface Heard {
  message: Message;
  origin: string;
  ports: readonly MessagePort[];
}

const MOST_KEPT = 16;
const kept: Heard[] = [];
let listener: ((heard: Heard) => void) | undefined;

/** How many messages were not for us, or made no sense. */
export const counts = { ignored: 0 };

addEventListener('message', (event) => {
  const message = read(event.data);
  if (parent === window || event.source !== parent || !message) {
    counts.ignored++;
    return;
  }
  const heard = { message, origin: event.origin, ports: event.ports };
  if (listener) {
    listener(heard);
  } else if (kept.length < MOST_KEPT) {
    kept.push(heard);
  } else {
    counts.ignored++;
  }
});

/** Hands over what was heard, and what will be; one listener at a time. */
export function listen(to: (heard: Heard) => void): () => void {
  listener = to;
  kept.splice(0).forEach(to);
  return () => {
    listener = undefined;
  };
}
