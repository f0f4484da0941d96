// A player's one view of the playlist, whoever it comes from. Machines that began later have fewer segments, and a player
// that changes to one with more would lose its place: hls.js counts from the first segment, and takes segments that are
// left out of an update from the playlist before. So the first media sequence number never goes back (RFC 8216bis, 6.2.2),
// and updates come only from the machine whose playlist the player has.
import { factsOf } from './playlist.js';

const SEQUENCE = /^(#EXT-X-MEDIA-SEQUENCE:)(\d+)/m;
const BREAKS = /^(#EXT-X-DISCONTINUITY-SEQUENCE:)(\d+)/m;
const OF_A_SEGMENT = /^#(?:EXTINF|EXT-X-(?:PART:|PROGRAM-DATE-TIME|DISCONTINUITY\b(?!-)|GAP|MAP))/;

const firstOf = text => Number(SEQUENCE.exec(text)?.[2] ?? -1);

/** A playlist without its first segments, so that it begins with this one; as it is when it would have none left. */
export function beginningWith(sequence, text) {
  const first = firstOf(text);
  if (first < 0 || first >= sequence || sequence >= factsOf(text).newest) {
    return text;
  }
  const lines = text.split('\n');
  const begin = lines.findIndex(line => OF_A_SEGMENT.test(line));
  const end = lines.indexOf(`${sequence - 1}.m4s`) + 1;
  if (begin < 0 || end <= begin) {
    return text;
  }
  const cut = lines.slice(begin, end);
  const init = cut.findLast(line => line.startsWith('#EXT-X-MAP'));
  const breaks = cut.filter(line => line === '#EXT-X-DISCONTINUITY').length;
  const head = lines.slice(0, begin).join('\n')
    .replace(SEQUENCE, (_, tag) => tag + sequence)
    .replace(BREAKS, (_, tag, count) => tag + (Number(count) + breaks));
  const rest = lines.slice(end);
  // A first segment with another initialisation names it itself.
  return [head, ...(init && !rest[0]?.startsWith('#EXT-X-MAP') ? [init] : []), ...rest].join('\n');
}

function whole(query) {
  const wanted = new URLSearchParams(query);
  wanted.delete('_HLS_skip');
  const left = String(wanted);
  return left && `?${left}`;
}

export class Timeline {
  /** Whose playlist the player has, as it was; null: nobody's. */
  #node = null;
  #first = -1;

  /** What to ask a machine for. @param {string} query as the player wants it */
  query(node, query) {
    return node === this.#node ? query : whole(query);
  }

  /** What the player gets of a machine's playlist. */
  take(node, text) {
    const fit = beginningWith(this.#first, text);
    this.#first = firstOf(fit);
    this.#node = fit === text ? node : null;
    return fit;
  }
}
