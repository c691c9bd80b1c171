/** What page and frame say to each other. Version 0 is `{ type: 'auth', ott }` and nothing else. */

/** A message of either side, before anything in it is believed. */
export interface Message {
  type: string;
  [member: string]: unknown;
}

/** The message in an event's data, or nothing where it is none. */
export function read(data: unknown): Message | undefined {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  const type = isObject ? (data as Message).type : undefined;
  return typeof type === 'string' && type.length < 40 ? (data as Message) : undefined;
}

/** A member that is a text of a sensible length. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= 512 ? value : undefined;
}

/** A member that is a number. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Hands events to listeners; one that throws is reported and stops nobody else. */
export class Events {
  readonly #listeners = new Map<string, Set<(value: never) => void>>();

  /** Adds a listener; what it returns removes it. */
  on(type: string, listener: (value: never) => void): () => void {
    const of = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, of.add(listener));
    return () => void of.delete(listener);
  }

  emit(type: string, value: unknown): void {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      try {
        (listener as (value: unknown) => void)(value);
      } catch (error) {
        reportError(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
