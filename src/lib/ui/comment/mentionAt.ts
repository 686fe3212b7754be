/** The mention that is being written where the caret stands: the text behind its @, and where the @ is. */
export function mentionAt(text: string, caret: number): { begun: string; at: number } | null {
	const found = /(?:^|[^\p{L}\p{N}_.@/+-])@([a-z0-9._-]*)$/iu.exec(text.slice(0, caret));
	return found ? { begun: found[1], at: caret - found[1].length - 1 } : null;
}

/** The text with the name put in the place of what was begun, and where the caret goes. */
export function mentioning(
	text: string,
	{ begun, at }: { begun: string; at: number },
	username: string
): { text: string; caret: number } {
	const written = `@${username} `;
	const rest = text.slice(at + 1 + begun.length).replace(/^ /, '');
	return { text: text.slice(0, at) + written + rest, caret: at + written.length };
}
