import type { SkyAround } from '#schema/viewer.ts';
import { mocContains, readMoc } from '#science/moc/moc.ts';
import { config } from '../config.ts';

/** The configured surveys, those that cover a position first; among them the operator's order holds. */
export function surveysFor({ ra, dec }: { ra: number; dec: number }): SkyAround['surveys'] {
	const surveys = config().HIPS_SURVEYS.map(({ name, url, moc }) => ({
		name,
		url,
		covers: isCovered(moc, { ra, dec })
	}));
	return surveys.sort((a, b) => Number(b.covers) - Number(a.covers));
}

/** Hosts other than ours that the configured surveys' tiles come from. */
export function hipsOrigins(): string[] {
	const addresses = config().HIPS_SURVEYS.map(({ url }) => url);
	const elsewhere = addresses.filter((url) => !url.startsWith('/'));
	return [...new Set(elsewhere.map((url) => new URL(url).origin))];
}

/** A coverage that cannot be read says nothing: the survey may have data anywhere. */
function isCovered(text: string, { ra, dec }: { ra: number; dec: number }): boolean {
	if (text.trim() === '') return true;
	const moc = readMoc(text);
	return typeof moc === 'string' || mocContains(moc, ra, dec);
}
