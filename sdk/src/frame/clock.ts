/** Time that passes, whatever the local clock says it is. */

/** A moment, to be asked later how long ago it was. */
export function mark(): () => number {
  const [wall, steady] = [Date.now(), performance.now()];
  // The steady clock stops in some browsers while the machine sleeps; the wall clock may be set back.
  return () => Math.max(Date.now() - wall, performance.now() - steady) / 1000;
}
