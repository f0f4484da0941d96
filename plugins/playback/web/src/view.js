// What the player page says and shows; knows elements, decides nothing.
import { carriersName, formatWords, latencyName, viewersName } from './facts.js';

const element = id => document.getElementById(id);

const VEILS = {
  connecting: { title: 'Connecting', text: 'The picture comes in a moment.', status: 'Connecting' },
  waiting: {
    title: 'Not live yet', text: 'Leave this page open: the stream starts here by itself.', status: 'Offline',
  },
  ended: { title: 'The stream has ended', text: 'If it goes on, it starts here by itself.', status: 'Offline' },
  interrupted: {
    title: 'One moment', text: 'The streamer’s connection was cut. The picture comes back by itself.', status: 'Interrupted',
  },
  full: {
    title: 'The stream is full right now', text: 'It starts here as soon as there is room.', status: 'Full',
  },
  lost: { title: 'Connection lost', text: 'Trying again, you need not do anything.', status: 'Reconnecting' },
  unplayable: {
    title: 'This browser cannot play the stream', text: 'Try another browser, or open the address below in VLC.',
    status: 'Live',
  },
};

export function showPhase(phase) {
  const stage = element('stage');
  if (stage.dataset.phase === phase && stage.dataset.shown) {
    return;
  }
  stage.dataset.phase = phase;
  stage.dataset.shown = 'yes';
  const live = phase === 'live' || phase === 'stalled';
  document.body.toggleAttribute('data-live', live);
  const veil = VEILS[phase];
  element('status').textContent = live ? 'Live' : veil.status;
  document.title = `${live ? '● ' : ''}${document.body.dataset.stream} – StreamrP2P`;
  if (veil) {
    element('veil-title').textContent = veil.title;
    element('veil-text').textContent = veil.text;
  }
  if (phase === 'live') {
    announce('Live');
  } else if (veil && phase !== 'connecting') {
    announce(`${veil.title}. ${veil.text}`);
  }
}

/** Says something to people who hear the page. */
export function announce(text) {
  const announcer = element('announcer');
  if (announcer.textContent !== text) {
    announcer.textContent = text;
  }
}

/** @param {import('./api.js').Stream|undefined} stream */
export function showStream(stream) {
  const onAir = stream && stream.state !== 'ended';
  const viewers = element('viewers');
  viewers.hidden = !onAir || stream.viewers < 1;
  viewers.textContent = viewers.hidden ? '' : viewersName(stream.viewers);
  const format = element('format');
  const words = onAir ? formatWords(stream) : [];
  format.hidden = words.length === 0;
  format.textContent = words.join(' · ');
}

/** Who brings the picture: names of friends' machines, none when it comes from the streamer's own. */
export function showCarriers(names) {
  const friends = element('friends');
  friends.hidden = names.length === 0;
  const text = carriersName(names);
  if (friends.textContent !== text) {
    friends.textContent = text;
  }
}

/** The badge, the latency beside it, and the time line where the server keeps more than the last minute. */
export function showPosition(engine) {
  const atEdge = engine?.atLiveEdge ?? false;
  element('live').toggleAttribute('data-edge', atEdge);
  const latency = latencyName(engine?.latency ?? NaN);
  element('latency').textContent = latency && !atEdge ? `−${latency}` : latency;
  element('rewind').hidden = !engine?.canRewind;
}
