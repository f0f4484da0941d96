// One request and its whole body, with a word for every sign of life.

/** No body may be larger; in bytes. */
const LARGEST = 64 << 20;

export class HttpError extends Error {
  constructor(status, text) {
    super(text || `HTTP ${status}`);
    this.status = status;
  }
}

/**
 * @param {string} url
 * @param {object} how
 * @param {typeof fetch} how.fetcher
 * @param {RequestInit} how.init
 * @param {() => void} how.heard called for the headers and for every piece of the body
 * @returns {Promise<{response: Response, bytes: Uint8Array}>}
 * @throws {HttpError} for an answer that is no success
 */
export async function fetchBody(url, { fetcher, init, heard }) {
  const response = await fetcher(url, init);
  if (!response.ok) {
    throw new HttpError(response.status, response.statusText);
  }
  heard();
  const pieces = [];
  let size = 0;
  for (const reader = response.body.getReader();;) {
    const { done, value } = await reader.read();
    if (done) {
      return { response, bytes: joined(pieces, size) };
    }
    heard();
    pieces.push(value);
    size += value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new Error(`a body of more than ${LARGEST} bytes`);
    }
  }
}

function joined(pieces, size) {
  if (pieces.length === 1 && pieces[0].byteLength === pieces[0].buffer.byteLength) {
    return pieces[0];
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
