import { BadCatalogue } from '#science/catalogue/badCatalogue.ts';
import { BadFits } from '#science/fits/badFits.ts';
import { Failure } from '#schema/failure.ts';

/** Runs what reads or writes this file; what goes wrong is refused with a sentence that names it. */
export async function withFile<R>(path: string, act: () => R | Promise<R>): Promise<R> {
	try {
		return await act();
	} catch (error) {
		throw fileFailure(path, error);
	}
}

/** What a person can do something about becomes a sentence with the file in it; other errors stay as they are. */
export function fileFailure(path: string, error: unknown): unknown {
	if (error instanceof BadFits || error instanceof BadCatalogue)
		return new Failure('Invalid', `${path}: ${error.message}`, path);
	const reason = SYSTEM_REASONS.get(systemCode(error));
	return reason ? new Failure('Unavailable', `${path} ${reason}.`, path) : error;
}

/** Reasons that trying again a second later will not remove. */
const SYSTEM_REASONS = new Map([
	['ENOENT', 'does not exist'],
	['EISDIR', 'is a directory, where a file is needed'],
	['ENOTDIR', 'lies below something that is not a directory'],
	['EACCES', 'may not be opened: its permissions forbid it'],
	['EPERM', 'may not be opened: its permissions forbid it'],
	['EROFS', 'cannot be written: the disk is read-only'],
	['ENOSPC', 'cannot be written: no space is left on the disk'],
	['EDQUOT', 'cannot be written: the disk quota is used up'],
	['EFBIG', 'cannot be written: it would be too large for the disk']
]);

function systemCode(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : '';
}
