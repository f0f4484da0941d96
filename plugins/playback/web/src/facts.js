// Figures as words for people.

const CODECS = [
  [/^avc[13]/, 'H.264'], [/^(hvc1|hev1)/, 'HEVC'], [/^av01/, 'AV1'], [/^vp0?9/, 'VP9'],
  [/^mp4a\.40/, 'AAC'], [/^opus/i, 'Opus'], [/^(mp3|mp4a\.(6b|69))/i, 'MP3'], [/^ac-3/, 'AC-3'], [/^flac/i, 'FLAC'],
];

/** The name of an RFC 6381 codec string that people know. */
export function codecName(codec) {
  return CODECS.find(([pattern]) => pattern.test(codec))?.[1] ?? codec.split('.')[0];
}

/** The picture's size and pace: "1080p60"; empty while unknown. */
export function sizeName({ video, framesPerSecond }) {
  if (!video?.height) {
    return '';
  }
  const lines = Math.min(video.width, video.height);
  return `${lines}p${framesPerSecond >= 1 ? Math.round(framesPerSecond) : ''}`;
}

export function bitRateName(bitsPerSecond) {
  return bitsPerSecond >= 1e6 ? `${(bitsPerSecond / 1e6).toFixed(1)} Mbit/s` : `${Math.round(bitsPerSecond / 1e3)} kbit/s`;
}

export function viewersName(count) {
  return count === 1 ? '1 watching' : `${count} watching`;
}

/** Who carries a stream: "carried by alice", "carried by alice and bob", "carried by 3 friends"; empty for nobody. */
export function carriersName(names) {
  if (names.length === 0) {
    return '';
  }
  return `carried by ${names.length > 2 ? `${names.length} friends` : names.join(' and ')}`;
}

/** What a stream looks like, in a few words: "1080p60", "H.264", "3.1 Mbit/s". */
export function formatWords(stream) {
  const words = [];
  if (stream.video) {
    words.push(sizeName(stream), codecName(stream.video.codec));
  } else if (stream.audio) {
    words.push('Sound only', codecName(stream.audio.codec));
  }
  if (stream.bitsPerSecond > 0) {
    words.push(bitRateName(stream.bitsPerSecond));
  }
  return words.filter(Boolean);
}

/** A distance from the live moment: "1.1 s" below ten seconds, "1:05 min" above a minute; empty when unknown. */
export function latencyName(seconds) {
  if (!Number.isFinite(seconds) || seconds <= 0) {
    return '';
  }
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

/** A colour of its own for every name: a hue from 0 to 359. */
export function hueOf(name) {
  let hash = 0;
  for (const letter of name) {
    hash = (hash * 31 + letter.codePointAt(0)) >>> 0;
  }
  return hash % 360;
}
