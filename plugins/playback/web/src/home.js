// The list of streams: live as long as the page is open.
import { fetchRtmpPort } from './api.js';
import { copyButton } from './clipboard.js';
import { formatWords, hueOf, viewersName } from './facts.js';
import { Presence } from './presence.js';

const list = document.getElementById('streams');
const template = document.getElementById('card');
const summary = document.getElementById('summary');
const cards = new Map();

const say = (element, text) => {
  if (element.textContent !== text) {
    element.textContent = text;
  }
};

function newCard(name) {
  const item = template.content.firstElementChild.cloneNode(true);
  const link = item.querySelector('a');
  link.href = `/watch/${name}`;
  link.style.setProperty('--hue', hueOf(name));
  item.querySelector('.name').textContent = name;
  return item;
}

function update(item, stream) {
  const live = stream.state === 'live';
  const badge = item.querySelector('.badge');
  badge.toggleAttribute('data-live', live);
  say(badge, live ? 'Live' : 'Interrupted');
  const words = stream.viewers > 0 ? [viewersName(stream.viewers), ...formatWords(stream)] : formatWords(stream);
  const facts = item.querySelector('.facts');
  if (facts.dataset.words !== words.join('|')) {
    facts.dataset.words = words.join('|');
    facts.replaceChildren(...words.map(word => Object.assign(document.createElement('span'), { textContent: word })));
  }
}

/** What a streamer has to type in; nothing for streamers when this server takes no publishers. */
async function advise() {
  const port = await fetchRtmpPort();
  if (port !== null) {
    document.getElementById('server').value = `rtmp://${location.hostname}:${port}/live`;
    document.getElementById('steps').hidden = false;
  }
}

/** Cards stay where they are while their stream is there, so nothing jumps and the focus is kept. */
function show(streams) {
  const onAir = streams.filter(stream => stream.state !== 'ended').sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(onAir.map(stream => stream.name));
  for (const [name, item] of cards) {
    if (!names.has(name)) {
      item.remove();
      cards.delete(name);
    }
  }
  onAir.forEach((stream, index) => {
    const item = cards.get(stream.name) ?? newCard(stream.name);
    cards.set(stream.name, item);
    if (list.children[index] !== item) {
      list.insertBefore(item, list.children[index] ?? null);
    }
    update(item, stream);
  });
  document.getElementById('empty').hidden = onAir.length > 0;
  if (onAir.length === 0 && document.getElementById('steps').hidden) {
    advise();
  }
  document.querySelector('main').toggleAttribute('data-empty', onAir.length === 0);
  say(summary, onAir.length === 0 ? 'Quiet at the moment.'
    : onAir.length === 1 ? 'One stream is on the air.' : `${onAir.length} streams are on the air.`);
}

document.querySelectorAll('[data-copies]').forEach(button => {
  const field = document.getElementById(button.dataset.copies);
  copyButton(button, () => field.value, field);
});

const presence = new Presence();
presence.addEventListener('streams', ({ detail }) => show(detail));
presence.addEventListener('unreachable', () => say(summary, 'The server cannot be reached. Trying again …'));
document.addEventListener('visibilitychange', () => {
  presence.attentive = document.visibilityState === 'visible';
  if (document.visibilityState === 'visible') {
    presence.ask();
  }
});
presence.attentive = true;
presence.ask();
