// What the page shows and does, as one table: no timers, no elements, no network.
//
// Phases:   connecting   the engine loads, no picture yet
//           live         the picture moves
//           stalled      the picture stopped for lack of media, the reason is not known yet
//           interrupted  the publisher was cut off and may come back
//           lost         the server cannot be reached or what it sends cannot be played: tried again and again
//           waiting      nobody publishes under this name
//           ended        a broadcast was watched to its end
//           full         neither the origin nor a friend has room for one more
// Actions:  start (a fresh engine), stop (no engine), retry (a fresh engine after a back-off), ask (how is the stream?)

/** @typedef {'connecting'|'live'|'stalled'|'interrupted'|'lost'|'waiting'|'ended'|'full'} Phase */

const stay = phase => ({ phase, action: null });

const TABLE = {
  connecting: {
    playing: { phase: 'live', action: null },
    dry: { phase: 'connecting', action: 'ask' },
    ended: { phase: 'ended', action: 'stop' },
    failed: { phase: 'lost', action: 'retry' },
    'stream-interrupted': { phase: 'interrupted', action: null },
    'stream-gone': { phase: 'waiting', action: 'stop' },
    full: { phase: 'full', action: 'stop' },
  },
  live: {
    full: { phase: 'full', action: 'stop' },
    // A stream that is over is still played to its last frame: only the engine's word ends it.
    dry: { phase: 'stalled', action: 'ask' },
    ended: { phase: 'ended', action: 'stop' },
    failed: { phase: 'stalled', action: 'retry' },
  },
  stalled: {
    playing: { phase: 'live', action: null },
    dry: { phase: 'stalled', action: 'ask' },
    ended: { phase: 'ended', action: 'stop' },
    failed: { phase: 'stalled', action: 'retry' },
    'stream-interrupted': { phase: 'interrupted', action: null },
    'stream-gone': { phase: 'ended', action: 'stop' },
    'server-lost': { phase: 'lost', action: 'retry' },
    full: { phase: 'full', action: 'stop' },
  },
  interrupted: {
    playing: { phase: 'live', action: null },
    ended: { phase: 'ended', action: 'stop' },
    'stream-live': { phase: 'connecting', action: 'start' },
    'stream-gone': { phase: 'ended', action: 'stop' },
    'server-lost': { phase: 'lost', action: 'retry' },
  },
  lost: {
    playing: { phase: 'live', action: null },
    ended: { phase: 'ended', action: 'stop' },
    failed: { phase: 'lost', action: 'retry' },
    'stream-live': { phase: 'lost', action: 'retry' },
    'stream-interrupted': { phase: 'interrupted', action: null },
    'stream-gone': { phase: 'waiting', action: 'stop' },
    full: { phase: 'full', action: 'stop' },
  },
  full: {
    room: { phase: 'connecting', action: 'start' },
    'stream-gone': { phase: 'waiting', action: null },
  },
  waiting: { 'stream-live': { phase: 'connecting', action: 'start' } },
  ended: { 'stream-live': { phase: 'connecting', action: 'start' } },
};

/** @returns {{phase: Phase, action: 'start'|'stop'|'retry'|'ask'|null}} */
export function step(phase, event) {
  return TABLE[phase]?.[event] ?? stay(phase);
}

/** Whether news about the stream is wanted at once in this phase: while the picture moves, it tells its own story. */
export function attentive(phase) {
  return phase !== 'live' && phase !== 'connecting';
}
