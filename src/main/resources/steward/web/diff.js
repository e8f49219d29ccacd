/** Two texts line by line: what both have, what only the one, what only the other. */

/** @param {string[]} before @param {string[]} after @returns {{how: 'same' | 'gone' | 'new', line: string}[]} */
export function linesBetween(before, after) {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i][j] = before[i] === after[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ how: 'same', line: before[i] });
      [i, j] = [i + 1, j + 1];
    } else if (j >= after.length || (i < before.length && lengths[i + 1][j] >= lengths[i][j + 1])) lines.push({ how: 'gone', line: before[i++] });
    else lines.push({ how: 'new', line: after[j++] });
  }
  return lines;
}

/** Words of a sentence with what comes between, so that joined they are the sentence again. @param {string} text */
export const wordsIn = (text) => text.match(/\S+\s*/g) ?? [];

const LINES_MAX = 1_500;

/** The same, joined into runs. @param {string[]} before @param {string[]} after */
export function runsBetween(before, after) {
  const runs = [];
  for (const { how, line } of linesBetween(before.slice(0, LINES_MAX), after.slice(0, LINES_MAX))) {
    if (runs.at(-1)?.how === how) runs.at(-1).text += line;
    else runs.push({ how, text: line });
  }
  return runs;
}
