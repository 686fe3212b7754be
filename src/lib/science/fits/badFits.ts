/** A FITS file that cannot be used. The message is a sentence without the file name: the reader of files puts it in front. */
export class BadFits extends Error {
	readonly code = 'BadFits';
	/** Header keyword at fault, if it is one. */
	readonly keyword: string | null;

	constructor(message: string, keyword: string | null = null) {
		super(message);
		this.name = 'BadFits';
		this.keyword = keyword;
	}
}
