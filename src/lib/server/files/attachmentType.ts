/** What may hang on a comment: the ending of the name says what a file claims to be, its first bytes whether it is. */
const KINDS: { endings: string[]; mediaType: string; isSo: (bytes: Uint8Array) => boolean }[] = [
	{
		endings: ['png'],
		mediaType: 'image/png',
		isSo: beginsWith([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
	},
	{ endings: ['jpg', 'jpeg'], mediaType: 'image/jpeg', isSo: beginsWith([0xff, 0xd8, 0xff]) },
	{ endings: ['pdf'], mediaType: 'application/pdf', isSo: beginsWith(ascii('%PDF-')) },
	{
		endings: ['fits', 'fit', 'fts'],
		mediaType: 'application/fits',
		isSo: beginsWith(ascii('SIMPLE  ='))
	},
	{ endings: ['csv'], mediaType: 'text/csv; charset=utf-8', isSo: isText },
	{ endings: ['txt'], mediaType: 'text/plain; charset=utf-8', isSo: isText }
];

/** The media type of a file whose name and content agree; null when they do not, or when it is of no kind that is taken. */
export function attachmentType(name: string, bytes: Uint8Array): string | null {
	const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
	const kind = KINDS.find(({ endings }) => endings.includes(ending));
	return kind && bytes.length > 0 && kind.isSo(bytes) ? kind.mediaType : null;
}

/** Pictures that a browser draws and that can hold no script. Everything else is saved, never opened, from this site. */
export function isShownInPages(mediaType: string): boolean {
	return mediaType === 'image/png' || mediaType === 'image/jpeg';
}

function beginsWith(magic: number[]): (bytes: Uint8Array) => boolean {
	return (bytes) => magic.every((byte, place) => bytes[place] === byte);
}

function ascii(text: string): number[] {
	return Array.from(text, (sign) => sign.charCodeAt(0));
}

/** UTF-8 without control characters other than tab and line ends. */
function isText(bytes: Uint8Array): boolean {
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		// eslint-disable-next-line no-control-regex -- these are what sets other files apart from text
		return !/[\u0000-\u0008\u000e-\u001f]/.test(text);
	} catch {
		return false;
	}
}
