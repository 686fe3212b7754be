import { z } from 'zod';
import { Failure } from '#schema/failure.ts';
import type { Image } from '#schema/image.ts';
import type { User } from '#schema/user.ts';
import { readCutout } from '../files/cutout.ts';
import { readSection, sectionFits, type ReadSection } from '../files/section.ts';
import { localStorage } from '../files/storage.ts';
import { store } from '../store/client.ts';
import { findImage } from '../store/images.ts';
import { signedIn } from './signedIn.ts';

const FORMATS = ['fits', 'png', 'json'] as const;

const questionSchema = z.object({
	id: z.coerce.number('An image is asked for by its number.').int().positive(),
	ra: z.coerce.number('Give ra in degrees.').min(0).lt(360),
	dec: z.coerce.number('Give dec in degrees.').min(-90).max(90),
	size: z.coerce.number('Give the size in arcmin.').min(0.05).max(120).default(2),
	format: z.enum(FORMATS, `A format is one of ${FORMATS.join(', ')}.`).default('fits')
});

export interface CutoutFile {
	bytes: Uint8Array<ArrayBuffer>;
	contentType: string;
	name: string;
}

/**
 * A square of an image around a position in degrees ICRS, `size` arcmin along a side: FITS with its own world coordinates and
 * beam, PNG stretched between percentiles, or JSON rows from the bottom with null for what was not measured.
 */
export async function imageCutout(user: User | null, question: unknown): Promise<CutoutFile> {
	signedIn(user);
	const asked = questionSchema.safeParse(question);
	if (!asked.success) {
		const [issue] = asked.error.issues;
		throw new Failure('Invalid', issue.message, issue.path.join('.'));
	}
	const { id, ra, dec, size, format } = asked.data;
	const image = await findImage(store(), id);
	if (!image) throw new Failure('NotFound', `There is no image ${id}.`, 'id');
	const square = { ra, dec, sizeArcsec: size * 60 };
	const section = await readSection(localStorage(), image.path, square);
	if (!section || section.pixels.every(Number.isNaN))
		throw new Failure('NotFound', `${image.name} has measured nothing there.`, 'ra');
	const name = `${image.name.replace(/\.fits?$/i, '')}_${ra.toFixed(5)}_${dec.toFixed(5)}`;
	switch (format) {
		case 'fits':
			return { bytes: sectionFits(section), contentType: 'application/fits', name: `${name}.fits` };
		case 'json':
			return {
				bytes: asJson(image, section),
				contentType: 'application/json',
				name: `${name}.json`
			};
		case 'png': {
			const bytes = await readCutout(localStorage(), image.path, {
				...square,
				...stretch(section)
			});
			return { bytes, contentType: 'image/png', name: `${name}.png` };
		}
	}
}

/** From the 1st to the 99.5th percentile of what was measured. */
function stretch({ pixels }: ReadSection): { low: number; high: number } {
	const measured = pixels.filter((value) => !Number.isNaN(value)).sort();
	const at = (part: number) => measured[Math.round(part * (measured.length - 1))];
	const [low, high] = [at(0.01), at(0.995)];
	return high > low ? { low, high } : { low, high: low + 1e-9 };
}

function asJson(
	image: Image,
	{ header, x, y, nx, ny, pixels }: ReadSection
): Uint8Array<ArrayBuffer> {
	const rows = Array.from({ length: ny }, (_, row) =>
		Array.from(pixels.subarray(row * nx, (row + 1) * nx), (value) =>
			Number.isNaN(value) ? null : value
		)
	);
	const { beamBmaj, beamBmin, beamBpa } = image;
	const text = JSON.stringify({
		image: { id: image.id, name: image.name },
		unit: header.text('BUNIT'),
		beamDeg: { bmaj: beamBmaj, bmin: beamBmin, bpa: beamBpa },
		corner: { x, y },
		rows
	});
	return new TextEncoder().encode(text);
}
