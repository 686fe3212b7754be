import type { Region, RegionList } from '#schema/viewer.ts';
import { ds9Text } from './ds9Text.ts';

/**
 * Measurements as a DS9 region file; what was asked for comes last and so lies on top. DS9 counts an ellipse's angle
 * anticlockwise from the axis of right ascension, north being up and east left: 90° more than the position angle.
 */
export function ds9Regions(
	{ image, ra, dec, radiusDeg, regions }: RegionList,
	origin: string
): string {
	const lines = [...regions]
		.sort((a, b) => Number(a.selected) - Number(b.selected))
		.map((region) => regionLine(region, origin));
	return [
		'# Region file format: DS9 version 4.1',
		`# ${regions.length} measurements of image ${image.id}, ${ds9Text(image.name)}, within ${radiusDeg} deg of ${ra}, ${dec} (ICRS)`,
		'# ellipse(RA, Dec, semi-major, semi-minor, angle): half of the fitted FWHM; angle = position angle + 90 deg',
		'# red and thick: what was asked for; dashed: forced measurements; the tag is the page of each',
		'global color=cyan width=1 select=1 edit=0 move=0 delete=1 source=1',
		'icrs',
		...lines,
		''
	].join('\n');
}

export function ds9Name({ image, ra, dec, radiusDeg }: RegionList): string {
	const sign = dec < 0 ? '' : '+';
	return `image-${image.id}_${ra.toFixed(5)}_${sign}${dec.toFixed(5)}_radius-${radiusDeg.toFixed(3)}.reg`;
}

function regionLine({ shape, ra, dec, ...region }: Region, origin: string): string {
	const at = `${ra.toFixed(7)},${dec.toFixed(7)}`;
	const drawn = shape
		? `ellipse(${at},${shape.semiMajorArcsec.toFixed(3)}",${shape.semiMinorArcsec.toFixed(3)}",${ds9Angle(shape.paDeg).toFixed(2)})`
		: `point(${at})`;
	const attributes = [
		...(region.selected ? ['color=red', 'width=3'] : []),
		...(region.forced ? ['dash=1'] : []),
		...(shape ? [] : ['point=cross']),
		`text={${ds9Text(`${region.name}, measurement ${region.measurementId}`)}}`,
		`tag={${origin}${region.href}}`
	];
	return `${drawn} # ${attributes.join(' ')}`;
}

function ds9Angle(paDeg: number): number {
	return (((paDeg + 90) % 360) + 360) % 360;
}
