/** A few words of which one holds: native radio buttons, set as text. */
export function choice<T extends string>(
  name: string,
  legend: string,
  words: readonly T[],
  chosen: T,
  choose: (word: T) => void,
): HTMLFieldSetElement {
  const set = document.createElement('fieldset');
  set.className = 'scale';
  const title = document.createElement('legend');
  title.className = 'vh';
  title.textContent = legend;
  set.append(title);
  for (const word of words) {
    const label = document.createElement('label');
    const input = document.createElement('input');
    Object.assign(input, { type: 'radio', name, value: word, checked: word === chosen });
    input.addEventListener('change', () => choose(word));
    const text = document.createElement('span');
    text.textContent = word;
    label.append(input, text);
    set.append(label);
  }
  return set;
}
