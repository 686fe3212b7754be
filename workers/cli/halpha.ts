import { resolve } from 'node:path';
import { Failure } from '#schema/failure.ts';
import { importHalpha, installedHalpha, removeHalpha } from '#server/files/halphaMap.ts';
import { callerDirectory, type Command } from './command.ts';
import type { Output } from './output.ts';

export const halphaCommand: Command = {
	name: 'halpha',
	positionals: ['ACTION', '[FILE]'],
	summary: 'Import, show or remove the Hα map that the expected scintillation is worked out from.',
	help: `Actions: import FILE, show, remove.
import reads a HEALPix map of Hα in Rayleigh: a FITS table with NSIDE and ORDERING in its header, also
gzipped, in galactic or celestial coordinates (COORDSYS). It is averaged to cells of 55′ and kept in the
data directory. Without a map the brightness is that of a plane layer, 0.62 R / sin |b|; the column
halpha_from_map of "features" says which was used. Needs no internet and no database: fetch the file yourself.
Example: npm run cli -- halpha import lambda_halpha_fwhm06_0512.fits`,
	options: {},
	optionHelp: {},
	needsEngines: false,
	async run({ positionals: [action, file] }, output) {
		if (action === 'import') return importMap(file, output);
		if (action === 'show') return show(output);
		if (action === 'remove') return remove(output);
		throw new Failure('Invalid', `“${action}” is none of import, show and remove.`, 'action');
	}
};

async function importMap(file: string | undefined, output: Output): Promise<boolean> {
	if (file === undefined)
		throw new Failure('Invalid', 'Say which file: halpha import FILE.', 'file');
	const map = await importHalpha(resolve(callerDirectory(), file));
	output.result(
		{ file: map.file, covered: map.covered },
		`${map.file}: ${percent(map.covered)} of the sky. Features are worked out with it from now on.`
	);
	return true;
}

async function show(output: Output): Promise<boolean> {
	const map = await installedHalpha();
	output.result(
		map && { file: map.file, covered: map.covered },
		map
			? `${map.file}: ${percent(map.covered)} of the sky.`
			: 'No map is installed: the approximation of a plane layer is used. Import one with halpha import FILE.'
	);
	return true;
}

async function remove(output: Output): Promise<boolean> {
	const removed = await removeHalpha();
	output.result({ removed }, removed ? 'Removed.' : 'No map was installed.');
	return true;
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}
