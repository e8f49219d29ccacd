/** What may stand where in an activity, by the JSON Schema that the steward publishes. */

const PATH = '/activity.schema.json';
const DEPTH_MAX = 40;

let asked = null;

/** The schema, asked for once. @returns {Promise<any>} */
export function schema() {
  asked ??= fetch(PATH, { headers: { Accept: 'application/json' } }).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))));
  asked.catch(() => (asked = null));
  return asked;
}

/** The shapes behind references and choices. */
function plain(root, shape, depth = 0) {
  if (!shape || depth > DEPTH_MAX) return [];
  if (shape.$ref) return plain(root, root.$defs?.[shape.$ref.split('/').at(-1)], depth + 1);
  const among = [...(shape.anyOf ?? []), ...(shape.properties ? [] : (shape.oneOf ?? []))];
  return among.length > 0 ? among.flatMap((one) => plain(root, one, depth + 1)) : [shape];
}

/** Those of the shapes of an object that allow all of these members, or all where none does. */
function fitting(shapes, names) {
  const objects = shapes.filter((shape) => shape.properties);
  const fit = objects.filter((shape) => names.every((name) => name in shape.properties));
  return fit.length > 0 ? fit : objects;
}

/**
 * The shapes at a place.
 * @param {any} root @param {{step: string, names: string[]}[]} way each step into it: a member of an object with these others, or `[]` into a list
 */
function shapesAt(root, way) {
  let shapes = plain(root, root);
  for (const { step, names } of way) {
    if (step === '[]') shapes = shapes.flatMap((shape) => plain(root, shape.items));
    else shapes = fitting(shapes, names).flatMap((shape) => plain(root, shape.properties[step]));
  }
  return shapes;
}

/** The members that may still stand in an object. @param {any} root @param {any[]} way @param {string[]} names those that stand there */
export function keysAt(root, way, names) {
  const fit = fitting(shapesAt(root, way), names);
  const must = new Set(fit.flatMap((shape) => shape.required ?? []));
  const all = [...new Set(fit.flatMap((shape) => Object.keys(shape.properties)))].filter((name) => !names.includes(name));
  return all.sort((a, b) => Number(must.has(b)) - Number(must.has(a)));
}

/** The closed lists of values that may stand at a place. @param {any} root @param {any[]} way @returns {any[]} */
export function valuesAt(root, way) {
  return [...new Set(shapesAt(root, way).flatMap((shape) => {
    if (shape.enum) return shape.enum;
    if ('const' in shape) return [shape.const];
    if (shape.type === 'boolean') return [true, false];
    return shape.examples ?? [];
  }))];
}

/** Whether a list stands at the place, or an object. @param {any} root @param {any[]} way */
export function formAt(root, way) {
  const shapes = shapesAt(root, way);
  if (shapes.some((shape) => shape.type === 'array')) return 'list';
  return shapes.length > 0 && shapes.every((shape) => shape.properties) ? 'object' : 'value';
}
