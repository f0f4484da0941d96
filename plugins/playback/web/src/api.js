// The server's public API as the pages need it.

const TIMEOUT_MS = 6000;

/**
 * One stream as the pages know it.
 * @typedef {{name: string, state: 'live'|'interrupted'|'ended', since: number|null, viewers: number,
 *   video: {codec: string, width: number, height: number}|null, audio: {codec: string}|null,
 *   framesPerSecond: number, bitsPerSecond: number}} Stream
 */

/** All streams of this server. @returns {Promise<Stream[]>} */
export async function fetchStreams(fetcher = fetch) {
  const response = await fetcher('/api/v1/streams', {
    headers: { Accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) {
    throw new Error(`streams: HTTP ${response.status}`);
  }
  const body = await response.json();
  return (Array.isArray(body) ? body : body.streams ?? []).map(toStream);
}

/** The port to publish to by RTMP; null when this server takes no publishers, or does not say. */
export async function fetchRtmpPort(fetcher = fetch) {
  try {
    const response = await fetcher('/api/v1/ingest', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? (await response.json()).rtmpPort ?? null : null;
  } catch {
    return null;   // away just now: the page does without
  }
}

/** @returns {Stream} */
export function toStream(json) {
  const tracks = json.tracks ?? [];
  const video = tracks.find(track => track.width !== undefined);
  const audio = tracks.find(track => track.width === undefined);
  const viewers = json.viewers ?? 0;
  return {
    name: String(json.name),
    state: String(json.state ?? 'live').toLowerCase(),
    since: json.since ? Date.parse(json.since) : null,
    viewers: typeof viewers === 'number' ? viewers : Object.entries(viewers).reduce((sum, [protocol, n]) => protocol === 'relay' ? sum : sum + n, 0),
    video: video ? { codec: video.codec, width: video.width, height: video.height } : null,
    audio: audio ? { codec: audio.codec } : null,
    framesPerSecond: json.framesPerSecond ?? 0,
    bitsPerSecond: (json.videoBitsPerSecond ?? 0) + (json.audioBitsPerSecond ?? 0),
  };
}
