// Sound: browsers let a page start only without it, unless its visitor has used the site before.

const KEY = 'streamr.sound';

/** What the visitor chose last time. */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};   // no storage here (private mode), or not ours: as on a first visit
  }
}

function remember(video) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ on: !video.muted, volume: video.volume }));
  } catch {
    // no storage here: the choice holds for this visit
  }
}

/** Starts the picture, with sound where the browser and the visitor's last choice allow it. */
export async function play(video) {
  const choice = remembered();
  if (choice.on && video.muted) {
    video.volume = Math.min(1, Math.max(0.05, Number(choice.volume) || 1));
    video.muted = false;
  }
  try {
    await video.play();
  } catch (refused) {
    if (refused.name !== 'NotAllowedError' || video.muted) {
      return;
    }
    video.muted = true;
    await video.play().catch(() => {});   // the play button is there for the rest
  }
}

/** Keeps the "turn on sound" button and the memory in step with the video. */
export function watchSound(video, button) {
  const show = () => { button.hidden = !video.muted && video.volume > 0; };
  video.addEventListener('volumechange', show);
  show();
  button.addEventListener('click', () => {
    turnOn(video);
    video.closest('.stage')?.focus({ preventScroll: true });   // the button that had the focus is gone
  });
  // Only a person's act is remembered, never a browser's refusal.
  video.addEventListener('volumechange', () => navigator.userActivation?.isActive !== false && remember(video));
}

export function turnOn(video) {
  video.muted = false;
  if (video.volume === 0) {
    video.volume = 0.5;
  }
}
