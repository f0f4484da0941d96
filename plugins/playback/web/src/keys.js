// Which key does what on the player page.

const ACTIONS = {
  ' ': 'play', k: 'play', m: 'mute', f: 'fullscreen', l: 'live',
  arrowup: 'louder', arrowdown: 'quieter', arrowleft: 'back', arrowright: 'forward',
};
const ACTIVATES = new Set([' ', 'enter']);
const MOVES = new Set(['arrowup', 'arrowdown', 'arrowleft', 'arrowright']);

/**
 * The action of a key press, or null when the key belongs to somebody else: to the browser (with a modifier), to a
 * field that is typed into, to a button that Space presses, to a slider that arrows move.
 *
 * @param {{key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, defaultPrevented?: boolean}} event
 * @param {string[]} path lower-case tag names from the focused element outwards
 */
export function actionOf(event, path) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
    return null;
  }
  const key = event.key.toLowerCase();
  const focused = path[0] ?? '';
  if (path.some(tag => tag === 'input' && !path.some(outer => outer.endsWith('-range')) || tag === 'textarea' || tag === 'select')) {
    return null;
  }
  if (ACTIVATES.has(key) && (['button', 'a', 'summary'].includes(focused) || focused.endsWith('-button'))) {
    return null;
  }
  if (MOVES.has(key) && path.some(tag => tag.endsWith('-range'))) {
    return null;
  }
  return ACTIONS[key] ?? null;
}
