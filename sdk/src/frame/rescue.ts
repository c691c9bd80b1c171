/** Load rescue: a page that listens for `load` too late never posts; loading again lets it. */

const NAME = /^([\s\S]*?)(?:\|wicketgate:(\d))?$/;
const WAITS = [1500, 3000, 6000];

function parts(): [string, number] {
  const [, own = '', count = '0'] = NAME.exec(window.name) ?? [];
  return [own, Number(count)];
}

/** How long to wait for the page before loading again; nothing when that was done three times. */
export function patience(): number | undefined {
  return WAITS[parts()[1]];
}

/** Loads the frame again; the count survives in the window's name, behind what was there. */
export function reload(): void {
  const [own, count] = parts();
  window.name = `${own}|wicketgate:${count + 1}`;
  location.reload();
}

/** Forgets the count. */
export function rescued(): void {
  const [own] = parts();
  if (window.name !== own) window.name = own;
}
