/**
 * Name of a measurement: the field or observation in the image's file name, then the component (spec/pipeline.md §3.2-4).
 * image.i.SB9668.cont.fits gives SB9668_…, epoch01.fits gives epoch01_…; '.i.' is case-sensitive.
 */
export function measurementName(imageName: string, componentId: string): string {
	const mark = imageName.indexOf('.i.');
	const rest = mark < 0 ? imageName : imageName.slice(mark + 3);
	return `${rest.split('.', 1)[0]}_${componentId}`;
}
