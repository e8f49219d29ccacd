/** A draft on its way from the page that made it to the editor: handed over once, and kept nowhere. */

let waiting = null;

/** @param {object} draft of an activity */
export function handOver(draft) {
  waiting = draft;
}

/** The draft that waits, if one does; it is taken by that. @returns {object | null} */
export function takeOver() {
  const draft = waiting;
  waiting = null;
  return draft;
}
