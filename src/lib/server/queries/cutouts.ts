import type { CandidatePage, CutoutEpoch } from '#schema/candidatePage.ts';
import type { LightCurve } from '#schema/source.ts';
import { ARCSEC_PER_DEG } from '#science/sky/angles.ts';
import { msFromMjd } from '#science/sky/time.ts';
import { store } from '../store/client.ts';
import { standingMarks } from '../store/imageMarks.ts';
import { findImages } from '../store/images.ts';

/** A stamp for every epoch of a light curve, the one stretch they share, and what people say of the images. */
export async function cutoutsOf(
	lightCurve: LightCurve | null
): Promise<Pick<CandidatePage, 'cutouts' | 'cutoutStretch' | 'marks'>> {
	if (!lightCurve || lightCurve.mjd.length === 0)
		return { cutouts: [], cutoutStretch: null, marks: [] };
	const [images, marks] = await Promise.all([
		findImages(store(), lightCurve.imageId),
		standingMarks(store(), lightCurve.imageId)
	]);
	const byId = new Map(images.map((image) => [image.id, image]));
	const cutouts = lightCurve.mjd.flatMap((mjd, epoch): CutoutEpoch[] => {
		const image = byId.get(lightCurve.imageId[epoch]);
		// The image may have been deleted since.
		if (!image) return [];
		const fluxPeak = lightCurve.fluxPeak[epoch];
		return [
			{
				imageId: image.id,
				imageName: image.name,
				version: image.checksum.slice(0, 12),
				mjd,
				datetime: new Date(msFromMjd(mjd)),
				frequencyMhz: lightCurve.frequencyMhz[epoch],
				forced: lightCurve.forced[epoch],
				fluxPeak,
				snr: fluxPeak / lightCurve.localRms[epoch],
				beamBmajArcsec: image.beamBmaj * ARCSEC_PER_DEG,
				beamBminArcsec: image.beamBmin * ARCSEC_PER_DEG,
				beamBpaDeg: image.beamBpa,
				mark: marks.get(image.id)?.kind ?? null
			}
		];
	});
	return { cutouts, cutoutStretch: stretchOf(lightCurve), marks: [...marks.values()] };
}

/** From 2 σ below nothing to the brightest epoch, or 8 σ for a faint source; light curves are in mJy, images in Jy. */
function stretchOf({ fluxPeak, localRms }: LightCurve): CandidatePage['cutoutStretch'] {
	const rms = median(localRms.filter((value) => value > 0));
	const brightest = Math.max(0, ...fluxPeak.filter((value) => !Number.isNaN(value)));
	if (rms === null) return null;
	return { low: (-2 * rms) / 1000, high: Math.max(brightest, 8 * rms) / 1000 };
}

function median(values: number[]): number | null {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted.at(Math.floor(sorted.length / 2)) ?? null;
}
