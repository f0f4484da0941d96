// What an address of a stream stands for. A playlist may name a file beside itself, or on some machine with a session in
// its path: the file is the same, and so is what it is called here.

const PATH = /^\/live\/([^/]+)\/(?:s\/[^/]+\/)?([^/]+)$/;
const SEGMENT = /^(\d{1,15})(?:\.(\d{1,6}))?\.m4s$/;

/**
 * @typedef {object} Address
 * @property {'playlist'|'rewind'|'media'|'init'|'other'} kind `media` is a part or a segment
 * @property {string} url    at the origin, without a session
 * @property {string} file   the last part of its path; empty for `other`
 * @property {string} query  with its question mark, or empty
 * @property {number} sequence of `media`, and of a playlist that the server is to hold until it has it; else -1
 * @property {number} part   likewise; -1 means the whole segment
 * @property {string} object `media` as receipts name it: "1234.5" or "1234"
 */

/**
 * @param {string} url    as hls.js asks for it
 * @param {URL} live      the stream's folder at the origin, `…/live/{name}/`
 * @returns {Address|null} null for what is none of this stream's origin: it is not asked for
 */
export function addressOf(url, live) {
  const { origin, pathname, search, href } = new URL(url, live);
  const [, stream, file] = PATH.exec(pathname) ?? [];
  const plain = { url: href, file: '', query: search, sequence: -1, part: -1, object: '' };
  if (stream === undefined || `/live/${stream}/` !== live.pathname) {
    return origin === live.origin ? { ...plain, kind: 'other' } : null;
  }
  const own = { ...plain, url: new URL(file + search, live).href, file };
  const media = SEGMENT.exec(file);
  if (media) {
    return { ...own, kind: 'media', sequence: Number(media[1]), part: Number(media[2] ?? -1), object: file.slice(0, -4) };
  }
  if (file === 'media.m3u8' || file === 'rewind.m3u8') {
    const wanted = new URLSearchParams(search);
    return { ...own, kind: file === 'media.m3u8' ? 'playlist' : 'rewind',
      sequence: Number(wanted.get('_HLS_msn') ?? -1), part: Number(wanted.get('_HLS_part') ?? -1) };
  }
  return { ...own, kind: /^init-[^/]+\.mp4$/.test(file) ? 'init' : 'other' };
}
