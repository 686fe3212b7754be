import { MOST_CATALOGUE_BYTES } from '#schema/catalogue.ts';
import { Failure } from '#schema/failure.ts';
import { importSent } from '#server/commands/catalogues/importSent.ts';
import { cataloguesPage } from '#server/queries/catalogues.ts';
import { refuseLongBody } from '../readLimited.ts';
import type { RequestHandler } from './$types';

/** What the other fields of a form take. */
const FORM_BYTES = 2 ** 20;

/** The local catalogues, by name. */
export const GET: RequestHandler = ({ locals }) =>
	locals.outcomes.answer(async (user) => (await cataloguesPage(user)).catalogues);

/**
 * Imports a catalogue in place of the one of its name: multipart/form-data with `file` and, where they are to be said,
 * name, ra, dec, unit, frame, nameColumn, typeColumn, reference, licence, skipBad=on.
 */
export const POST: RequestHandler = ({ locals, request }) =>
	locals.outcomes.answer(async (user) => {
		refuseLongBody(request, MOST_CATALOGUE_BYTES + FORM_BYTES);
		const { file, ...fields } = Object.fromEntries(await formOf(request));
		if (!(file instanceof File) || file.name === '')
			throw new Failure('Invalid', 'Send the catalogue as the field “file” of a form.', 'file');
		const bytes = new Uint8Array(await file.arrayBuffer());
		const given = { commandId: crypto.randomUUID(), ...fields };
		return importSent({ user }, { fields: given, fileName: file.name, bytes });
	});

async function formOf(request: Request): Promise<FormData> {
	try {
		return await request.formData();
	} catch {
		throw new Failure('Invalid', 'Send a form: multipart/form-data with a field “file”.', 'file');
	}
}
