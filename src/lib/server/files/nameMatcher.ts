type Token = '*' | ((character: string) => boolean);

/**
 * A test for names that fit one part of a glob pattern. Not a regular expression: those take for ever over a pattern
 * of many stars. Hidden names match only patterns that begin with a dot, as in a shell.
 */
export function nameMatcher(part: string): (name: string) => boolean {
	const tokens = tokensOf(part);
	return (name) => (part.startsWith('.') || !name.startsWith('.')) && fits(tokens, name);
}

/** After a mismatch only the last star need take one character more: earlier ones are as short as they can be. */
function fits(tokens: Token[], name: string): boolean {
	let token = 0;
	let star = -1;
	let starEnd = 0;
	let place = 0;
	while (place < name.length) {
		const wanted = tokens[token];
		if (wanted === '*') {
			star = token++;
			starEnd = place;
		} else if (wanted?.(name[place])) {
			token += 1;
			place += 1;
		} else if (star >= 0) {
			token = star + 1;
			place = ++starEnd;
		} else return false;
	}
	return tokens.slice(token).every((rest) => rest === '*');
}

function tokensOf(part: string): Token[] {
	// As in Python, a bracket right after "[" or "[!" belongs to the set, and one that is never closed is a character.
	const pieces = part.match(/\[(?:![^]|[^!])[^\]]*\]|[^]/g) ?? [];
	return pieces.map((piece): Token => {
		if (piece === '*') return '*';
		if (piece === '?') return () => true;
		if (piece.length > 2 && piece.startsWith('[')) return setOf(piece.slice(1, -1));
		return (character) => character === piece;
	});
}

/** "a-z0_" or "!a-z". */
function setOf(text: string): (character: string) => boolean {
	const inverted = text.startsWith('!');
	const members = (inverted ? text.slice(1) : text).match(/[^]-[^]|[^]/g) ?? [];
	const contains = (character: string) =>
		members.some((member) =>
			member.length === 3 ? member[0] <= character && character <= member[2] : member === character
		);
	return (character) => contains(character) !== inverted;
}
