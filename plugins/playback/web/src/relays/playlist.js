// What a media playlist says that the loader must know, and whether a relay may have written it. Playlists are not signed;
// but they can name nothing except files of the stream by their numbers, and those are.

const NUMBER = /^\d{1,15}$/;
/** What the origin never writes: keys, variables, pieces of files. */
const FOREIGN = /^#EXT-X-(?:KEY|DEFINE|BYTERANGE)|BYTERANGE/;

/** The value of a tag, or of an attribute of it; null when it is not there. */
function valueOf(text, pattern) {
  return pattern.exec(text)?.[1] ?? null;
}

/**
 * @typedef {object} Facts
 * @property {number} partTargetMs   the longest part, in milliseconds; 0 without parts
 * @property {number} targetMs       the target duration, in milliseconds
 * @property {string} hint           the file that comes next and is asked for before it is there; empty without
 * @property {number} newest         the media sequence of the segment that grows or was the last
 */

/** @returns {Facts} */
export function factsOf(text) {
  const hint = valueOf(text, /^#EXT-X-PRELOAD-HINT:.*URI="([^"]*)"/m) ?? '';
  const segments = text.match(/^\d+\.m4s$/gm);
  return {
    partTargetMs: 1000 * Number(valueOf(text, /^#EXT-X-PART-INF:.*PART-TARGET=([\d.]+)/m) ?? 0),
    targetMs: 1000 * Number(valueOf(text, /^#EXT-X-TARGETDURATION:(\d+)/m) ?? 0),
    hint,
    newest: Math.max(parseInt(hint, 10) || 0, parseInt(segments?.at(-1) ?? '0', 10)),
  };
}

/**
 * What is wrong with a playlist that came from a relay: it names other files than the stream's, counts them wrongly, or
 * is older than what was asked for.
 *
 * @param {string} text
 * @param {import('./address.js').Address} asked
 * @returns {string|null} null when nothing is
 */
export function flawOf(text, asked) {
  const begin = valueOf(text, /^#EXT-X-MEDIA-SEQUENCE:(\d+)\r?$/m) ?? '';
  if (!text.startsWith('#EXTM3U') || !NUMBER.test(begin)) {
    return 'no media playlist';
  }
  let next = Number(begin) + Number(valueOf(text, /^#EXT-X-SKIP:.*SKIPPED-SEGMENTS=(\d+)/m) ?? 0);
  for (const line of text.split(/\r?\n/)) {
    if (line !== '' && !line.startsWith('#') && line !== `${next++}.m4s`) {
      return 'a segment out of order';
    }
    if (FOREIGN.test(line)) {
      return 'a tag that the origin does not write';
    }
    const uri = /URI="([^"]*)"/.exec(line);
    if (uri && !/^(?:\d+\.\d+\.m4s|init-[0-9a-f]+\.mp4)$/.test(uri[1])) {
      return 'a foreign address';
    }
  }
  return text.includes('#EXT-X-ENDLIST') || asked.sequence < 0 || reaches(next, factsOf(text).hint, asked) ? null : 'too old';
}

/** Whether a playlist whose next whole segment and part are these holds what was asked for. */
function reaches(nextSegment, hint, { sequence, part }) {
  const [hintSequence, hintPart] = hint.split('.').map(Number);
  return nextSegment > sequence
    || (part >= 0 && (hintSequence > sequence || (hintSequence === sequence && hintPart > part)));
}
