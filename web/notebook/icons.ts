// The few signs on buttons, drawn on a 12 × 12 sheet.

const SHAPES = {
  play: 'M2.5 1.2v9.6L10.8 6z',
  stop: 'M2 2h8v8H2z',
  pause: 'M2.2 1.8h2.6v8.4H2.2zM7.2 1.8h2.6v8.4H7.2z',
  restart: 'M6 1.6a4.4 4.4 0 1 0 4.4 4.4H9A3 3 0 1 1 6 3v1.9L9.4 2.4 6 0z',
  theme: 'M6 .8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 6 .8zm0 1.3v7.8a3.9 3.9 0 0 1 0-7.8z',
} as const;

export type Icon = keyof typeof SHAPES;

export function icon(name: Icon): SVGSVGElement {
  const NS = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(NS, 'svg');
  svg.setAttribute('class', 'ic');
  svg.setAttribute('viewBox', '0 0 12 12');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(NS, 'path');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}

export function button(className: string, name: Icon | null, words: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className;
  const text = document.createElement('span');
  text.textContent = words;
  element.append(...(name ? [icon(name)] : []), text);
  return element;
}

export function relabel(element: HTMLButtonElement, name: Icon, words: string): void {
  const text = element.querySelector('span')!;
  if (text.textContent === words) return;
  text.textContent = words;
  element.querySelector('svg')!.replaceWith(icon(name));
}
