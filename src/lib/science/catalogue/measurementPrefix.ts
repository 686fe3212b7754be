/**
 * What the names of an image's measurements begin with: the field or observation in its file name (spec/pipeline.md §3.2-4).
 * image.i.SB9668.cont.fits gives SB9668_, epoch01.fits gives epoch01_; '.i.' is case-sensitive. The component id follows.
 */
export function measurementPrefix(imageName: string): string {
	const mark = imageName.indexOf('.i.');
	const rest = mark < 0 ? imageName : imageName.slice(mark + 3);
	return `${rest.split('.', 1)[0]}_`;
}
