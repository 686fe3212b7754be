import { QUALITY_MEASURES, type QualityPage } from '#schema/imageQuality.ts';
import { fixed, plural } from '#ui/shared/numbers.ts';

/** What the plot of a measure shows, for whoever does not see it. */
export function qualitySentence({ rows, bands, address: { measure } }: QualityPage): string {
	const { title, unit, decimals } = QUALITY_MEASURES[measure];
	const written = (value: number | null) =>
		`${fixed(value, decimals)}${unit && (unit === '°' || unit === '″' ? unit : ` ${unit}`)}`;
	const medians = bands.map(
		({ frequencyMhz, usual }) => `${written(usual[measure].median)} at ${frequencyMhz} MHz`
	);
	const apart = rows.filter(({ values }) => values[measure].isOutlier);
	const named = apart
		.slice(0, 3)
		.map(({ name, values }) => `${name} (${written(values[measure].value)})`);
	const more = apart.length > named.length ? ` and ${apart.length - named.length} more` : '';
	const outliers =
		apart.length === 0 ? 'None stands apart.' : `Outliers: ${named.join(', ')}${more}.`;
	const usual = medians.length > 0 ? `, median ${medians.join(', ')}` : '';
	return `${title} of ${plural(rows.length, 'image')} by date${usual}. ${outliers}`;
}
