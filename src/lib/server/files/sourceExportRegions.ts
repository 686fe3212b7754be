import type { SourceRow } from '#schema/sourceQuery.ts';
import { ds9Text } from './ds9Text.ts';
import type { ExportedSources } from './exportedSources.ts';

/** Wide enough to see around a point source in a beam of 10 to 15 arcsec. */
const RADIUS_ARCSEC = 15;

/** A circle around each source as a DS9 region file; its last line tells that it is whole. */
export async function* sourceExportRegions(
	{ count, runNames, address, notes }: ExportedSources,
	batches: AsyncIterable<SourceRow[]>
): AsyncGenerator<Uint8Array> {
	const about = [`${count} sources of ${runNames.join(', ')}`, `sources?${address}`, ...notes];
	yield Buffer.from(
		[
			'# Region file format: DS9 version 4.1',
			...about.map((line) => `# ${ds9Text(line)}`),
			`# circle(RA, Dec, radius): mean position of the detections, ${RADIUS_ARCSEC} arcsec; yellow: new sources`,
			'global color=cyan width=1 select=1 edit=0 move=0 delete=1 source=1',
			'icrs',
			''
		].join('\n')
	);
	for await (const rows of batches) yield Buffer.from(rows.map(regionLine).join(''));
	yield Buffer.from(`# end of ${count} sources\n`);
}

function regionLine({ id, name, wavgRa, wavgDec, isNew }: SourceRow): string {
	const circle = `circle(${wavgRa.toFixed(7)},${wavgDec.toFixed(7)},${RADIUS_ARCSEC}")`;
	return `${circle} # ${isNew ? 'color=yellow ' : ''}text={${ds9Text(`${name}, source ${id}`)}}\n`;
}
