// Copying, also where the page came over plain HTTP and has no clipboard of its own.

/** @param {string} text @param {HTMLInputElement|null} field that shows the text and can be selected */
async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const source = field ?? Object.assign(document.createElement('textarea'), { value: text });
    if (!field) {
      document.body.append(source);
    }
    source.select();
    const done = document.execCommand('copy');
    if (!field) {
      source.remove();
    }
    return done;
  }
}

/** Makes a button copy what `text()` says, and tell so for two seconds. */
export function copyButton(button, text, field = null, announce = () => {}) {
  const label = button.querySelector('span');
  const usual = label.textContent;
  let timer = 0;
  button.addEventListener('click', async () => {
    const done = await copy(text(), field);
    label.textContent = done ? 'Copied' : 'Press Ctrl+C';
    announce(done ? 'Copied' : 'The text is selected: press Control C to copy it');
    button.focus();
    clearTimeout(timer);
    timer = setTimeout(() => { label.textContent = usual; }, 2000);
  });
}
