import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
	defaultHighlightStyle,
	HighlightStyle,
	indentOnInput,
	syntaxHighlighting
} from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
	drawSelection,
	EditorView,
	highlightActiveLine,
	keymap,
	lineNumbers
} from '@codemirror/view';

export interface CodeEditor {
	/** Shows another text, unless it is the one that is shown. */
	show: (text: string) => void;
	/** Marks a line, or none. */
	mark: (problem: { line: number; message: string } | null) => void;
	destroy: () => void;
}

interface Options {
	text: string;
	label: string;
	readOnly: boolean;
	onchange: (text: string) => void;
}

/** A YAML editor in the app's own colours. The Tab key leaves it: a page must not hold anybody fast. */
export function codeEditor(
	parent: HTMLElement,
	{ text, label, readOnly, onchange }: Options
): CodeEditor {
	const view = new EditorView({
		parent,
		state: EditorState.create({
			doc: text,
			extensions: [
				lineNumbers(),
				lintGutter(),
				history(),
				drawSelection(),
				highlightActiveLine(),
				indentOnInput(),
				yaml(),
				syntaxHighlighting(COLOURS),
				EditorView.lineWrapping,
				EditorState.readOnly.of(readOnly),
				// Said to be reached by keyboard, which not every tool knows of text that can be edited.
				EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
				keymap.of([...defaultKeymap, ...historyKeymap]),
				EditorView.updateListener.of((update) => {
					if (update.docChanged) onchange(update.state.doc.toString());
				}),
				THEME
			]
		})
	});
	return {
		show(shown) {
			const now = view.state.doc.toString();
			if (now !== shown) view.dispatch({ changes: difference(now, shown) });
		},
		mark(problem) {
			const line = problem && view.state.doc.line(Math.min(problem.line, view.state.doc.lines));
			const diagnostics = line
				? [{ from: line.from, to: line.to, severity: 'error' as const, message: problem.message }]
				: [];
			view.dispatch(setDiagnostics(view.state, diagnostics));
		},
		destroy: () => view.destroy()
	};
}

/** The part between what both texts begin and end with: the cursor stays where it is in the rest. */
function difference(before: string, now: string) {
	let from = 0;
	while (from < Math.min(before.length, now.length) && before[from] === now[from]) from++;
	let same = 0;
	while (
		same < Math.min(before.length, now.length) - from &&
		before[before.length - 1 - same] === now[now.length - 1 - same]
	)
		same++;
	return { from, to: before.length - same, insert: now.slice(from, now.length - same) };
}

/** The library's own style in the app's colours, which it knows by its own. */
const TOKENS: Record<string, string> = {
	'#00c': 'var(--label-1)',
	'#164': 'var(--label-2)',
	'#219': 'var(--label-2)',
	'#940': 'var(--ink-3)',
	'#f00': 'var(--bad)'
};
const COLOURS = HighlightStyle.define(
	defaultHighlightStyle.specs.map(({ tag, color }) => ({
		tag,
		color: TOKENS[String(color)] ?? 'var(--ink-1)'
	}))
);

const THEME = EditorView.theme({
	'&': { color: 'var(--ink-1)', backgroundColor: 'var(--paper-1)', fontSize: 'var(--text-2)' },
	'&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '1px' },
	'.cm-scroller': { fontFamily: 'var(--font-numbers)', maxHeight: '70vh', overflow: 'auto' },
	'.cm-content': { caretColor: 'var(--ink-1)' },
	'.cm-cursor': { borderLeftColor: 'var(--ink-1)' },
	'.cm-gutters': {
		color: 'var(--ink-3)',
		backgroundColor: 'var(--paper-2)',
		borderRight: '1px solid var(--line)'
	},
	'.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--paper-3)' },
	'.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
		backgroundColor: 'var(--accent-wash)'
	},
	'.cm-tooltip': {
		color: 'var(--ink-1)',
		backgroundColor: 'var(--paper-2)',
		border: '1px solid var(--line-strong)'
	}
});
