/** A catalogue that cannot be used. The message is a sentence without the file name: the reader of files puts it in front. */
export class BadCatalogue extends Error {
	readonly code = 'BadCatalogue';

	constructor(message: string) {
		super(message);
		this.name = 'BadCatalogue';
	}
}
