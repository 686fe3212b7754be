import {
	CATALOGUE_FORMAT_LABELS,
	CATALOGUE_FRAME_LABELS,
	CATALOGUE_UNIT_LABELS,
	type CatalogueUnderstood
} from '#schema/catalogue.ts';
import type { CatalogueImported } from '#server/commands/catalogues/importCatalogue.ts';

/** What an import did and how the file was understood, for the terminal. */
export function catalogueSentences(
	{ catalogue, replaced }: CatalogueImported,
	seconds: number
): string {
	const { name, nRows, format, understood, columns, notes } = catalogue;
	const instead = replaced === null ? '' : `, in place of ${replaced}`;
	return [
		`${name}: ${nRows} rows of ${CATALOGUE_FORMAT_LABELS[format]} in ${seconds.toFixed(1)} s${instead}.`,
		`Position: ${positionSentence(understood)}`,
		`Name: ${understood.name ?? 'made from the position'}. Type: ${understood.type ?? 'none'}.`,
		...(understood.motion ? [`Proper motion: ${motionSentence(understood.motion)}`] : []),
		`Other columns kept: ${columns.map((column) => column.name).join(', ') || 'none'}.`,
		...notes
	].join('\n');
}

function positionSentence({ ra, dec, frame, unit }: CatalogueUnderstood): string {
	const how = unit === null ? 'degrees, or base sixty' : CATALOGUE_UNIT_LABELS[unit];
	return `${ra}, ${dec} (${CATALOGUE_FRAME_LABELS[frame]}; ${how}).`;
}

function motionSentence({ pmRa, pmDec, epoch }: NonNullable<CatalogueUnderstood['motion']>) {
	return `${pmRa}, ${pmDec} from ${epoch}.`;
}
