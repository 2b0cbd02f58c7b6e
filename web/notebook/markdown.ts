// Text cells: Markdown with TeX, as Jupyter reads them. HTML in them is shown as text, and what
// comes out is sanitized nevertheless: a notebook may come from anywhere.

import DOMPurify from 'dompurify';
import katex from 'katex';
import MarkdownIt from 'markdown-it';

/** Formulas are taken out before Markdown sees them, so that it does not read `_` and `*` in them. */
const FORMULA =
  /\$\$([\s\S]+?)\$\$|\\\\\[([\s\S]+?)\\\\\]|\$(?![\s\d]*\$)((?:[^$\\\n]|\\[^\n])+?)(?<!\s)\$(?!\d)/g;
const CODE = /(^|\n)(```|~~~)[\s\S]*?\n\2[^\n]*|(`+)(?!`)[\s\S]*?[^`]\3(?!`)/g;

interface Formula {
  tex: string;
  display: boolean;
}

const OPEN = '\ue000';
const CLOSE = '\ue001';

export function takeFormulas(source: string): { text: string; formulas: Formula[] } {
  const formulas: Formula[] = [];
  const swap = (part: string): string =>
    part.replace(FORMULA, (_all, block?: string, bracket?: string, inline?: string) => {
      const display = inline === undefined;
      formulas.push({ tex: (block ?? bracket ?? inline ?? '').trim(), display });
      return `${OPEN}${formulas.length - 1}${CLOSE}`;
    });
  let text = '';
  let at = 0;
  for (const match of source.matchAll(CODE)) {
    text += swap(source.slice(at, match.index)) + match[0];
    at = match.index + match[0].length;
  }
  return { text: text + swap(source.slice(at)), formulas };
}

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

/** Puts each formula where its place was kept. Done in the DOM: KaTeX sets styles there, not in markup. */
function setFormulas(root: Element, formulas: Formula[]): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const node of texts) {
    const pieces = node.data.split(/\ue000(\d+)\ue001/);
    if (pieces.length === 1) continue;
    const parts = pieces.map((piece, i): Node | string => {
      const formula = i % 2 === 1 ? formulas[Number(piece)] : undefined;
      if (!formula) return piece;
      const span = document.createElement('span');
      span.className = formula.display ? 'display' : 'inline';
      katex.render(formula.tex, span, {
        displayMode: formula.display,
        throwOnError: false,
        output: 'htmlAndMathml',
      });
      return span;
    });
    node.replaceWith(...parts);
  }
}

export function renderMarkdown(source: string): DocumentFragment {
  const { text, formulas } = takeFormulas(source);
  const fragment = DOMPurify.sanitize(markdown.render(text), {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'iframe'],
    FORBID_ATTR: ['style', 'class', 'id'],
  });
  const root = document.createElement('div');
  root.append(fragment);
  setFormulas(root, formulas);
  for (const link of root.querySelectorAll('a[href]')) {
    if (!link.getAttribute('href')!.startsWith('#'))
      link.setAttribute('rel', 'noopener noreferrer');
  }
  const result = document.createDocumentFragment();
  result.append(...root.childNodes);
  return result;
}
