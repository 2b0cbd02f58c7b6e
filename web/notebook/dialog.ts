// Questions to the reader: the browser's own dialog, which keeps the focus and closes with Escape.

export interface Question {
  title: string;
  text: string;
  /** The button that does it. */
  action: string;
}

export function ask(question: Question): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'ask';
  const form = document.createElement('form');
  form.method = 'dialog';
  const title = document.createElement('h2');
  title.id = 'ask-title';
  title.textContent = question.title;
  const text = document.createElement('p');
  text.textContent = question.text;
  const buttons = document.createElement('div');
  buttons.className = 'ctl';
  for (const [value, words] of [
    ['no', 'Cancel'],
    ['yes', question.action],
  ] as const) {
    const button = document.createElement('button');
    button.className = value === 'yes' ? 'btn main' : 'btn';
    button.value = value;
    button.textContent = words;
    buttons.append(button);
  }
  form.append(title, text, buttons);
  dialog.append(form);
  dialog.setAttribute('aria-labelledby', title.id);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
  });
}
