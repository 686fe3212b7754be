import { basename, resolve } from 'node:path';
import { CATALOGUE_FORMAT_LABELS, type Catalogue } from '#schema/catalogue.ts';
import { Failure } from '#schema/failure.ts';
import { importCatalogue } from '#server/commands/catalogues/importCatalogue.ts';
import { removeCatalogueAtTerminal } from '#server/commands/catalogues/removeCatalogue.ts';
import { nameFromFile } from '#server/commands/catalogues/uploads.ts';
import { openOnDisk } from '#server/files/uploadedCatalogue.ts';
import { catalogueNamed, listCatalogues } from '#server/store/catalogues.ts';
import { store } from '#server/store/client.ts';
import { catalogueSentences } from './catalogueText.ts';
import { callerDirectory, type Command, type CommandArguments } from './command.ts';
import { confirmed } from './confirmed.ts';
import type { Output } from './output.ts';
import { table } from './table.ts';

export const catalogueCommand: Command = {
	name: 'catalogue',
	positionals: ['ACTION', '[NAME]'],
	summary: 'Import, list or remove local catalogues, which every position is matched against.',
	help: `Actions: import FILE, list, remove NAME.
import reads any CSV, VOTable or FITS table with positions, of any size, and the ATNF pulsar catalogue's
psrcat.db, and takes the place of the catalogue of the same name: the old rows answer until the new ones
are all there. Columns of position, name and type are recognised and told; where that fails or is wrong,
name them. A row without a position that can be read refuses the file, with the line numbers.
Needs no internet: fetch the file yourself.
Example: npm run cli -- catalogue import psrcat.db --name ATNF --reference "Manchester et al. 2005"
         npm run cli -- catalogue import mine.csv --name Mine --ra RA_1 --dec DEC_1 --unit deg
         npm run cli -- catalogue list
         npm run cli -- catalogue remove Mine`,
	options: {
		name: { type: 'string' },
		ra: { type: 'string' },
		dec: { type: 'string' },
		unit: { type: 'string' },
		frame: { type: 'string' },
		'name-column': { type: 'string' },
		'type-column': { type: 'string' },
		reference: { type: 'string' },
		licence: { type: 'string' },
		'skip-bad': { type: 'boolean' }
	},
	optionHelp: {
		'--name NAME': 'What the catalogue is called; its file’s name when left out.',
		'--ra COLUMN': 'Column of right ascensions, or of the longitudes of another frame.',
		'--dec COLUMN': 'Column of declinations, or of latitudes.',
		'--unit UNIT': 'Of numbers in the first: deg, hours or rad (deg; base sixty is hours).',
		'--frame FRAME': 'icrs, fk5, galactic or ecliptic (recognised, else icrs).',
		'--name-column COL': 'Column of names.',
		'--type-column COL': 'Column of types.',
		'--reference TEXT': 'Who made it and how it wants to be cited.',
		'--licence TEXT': 'Under which licence.',
		'--skip-bad': 'Leave out rows without a position instead of refusing the file.'
	},
	needsEngines: true,
	async run({ values, positionals: [action, name] }, output) {
		if (action === 'list') return list(output);
		if (name === undefined)
			throw new Failure('Invalid', 'Say catalogue import FILE, list, or remove NAME.', 'action');
		if (action === 'import') return importFile(name, values, output);
		if (action === 'remove') return remove(name, output);
		throw new Failure('Invalid', `“${action}” is none of import, list and remove.`, 'action');
	}
};

async function importFile(
	typed: string,
	values: CommandArguments['values'],
	output: Output
): Promise<boolean> {
	const path = resolve(callerDirectory(), typed);
	const file = await openOnDisk(path, basename(path));
	const { 'name-column': nameColumn, 'type-column': typeColumn, 'skip-bad': skipBad } = values;
	const { name = nameFromFile(file.name), ra, dec, unit, frame, reference, licence } = values;
	const wanted = {
		name,
		ra,
		dec,
		unit,
		frame,
		nameColumn,
		typeColumn,
		reference,
		licence,
		skipBad
	};
	const started = performance.now();
	const imported = await importCatalogue(
		{ user: null },
		{ commandId: crypto.randomUUID(), ...wanted },
		file
	);
	const seconds = (performance.now() - started) / 1000;
	output.result(imported, catalogueSentences(imported, seconds));
	return true;
}

async function list(output: Output): Promise<boolean> {
	const catalogues = await listCatalogues(store());
	const none = 'There are no catalogues yet: catalogue import FILE --name NAME.';
	output.result(catalogues, catalogues.length ? listing(catalogues) : none);
	return true;
}

function listing(catalogues: Catalogue[]): string {
	const rows = catalogues.map((catalogue) => [
		catalogue.name,
		String(catalogue.nRows),
		CATALOGUE_FORMAT_LABELS[catalogue.format],
		catalogue.importedAt.toISOString().slice(0, 16),
		catalogue.importedByName,
		catalogue.reference
	]);
	return table([['catalogue', 'rows', 'format', 'imported (UTC)', 'by', 'reference'], ...rows]);
}

async function remove(name: string, output: Output): Promise<boolean> {
	const catalogue = await catalogueNamed(store(), name);
	if (!catalogue) throw new Failure('NotFound', `There is no catalogue “${name}”.`, 'name');
	const question = `Remove ${catalogue.name} with its ${catalogue.nRows} rows?`;
	if (!output.json && !(await confirmed(question))) {
		output.say('Nothing was removed.');
		return false;
	}
	await removeCatalogueAtTerminal(catalogue.id);
	const removed = { removed: catalogue.name, rows: catalogue.nRows };
	output.result(removed, `${catalogue.name} removed (${catalogue.nRows} rows).`);
	return true;
}
