import type { SkyCover } from '#schema/skyPage.ts';
import { plural } from '#ui/shared/numbers.ts';

/** What was understood and what covers it, in a sentence. */
export function coverSentence(cover: SkyCover): string {
	const where = `${areaWords(cover)} ${cover.understood}`;
	const images = plural(cover.nImages, 'image');
	const verb = cover.nImages === 1 ? 'covers' : 'cover';
	return `${where}: ${images} ${verb} it, ${plural(cover.nObjects, 'object')} known ${isPoint(cover) ? 'within 10″' : 'inside'}.`;
}

function isPoint({ radiusDeg, corners }: SkyCover): boolean {
	return corners.length === 0 && radiusDeg < 10 / 3600;
}

function areaWords(cover: SkyCover): string {
	if (cover.corners.length > 0) return 'The box around';
	return isPoint(cover) ? 'The point' : `${angleText(cover.radiusDeg)} around`;
}

function angleText(deg: number): string {
	if (deg < 1 / 60) return `${String(Number((deg * 3600).toPrecision(4)))}″`;
	if (deg < 1) return `${String(Number((deg * 60).toPrecision(4)))}′`;
	return `${String(Number(deg.toPrecision(4)))}°`;
}
