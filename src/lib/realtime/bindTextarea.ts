import type * as Y from 'yjs';
import { MAX_NOTES_LENGTH } from './protocol.ts';
import { editBetween, moved, type TextEdit, type TextStep } from './textEdit.ts';

/**
 * Binds a textarea to a shared text: `{@attach (node) => bindTextarea(node, room.notes)}`. What is typed becomes the
 * smallest edit; what others type appears without moving the caret off its letter. While an input method composes a
 * character the textarea is left alone, since replacing its value would break the composition.
 */
export function bindTextarea(textarea: HTMLTextAreaElement, text: Y.Text): () => void {
	/** The text as of the last time the textarea showed all of it. */
	let shown = text.toJSON();
	/** Others' changes since the composition began; null while nothing is being composed. */
	let missed: TextStep[][] | null = null;
	if (textarea.maxLength <= 0) textarea.maxLength = MAX_NOTES_LENGTH;
	textarea.value = shown;

	function onInput(): void {
		if (missed) return;
		const edit = editBetween(shown, textarea.value, textarea.selectionEnd);
		shown = textarea.value;
		if (edit) write(edit);
	}

	function onChange(event: Y.YTextEvent): void {
		if (event.transaction.origin === textarea) return;
		if (missed) missed.push(event.delta);
		else show([event.delta]);
	}

	function onCompositionStart(): void {
		missed ??= [];
	}

	function onCompositionEnd(): void {
		const changes = missed ?? [];
		missed = null;
		const edit = editBetween(shown, textarea.value, textarea.selectionEnd);
		if (edit) write(afterChanges(edit, changes));
		if (changes.length > 0) show(changes);
		else shown = textarea.value;
	}

	/** Writes the text into the textarea; the selection keeps its letters, however others moved them. */
	function show(changes: TextStep[][]): void {
		const { selectionStart, selectionEnd, selectionDirection, scrollTop } = textarea;
		shown = text.toJSON();
		textarea.value = shown;
		const [start, end] = [selectionStart, selectionEnd].map((at) => changes.reduce(moved, at));
		textarea.setSelectionRange(start, end, selectionDirection);
		textarea.scrollTop = scrollTop;
	}

	function write({ at, removed, inserted }: TextEdit): void {
		text.doc?.transact(() => {
			text.delete(at, removed);
			text.insert(at, inserted);
		}, textarea);
	}

	textarea.addEventListener('input', onInput);
	textarea.addEventListener('compositionstart', onCompositionStart);
	textarea.addEventListener('compositionend', onCompositionEnd);
	text.observe(onChange);
	return () => {
		textarea.removeEventListener('input', onInput);
		textarea.removeEventListener('compositionstart', onCompositionStart);
		textarea.removeEventListener('compositionend', onCompositionEnd);
		text.unobserve(onChange);
	};
}

/** The same edit in a text that has changed since. What others wrote inside the range to remove is kept, with the range. */
function afterChanges(edit: TextEdit, changes: TextStep[][]): TextEdit {
	const at = changes.reduce(moved, edit.at);
	const end = changes.reduce(moved, edit.at + edit.removed);
	return { at, removed: end - at === edit.removed ? edit.removed : 0, inserted: edit.inserted };
}
