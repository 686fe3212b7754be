/** What ends a text in a region file, or the line it stands in. */
const ENDS_A_TEXT = /[{}"'\\\p{Cc}\p{Zl}\p{Zp}]/gu;

/** Names come from catalogues that anyone may have written: nothing in them leaves its text. */
export function ds9Text(text: string): string {
	return text.replace(ENDS_A_TEXT, '_');
}
