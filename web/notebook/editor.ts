// A cell's editor: CodeMirror with Python, wrapped lines hung under their own indent.

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python, pythonLanguage } from '@codemirror/lang-python';
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import {
  EditorState,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Range,
} from '@codemirror/state';
import {
  Decoration,
  EditorView,
  keymap,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { tagHighlighter, tags as t } from '@lezer/highlight';
import { definitionOf, parsePython } from './python-scan';

export interface EditorHooks {
  label: string;
  describedBy: string;
  changed(source: string): void;
  run(): void;
  runAndMoveOn(): void;
}

export interface ErrorMark {
  line: number;
  call: { start: number; end: number } | null;
}

/** A weight's name in the code and the colours of its lines (numbers of the series colours). */
export interface NameMark {
  name: string;
  colors: number[];
}

// Classes instead of CodeMirror's own styles: colours come from the page's sheet.
const highlight = tagHighlighter([
  {
    tag: [t.keyword, t.controlKeyword, t.definitionKeyword, t.moduleKeyword, t.operatorKeyword],
    class: 'tk',
  },
  { tag: [t.bool, t.null, t.self], class: 'tk' },
  { tag: [t.string, t.special(t.string), t.docString], class: 'ts' },
  { tag: t.number, class: 'tn' },
  { tag: t.comment, class: 'tc' },
  { tag: [t.function(t.definition(t.variableName)), t.definition(t.className)], class: 'td' },
]);

const indents = Array.from({ length: 41 }, (_, n) => Decoration.line({ class: `in-${n}` }));

const hangingIndent = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = this.build(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = this.build(update.view);
    }
    build(view: EditorView): DecorationSet {
      const builder = new RangeSetBuilder<Decoration>();
      for (const { from, to } of view.visibleRanges)
        for (let pos = from; pos <= to;) {
          const line = view.state.doc.lineAt(pos);
          const indent = /^[ \t]*/.exec(line.text)![0].replace(/\t/g, '    ').length;
          builder.add(line.from, line.from, indents[Math.min(40, indent)]);
          pos = line.to + 1;
        }
      return builder.finish();
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

const setError = StateEffect.define<ErrorMark | null>();
const setNames = StateEffect.define<NameMark[]>();

function errorMarks(mark: ErrorMark | null, state: EditorState): DecorationSet {
  if (!mark || mark.line < 1 || mark.line > state.doc.lines) return Decoration.none;
  const line = state.doc.line(mark.line);
  const marks: Range<Decoration>[] = [Decoration.line({ class: 'bad' }).range(line.from)];
  if (mark.call) {
    const from = Math.min(line.from + mark.call.start, line.to);
    const to = Math.min(line.from + mark.call.end, line.to);
    if (from < to) marks.push(Decoration.mark({ class: 'squig' }).range(from, to));
  }
  return Decoration.set(marks);
}

const errorField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setError)) return errorMarks(effect.value, transaction.state);
    // Edited code is no longer the code that failed.
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function nameMarks(names: NameMark[], state: EditorState): DecorationSet {
  const source = state.doc.toString();
  const tree = parsePython(source);
  const marks = names.flatMap(({ name, colors }) => {
    const place = definitionOf(name, tree, source);
    if (!place || colors.length === 0) return [];
    const pair = `wt wt-a${colors[0]} wt-b${colors[1] ?? colors[0]}`;
    return [Decoration.mark({ class: pair }).range(place.from, place.to)];
  });
  return Decoration.set(marks, true);
}

const nameField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setNames)) return nameMarks(effect.value, transaction.state);
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Lines up to which a cell is drawn whole. */
const SHORT = 400;

/**
 * CodeMirror draws what is in the window, and a margin: in print, in a picture of the whole page and for
 * the browser's own search the rest would be missing. Cells are short, so all of it is drawn, by the
 * switch that CodeMirror sets for a moment when it hears of printing. It has no public name, hence the
 * exact version in package.json and a test of its own.
 */
function drawWhole(view: EditorView): void {
  const { viewState } = view as unknown as { viewState: object };
  if (!('printing' in viewState)) throw new Error('this CodeMirror draws in another way');
  Object.defineProperty(viewState, 'printing', {
    get: () => view.state.doc.lines <= SHORT,
    set: () => {},
  });
}

export class Editor {
  readonly view: EditorView;

  constructor(source: string, hooks: EditorHooks) {
    const act = (action: () => void) => (): boolean => {
      action();
      return true;
    };
    this.view = new EditorView({
      state: EditorState.create({
        doc: source,
        extensions: [
          keymap.of([
            { key: 'Mod-Enter', run: act(() => hooks.run()), preventDefault: true },
            { key: 'Ctrl-Enter', run: act(() => hooks.run()), preventDefault: true },
            { key: 'Shift-Enter', run: act(() => hooks.runAndMoveOn()), preventDefault: true },
          ]),
          history(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          indentUnit.of('    '),
          EditorState.tabSize.of(4),
          python(),
          pythonLanguage.data.of({ closeBrackets: { brackets: ['(', '[', '{', "'", '"'] } }),
          syntaxHighlighting(highlight),
          EditorView.lineWrapping,
          hangingIndent,
          errorField,
          nameField,
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
          // As an attribute: CodeMirror writes its own class list anew with every change of focus.
          EditorView.editorAttributes.of({ class: 'code' }),
          EditorView.contentAttributes.of({
            'aria-label': hooks.label,
            'aria-describedby': hooks.describedBy,
            autocapitalize: 'off',
            autocorrect: 'off',
            spellcheck: 'false',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) hooks.changed(update.state.doc.toString());
          }),
        ],
      }),
    });
    drawWhole(this.view);
  }

  get lines(): number {
    return this.view.state.doc.lines;
  }

  focus(): void {
    this.view.focus();
  }

  markError(mark: ErrorMark | null): void {
    this.view.dispatch({ effects: setError.of(mark) });
  }

  markNames(names: NameMark[]): void {
    this.view.dispatch({ effects: setNames.of(names) });
  }
}
